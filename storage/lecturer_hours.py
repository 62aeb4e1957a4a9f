"""What lecturers taught: the sessions of the centre's own classes, and how many periods a session counts."""

from datetime import date

from rules.access import OPERATOR, Asker
from rules.classes import Part
from rules.hours import MOST_PERIODS, Taught
from storage.database import Database, Transaction
from storage.house_facts import house_fact, keep_house_fact
from storage.journal import By, Entry, record
from storage.timetables import session_of

Source = Database | Transaction
PER_SESSION = "periods_per_session"
"""The house fact that holds the centre's number."""


async def taught_between(
    source: Source, first: date, last: date, lecturer_id: str | None = None, asker: Asker = OPERATOR
) -> list[Taught]:
    """The sessions between two days, both included, in their order; of one lecturer, or of all; in classes
    that the asker finds.

    Sessions that were cancelled, classes that are only planned or were cancelled, and those of the school and the
    academy count for nobody.
    """
    rows = await source.rows(
        "select s.id, s.class_id, s.day, s.part, s.topic, s.room, s.lecturer, s.lecturer_id, s.cancelled, s.version,"
        " s.periods, c.code, c.name as class_name, c.centre"
        " from class_session s join training_class c on c.id = s.class_id"
        " where s.day between $1 and $2 and s.cancelled = 0 and c.run_by = 'centre'"
        " and c.state not in ('planned', 'cancelled') and (cast($3 as text) is null or s.lecturer_id = $3)",
        first.isoformat(), last.isoformat(), lecturer_id,
    )  # fmt: skip
    found = [Taught(session_of(row), row["code"], row["class_name"]) for row in rows if asker.reads_of(row["centre"])]
    return sorted(found, key=lambda each: (each.session.day, tuple(Part).index(each.session.part), each.session.id))


async def periods_per_session(source: Source) -> int | None:
    """How many periods a session counts on which nothing is written; None where the centre set no number."""
    kept = await house_fact(source, PER_SESSION) or ""
    return int(kept) if kept.isdecimal() and 1 <= int(kept) <= MOST_PERIODS else None


async def set_periods_per_session(tx: Transaction, by: By, periods: int | None) -> None:
    """Keep the centre's number, or that it has none."""
    before = await house_fact(tx, PER_SESSION)
    after = str(periods) if periods else ""
    await keep_house_fact(tx, PER_SESSION, after)
    await record(tx, by, Entry("set_periods_per_session", "house", PER_SESSION, before, after))
