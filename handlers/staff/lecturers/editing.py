"""What is on record of a lecturer, changed part by part: topics, decision, term, who it is; and a linking code."""

from dataclasses import replace
from datetime import date

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.linking.invite import draw_code, give_code
from handlers.messages import HOME, Button, FormState, Reply
from handlers.staff.desk import record_of
from handlers.staff.entries import whole_day
from handlers.staff.lecturers.adding import LONGEST_TOPICS
from handlers.staff.lecturers.board import CARD, card, kept_lecturer
from handlers.texts import common
from handlers.texts import lecturers as texts
from handlers.turn import Answered, Turn
from rules.dates import vietnamese
from rules.lecturers import Lecturer, State, topics_in
from rules.text import clean, fold
from storage import grants, lecturers, links
from storage.clock import from_ms
from storage.database import Transaction

_LONGEST = 60
_EMPTY = "empty"
_MAY_BE_EMPTY = ("decision", "decided_on", "term_until")


async def edit(turn: Turn) -> Reply:
    """`lecturer_edit:ID`: open the form."""
    found = await kept_lecturer(turn.house.db, turn, turn.args[0]) if turn.args else None
    if found is None:
        return Reply(common.STALE, common.HOME_ROW)
    return await start(turn, FORM, {"id": found.id, "version": str(found.version)})


async def invite(turn: Turn) -> Answered:
    """`lecturer_invite:ID[:MADE]`: a linking code; in place of the one made at MADE, where they hold one already.

    Somebody who stands on no list becomes one of the centre's people with it.
    """
    drawn = await draw_code()

    async def write(tx: Transaction) -> Reply:
        found = await kept_lecturer(tx, turn, turn.args[0]) if turn.args else None
        if found is None or found.state is not State.APPROVED:
            return Reply(common.STALE, common.HOME_ROW)
        made = await links.unused_code_of(tx, found.holder_id or "", turn.at)
        if made is not None and turn.args[1:] != (str(made),):
            return _holds_one(turn, found, made)
        holder = await _holder(tx, turn, found)
        if holder is None:
            return Reply(common.STALE, common.HOME_ROW)
        code = await give_code(tx, turn.house, holder, turn.by, drawn)
        said = texts.invited(code.name, code.code, vietnamese(code.expires), code.link or code.web)
        return Reply(said, ((Button(texts.OPEN, f"{CARD}:{found.id}"),), (HOME,)))

    return write


def _holds_one(turn: Turn, lecturer: Lecturer, made: int) -> Reply:
    """A code is shown once: a second tap must not end, without a word, the one that was just handed over."""
    new = (Button(texts.NEW_CODE, f"lecturer_invite:{lecturer.id}:{made}"),)
    said = texts.holds_code(lecturer.name, from_ms(made).astimezone(turn.now.tzinfo))
    return Reply(said, (new, (Button(texts.OPEN, f"{CARD}:{lecturer.id}"),), (HOME,)))


async def _holder(tx: Transaction, turn: Turn, lecturer: Lecturer) -> links.Holder | None:
    if lecturer.holder_id is not None:
        return await links.holder_by_id(tx, lecturer.holder_id)
    person = await grants.create_staff(tx, turn.by, lecturer.name)
    await lecturers.change(tx, turn.by, "let_in", lecturer, replace(lecturer, holder_id=person.id))
    return person


async def _ask_part(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_PART, tuple((option("part", label, part),) for part, label in texts.PARTS.items()))


async def _take_part(turn: Turn, state: FormState, value: str) -> Next | Again:
    return Next("value", {"part": value}) if value in texts.PARTS else Again(common.CHOOSE_ONE)


async def _ask_value(turn: Turn, state: FormState) -> Reply:
    part = state.data["part"]
    empty = ((option("value", texts.SKIP, _EMPTY),),) if part in _MAY_BE_EMPTY else ()
    return Reply(texts.VALUES[part], empty)


async def _take_value(turn: Turn, state: FormState, value: str) -> Again | Answered:
    found = await kept_lecturer(turn.house.db, turn, state.data["id"])
    if found is None or str(found.version) != state.data["version"]:
        return Reply(common.STALE, common.HOME_ROW)
    part = state.data["part"]
    after = await _as_cadre(turn, found, value) if part == "holder" else _changed(found, part, value, turn.today)
    if isinstance(after, Again):
        return after

    async def write(tx: Transaction) -> Reply:
        if not await lecturers.change(tx, turn.by, "edit", found, after):
            return Reply(common.STALE, common.HOME_ROW)
        return card(turn, replace(after, version=found.version + 1))

    return write


async def _as_cadre(turn: Turn, lecturer: Lecturer, code: str) -> Lecturer | Again:
    """The lecturer as the cadre of a code, or why they are not: each cadre is one lecturer, of the same name."""
    cadre = await record_of(turn.house.db, turn, clean(code).upper())
    if cadre is None:
        return Again(texts.NO_SUCH_CODE)
    if fold(cadre.name) != fold(lecturer.name):
        return Again(texts.ANOTHER_NAME.format(cadre.code, cadre.name))
    every = await lecturers.every_lecturer(turn.house.db)
    if any(each.holder_id == cadre.id and each.id != lecturer.id for each in every):
        return Again(texts.A_LECTURER_ALREADY)
    return replace(lecturer, holder_id=cadre.id, unit_id=cadre.unit.id, unit=cadre.unit.name)


def _changed(lecturer: Lecturer, part: str, value: str, today: date) -> Lecturer | Again:
    """The lecturer with one part as it was typed, or why it cannot be so."""
    empty = value == _EMPTY and part in _MAY_BE_EMPTY
    if part == "topics":
        known = topics_in(value) if len(value) <= LONGEST_TOPICS else ()
        return replace(lecturer, topics=known) if known else Again(texts.TOPICS_LENGTH)
    if part == "decision":
        said = "" if empty else clean(value)
        return replace(lecturer, decision=said) if len(said) <= _LONGEST else Again(texts.TOO_LONG)
    day = None if empty else whole_day(value, today)
    if isinstance(day, Again):
        return day
    changed = replace(lecturer, decided_on=day) if part == "decided_on" else replace(lecturer, term_until=day)
    if changed.decided_on and changed.term_until and changed.term_until < changed.decided_on:
        return Again(texts.BEFORE_DECISION)
    return changed


FORM = Form(
    "lecturer_edit", "part", {"part": Step(_ask_part, _take_part), "value": Step(_ask_value, _take_value)}, STAFF
)
