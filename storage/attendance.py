"""Roll calls: who was at which session, who said beforehand that they cannot come, and how much somebody missed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rules.attendance import Missed, Presence
from rules.classes import ClassState, Part, Session
from storage.database import Database, Row, Transaction
from storage.journal import By, Entry, record

Source = Database | Transaction

_SESSION = (
    "select s.id, s.class_id, s.day, s.part, s.topic, s.room, s.lecturer, s.lecturer_id, s.cancelled, s.version,"
    " s.periods, c.name as class_name, c.code as class_code, c.state as class_state, c.centre, l.holder_id"
    " from class_session s join training_class c on c.id = s.class_id left join lecturer l on l.id = s.lecturer_id"
)


@dataclass(frozen=True, slots=True)
class Held:
    """A session with the class it belongs to."""

    session: Session
    class_name: str
    class_code: str
    class_state: ClassState
    lecturer_holder: str | None
    """Who its lecturer is as somebody who chats."""
    centre: str = ""
    """The top unit of the centre whose class it is."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands on the roll for somebody."""

    presence: Presence
    reason: str = ""


async def session(source: Source, session_id: str) -> Held | None:
    """One session; None where there is none, or it was cancelled."""
    rows = await source.rows(f"{_SESSION} where s.id = $1 and s.cancelled = 0 and c.state <> 'cancelled'", session_id)
    return _held(rows[0]) if rows else None


async def on_day(source: Source, day: date, holder_id: str | None = None) -> list[Held]:
    """The sessions of a day that are held; with `holder_id`, only those of that lecturer."""
    rows = await source.rows(
        f"{_SESSION} where s.day = $1 and s.cancelled = 0 and c.state <> 'cancelled'", day.isoformat()
    )
    found = [each for each in map(_held, rows) if holder_id in (None, each.lecturer_holder)]
    return sorted(found, key=lambda each: (tuple(Part).index(each.session.part), each.class_code))


async def of_class(source: Source, class_id: str) -> list[Held]:
    """All sessions of a class that are held, in their order."""
    rows = await source.rows(f"{_SESSION} where s.class_id = $1 and s.cancelled = 0", class_id)
    return sorted(map(_held, rows), key=_in_time)


async def own(source: Source, person_id: str, first: date, last: date) -> list[Held]:
    """The sessions somebody has between two days, both included, in their order, cancelled ones left out."""
    rows = await source.rows(
        f"{_SESSION} join enrolment e on e.class_id = c.id where e.person_id = $1 and e.state = 'enrolled'"
        " and s.cancelled = 0 and c.state <> 'cancelled' and s.day between $2 and $3",
        person_id, first.isoformat(), last.isoformat(),
    )  # fmt: skip
    return sorted(map(_held, rows), key=_in_time)


async def roll(source: Source, session_id: str) -> dict[str, Mark]:
    """What stands on the roll of a session, by person; empty while it was not called and nobody begged off."""
    rows = await source.rows("select person_id, state, reason from attendance where session_id = $1", session_id)
    return {row["person_id"]: Mark(Presence(row["state"]), row["reason"]) for row in rows}


async def is_called(source: Source, session_id: str) -> bool:
    """Whether the roll of a session was called; who begged off beforehand is no call."""
    rows = await source.rows(
        "select 1 from attendance where session_id = $1 and state <> 'announced' limit 1", session_id
    )
    return bool(rows)


async def rolls(source: Source, class_id: str) -> dict[str, dict[str, Presence]]:
    """Session id → person → what stands on the roll, of all sessions of a class."""
    rows = await source.rows(
        "select a.session_id, a.person_id, a.state from attendance a join class_session s on s.id = a.session_id"
        " where s.class_id = $1",
        class_id,
    )
    found: dict[str, dict[str, Presence]] = {}
    for row in rows:
        found.setdefault(row["session_id"], {})[row["person_id"]] = Presence(row["state"])
    return found


async def call(tx: Transaction, by: By, session_id: str, marks: Mapping[str, Presence]) -> None:
    """Write the roll of a session, in place of the one before; a reason given beforehand stays."""
    await tx.run_many(
        "insert into attendance (session_id, person_id, state, reason, by_whom, at) values ($1, $2, $3, '', $4, $5)"
        " on conflict (session_id, person_id) do update set state = excluded.state, by_whom = excluded.by_whom,"
        " at = excluded.at",
        [(session_id, person_id, presence.value, by.actor, by.at) for person_id, presence in marks.items()],
    )
    await record(tx, by, Entry("call_roll", "session", session_id))


async def announce(tx: Transaction, by: By, session_id: str, person_id: str, reason: str) -> bool:
    """Keep that somebody cannot come. False once the roll was called, or where just that was said already."""
    kept = await tx.rows(
        "insert into attendance (session_id, person_id, state, reason, by_whom, at)"
        " values ($1, $2, 'announced', $3, $4, $5) on conflict (session_id, person_id) do update set"
        " reason = excluded.reason, at = excluded.at"
        " where attendance.state = 'announced' and attendance.reason <> excluded.reason returning person_id",
        session_id, person_id, reason, by.actor, by.at,
    )  # fmt: skip
    if kept:
        await record(tx, by, Entry("announce_absence", "session", session_id))
    return bool(kept)


async def forget_announced(tx: Transaction, by: By, session_id: str) -> set[str]:
    """Drop what people said beforehand of a session that was moved: they spoke of another day. Whose words it was."""
    rows = await tx.rows(
        "delete from attendance where session_id = $1 and state = 'announced' returning person_id", session_id
    )
    if rows:
        await record(tx, by, Entry("forget_absences", "session", session_id))
    return {row["person_id"] for row in rows}


async def missed(source: Source, class_id: str) -> dict[str, Missed]:
    """How often each person of a class was absent; who never was is left out."""
    rows = await source.rows(
        "select a.person_id, sum(case when a.state = 'absent' then 1 else 0 end) as without_leave,"
        " sum(case when a.state = 'excused' then 1 else 0 end) as with_leave from attendance a"
        " join class_session s on s.id = a.session_id where s.class_id = $1 and s.cancelled = 0"
        " and a.state in ('absent', 'excused') group by a.person_id",
        class_id,
    )
    return {row["person_id"]: Missed(int(row["without_leave"]), int(row["with_leave"])) for row in rows}


def _held(row: Row) -> Held:
    session = Session(
        row["id"], row["class_id"], date.fromisoformat(row["day"]), Part(row["part"]), row["topic"], row["room"],
        row["lecturer"], row["lecturer_id"], bool(row["cancelled"]), row["version"], row["periods"],
    )  # fmt: skip
    return Held(
        session, row["class_name"], row["class_code"], ClassState(row["class_state"]), row["holder_id"], row["centre"]
    )


def _in_time(held: Held) -> tuple[date, int, str]:
    return held.session.day, tuple(Part).index(held.session.part), held.session.id
