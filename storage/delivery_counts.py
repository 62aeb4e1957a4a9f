"""What the ledger says of a notice: how many rows in which state, by unit, by channel, and who."""

from dataclasses import dataclass

from storage.database import Database, Row, Transaction

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class Delivered:
    """A row of the ledger, as a report tells it. Instants are stored milliseconds."""

    holder_id: str
    code: str
    name: str
    unit_id: str | None
    channel: str
    state: str
    reason: str
    attempts: int
    settled_at: int | None
    message: str | None
    receipt: str | None
    receipt_at: int | None
    receipt_by: str | None
    """Who wrote down a receipt that came by phone or on paper."""


async def by_state(source: Source, notice_id: str) -> dict[str, int]:
    """How many rows of a notice are in each state that occurs."""
    rows = await source.rows(
        "select state, count(*) as people from delivery where notice_id = $1 group by state", notice_id
    )
    return {row["state"]: row["people"] for row in rows}


async def by_channel(source: Source, notice_id: str) -> dict[tuple[str, str], int]:
    """The same by (channel, state)."""
    rows = await source.rows(
        "select channel, state, count(*) as people from delivery where notice_id = $1 group by channel, state",
        notice_id,
    )
    return {(row["channel"], row["state"]): row["people"] for row in rows}


async def recipients(source: Source, notice_id: str, after: str = "", limit: int = 1000) -> list[Delivered]:
    """The rows of a notice in the order of their holders' ids, after one of them ("" to begin)."""
    rows = await source.rows(
        "select d.*, coalesce(c.code, l.code, s.code, '') as code, coalesce(c.name, l.name, s.name, '') as name,"
        " coalesce(c.unit_id, l.unit_id) as unit_id from delivery d left join cadre c on c.id = d.holder_id"
        " left join learner l on l.id = d.holder_id left join staff_person s on s.id = d.holder_id"
        " where d.notice_id = $1 and d.holder_id > $2 order by d.holder_id limit $3",
        notice_id, after, limit,
    )  # fmt: skip
    return [_delivered(row) for row in rows]


def _delivered(row: Row) -> Delivered:
    return Delivered(**{name: row[name] for name in Delivered.__slots__})


async def waiting(source: Source) -> list[tuple[str, int, int]]:
    """(channel, rows, due instant of the first) of what waits in the notices that are being sent."""
    rows = await source.rows(
        "select d.channel, count(*) as people, min(d.due_at) as due_at from delivery d join notice n"
        " on n.id = d.notice_id where n.state = 'sending' and d.state = 'waiting' group by d.channel"
    )
    return [(row["channel"], row["people"], row["due_at"]) for row in rows]
