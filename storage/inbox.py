"""The inbox: every update of a channel, kept before it is acknowledged, and what became of it.

`waiting` → `answering` (the answer's effects are kept and its bytes are about to go) → `answered`.
A process killed in `answering` leaves it unknown whether the person read the answer: the row becomes `unknown`
and is not sent again. A message that crashes its handler is `set_aside`, and the ones behind it go on.

Only what is `waiting` can be decided. Of two processes that hold the same update, since one froze and another took
over, one decides it, and the other's turn is dropped together with all that it changed.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import randint

from storage.database import Database, Row, Transaction
from storage.lists import numbers, numbers_text

_STEP = 1_000_000
"""A millisecond, in the nanoseconds that updates are numbered by."""
_last = 0


def next_seq() -> int:
    """A number greater than any this process gave before, in the order of arrival across restarts.

    While the clock is behind, the steps are uneven: processes that went on from the same number must not meet.
    """
    global _last
    _last = max(time.time_ns(), _last + randint(1, _STEP))
    return _last


async def go_on(db: Database) -> None:
    """At start: number from where the inbox ends, though the clock may have been set back since."""
    global _last
    [found] = await db.rows("select max(seq) as last from inbox")
    _last = max(_last, found["last"] or 0)


@dataclass(frozen=True, slots=True)
class Update:
    """An update as the channel sent it, not yet parsed."""

    seq: int
    channel: str
    chat: str
    payload: str
    behind: tuple[int, ...] = field(default=(), compare=False)
    """What waits in its chat since before it came, perhaps kept by another process. Empty where there is one alone."""


_STORE = (
    "insert into inbox (seq, channel, event, chat, payload, state, note, received_at)"
    " values ($1, $2, $3, $4, $5, 'waiting', '', $6)"
    " on conflict (channel, event) do nothing returning seq"
)
_BEFORE = "from inbox b where b.channel = $2 and b.chat = $4 and b.state = 'waiting'"
_AFTER_THOSE_BEFORE = (
    "insert into inbox (seq, channel, event, chat, payload, state, note, received_at)"
    f" select greatest($1::bigint, (select max(b.seq) + 1 + $1::bigint % {_STEP} {_BEFORE})),"
    " $2, $3, $4, $5, 'waiting', '', $6"
    f" on conflict (channel, event) do nothing returning seq, array(select b.seq {_BEFORE}) as behind"
)
"""The clocks of the processes may differ: whatever came earlier in a chat, by another's clock, stays earlier."""


def _store(engine: str) -> str:
    return _STORE if engine == "sqlite" else _AFTER_THOSE_BEFORE


def _kept(rows: Sequence[Row], channel: str, chat: str, payload: str) -> Update | None:
    if not rows:
        return None
    seq, *behind = rows[0][:]
    return Update(seq, channel, chat, payload, *map(tuple, behind))


async def store(db: Database, channel: str, event: str, chat: str, payload: str, at: int) -> Update | None:
    """Keep an update; on disk when this returns. None if the channel sent this event before."""
    seq = next_seq()
    kept = await db.write(_store(db.engine), seq, channel, event, chat, payload, at)
    return _kept(kept, channel, chat, payload)


async def store_with(tx: Transaction, channel: str, address: tuple[str, str], payload: str, at: int) -> Update | None:
    """The same, in the transaction that keeps what the chat shows of it. `address` is the event and its chat."""
    event, chat = address
    seq = next_seq()
    kept = await tx.rows(_store(tx.engine), seq, channel, event, chat, payload, at)
    return _kept(kept, channel, chat, payload)


async def unfinished(db: Database, channel: str) -> list[Update]:
    """What was stored and never answered, oldest first: the work after a restart."""
    rows = await db.rows(
        "select seq, channel, chat, payload from inbox where state = 'waiting' and channel = $1 order by seq",
        channel,
    )
    return [Update(r["seq"], r["channel"], r["chat"], r["payload"]) for r in rows]


