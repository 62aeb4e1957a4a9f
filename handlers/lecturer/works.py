"""Research topics, practice reviews, renewed methods: told by a lecturer, or by staff for one."""

from datetime import date

from handlers.answers import LECTURERS, STAFF
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.lecturer.own import no_record, own_record
from handlers.messages import HOME, Button, FormState, Reply
from handlers.push import push_to_staff
from handlers.staff.entries import whole_day
from handlers.texts import common
from handlers.texts import lecturer_works as texts
from handlers.turn import Answered, Turn, Write
from rules.lecturers import Lecturer, Work, WorkKind
from rules.text import clean
from storage import lecturer_works, lecturers
from storage.database import Transaction

MINE, ADD, WAITING = "my_works", "work_add", "works_waiting"
_TODAY, _SAVE = "today", "save"


async def mine(turn: Turn) -> Reply:
    """`my_works`: what the lecturer told so far."""
    own = await own_record(turn, turn.house.db)
    if own is None:
        return no_record()
    works = await lecturer_works.of_lecturer(turn.house.db, own.id)
    text = texts.mine(works) if works else texts.NONE_OF_MINE
    return Reply(text, ((Button(texts.ADD, f"{ADD}:{own.id}"),), (HOME,)))


async def add(turn: Turn) -> Reply:
    """`work_add:LECTURER`: staff for anybody, a lecturer for themselves."""
    found = await lecturers.by_id(turn.house.db, turn.args[0]) if turn.args else await own_record(turn, turn.house.db)
    if found is None or not _may(turn, found):
        return Reply(common.STALE, common.HOME_ROW)
    return await start(turn, FORM, {"lecturer": found.id, "name": found.name})


def _is_staff(turn: Turn) -> bool:
    return turn.asker.has(*STAFF)


def _may(turn: Turn, lecturer: Lecturer) -> bool:
    return (_is_staff(turn) and turn.asker.keeps_of(lecturer.centre)) or lecturer.holder_id == turn.asker.user_id


def _counts(turn: Turn, lecturer: Lecturer) -> bool:
    """Whether it counts at once: staff told it, and not of themselves."""
    return _is_staff(turn) and lecturer.holder_id != turn.asker.user_id


async def _ask_kind(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_KIND, tuple((option("kind", label, kind),) for kind, label in texts.KINDS.items()))


async def _take_kind(turn: Turn, state: FormState, value: str) -> Next | Again:
    return Next("title", {"kind": value}) if value in set(WorkKind) else Again(common.CHOOSE_ONE)


async def _ask_title(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHAT)


async def _take_title(turn: Turn, state: FormState, value: str) -> Next | Again:
    title = clean(value).rstrip(".")
    return Next("day", {"title": title}) if 5 <= len(title) <= 300 else Again(texts.WHAT_LENGTH)


async def _ask_day(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHEN, ((option("day", texts.TODAY, _TODAY),),))


async def _take_day(turn: Turn, state: FormState, value: str) -> Next | Again:
    day = turn.today if value == _TODAY else whole_day(value, turn.today)
    if isinstance(day, Again):
        return day
    return Next("confirm", {"day": day.isoformat()}) if day <= turn.today else Again(texts.NOT_YET)


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    data = state.data
    found = await lecturers.by_id(turn.house.db, data["lecturer"])
    counts = found is not None and _counts(turn, found)
    day = date.fromisoformat(data["day"])
    said = texts.about_to_keep(data["name"], WorkKind(data["kind"]), data["title"], day, counts)
    return Reply(said, ((option("confirm", texts.SAVE, _SAVE),),))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _keep(turn, state) if value == _SAVE else Again(common.CHOOSE_ONE)


def _keep(turn: Turn, state: FormState) -> Write:
    data = state.data

    async def write(tx: Transaction) -> Reply:
        found = await lecturers.by_id(tx, data["lecturer"])
        if found is None or not _may(turn, found):
            return Reply(common.STALE, common.HOME_ROW)
        counts = _counts(turn, found)
        confirmed_by = turn.by.actor if counts else None
        day = date.fromisoformat(data["day"])
        work = Work("", found.id, WorkKind(data["kind"]), data["title"], day, confirmed_by=confirmed_by)
        await lecturer_works.add(tx, turn.by, work)
        told = 0 if counts else await _tell_staff(tx, turn, found, work)
        back = Button(texts.MINE, MINE) if found.holder_id == turn.asker.user_id else Button(texts.TITLE, "works")
        return Reply(texts.kept(counts, told), ((back,), (HOME,)))

    return write


async def _tell_staff(tx: Transaction, turn: Turn, lecturer: Lecturer, work: Work) -> int:
    said = texts.told_staff(lecturer.name, work.kind, work.title)
    return await push_to_staff(
        tx, turn, Reply(said, ((Button(texts.WAITING, WAITING),), (HOME,))), centre=lecturer.centre
    )


FORM = Form(
    ADD,
    "kind",
    {
        "kind": Step(_ask_kind, _take_kind),
        "title": Step(_ask_title, _take_title),
        "day": Step(_ask_day, _take_day),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    STAFF | LECTURERS,
)
