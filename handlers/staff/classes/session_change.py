"""One session of a class moved, given another room, lecturer or topic, or cancelled."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import FormState, Reply
from handlers.staff.classes import timetable
from handlers.staff.classes.desk import class_of, stale
from handlers.texts import class_sessions as texts
from handlers.texts import common
from handlers.turn import Answered, Turn, Write
from rules.clashes import Clash
from rules.classes import ClassState, Listed, Part, Session
from rules.hours import periods_in
from rules.lecturers import may_teach
from rules.said_days import sessions_meant, slot_in
from rules.text import clean, fold
from storage import attendance, class_desk, class_writes, classes, lecturers
from storage.cadres import Source
from storage.class_writes import Kept
from storage.database import Transaction

_SKIP, _SAVE, _ANYWAY = "skip", "save", "anyway"
_TOLD = (ClassState.OPEN, ClassState.CLOSED, ClassState.RUNNING, ClassState.RESULTS)


async def begin(turn: Turn) -> Reply:
    """`session_change:CLASS`."""
    listed = await class_of(turn.house.db, turn, turn.args[0] if turn.args else "")
    if listed is None or not timetable.is_kept(listed):
        return stale()
    return await start(turn, FORM, {"class": listed.training.id})


async def _ask_which(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH)


async def _take_which(turn: Turn, state: FormState, value: str) -> Next | Again:
    sessions = await classes.sessions_of(turn.house.db, state.data["class"])
    number = re.fullmatch(r"(?:buoi |so )?(\d{1,3})", fold(value))
    found = sessions[int(number[1]) - 1 :][:1] if number and int(number[1]) else []
    found = found or sessions_meant(value, sessions, turn.today)
    if not found:
        return Again(texts.NO_SUCH)
    if len(found) > 1:
        return Again(texts.SEVERAL.format(len(found)))
    [one] = found
    if one.cancelled:
        return Again(texts.OFF_ALREADY)
    return Next("what", {"session": one.id, "version": str(one.version)})


async def _ask_what(turn: Turn, state: FormState) -> Reply:
    before = await _before(turn.house.db, turn, state.data)
    if before is None:
        return Reply(texts.SESSION_CHANGED)
    rows = tuple((option("what", label, name),) for name, label in texts.PARTS_OF_IT.items())
    return Reply(f"{texts.session(before[1], turn.today)}.\n{texts.WHAT}", rows)


async def _take_what(turn: Turn, state: FormState, value: str) -> Next | Again:
    typed = {fold(texts.TOPIC_LABEL): "topic", fold(texts.PERIODS_LABEL): "periods"}
    if fold(value) in typed:
        return Next("value", {"part": typed[fold(value)]})
    labels = {fold(label): name for name, label in texts.PARTS_OF_IT.items()}
    part = labels.get(fold(value), value)
    if part == "off":
        return Next("confirm", {"part": part, "value": ""})
    return Next("value", {"part": part}) if part in texts.PARTS_OF_IT else Again(common.CHOOSE_ONE)


async def _before(source: Source, turn: Turn, given: Mapping[str, str]) -> tuple[Listed, Session] | None:
    """The session as it was seen, with its class; None where it changed since, or the class is over."""
    listed = await class_of(source, turn, given["class"])
    if listed is None or not timetable.is_kept(listed):
        return None
    for each in await classes.sessions_of(source, given["class"]):
        if each.id == given["session"] and str(each.version) == given["version"]:
            return listed, each
    return None


_ASKS = {
    "slot": (texts.NEW_SLOT, ""),
    "room": (texts.ROOM, texts.NO_ROOM),
    "lecturer": (texts.LECTURER, texts.NO_LECTURER),
    "topic": (texts.TOPIC_LABEL + "?", texts.NO_TOPIC),
    "periods": (texts.HOW_MANY_PERIODS, texts.NO_PERIODS),
}


async def _ask_value(turn: Turn, state: FormState) -> Reply:
    question, none = _ASKS[state.data["part"]]
    return Reply(question, ((option("value", none, _SKIP),),) if none else ())


async def _take_value(turn: Turn, state: FormState, value: str) -> Next | Again:
    part = state.data["part"]
    if part == "slot":
        return await _take_slot(turn, state, value)
    if value == _SKIP:
        return Next("confirm", {"value": "", "lecturer_id": ""})
    if part == "lecturer":
        before = await _before(turn.house.db, turn, state.data)
        found = await timetable.lecturer_named(turn.house.db, turn, value, before[1].day if before else turn.today)
        return (
            found if isinstance(found, Again) else Next("confirm", {"value": found[0], "lecturer_id": found[1] or ""})
        )
    if part == "periods":
        periods = periods_in(value)
        return Next("confirm", {"value": str(periods)}) if periods else Again(texts.BAD_PERIODS)
    said = clean(value)
    return Next("confirm", {"value": said}) if len(said) <= timetable.LONGEST else Again(texts.TOO_LONG.format(200))


async def _take_slot(turn: Turn, state: FormState, value: str) -> Next | Again:
    slot = slot_in(value, turn.today)
    if slot is None or slot[1] is None:
        return Again(texts.BAD_SLOT)
    before = await _before(turn.house.db, turn, state.data)
    known = before[1].lecturer_id if before else None
    lecturer = await lecturers.by_id(turn.house.db, known) if known else None
    if lecturer is not None and not may_teach(lecturer, slot[0]):
        return Again(texts.TERM_IS_OVER.format(lecturer.name))
    if before is not None and await _was_held(turn.house.db, turn, before[1], slot[0]):
        return Again(texts.WAS_HELD)
    return Next("confirm", {"value": f"{slot[0].isoformat()} {slot[1]}"})


async def _was_held(source: Source, turn: Turn, before: Session, day: date) -> bool:
    """Whether a session whose roll was called would come to lie ahead: what was called speaks of a day that was."""
    return day > turn.today and await attendance.is_called(source, before.id)


def changed(before: Session, given: Mapping[str, str]) -> Session:
    """The session as the answers make it."""
    part, value = given["part"], given["value"]
    if part == "off":
        return replace(before, cancelled=True)
    if part == "slot":
        day, _, buoi = value.partition(" ")
        return replace(before, day=date.fromisoformat(day), part=Part(buoi))
    if part == "lecturer":
        return replace(before, lecturer=value, lecturer_id=given.get("lecturer_id") or None)
    if part == "periods":
        return replace(before, periods=int(value) if value else None)
    return replace(before, room=value) if part == "room" else replace(before, topic=value)


async def _against(source: Source, turn: Turn, before: Session, after: Session) -> list[Clash]:
    """What stands against it; a topic or a cancelled session clashes with nothing."""
    same = replace(before, topic=after.topic, periods=after.periods) == after
    return [] if after.cancelled or same else await timetable.against(source, turn, [after])


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    seen = await _before(turn.house.db, turn, state.data)
    if seen is None:
        return Reply(texts.SESSION_CHANGED)
    listed, before = seen
    after = changed(before, state.data)
    found = await _against(turn.house.db, turn, before, after)
    people = await class_desk.people_of(turn.house.db, listed.training.id)
    told = bool(people) and listed.training.state in _TOLD and max(before.day, after.day) >= turn.today
    save = option("confirm", texts.SAVE_ANYWAY, _ANYWAY) if found else option("confirm", texts.SAVE, _SAVE)
    return Reply(texts.changed(before, after, found, told, turn.today), ((save,),))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    if value == _ANYWAY:
        return Next("sure", {})
    return _save(turn, state, anyway=False) if value == _SAVE else Again(texts.PRESS)


async def _ask_sure(turn: Turn, state: FormState) -> Reply:
    seen = await _before(turn.house.db, turn, state.data)
    found = await _against(turn.house.db, turn, seen[1], changed(seen[1], state.data)) if seen else []
    return Reply(texts.are_you_sure(found), ((option("sure", texts.SURE, _ANYWAY),),))


async def _take_sure(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _save(turn, state, anyway=True) if value == _ANYWAY else Again(texts.PRESS)


def _save(turn: Turn, state: FormState, anyway: bool) -> Write:
    async def write(tx: Transaction) -> Reply:
        ways = timetable.after(state.data["class"])
        seen = await _before(tx, turn, state.data)
        if seen is None:
            return Reply(texts.SESSION_CHANGED, ways)
        before, after = seen[1], changed(seen[1], state.data)
        if after.day != before.day and await _was_held(tx, turn, before, after.day):
            return Reply(texts.WAS_HELD, ways)
        if not anyway and await _against(tx, turn, before, after):
            return Reply(texts.CLASHED_MEANWHILE, ways)
        action = "cancel_session" if after.cancelled else "change_session"
        kept = await class_writes.change_session(tx, turn.by, before, after, action)
        return Reply(texts.kept(after.cancelled) if kept is Kept.DONE else texts.SESSION_CHANGED, ways)

    return write


FORM = Form(
    timetable.CHANGE,
    "which",
    {
        "which": Step(_ask_which, _take_which),
        "what": Step(_ask_what, _take_what),
        "value": Step(_ask_value, _take_value),
        "confirm": Step(_ask_confirm, _take_confirm),
        "sure": Step(_ask_sure, _take_sure),
    },
    STAFF,
)
