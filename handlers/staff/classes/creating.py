"""A new class: its kind, days, code, name, places, where, when names are taken, and the line of the plan."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import HOME, Button, FormState, Reply
from handlers.staff.classes import board
from handlers.staff.classes.desk import after
from handlers.staff.classes.entries import LONGEST, code_in, name_in, places_in, span_in
from handlers.staff.desk import keeps_classes
from handlers.staff.seats.board import wishes_kept
from handlers.texts import class_desk as texts
from handlers.texts import common
from handlers.turn import Answered, Turn, Write
from rules.access import OPERATOR
from rules.classes import TrainingClass
from rules.courses import CourseKind, proposed_code
from rules.text import clean, fold
from storage import class_writes, classes
from storage.class_writes import Kept
from storage.database import Transaction
from storage.ids import new_id

_SKIP, _USE, _MORE = "skip", "use", "more"
_KINDS = 4


async def begin(turn: Turn) -> Reply:
    """`class_new`; where several centres are the clerk's, `class_new:CENTRE` or `class_new:from:FIRST`.

    A centre goes by its place in the settings, from 1; 0 is the whole deployment.
    """
    if not keeps_classes(turn):
        return Reply(texts.EVERYONE_ONLY, common.HOME_ROW)
    if not turn.house.courses.kinds:
        return Reply(texts.NO_KINDS, common.HOME_ROW)
    if not turn.house.tops or turn.asker.writes_into:
        return await start(turn, FORM, {"page": "0"})
    said, centres = turn.number(0), _centres(turn)
    if said not in centres:
        return _which_centre(centres, turn.number(1) or 0)
    return await start(turn, FORM, {"page": "0", "centre": turn.house.tops[said - 1] if said else ""})


def _centres(turn: Turn) -> dict[int, str]:
    """The names of the centres that the clerk keeps, by their places."""
    own = {0: texts.OF_THE_WHOLE} if turn.asker.keeps_of("") else {}
    places = enumerate(turn.house.tops, 1)
    return own | {place: turn.house.of_centre(top).centre.name for place, top in places if turn.asker.keeps_of(top)}


def _which_centre(centres: Mapping[int, str], first: int) -> Reply:
    shown = list(centres.items())[first : first + _KINDS]
    rows = [(Button(name, f"{board.NEW}:{place}"),) for place, name in shown]
    if first + _KINDS < len(centres):
        rows.append((Button(texts.MORE, f"{board.NEW}:from:{first + _KINDS}"),))
    return Reply(texts.WHICH_CENTRE, (*rows, (HOME,)), edits=bool(first))


async def _ask_kind(turn: Turn, state: FormState) -> Reply:
    kinds = turn.house.courses.kinds
    first = int(state.data["page"])
    rows = [(option("kind", kind.name, kind.id),) for kind in kinds[first : first + _KINDS]]
    if len(kinds) > _KINDS:
        rows.append((option("kind", texts.OTHER_KINDS, _MORE),))
    return Reply(texts.WHICH_KIND, tuple(rows))


async def _take_kind(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == _MORE:
        following = int(state.data["page"]) + _KINDS
        return Next("kind", {"page": str(following if following < len(turn.house.courses.kinds) else 0)})
    kind = turn.house.courses.by_id.get(value) or turn.house.courses.named(value)
    return Next("dates", {"kind": kind.id}) if kind else Again(texts.UNKNOWN_KIND)


def _skippable(step: str, question: str, label: str = texts.SKIP) -> Reply:
    return Reply(question, ((option(step, label, _SKIP),),))


async def _ask_dates(turn: Turn, state: FormState) -> Reply:
    return _skippable("dates", texts.WHICH_DATES)


async def _take_dates(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == _SKIP:
        return Next("code", {"starts_on": "", "ends_on": ""})
    span = span_in(value, turn.today)
    if isinstance(span, Again):
        return span
    first, last = span[0] or span[1], span[1]
    return Next("code", {"starts_on": first.isoformat(), "ends_on": last.isoformat()})


async def _proposed(turn: Turn, given: Mapping[str, str]) -> str:
    year = int(given["starts_on"][:4]) if given["starts_on"] else turn.today.year
    used = [each.training.code for each in await classes.every_class(turn.house.db, OPERATOR)]
    return proposed_code(_kind(turn, given), year, used)


async def _ask_code(turn: Turn, state: FormState) -> Reply:
    code = await _proposed(turn, state.data)
    return Reply(texts.which_code(code), ((option("code", texts.USE_CODE, _USE),),))


async def _take_code(turn: Turn, state: FormState, value: str) -> Next | Again:
    code = await _proposed(turn, state.data) if value == _USE else code_in(value)
    if isinstance(code, Again):
        return code
    used = {each.training.code.upper() for each in await classes.every_class(turn.house.db, OPERATOR)}
    return Again(texts.CODE_TAKEN) if code.upper() in used else Next("name", {"code": code})


def _name(turn: Turn, given: Mapping[str, str]) -> str:
    return texts.class_name(_kind(turn, given), given["code"])


async def _ask_name(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.which_name(_name(turn, state.data)), ((option("name", texts.USE_NAME, _USE),),))


async def _take_name(turn: Turn, state: FormState, value: str) -> Next | Again:
    name = _name(turn, state.data) if value == _USE else name_in(value)
    return Next("places", {"name": name}) if 2 <= len(name) <= LONGEST["name"] else _too_long("name")


async def _ask_places(turn: Turn, state: FormState) -> Reply:
    kind = _kind(turn, state.data)
    wished = [each for each in await wishes_kept(turn) if each.kind == kind.id]
    waiting = [(each.unit, len(each.person_ids)) for each in wished]
    return _skippable("places", texts.which_places(waiting), texts.UNLIMITED)


async def _take_places(turn: Turn, state: FormState, value: str) -> Next | Again:
    found = None if value == _SKIP else places_in(value)
    return found if isinstance(found, Again) else Next("place", {"places": str(found or "")})


async def _ask_place(turn: Turn, state: FormState) -> Reply:
    return _skippable("place", texts.WHICH_PLACE)


async def _take_place(turn: Turn, state: FormState, value: str) -> Next | Again:
    return _text("place", "window", value)


async def _ask_window(turn: Turn, state: FormState) -> Reply:
    return _skippable("window", texts.WHICH_WINDOW)


async def _take_window(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == _SKIP:
        return Next("plan_line", {"opens_on": "", "register_until": ""})
    span = span_in(value, turn.today)
    if isinstance(span, Again):
        return span
    first = span[0] if span[0] != span[1] else None
    return Next("plan_line", {"opens_on": first.isoformat() if first else "", "register_until": span[1].isoformat()})


async def _ask_plan(turn: Turn, state: FormState) -> Reply:
    return _skippable("plan_line", texts.WHICH_PLAN)


async def _take_plan(turn: Turn, state: FormState, value: str) -> Next | Again:
    return _text("plan_line", "confirm", value)


def _text(field: str, then: str, value: str) -> Next | Again:
    said = "" if value == _SKIP or fold(value) == fold(texts.SKIP) else clean(value)
    return Next(then, {field: said}) if len(said) <= LONGEST[field] else _too_long(field)


def _too_long(field: str) -> Again:
    return Again(texts.TOO_LONG.format(LONGEST[field]))


def _kind(turn: Turn, given: Mapping[str, str]) -> CourseKind:
    return turn.house.courses.by_id[given["kind"]]


def described(kind: CourseKind, given: Mapping[str, str]) -> TrainingClass:
    """The class that the answers describe, still without id. Level and course follow its kind."""
    return TrainingClass(
        "", given["code"], given["name"], kind.gives, kind.course, run_by=kind.run_by, kind=kind.id,
        places=int(given["places"]) if given["places"] else None, place=given["place"], audience=kind.for_whom,
        plan_line=given["plan_line"], starts_on=_day(given["starts_on"]), ends_on=_day(given["ends_on"]),
        opens_on=_day(given["opens_on"]), register_until=_day(given["register_until"]),
    )  # fmt: skip


def _day(kept: str) -> date | None:
    return date.fromisoformat(kept) if kept else None


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    kind = _kind(turn, state.data)
    said = texts.new_class(described(kind, state.data), kind)
    return Reply(said, ((option("confirm", texts.CREATE, "save"),),))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _add(turn, state) if value == "save" else Again(texts.PRESS_CREATE)


def _add(turn: Turn, state: FormState) -> Write:
    async def write(tx: Transaction) -> Reply:
        centre = state.data.get("centre", turn.asker.writes_into or "")
        if not turn.asker.keeps_of(centre):
            return Reply(common.STALE, common.HOME_ROW)
        given = described(_kind(turn, state.data), state.data)
        training = replace(given, id=new_id(), centre=centre)
        kept = await class_writes.add(tx, turn.by, training)
        if kept is not Kept.DONE:
            return Reply(texts.NOT_KEPT[kept], common.HOME_ROW)
        return Reply(texts.created(training), after(training.id))

    return write


FORM = Form(
    board.NEW,
    "kind",
    {
        "kind": Step(_ask_kind, _take_kind),
        "dates": Step(_ask_dates, _take_dates),
        "code": Step(_ask_code, _take_code),
        "name": Step(_ask_name, _take_name),
        "places": Step(_ask_places, _take_places),
        "place": Step(_ask_place, _take_place),
        "window": Step(_ask_window, _take_window),
        "plan_line": Step(_ask_plan, _take_plan),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    STAFF,
)
