"""Reminding people of the next day of their class, its materials in the same message; and of its beginning ahead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from handlers.address import to_learner
from handlers.house import House
from handlers.lecturer.sessions import MINE
from handlers.messages import HOME, Attachment, Button, Reply
from handlers.push import in_order
from handlers.texts import lecturer_own
from handlers.texts import session_reminders as texts
from rules.classes import EnrolmentState
from rules.materials import Material
from rules.quiet_hours import waking
from rules.reminding import (
    ReminderKind,
    begins_at,
    is_for_session,
    last_day_due,
    reminder_due,
    waits_for_change,
)
from storage import materials, outbox, reaching, session_reminders
from storage.class_list import Student, students
from storage.clock import from_ms, to_ms
from storage.database import Transaction
from storage.outbox import Posted
from storage.reaching import Reach
from storage.session_reminders import Ahead, Reminded

MOST_FILES = 5
"""Files in one message; what is left over is found under its button."""


@dataclass(frozen=True, slots=True)
class _Day:
    """What a class calls for now: the sessions of a day, with what they are reminded of."""

    kind: ReminderKind
    sessions: tuple[Ahead, ...]
    ends: datetime
    """When the last of them begins: from then on a reminder is of no use."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What one person is told."""

    holder_id: str
    """Whose chats it goes to; of a learner who came onto the roster, those of the cadre."""
    reply: Reply
    marks: tuple[tuple[Reminded, int], ...]
    """What is kept of it, with the version of each session."""


@dataclass(frozen=True, slots=True)
class _Given:
    """The materials of a day."""

    by_session: Mapping[str, Sequence[Material]] = field(default_factory=dict)
    files: Mapping[str, Attachment | None] = field(default_factory=dict)
    """The file of a material by its id; None where it has none."""
    read_by: Set[tuple[str, str]] = frozenset()
    """To whom (person, material) they went before, perhaps for another session with the same lesson."""

    def unread(self, person_id: str, sessions: Iterable[Ahead]) -> list[tuple[Material, Ahead]]:
        """Those that did not go to somebody yet, each with the first of the sessions that it is for."""
        found: dict[str, tuple[Material, Ahead]] = {}
        for each in sessions:
            for one in self.by_session.get(each.session.id, ()):
                if (person_id, one.id) not in self.read_by:
                    found.setdefault(one.id, (one, each))
        return list(found.values())


async def remind_of_sessions(house: House) -> int:
    """Remind everybody of the days that call for it now, each person once a day of a class; how many messages.

    Not in the centre's quiet hours, nor in a person's own: they are reminded when these are over, if there is time.
    Who was reminded is kept in the transaction that puts the message in line; whether it still holds is asked again as
    it is sent.
    """
    now = house.clock()
    if all(waking(now, place.quiet_hours) != now for place in house.places):
        return 0
    sent = 0
    last = max(last_day_due(now, place.holidays) for place in house.places)
    for day in _days(house, await session_reminders.ahead(house.db, now.date(), last)):
        async with house.db.transaction() as tx:
            ids = [each.session.id for each in day.sessions]
            for still in _days(house, await session_reminders.still_ahead(tx, ids)):
                sent += await _remind(tx, house.of_centre(still.sessions[0].centre or None), still)
    return sent


def _days(house: House, ahead: Iterable[Ahead]) -> Iterator[_Day]:
    """The days of classes that call for something now, by class."""
    now = house.clock()
    for _, sessions in groupby(ahead, key=lambda each: (each.session.class_id, each.session.day)):
        due: dict[ReminderKind, list[Ahead]] = {}
        for each in sessions:
            kind = _due(house.of_centre(each.centre or None), each, now)
            if kind is not None:
                due.setdefault(kind, []).append(each)
        for kind, some in due.items():
            yield _Day(kind, tuple(some), _begins(some[-1], now))


def _due(house: House, each: Ahead, now: datetime) -> ReminderKind | None:
    found = reminder_due(_begins(each, now), each.is_first_day, now, house.holidays)
    if found is None or waking(now, house.quiet_hours) != now:
        return None
    kind, since = found
    told_at = from_ms(each.told_at).astimezone(now.tzinfo) if each.told_at else None
    return None if waits_for_change(now, since, told_at, each.is_told) else kind


def _begins(each: Ahead, now: datetime) -> datetime:
    return begins_at(each.session.day, each.session.part, each.hours, now)


async def _remind(tx: Transaction, house: House, day: _Day) -> int:
    listed = [
        each for each in await students(tx, day.sessions[0].session.class_id) if each.state is EnrolmentState.ENROLLED
    ]
    lecturers = {each.lecturer_holder for each in day.sessions if each.lecturer_holder is not None}
    # First of all: most of a class may have no chat, at every tick until the day begins.
    reaches = await _heard_by(tx, lecturers.union(map(_holder_of, listed)))
    if not reaches:
        return 0
    before = await session_reminders.reminded(tx, [each.session.id for each in day.sessions])
    with_chats = [each for each in listed if _holder_of(each) in reaches]
    told = [*await _to_students(tx, house, day, with_chats, before), *_to_lecturers(house, day, len(listed), before)]
    posted = [
        (each, message)
        for each in told
        if each.holder_id in reaches
        and (message := _posted(house, reaches[each.holder_id], each.reply, day)) is not None
    ]
    noted = [(mark, version, message.id) for each, message in posted for mark, version in each.marks]
    first_time = await session_reminders.note(tx, noted, to_ms(house.clock()))
    messages = [message for each, message in posted if any(mark in first_time for mark, _ in each.marks)]
    await outbox.add_many(tx, messages)
    return len(messages)


