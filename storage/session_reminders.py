"""Days of classes that people are reminded of: which lie ahead, who was reminded of what, and which materials went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rules.classes import Part, Session
from storage.database import Database, Row, Transaction
from storage.lists import list_text, members, table, table_text
from storage.timetables import session_of

Source = Database | Transaction

MATERIAL = "material"
"""The kind of a row that keeps that a material went to somebody, whichever day its session is on."""

_AHEAD = (
    "select s.id, s.class_id, s.day, s.part, s.topic, s.room, s.lecturer, s.lecturer_id, s.cancelled, s.version,"
    " s.periods, c.name as class_name, c.hours, c.place, c.note, t.version as told_version, t.told_at, l.holder_id,"
    " c.centre, (select min(x.day) from class_session x where x.class_id = c.id and x.cancelled = 0) as first_day"
    " from class_session s join training_class c on c.id = s.class_id"
    " left join session_told t on t.session_id = s.id"
    " left join lecturer l on l.id = s.lecturer_id and l.state = 'approved'"
    " where s.cancelled = 0 and c.state in ('open', 'closed', 'running') and s.day between $1 and $2"
)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A session that is held, with what its people must know of its class."""

    session: Session
    class_name: str
    hours: str
    place: str
    note: str
    is_first_day: bool
    told_at: int
    """When people were last told of a change of it; 0 where they never were."""
    is_told: bool
    """Whether people know it as it is now."""
    lecturer_holder: str | None
    centre: str = ""
    """The top unit of the centre whose class it is."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """One thing that somebody was told of a session."""

    session_id: str
    person_id: str
    day: str
    kind: str
    material_id: str = ""

    @classmethod
    def of_material(cls, session_id: str, person_id: str, material_id: str) -> "Reminded":
        """That a material went to somebody: once, whatever becomes of the day."""
        return cls(session_id, person_id, "", MATERIAL, material_id)


async def ahead(source: Source, first: date, last: date) -> list[Ahead]:
    """The sessions between two days, both included, of classes that are held, by class and in their order."""
    rows = await source.rows(_AHEAD, first.isoformat(), last.isoformat())
    return sorted(map(_ahead, rows), key=_in_time)


async def still_ahead(source: Source, session_ids: Iterable[str]) -> list[Ahead]:
    """The same of some sessions, as they are at this moment."""
    rows = await source.rows(
        f"{_AHEAD} and s.id in {members(source.engine, '$3')}", "0001-01-01", "9999-12-31", list_text(session_ids)
    )
    return sorted(map(_ahead, rows), key=_in_time)


async def begged_off(source: Source, session_ids: Iterable[str]) -> set[tuple[str, str]]:
    """Who (session, person) said beforehand that they cannot come, or is excused."""
    rows = await source.rows(
        "select session_id, person_id from attendance where state in ('announced', 'excused')"
        f" and session_id in {members(source.engine, '$1')}",
        list_text(session_ids),
    )
    return {(row["session_id"], row["person_id"]) for row in rows}


async def reminded(source: Source, session_ids: Iterable[str]) -> set[Reminded]:
    """All that people were told of these sessions, of whichever day."""
    rows = await source.rows(
        "select session_id, person_id, day, kind, material_id from session_reminder"
        f" where session_id in {members(source.engine, '$1')}",
        list_text(session_ids),
    )
    return {_reminded(row) for row in rows}


async def read_by(source: Source, material_ids: Iterable[str]) -> set[tuple[str, str]]:
    """To whom (person, material) these materials went already, for whichever session."""
    rows = await source.rows(
        f"select person_id, material_id from session_reminder where kind = '{MATERIAL}'"
        f" and material_id in {members(source.engine, '$1')}",
        list_text(material_ids),
    )
    return {(row["person_id"], row["material_id"]) for row in rows}


async def note(tx: Transaction, told: Sequence[tuple[Reminded, int, str]], at: int) -> set[Reminded]:
    """Keep what people are told now, each with the version of the session and the id of the parcel.

    Returns what nobody had told them before.
    """
    rows = [
        (each.session_id, each.person_id, each.day, each.kind, each.material_id, str(version), parcel)
        for each, version, parcel in told
    ]
    names = ("session_id", "person_id", "day", "kind", "material_id", "version", "parcel_id")
    kept = await tx.rows(
        "insert into session_reminder (session_id, person_id, day, kind, material_id, version, parcel_id, at)"
        " select n.session_id, n.person_id, n.day, n.kind, n.material_id, cast(n.version as bigint), n.parcel_id, $2"
        f" from {table(tx.engine, '$1', *names)} n where true"
        " on conflict (session_id, person_id, day, kind, material_id) do nothing"
        " returning session_id, person_id, day, kind, material_id",
        table_text(rows), at,
    )  # fmt: skip
    return {_reminded(row) for row in kept}


def _ahead(row: Row) -> Ahead:
    return Ahead(
        session_of(row), row["class_name"], row["hours"], row["place"], row["note"], row["day"] == row["first_day"],
        row["told_at"] or 0, row["told_version"] == row["version"], row["holder_id"], row["centre"],
    )  # fmt: skip


def _reminded(row: Row) -> Reminded:
    return Reminded(row["session_id"], row["person_id"], row["day"], row["kind"], row["material_id"])


def _in_time(each: Ahead) -> tuple[str, date, int, str]:
    session = each.session
    return session.class_id, session.day, tuple(Part).index(session.part), session.id
