"""Timetables as people were told of them: their own for a calendar, and what changed since a class last heard."""

from datetime import date

from rules.calendar_file import Event
from rules.classes import Part, Session
from storage.database import Database, Row, Transaction

Source = Database | Transaction

_COLUMNS = (
    "s.id, s.class_id, s.day, s.part, s.topic, s.room, s.lecturer, s.lecturer_id, s.cancelled, s.version,"
    " c.name as class_name, c.hours, c.place, c.state from class_session s join training_class c on c.id = s.class_id"
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
        row["lecturer"], row["lecturer_id"], bool(row["cancelled"]), row["version"],
    )  # fmt: skip
