"""The inbox: every update of a channel, kept before it is acknowledged, and what became of it.

`waiting` → `answering` (the answer's effects are kept and its bytes are about to go) → `answered`.
A process killed in `answering` leaves it unknown whether the person read the answer: the row becomes `unknown`
and is not sent again. A message that crashes its handler is `set_aside`, and the ones behind it go on.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from storage.database import Database, Transaction
from storage.lists import numbers, numbers_text

_last = 0


def next_seq() -> int:
    """A number greater than any this process gave before, in the order of arrival across restarts."""
    global _last
    _last = max(time.time_ns(), _last + 1)
    return _last


@dataclass(frozen=True, slots=True)
class Update:
    """An update as the channel sent it, not yet parsed."""

    seq: int
    channel: str
    chat: str
    payload: str


_STORE = (
    "insert into inbox (seq, channel, event, chat, payload, state, note, received_at)"
    " values ($1, $2, $3, $4, $5, 'waiting', '', $6)"
    " on conflict (channel, event) do nothing returning seq"
)


async def store(db: Database, channel: str, event: str, chat: str, payload: str, at: int) -> Update | None:
    """Keep an update; on disk when this returns. None if the channel sent this event before."""
    seq = next_seq()
    kept = await db.write(_STORE, seq, channel, event, chat, payload, at)
    return Update(seq, channel, chat, payload) if kept else None


async def store_with(tx: Transaction, channel: str, address: tuple[str, str], payload: str, at: int) -> Update | None:
    """The same, in the transaction that keeps what the chat shows of it. `address` is the event and its chat."""
    event, chat = address
    seq = next_seq()
    kept = await tx.rows(_STORE, seq, channel, event, chat, payload, at)
    return Update(seq, channel, chat, payload) if kept else None


async def unfinished(db: Database, channel: str) -> list[Update]:
    """What was stored and never answered, oldest first: the work after a restart."""
    rows = await db.rows(
        "select seq, channel, chat, payload from inbox where state = 'waiting' and channel = $1 order by seq",
        channel,
    )
    return [Update(r["seq"], r["channel"], r["chat"], r["payload"]) for r in rows]


async def give_up_unknown(db: Database, channel: str, at: int) -> int:
    """At start: answers that were on their way when the process died. Returns how many."""
    rows = await db.write(
        "update inbox set state = 'unknown', done_at = $1, payload = null"
        " where state = 'answering' and channel = $2 returning seq",
        at, channel,
    )  # fmt: skip
    return len(rows)


_ANSWERING = "update inbox set state = 'answering' where seq = $1"


async def answering(db: Database, seq: int) -> None:
    """The turn is decided and changed nothing else: from here on it is never handled again."""
    await db.write(_ANSWERING, seq)


async def answering_with(tx: Transaction, seq: int) -> None:
    """The same, in the transaction that keeps what the turn changed: both are kept, or neither."""
    await tx.rows(_ANSWERING, seq)


async def answered(db: Database, seqs: Sequence[int], at: int) -> None:
    """The messenger took the answers, or there was nothing to say; the messages themselves are no longer needed."""
    await db.write(
        "update inbox set state = 'answered', done_at = $1, payload = null"
        f" where seq in {numbers(db.engine, '$2')}",
        at, numbers_text(seqs),
    )  # fmt: skip


async def answered_with(tx: Transaction, channel: str, event: str, at: int) -> None:
    """The same, in the transaction that keeps the answer itself, where the channel's far end is this database."""
    await tx.rows(
        "update inbox set state = 'answered', done_at = $1, payload = null where channel = $2 and event = $3",
        at, channel, event,
    )  # fmt: skip


async def interrupted(db: Database, channel: str) -> list[tuple[str, str]]:
    """At start: (event, chat) of the answers that were decided and not brought to an end, oldest first."""
    rows = await db.rows(
        "select event, chat from inbox where state = 'answering' and channel = $1 order by seq", channel
    )
    return [(row["event"], row["chat"]) for row in rows]


async def is_waiting(db: Database, seq: int) -> bool:
    """Whether nothing was decided yet, so that it may be handled once more."""
    return bool(await db.rows("select 1 from inbox where seq = $1 and state = 'waiting'", seq))


async def unsure(db: Database, seq: int, at: int) -> None:
    """The answer went out, and the messenger never said whether it arrived: it is not sent again."""
    await db.write("update inbox set state = 'unknown', done_at = $1, payload = null where seq = $2", at, seq)


async def set_aside(db: Database, seq: int, note: str, at: int) -> None:
    """A message that could not be handled, kept for the operator with the kind of error, never its words."""
    await db.write("update inbox set state = 'set_aside', note = $1, done_at = $2 where seq = $3", note, at, seq)


async def forget(db: Database, before: int) -> Sequence[object]:
    """Drop what was answered before an instant; the ids are kept as long as a channel may repeat them."""
    return await db.write("delete from inbox where done_at < $1 returning seq", before)
