"""Putting a lecturer forward: who, full-time or part-time, which topics."""

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import FormState, Reply
from handlers.staff.desk import record_of
from handlers.staff.lecturers.board import card
from handlers.texts import common
from handlers.texts import lecturers as texts
from handlers.turn import Answered, Turn, Write
from rules.lecturers import Lecturer, State, topics_in
from rules.text import clean
from storage import lecturers
from storage.database import Transaction

LONGEST_TOPICS = 600
_FULL, _PART = "full", "part"


async def add(turn: Turn) -> Reply:
    """`lecturer_add`: open the form."""
    if turn.asker.writes_into is None:
        return Reply(texts.BY_EACH_CENTRE, common.HOME_ROW)
    return await start(turn, FORM)


async def _ask_name(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.NAME)


async def _take_name(turn: Turn, state: FormState, value: str) -> Next | Again:
    name = clean(value)
    if any(letter.isdigit() for letter in name):
        cadre = await record_of(turn.house.db, turn, name.upper())
        if cadre is None:
            return Again(texts.NO_SUCH_CODE)
        given = {"name": cadre.name, "holder": cadre.id, "unit": cadre.unit.id, "unit_name": cadre.unit.name}
        return Next("kind", given)
    if not (len(name.split()) >= 2 and len(name) <= 100):
        return Again(texts.NAME_LENGTH)
    return Next("kind", {"name": name, "holder": "", "unit": "", "unit_name": ""})


async def _ask_kind(turn: Turn, state: FormState) -> Reply:
    offered = (option("kind", texts.PART_TIME, _PART),), (option("kind", texts.FULL_TIME, _FULL),)
    return Reply(texts.KIND, offered)


async def _take_kind(turn: Turn, state: FormState, value: str) -> Next | Again:
    return Next("topics", {"kind": value}) if value in (_FULL, _PART) else Again(common.CHOOSE_ONE)


async def _ask_topics(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.TOPICS)


async def _take_topics(turn: Turn, state: FormState, value: str) -> Next | Again:
    if not topics_in(value) or len(value) > LONGEST_TOPICS:
        return Again(texts.TOPICS_LENGTH)
    return Next("confirm", {"topics": value})


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    data = state.data
    said = texts.summary(data["name"], data["unit_name"], data["kind"] == _FULL, topics_in(data["topics"]))
    return Reply(said, ((option("confirm", texts.SAVE, "save"),),))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _added(turn, state) if value == "save" else Again(common.CHOOSE_ONE)


def _added(turn: Turn, state: FormState) -> Write:
    data = state.data
    full_time = data["kind"] == _FULL

    async def write(tx: Transaction) -> Reply:
        kept = await lecturers.add(tx, turn.by, Lecturer(
            "", "", data["name"], full_time, State.APPROVED if full_time else State.PROPOSED,
            topics_in(data["topics"]), data["unit"] or None, data["unit_name"], holder_id=data["holder"] or None,
            centre=turn.asker.writes_into or "",
        ))  # fmt: skip
        return card(turn, kept, texts.added(kept))

    return write


FORM = Form(
    "lecturer_add",
    "name",
    {
        "name": Step(_ask_name, _take_name),
        "kind": Step(_ask_kind, _take_kind),
        "topics": Step(_ask_topics, _take_topics),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    STAFF,
)
