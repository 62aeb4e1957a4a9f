"""Timetables as people were told of them: their own for a calendar, and what changed since a class last heard."""

from dataclasses import dataclass, replace
from datetime import date

from rules.calendar_file import Event
from rules.classes import Part, Session
from storage.database import Database, Row, Transaction
from storage.lists import list_text, members

Source = Database | Transaction

_COLUMNS = (
    "s.id, s.class_id, s.day, s.part, s.topic, s.room, s.lecturer, s.lecturer_id, s.cancelled, s.version,"
    " s.periods, c.name as class_name, c.hours, c.place, c.state, c.centre from class_session s"
    " join training_class c on c.id = s.class_id"
)


async def events_of(source: Source, person_id: str, since: date) -> list[Event]:
    """Somebody's own sessions from a day on, in their order, those cancelled included."""
    rows = await source.rows(
        f"select {_COLUMNS} join enrolment e on e.class_id = c.id"
        " where e.person_id = $1 and e.state = 'enrolled' and s.day >= $2",
        person_id, since.isoformat(),
    )  # fmt: skip
    found = [
        Event(session_of(row), row["class_name"], row["hours"], row["place"], row["state"] == "cancelled")
        for row in rows
    ]
    return sorted(found, key=lambda each: (each.session.day, tuple(Part).index(each.session.part), each.session.id))


def session_of(row: Row) -> Session:
    """The session of a row with its columns."""
    return Session(
        row["id"], row["class_id"], date.fromisoformat(row["day"]), Part(row["part"]), row["topic"], row["room"],
        row["lecturer"], row["lecturer_id"], bool(row["cancelled"]), row["version"], row["periods"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """A session as it is now, and as its class was told of it."""

    now: Session
    class_name: str
    told: Session
    """With the version that was told."""
    centre: str = ""
    """The top unit of the centre whose class it is."""


_LIVE = "c.state in ('open', 'closed', 'running', 'results')"


async def note_new(tx: Transaction) -> list[tuple[Session, str]]:
    """Take sessions that nobody was told of as known from now on: a timetable is given out as a whole.

    Returns them, each with the name of its class, by class and in the order of the days.
    """
    noted = await tx.rows(
        "insert into session_told (session_id, day, part, room, lecturer, cancelled, version, lecturer_id)"
        " select s.id, s.day, s.part, s.room, s.lecturer, s.cancelled, s.version, s.lecturer_id from class_session s"
        f" join training_class c on c.id = s.class_id where {_LIVE}"
        " and not exists (select 1 from session_told t where t.session_id = s.id) on conflict (session_id) do nothing"
        " returning session_id"
    )
    if not noted:
        return []
    rows = await tx.rows(
        f"select {_COLUMNS} where s.id in {members(tx.engine, '$1')}", list_text(row["session_id"] for row in noted)
    )
    found = [(session_of(row), row["class_name"]) for row in rows]
    return sorted(found, key=lambda each: (each[0].class_id, each[0].day, tuple(Part).index(each[0].part), each[0].id))


async def changes(source: Source) -> list[Change]:
    """What was changed since it was told, in classes that are still held, by class and in the order of the days."""
    rows = await source.rows(
        f"select {_COLUMNS} join session_told t on t.session_id = s.id where {_LIVE} and t.version <> s.version"
    )
    if not rows:
        return []
    told = await source.rows(
        "select session_id, day, part, room, lecturer, lecturer_id, cancelled, version from session_told"
        f" where session_id in {members(source.engine, '$1')}",
        list_text(row["id"] for row in rows),
    )
    by_id = {row["session_id"]: row for row in told}
    found = [
        Change(session_of(row), row["class_name"], _told(session_of(row), by_id[row["id"]]), row["centre"])
        for row in rows
    ]
    return sorted(found, key=lambda each: (each.now.class_id, each.told.day, each.told.part, each.now.id))


def _told(now: Session, row: Row) -> Session:
    return replace(
        now,
        day=date.fromisoformat(row["day"]),
        part=Part(row["part"]),
        room=row["room"],
        lecturer=row["lecturer"],
        lecturer_id=row["lecturer_id"],
        cancelled=bool(row["cancelled"]),
        version=row["version"],
    )


async def note_told(tx: Transaction, change: Change, at: int) -> bool:
    """Keep that a change is told now (`at`, milliseconds). False when somebody told of it meanwhile."""
    now = change.now
    kept = await tx.rows(
        "update session_told set day = $1, part = $2, room = $3, lecturer = $4, cancelled = $5, version = $6,"
        " lecturer_id = $7, told_at = $10 where session_id = $8 and version = $9 returning session_id",
        now.day.isoformat(), now.part.value, now.room, now.lecturer, int(now.cancelled), now.version,
        now.lecturer_id, now.id, change.told.version, at,
    )  # fmt: skip
    return bool(kept)
