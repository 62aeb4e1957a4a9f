"""New sessions of a class: one, or a series said in one breath; what stands against them is shown before."""

import json
from collections.abc import Mapping
from datetime import date

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import FormState, Reply
from handlers.staff.classes import timetable
from handlers.staff.classes.desk import class_of, stale
from handlers.texts import class_sessions as texts
from handlers.turn import Answered, Turn, Write
from rules.clashes import ClashKind
from rules.classes import Part, Session
from rules.said_days import slot_in
from rules.series import Lacking, series_in
from rules.text import clean
from storage import class_writes
from storage.database import Transaction

_SKIP, _SAVE, _ANYWAY, _FREE = "skip", "save", "anyway", "free"


async def begin(turn: Turn) -> Reply:
    """`session_new:CLASS`."""
    listed = await class_of(turn.house.db, turn, turn.args[0] if turn.args else "")
    if listed is None or not timetable.is_kept(listed):
        return stale()
    return await start(turn, FORM, {"class": listed.training.id, "room": listed.training.place})


async def _ask_when(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHEN)


async def _take_when(turn: Turn, state: FormState, value: str) -> Next | Again:
    series = series_in(value, turn.today)
    if isinstance(series, Lacking):
        # With "từ" a series is meant: what it lacks is asked for, never kept as its first session alone.
        single = slot_in(value, turn.today) if series is Lacking.FIRST else None
        if single is None or single[1] is None:
            return Again(texts.LACKS[Lacking.PART if single else series])
        return Next("topic", _slots([(single[0], single[1])], []))
    every = series.slots()
    free = series.slots(lambda day: bool(turn.house.holidays.on(day)))
    return Next("topic", _slots(every, free))


def _slots(every: list[tuple[date, Part]], free: list[tuple[date, Part]]) -> dict[str, str]:
    """The days as the form keeps them, and those that pass over holidays."""
    return {
        name: json.dumps([(d.isoformat(), p) for d, p in some]) for name, some in (("slots", every), ("free", free))
    }


async def _ask_topic(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.TOPIC, ((option("topic", texts.NO_TOPIC, _SKIP),),))


async def _take_topic(turn: Turn, state: FormState, value: str) -> Next | Again:
    topics = [] if value == _SKIP else [each for part in value.split(";") if (each := clean(part))]
    if any(len(each) > timetable.LONGEST for each in topics):
        return Again(texts.TOO_LONG.format(timetable.LONGEST))
    count = len(json.loads(state.data["slots"]))
    if len(topics) > count:
        return Again(texts.TOO_MANY_TOPICS.format(len(topics), count))
    return Next("room", {"topics": json.dumps(topics)})


async def _ask_room(turn: Turn, state: FormState) -> Reply:
    listed = await class_of(turn.house.db, turn, state.data["class"])
    place = listed.training.place if listed else ""
    own = ((option("room", place, "own"),),) if place else ()
    return Reply(texts.ROOM, (*own, (option("room", texts.NO_ROOM, _SKIP),)))


async def _take_room(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == "own":
        listed = await class_of(turn.house.db, turn, state.data["class"])
        return Next("lecturer", {"room": listed.training.place if listed else ""})
    room = "" if value == _SKIP else clean(value)
    return Next("lecturer", {"room": room}) if len(room) <= timetable.LONGEST else Again(texts.TOO_LONG.format(200))


async def _ask_lecturer(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.LECTURER, ((option("lecturer", texts.NO_LECTURER, _SKIP),),))


async def _take_lecturer(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == _SKIP:
        return Next("confirm", {"lecturer": "", "lecturer_id": ""})
    last = date.fromisoformat(json.loads(state.data["slots"])[-1][0])
    found = await timetable.lecturer_named(turn.house.db, turn, value, last)
    if isinstance(found, Again):
        return found
    return Next("confirm", {"lecturer": found[0], "lecturer_id": found[1] or ""})


def described(given: Mapping[str, str]) -> list[Session]:
    """The sessions that the answers describe, still without ids. One topic is for all; several are given in order."""
    topics = json.loads(given["topics"])
    slots = json.loads(given["slots"])
    told = topics * len(slots) if len(topics) == 1 else topics + [""] * (len(slots) - len(topics))
    return [
        Session(
            "", given["class"], date.fromisoformat(day), Part(part), topic, given["room"], given["lecturer"],
            given["lecturer_id"] or None,
        )
        for (day, part), topic in zip(slots, told, strict=True)
    ]  # fmt: skip


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    sessions = described(state.data)
    found = await timetable.against(turn.house.db, turn, sessions)
    unknown = [f"{name} {year}" for name, year in turn.house.holidays.unknown_near(each.day for each in sessions)]
    free = json.loads(state.data["free"])
    rows = [(option("confirm", texts.SAVE_ANYWAY, _ANYWAY) if found else option("confirm", texts.SAVE, _SAVE),)]
    if free and any(each.kind is ClashKind.HOLIDAY for each in found):
        rows.insert(0, (option("confirm", texts.SKIP_HOLIDAYS, _FREE),))
    return Reply(texts.new(sessions, found, unknown, turn.today), tuple(rows))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    if value == _FREE and json.loads(state.data["free"]):
        return Next("confirm", {"slots": state.data["free"]})
    if value == _ANYWAY:
        return Next("sure", {})
    return _add(turn, state, anyway=False) if value == _SAVE else Again(texts.PRESS)


async def _ask_sure(turn: Turn, state: FormState) -> Reply:
    found = await timetable.against(turn.house.db, turn, described(state.data))
    return Reply(texts.are_you_sure(found), ((option("sure", texts.SURE, _ANYWAY),),))


async def _take_sure(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _add(turn, state, anyway=True) if value == _ANYWAY else Again(texts.PRESS)


def _add(turn: Turn, state: FormState, anyway: bool) -> Write:
    async def write(tx: Transaction) -> Reply:
        listed = await class_of(tx, turn, state.data["class"])
        if listed is None or not timetable.is_kept(listed):
            return Reply(texts.CLASS_OVER, timetable.after(state.data["class"]))
        sessions = described(state.data)
        if not anyway and await timetable.against(tx, turn, sessions):
            return Reply(texts.CLASHED_MEANWHILE, timetable.after(listed.training.id))
        added = await class_writes.add_sessions(tx, turn.by, sessions)
        return Reply(texts.added(len(added)), timetable.after(listed.training.id))

    return write


FORM = Form(
    timetable.ADD,
    "when",
    {
        "when": Step(_ask_when, _take_when),
        "topic": Step(_ask_topic, _take_topic),
        "room": Step(_ask_room, _take_room),
        "lecturer": Step(_ask_lecturer, _take_lecturer),
        "confirm": Step(_ask_confirm, _take_confirm),
        "sure": Step(_ask_sure, _take_sure),
    },
    STAFF,
)
