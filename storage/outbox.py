"""The outbox: what goes to a chat without being the answer to its message.

`waiting` → `sending` (kept just before the bytes go) → `sent` | `failed` | `unknown`. A row in `sending` is never
taken again: a process killed there leaves it unknown whether the person read it. What is for a person rather than for
a chat goes on to their next chat when the one it lay for is closed, or is theirs no longer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import orjson

from storage.database import Database, Transaction
from storage.ids import new_id
from storage.lists import list_text, rows_in

_ASTRAY = (
    "(holder_id is not null and not exists (select 1 from account a where a.channel = outbox.channel"
    " and a.chat = outbox.chat and a.holder_id = outbox.holder_id and a.closed_at is null))"
)

_NEEDLESS = (
    "(chases is not null and (not exists (select 1 from delivery d join notice n on n.id = d.notice_id"
    " left join training_class c on c.id = n.class_id where d.notice_id = outbox.chases"
    " and d.holder_id = outbox.holder_id and d.receipt is null and n.state <> 'cancelled'"
    " and coalesce(c.state, '') <> 'cancelled') or exists (select 1 from account a where a.channel = outbox.channel"
    " and a.chat = outbox.chat and a.muted = 1)))"
)

_LATE = "(useful_until is not null and useful_until <= $2)"
_MUTED = "exists (select 1 from account a where a.channel = outbox.channel and a.chat = outbox.chat and a.muted = 1)"
_OUTDATED_REMINDER = (
    "exists (select 1 from session_reminder r where r.parcel_id = outbox.id and"
    f" ({_MUTED} or (r.kind = 'material' and not exists (select 1 from material m where m.id = r.material_id))"
    " or not exists (select 1 from class_session s join training_class c on c.id = s.class_id"
    " where s.id = r.session_id and s.version = r.version and s.cancelled = 0"
    " and c.state in ('open', 'closed', 'running') and (exists (select 1 from enrolment e"
    " where e.class_id = c.id and e.person_id = r.person_id and e.state = 'enrolled') or exists (select 1"
    " from lecturer l where l.id = s.lecturer_id and l.holder_id = r.person_id and l.state = 'approved')))))"
)
_OUTDATED_NEWS = (
    "exists (select 1 from class_told t join training_class c on c.id = t.class_id where t.parcel_id = outbox.id and"
    f" ({_MUTED} or c.state <> 'open' or exists (select 1 from enrolment e"
    " where e.class_id = c.id and e.person_id = t.holder_id) or exists (select 1 from seat_request q"
    " where q.class_id = c.id and q.person_id = t.holder_id"
    " and q.state in ('wish', 'asked', 'agreed', 'waiting', 'offered', 'forwarded'))))"
)


_WAS_SENDING = "state in ('sending', 'unknown')"
"""Whoever sent it knows better than those who gave it up since they heard of its sender no more."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message on its way. `reply` is the JSON text of what to send."""

    id: str
    channel: str
    chat: str
    reply: str
    attempts: int
    astray: bool = False
    """Its chat is no longer that of the person it is for."""
    needless: bool = False
    """What it tells of was answered, changed, called off, muted or over meanwhile."""


@dataclass(frozen=True, slots=True)
class Onward:
    """Whose a message is, and where it goes when the chat is closed. Nobody's goes nowhere else."""

    holder_id: str | None = None
    channels: Sequence[str] = ()
    """In the order in which they are tried; those on which the person has no open chat by then are passed over."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A message to be put in line, due at an instant."""

    channel: str
    chat: str
    reply: str
    at: int
    onward: Onward = field(default_factory=Onward)
    chases: str | None = None
    """The id of the notice whose silent recipient it reminds."""
    useful_until: int | None = None
    """An instant from which it is of no more use."""
    id: str = field(default_factory=new_id)


async def add(tx: Transaction, channel: str, chat: str, reply: str, at: int, onward: Onward = Onward()) -> None:
    """Put a message in line, in the transaction of what it tells about."""
    await add_many(tx, [Posted(channel, chat, reply, at, onward)])


async def add_many(tx: Transaction, messages: Iterable[Posted]) -> None:
    """Put many in line at once."""
    await tx.run_many(
        "insert into outbox (id, channel, chat, reply, state, reason, attempts, created_at, due_at, holder_id, onward,"
        " chases, useful_until) values ($1, $2, $3, $4, 'waiting', '', 0, $5, $5, $6, $7, $8, $9)",
        [
            (
                m.id, m.channel, m.chat, m.reply, m.at, m.onward.holder_id, list_text(m.onward.channels), m.chases,
                m.useful_until,
            )
            for m in messages
        ],
    )  # fmt: skip


async def claim(db: Database, channel: str, at: int) -> Parcel | None:
    """Take the next message that is due; on disk as `sending` when this returns."""
    taken = await db.write(
        "update outbox set state = 'sending', attempts = attempts + 1 where state = 'waiting' and id ="
        " (select id from outbox where state = 'waiting' and channel = $1 and due_at <= $2"
        "  order by due_at, created_at, id limit 1)"
        f" returning id, channel, chat, reply, attempts, {_ASTRAY} as astray,"
        f" ({_NEEDLESS} or {_LATE} or {_OUTDATED_REMINDER} or {_OUTDATED_NEWS}) as needless",
        channel, at,
    )  # fmt: skip
    if not taken:
        return None
    found = taken[0]
    astray, needless = bool(found["astray"]), bool(found["needless"])
    return Parcel(found["id"], found["channel"], found["chat"], found["reply"], found["attempts"], astray, needless)