async def _heard_by(tx: Transaction, holder_ids: Iterable[str]) -> dict[str, Reach]:
    """How those are reached who have a chat and want to hear what they did not ask for."""
    reaches = await reaching.reach_of_all(tx, holder_ids)
    return {holder: reach for holder, reach in reaches.items() if not reach.is_muted}


def _holder_of(student: Student) -> str:
    return student.cadre_id or student.person_id


def _posted(house: House, reach: Reach, reply: Reply, day: _Day) -> Posted | None:
    """The message, for who is awake now."""
    now = house.clock()
    message = in_order(house, now, reach.chats, reply)
    if message is None or message.at > to_ms(now):
        return None
    return replace(message, useful_until=to_ms(day.ends))


async def _to_students(
    tx: Transaction, house: House, day: _Day, listed: Sequence[Student], before: set[Reminded]
) -> list[_Told]:
    absent = await session_reminders.begged_off(tx, [each.session.id for each in day.sessions])
    given = await _given(tx, house, day)
    told = []
    for student in listed:
        coming = [each for each in day.sessions if (each.session.id, student.person_id) not in absent]
        found = _to_student(house, day, student, coming, given, before)
        if found is not None:
            told.append(found)
    return told


async def _given(tx: Transaction, house: House, day: _Day) -> _Given:
    """The materials of the day; none three days ahead."""
    if day.kind is not ReminderKind.EVE:
        return _Given()
    every = [each.material for each in await materials.of_class(tx, day.sessions[0].session.class_id)]
    by_session = {
        each.session.id: [one for one in every if is_for_session(one, each.session.id, each.session.topic)]
        for each in day.sessions
    }
    wanted = {one.id: one for some in by_session.values() for one in some}
    files = {each.id: await _file(house, each) for each in wanted.values()}
    return _Given(by_session, files, await session_reminders.read_by(tx, wanted))


async def _file(house: House, material: Material) -> Attachment | None:
    """The file of a material by its digest; the content is fetched as it is sent. None where there is none."""
    file = material.file
    if file is None or not await house.files.has(file.digest):
        return None
    return Attachment(file.name, b"", False, file.digest)


def _to_student(
    house: House, day: _Day, student: Student, coming: Sequence[Ahead], given: _Given, before: set[Reminded]
) -> _Told | None:
    """What somebody of the class was not told yet; None where nothing is left."""
    person, today = student.person_id, house.clock().date()
    new, marks = _new_sessions(day, person, coming, before)
    read = given.unread(person, coming)
    marks += [(Reminded.of_material(each.session.id, person, one.id), each.session.version) for one, each in read]
    if not marks:
        return None
    some = [one for one, _ in read]
    text = texts.to_student(new, some, today) if new else texts.materials_only(coming[0], some, today)
    files = [file for one in some if (file := given.files[one.id]) is not None][:MOST_FILES]
    reply = Reply(text, _ways(new, coming[0], bool(some)), tuple(files))
    return _Told(_holder_of(student), reply if student.cadre_id else to_learner(reply), tuple(marks))


def _ways(new: Sequence[Ahead], first: Ahead, with_materials: bool) -> tuple[tuple[Button, ...], ...]:
    absent = f"absence:{new[0].session.id}" if len(new) == 1 else "absence"
    rows = [(Button(texts.ABSENT, absent),), (Button(texts.SCHEDULE, "my_schedule"),)] if new else []
    if with_materials:
        rows.append((Button(texts.MATERIALS, f"materials:{first.session.class_id}"),))
    return (*rows, (HOME,))


def _to_lecturers(house: House, day: _Day, many: int, before: set[Reminded]) -> list[_Told]:
    by_holder: dict[str, list[Ahead]] = {}
    for each in day.sessions:
        if each.lecturer_holder is not None:
            by_holder.setdefault(each.lecturer_holder, []).append(each)
    told = []
    for holder_id, own in by_holder.items():
        new, marks = _new_sessions(day, holder_id, own, before)
        if new:
            text = texts.to_lecturer(new, many, house.clock().date())
            ways = ((Button(lecturer_own.MY_SESSIONS, MINE),), (HOME,))
            told.append(_Told(holder_id, Reply(text, ways), tuple(marks)))
    return told


def _new_sessions(
    day: _Day, person_id: str, sessions: Sequence[Ahead], before: set[Reminded]
) -> tuple[list[Ahead], list[tuple[Reminded, int]]]:
    """The sessions somebody was not reminded of yet, and what is kept of it."""
    marks = [
        (each, Reminded(each.session.id, person_id, each.session.day.isoformat(), day.kind.value)) for each in sessions
    ]
    new = [(each, mark) for each, mark in marks if mark not in before]
    return [each for each, _ in new], [(mark, each.session.version) for each, mark in new]
