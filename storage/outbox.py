"""The outbox: what goes to a chat without being the answer to its message.

`waiting` → `sending` (kept just before the bytes go) → `sent` | `failed` | `unknown`. A row in `sending` is never
taken again: a process killed there leaves it unknown whether the person read it.
"""

from dataclasses import dataclass

from storage.database import Database, Transaction
from storage.ids import new_id


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message on its way. `reply` is the JSON text of what to send."""

    id: str
    channel: str
    chat: str
    reply: str
    attempts: int


async def add(tx: Transaction, channel: str, chat: str, reply: str, at: int) -> None:
    """Put a message in line, in the transaction of what it tells about."""
    await tx.rows(
        "insert into outbox (id, channel, chat, reply, state, reason, attempts, created_at, due_at)"
        " values ($1, $2, $3, $4, 'waiting', '', 0, $5, $5)",
        new_id(), channel, chat, reply, at,
    )  # fmt: skip


async def claim(db: Database, channel: str, at: int) -> Parcel | None:
    """Take the next message that is due; on disk as `sending` when this returns."""
    taken = await db.write(
        "update outbox set state = 'sending', attempts = attempts + 1 where state = 'waiting' and id ="
        " (select id from outbox where state = 'waiting' and channel = $1 and due_at <= $2"
        "  order by due_at, created_at, id limit 1)"
        " returning id, channel, chat, reply, attempts",
        channel, at,
    )  # fmt: skip
    return Parcel(*(taken[0][name] for name in ("id", "channel", "chat", "reply", "attempts"))) if taken else None


async def settle(db: Database, parcel_id: str, state: str, reason: str, at: int) -> None:
    """What became of it: `sent`, `failed` or `unknown`. The text is forgotten."""
    await db.write(
        "update outbox set state = $1, reason = $2, done_at = $3, reply = null where id = $4",
        state, reason, at, parcel_id,
    )  # fmt: skip


async def put_back(db: Database, parcel_id: str, reason: str, due_at: int) -> None:
    """It did certainly not go out: try again at `due_at`."""
    await db.write(
        "update outbox set state = 'waiting', reason = $1, due_at = $2 where id = $3", reason, due_at, parcel_id
    )


async def give_up_unknown(db: Database, channel: str, at: int) -> int:
    """At start: what was on its way when the process died. Returns how many."""
    rows = await db.write(
        "update outbox set state = 'unknown', reason = 'stopped while sending', done_at = $1, reply = null"
        " where state = 'sending' and channel = $2 returning id",
        at, channel,
    )  # fmt: skip
    return len(rows)