async def next_due(db: Database, channels: Iterable[str], until: int) -> int | None:
    """When the next message of some channels is due, if that is by an instant."""
    names = list(channels)
    places = ", ".join(f"${n}" for n in range(2, len(names) + 2))
    [found] = await db.rows(
        f"select min(due_at) as due from outbox where state = 'waiting' and due_at <= $1 and channel in ({places})",
        until, *names,
    )  # fmt: skip
    return None if found["due"] is None else int(found["due"])


async def drop(db: Database, parcel_id: str) -> None:
    """Forget a message that nobody needs any more; whom it was to tell of a class or a session was told nothing."""
    async with db.transaction() as tx:
        for statement in (
            "delete from session_reminder where parcel_id = $1",
            "delete from class_told where parcel_id = $1",
            "delete from outbox where id = $1",
        ):
            await tx.rows(statement, parcel_id)


async def drop_unasked(tx: Transaction, channel: str, chat: str) -> None:
    """Forget what waits to be sent to the person of a chat, who wants nothing there that they did not ask for."""
    await tx.rows(
        "delete from outbox where channel = $1 and chat = $2 and state = 'waiting' and holder_id is not null",
        channel, chat,
    )  # fmt: skip


async def send_on(db: Database, parcel: Parcel, at: int) -> bool:
    """Put a parcel that found a closed door in line for the next chat of its person; False where there is none.

    What was tried is kept with it, and no chat is tried twice.
    """
    async with db.transaction() as tx:
        [kept] = await tx.rows("select holder_id, onward, tried from outbox where id = $1", parcel.id)
        tried = [*rows_in(kept["tried"]), [parcel.channel, parcel.chat]]
        channels = rows_in(kept["onward"])
        while channels:
            channel = channels.pop(0)
            chats = await tx.rows(
                "select chat from account where channel = $1 and holder_id = $2 and closed_at is null",
                channel, kept["holder_id"],
            )  # fmt: skip
            if chats and [channel, chats[0]["chat"]] not in tried:
                await _move(tx, parcel.id, (channel, chats[0]["chat"]), (channels, tried), at)
                return True
        await tx.rows("update outbox set tried = $1 where id = $2", orjson.dumps(tried).decode(), parcel.id)
    return False


async def _move(
    tx: Transaction, parcel_id: str, to: tuple[str, str], road: tuple[list[str], list[list[str]]], at: int
) -> None:
    """`road`: the channels that are left, and the chats that were tried."""
    left, tried = (orjson.dumps(part).decode() for part in road)
    await tx.rows(
        "update outbox set state = 'waiting', attempts = 0, reason = 'chat closed', due_at = $1,"
        " channel = $2, chat = $3, onward = $4, tried = $5 where id = $6 and state = 'sending'",
        at, *to, left, tried, parcel_id,
    )  # fmt: skip


async def settle(db: Database, parcel_id: str, state: str, reason: str, at: int) -> None:
    """What became of it: `sent`, `failed` or `unknown`. The text is forgotten."""
    await db.write(
        f"update outbox set state = $1, reason = $2, done_at = $3, reply = null where id = $4 and {_WAS_SENDING}",
        state, reason, at, parcel_id,
    )  # fmt: skip


async def settle_sent(tx: Transaction, parcel: Parcel, menu: str | None, at: int) -> None:
    """It went out. Its options, if it has any, are the last menu of the chat now, unless a form waits for an answer."""
    await tx.rows(
        f"update outbox set state = 'sent', reason = '', done_at = $1, reply = null where id = $2 and {_WAS_SENDING}",
        at, parcel.id,
    )  # fmt: skip
    if menu is not None:
        await tx.rows(
            "update account set menu = $1 where channel = $2 and chat = $3 and not exists (select 1 from dialog o"
            " where o.owner = coalesce(account.holder_id, $2 || ':' || $3) and o.form is not null)",
            menu, parcel.channel, parcel.chat,
        )  # fmt: skip


async def put_back(db: Database, parcel_id: str, reason: str, due_at: int) -> None:
    """It did certainly not go out: try again at `due_at`, unless others gave it up meanwhile, with its text."""
    await db.write(
        "update outbox set state = 'waiting', reason = $1, due_at = $2 where id = $3 and state = 'sending'",
        reason, due_at, parcel_id,
    )  # fmt: skip


async def give_up_unknown(db: Database, channel: str, at: int) -> int:
    """At start: what was on its way when the process died. Returns how many."""
    rows = await db.write(
        "update outbox set state = 'unknown', reason = 'stopped while sending', done_at = $1, reply = null"
        " where state = 'sending' and channel = $2 returning id",
        at, channel,
    )  # fmt: skip
    return len(rows)


async def resume(db: Database, channel: str) -> None:
    """At start, where being told twice is better than not at all: what was on its way is sent again."""
    await db.write("update outbox set state = 'waiting' where state = 'sending' and channel = $1", channel)