async def waiting(db: Database, seqs: Sequence[int]) -> list[Update]:
    """Those of these that were not answered yet, and what waits before them in their chats; oldest first."""
    rows = await db.rows(
        "select seq, channel, chat, payload from inbox w where state = 'waiting' and exists"
        " (select 1 from inbox h where h.state = 'waiting' and h.channel = w.channel and h.chat = w.chat"
        f" and h.seq >= w.seq and h.seq in {numbers(db.engine, '$1')}) order by seq",
        numbers_text(seqs),
    )
    return [Update(r["seq"], r["channel"], r["chat"], r["payload"]) for r in rows]


async def give_up_unknown(db: Database, seqs: Sequence[int], at: int) -> int:
    """Answers that were on their way when their process died. Returns how many."""
    rows = await db.write(
        "update inbox set state = 'unknown', done_at = $1, payload = null"
        f" where state = 'answering' and seq in {numbers(db.engine, '$2')} returning seq",
        at, numbers_text(seqs),
    )  # fmt: skip
    return len(rows)


_ANSWERING = "update inbox set state = 'answering' where seq = $1 and state = 'waiting' returning seq"


class DecidedElsewhere(Exception):
    """Another process took the update over, and decided it or gave it up."""


async def answering(db: Database, seq: int) -> None:
    """The turn is decided and changed nothing else: from here on it is never handled again.

    Raises DecidedElsewhere when it was before.
    """
    if not await db.write(_ANSWERING, seq):
        raise DecidedElsewhere


async def answering_with(tx: Transaction, seq: int) -> None:
    """The same, in the transaction that keeps what the turn changed: both are kept, or neither."""
    if not await tx.rows(_ANSWERING, seq):
        raise DecidedElsewhere


async def answered(db: Database, seqs: Sequence[int], at: int) -> None:
    """The messenger took the answers, or there was nothing to say; the messages themselves are no longer needed."""
    await db.write(
        "update inbox set state = 'answered', done_at = $1, payload = null"
        f" where state in ('waiting', 'answering') and seq in {numbers(db.engine, '$2')}",
        at, numbers_text(seqs),
    )  # fmt: skip


async def answered_with(tx: Transaction, channel: str, event: str, at: int) -> None:
    """The same, in the transaction that keeps the answer itself, where the channel's far end is this database."""
    await tx.rows(
        "update inbox set state = 'answered', done_at = $1, payload = null where channel = $2 and event = $3",
        at, channel, event,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Interrupted:
    """An update whose answer was decided and not brought to an end."""

    seq: int
    event: str
    chat: str


async def interrupted(db: Database, channel: str) -> list[Interrupted]:
    """The answers of a channel that are on their way, or were when their process died; oldest first."""
    rows = await db.rows(
        "select seq, event, chat from inbox where state = 'answering' and channel = $1 order by seq", channel
    )
    return [Interrupted(row["seq"], row["event"], row["chat"]) for row in rows]


async def is_waiting(db: Database, seq: int) -> bool:
    """Whether nothing was decided yet, so that it may be handled once more."""
    return bool(await db.rows("select 1 from inbox where seq = $1 and state = 'waiting'", seq))


async def is_answering(db: Database, seq: int) -> bool:
    """Whether its answer was decided and is on its way."""
    return bool(await db.rows("select 1 from inbox where seq = $1 and state = 'answering'", seq))


async def unsure(db: Database, seq: int, at: int) -> None:
    """The answer went out, and the messenger never said whether it arrived: it is not sent again."""
    await db.write(
        "update inbox set state = 'unknown', done_at = $1, payload = null"
        " where seq = $2 and state in ('waiting', 'answering')",
        at, seq,
    )  # fmt: skip


async def set_aside(db: Database, seq: int, note: str, at: int) -> None:
    """A message that could not be handled, kept for the operator with the kind of error, never its words."""
    await db.write(
        "update inbox set state = 'set_aside', note = $1, done_at = $2"
        " where seq = $3 and state in ('waiting', 'answering')",
        note, at, seq,
    )  # fmt: skip


async def forget(db: Database, before: int) -> Sequence[object]:
    """Drop what was answered before an instant; the ids are kept as long as a channel may repeat them."""
    return await db.write("delete from inbox where done_at < $1 returning seq", before)
