"""What staff look at before they change a class: what it holds, and what stands in the days of its sessions."""

from collections.abc import Collection
from datetime import date

from rules.clashes import Booked
from rules.class_steps import Standing
from storage.database import Database, Row, Transaction
from storage.lists import gathered, list_text, members, rows_in
from storage.timetables import session_of

Source = Database | Transaction


async def standing_of(source: Source, class_id: str, today: date) -> Standing:
    """How many people and sessions a class holds at present."""
    [row] = await source.rows(
        "select (select count(*) from enrolment e where e.class_id = $1 and e.state <> 'left') as enrolled,"
        " (select count(*) from enrolment e where e.class_id = $1 and e.state = 'enrolled') as without_result,"
        " (select count(*) from seat_request r where r.class_id = $1"
        " and r.state in ('wish', 'asked', 'agreed', 'offered')) as asking,"
        " (select count(*) from seat_request r where r.class_id = $1 and r.state = 'waiting') as waiting,"
        " (select count(*) from class_session s where s.class_id = $1 and s.cancelled = 0) as sessions,"
        " (select count(*) from class_session s where s.class_id = $1 and s.cancelled = 0 and s.day >= $2) as ahead",
        class_id, today.isoformat(),
    )  # fmt: skip
    return Standing(
        int(row["enrolled"]), int(row["asking"]), int(row["waiting"]), int(row["without_result"]),
        int(row["sessions"]), int(row["ahead"]),
    )  # fmt: skip


async def booked_on(source: Source, days: Collection[date]) -> list[Booked]:
    """The sessions of all classes on these days, those cancelled left out, with the ids of who sits in each class."""
    people = gathered(source.engine, "e.person_id", "enrolment e where e.class_id = c.id and e.state = 'enrolled'")
    rows = await source.rows(
        "select s.id, s.class_id, s.day, s.part, s.topic, s.room, s.lecturer, s.lecturer_id, s.cancelled, s.version,"
        f" s.periods, c.name as class_name, {people} as people"
        " from class_session s join training_class c on c.id = s.class_id"
        " where s.cancelled = 0 and c.state not in ('cancelled', 'archived')"
        f" and s.day in {members(source.engine, '$1')}",
        list_text(day.isoformat() for day in days),
    )
    return [_booked(row) for row in rows]


async def people_of(source: Source, class_id: str) -> frozenset[str]:
    """The ids of who is enrolled in a class."""
    rows = await source.rows("select person_id from enrolment where class_id = $1 and state = 'enrolled'", class_id)
    return frozenset(row["person_id"] for row in rows)


def _booked(row: Row) -> Booked:
    return Booked(session_of(row), row["class_name"], frozenset(person for [person] in rows_in(row["people"])))


async def everyone_enrolled(source: Source) -> dict[str, frozenset[str]]:
    """Class id → the ids of who is enrolled in it, for all classes that are not over."""
    rows = await source.rows(
        "select e.class_id, e.person_id from enrolment e join training_class c on c.id = e.class_id"
        " where e.state = 'enrolled' and c.state not in ('cancelled', 'archived')"
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["class_id"], set()).add(row["person_id"])
    return {class_id: frozenset(people) for class_id, people in found.items()}
