"""What a lecturer has before them: their sessions, how many sit in the class, from which units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rules.classes import ClassState, Part, Session
from storage.database import Database, Row, Transaction
from storage.lists import list_text, members
from storage.timetables import session_of

Source = Database | Transaction

_OWN = (
    "select s.id, s.class_id, s.day, s.part, s.topic, s.room, s.lecturer, s.lecturer_id, s.cancelled, s.version,"
    " s.periods, c.code, c.name as class_name, c.state, (select count(*) from enrolment e where e.class_id = c.id"
    " and e.state <> 'left') as learners from class_session s join training_class c on c.id = s.class_id"
    " where s.lecturer_id = $1 and c.state <> 'cancelled'"
)
_PEOPLE = "(select id, unit_id from cadre union all select id, unit_id from learner)"


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session as its lecturer finds it."""

    session: Session
    class_code: str
    class_name: str
    class_state: ClassState
    learners: int
    """The people on the list of the class who did not leave."""


async def own_sessions(source: Source, lecturer_id: str, first: date, last: date) -> list[OwnSession]:
    """A lecturer's sessions between two days, both included, in their order; those that were cancelled too, so that
    nobody stands before an empty room."""
    rows = await source.rows(f"{_OWN} and s.day between $2 and $3", lecturer_id, first.isoformat(), last.isoformat())
    return sorted(map(_own, rows), key=_in_time)


async def own_session(source: Source, lecturer_id: str, session_id: str) -> OwnSession | None:
    """One session of a lecturer; None where it is not theirs."""
    rows = await source.rows(f"{_OWN} and s.id = $2", lecturer_id, session_id)
    return _own(rows[0]) if rows else None


async def units_of_class(source: Source, class_id: str) -> list[tuple[str, int]]:
    """The units that people of a class come from, with how many, most first."""
    rows = await source.rows(
        f"select u.name, count(*) as people from enrolment e join {_PEOPLE} k on k.id = e.person_id"
        " join unit u on u.id = k.unit_id where e.class_id = $1 and e.state <> 'left'"
        " group by u.id, u.name, u.sort_key order by count(*) desc, u.sort_key, u.id",
        class_id,
    )
    return [(row["name"], int(row["people"])) for row in rows]


async def ahead(source: Source, lecturer_id: str, today: date) -> int:
    """How many sessions from today on still stand under a lecturer's name."""
    return sum(not each.session.cancelled for each in await own_sessions(source, lecturer_id, today, date.max))


async def still_to_teach(source: Source, class_id: str, today: date) -> list[tuple[str, int]]:
    """Who has sessions of a class from today on, as somebody who chats, with how many; cancelled ones left out."""
    rows = await source.rows(
        "select l.holder_id, count(*) as sessions from class_session s join lecturer l on l.id = s.lecturer_id"
        " where s.class_id = $1 and s.cancelled = 0 and s.day >= $2 and l.holder_id is not null"
        " group by l.holder_id order by l.holder_id",
        class_id, today.isoformat(),
    )  # fmt: skip
    return [(row["holder_id"], int(row["sessions"])) for row in rows]


async def holders_of(source: Source, lecturer_ids: Iterable[str]) -> dict[str, str]:
    """Lecturer id → who it is among those who may chat; who is nobody there is left out."""
    rows = await source.rows(
        "select id, holder_id from lecturer where holder_id is not null"
        f" and id in {members(source.engine, '$1')} order by id",
        list_text(lecturer_ids),
    )
    return {row["id"]: row["holder_id"] for row in rows}


async def is_busy(source: Source, lecturer_id: str, session: Session) -> bool:
    """Whether a lecturer teaches another session at the time of this one."""
    return bool(
        await source.rows(
            "select 1 from class_session s join training_class c on c.id = s.class_id where s.lecturer_id = $1"
            " and s.day = $2 and s.part = $3 and s.id <> $4 and s.cancelled = 0"
            " and c.state not in ('cancelled', 'archived') limit 1",
            lecturer_id, session.day.isoformat(), session.part.value, session.id,
        )
    )  # fmt: skip


def _own(row: Row) -> OwnSession:
    state = ClassState(row["state"])
    return OwnSession(session_of(row), row["code"], row["class_name"], state, int(row["learners"]))


def _in_time(own: OwnSession) -> tuple[date, int, str]:
    return own.session.day, tuple(Part).index(own.session.part), own.session.id
