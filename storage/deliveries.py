"""The ledger of notices, as the worker of a channel moves it: one row a (notice, person), and never a second.

`waiting` → `claimed` → `sending` (on disk before the bytes go; never claimed again) → `sent` | `failed` | `unknown`.
A row goes back to `waiting` only when it is certain that nothing arrived, or when somebody decided to send it again.
"""

from collections.abc import AsyncIterable, Iterable, Sequence
from dataclasses import dataclass, field

import orjson

from rules.notices import DeliveryState, NoticeState
from storage import notices
from storage.database import Database, Row, Transaction
from storage.journal import By, Entry, record
from storage.lists import list_text, members, rows_in

SENT_AGAIN = "sent again"
"""The reason of a row that was unknown and is sent once more, by choice or because it is urgent: it stays with it."""
STOPPED = "stopped while sending"

_ASTRAY = (
    "not exists (select 1 from account a join consent c on c.account_id = a.id and c.purpose = 'thong_bao'"
    " and c.withdrawn_at is null where a.channel = delivery.channel and a.chat = delivery.chat"
    " and a.holder_id = delivery.holder_id and a.closed_at is null and a.muted = 0)"
)
_ALLOWED = "exists (select 1 from notice n where n.id = delivery.notice_id and n.state = 'sending')"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person whom a notice is for, as they are frozen."""

    holder_id: str
    channel: str
    chat: str
    rest: tuple[str, ...] = ()
    """The channels tried after this one, in order."""
    fields: dict[str, str] = field(default_factory=dict)
    """What the text says to this person alone."""
    due_at: int = 0
    skip: str = ""
    """Why they are not written to; empty for those who are."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that this process is about to send."""

    notice_id: str
    holder_id: str
    channel: str
    chat: str
    fields: str
    """JSON, as `Recipient.fields`."""
    due_at: int
    attempts: int
    """Before this one."""
    astray: bool = False
    """Its chat was closed or muted since, is no longer theirs, or they no longer agree to notices there."""

    @property
    def key(self) -> tuple[str, str]:
        return self.notice_id, self.holder_id


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row that was being sent."""

    row: Claimed
    state: DeliveryState
    reason: str = ""
    message: str | None = None
    """What the messenger calls the message that arrived."""
    due_at: int | None = None
    """When a row that waits again is due; None leaves its place in line."""
    menu: str | None = None
    """The options that arrived with it, for a number typed next."""
    counts: bool = True
    """Whether it was a try of this row; a pause that the messenger asks for is none."""


async def freeze(db: Database, by: By, notice_id: str, portions: AsyncIterable[Sequence[Recipient]]) -> int | None:
    """Write down whom a notice in `freezing` is for, and let it go. Returns how many; None if it was cancelled.

    A few hundred are a transaction of their own, so that nobody's answer waits for the whole. Nothing is sent before
    the last is written, and whoever begins after a kill begins with an empty ledger: what was frozen is exact.
    Of two that freeze the same notice, the one that began last does it, and the other gets None.
    """
    taken = await db.write(
        "update notice set version = version + 1 where id = $1 and state = 'freezing' returning version", notice_id
    )
    if not taken:
        return None
    version = int(taken[0]["version"])
    await _forget(db, notice_id)
    frozen = 0
    async for portion in portions:
        for begin in range(0, len(portion), _TOGETHER):
            rows = [_frozen(notice_id, recipient, by.at) for recipient in portion[begin : begin + _TOGETHER]]
            async with db.transaction() as tx:
                if not await _still_freezing(tx, notice_id, version):
                    return None
                await tx.run_many(_FREEZE, rows)
            frozen += len(rows)
    async with db.transaction() as tx:
        still = await _still_freezing(tx, notice_id, version)
        return frozen if still and await notices.move_frozen(tx, by, notice_id) else None


async def _still_freezing(tx: Transaction, notice_id: str, version: int) -> bool:
    """Whether nobody cancelled the notice, or began to freeze it anew; held until the transaction ends."""
    return bool(
        await tx.rows(
            "update notice set version = version where id = $1 and state = 'freezing' and version = $2 returning id",
            notice_id, version,
        )
    )  # fmt: skip


_TOGETHER = 400
"""Rows of a transaction: what is asked of the database meanwhile waits for as many."""
_FREEZE = (
    "insert into delivery (notice_id, holder_id, channel, chat, rest, fields, state, reason, attempts, due_at,"
    " settled_at, chased) values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, 0)"
    " on conflict (notice_id, holder_id) do nothing"
)


def _frozen(notice_id: str, to: Recipient, at: int) -> tuple[str | int | None, ...]:
    state, settled_at = (DeliveryState.SKIPPED, at) if to.skip else (DeliveryState.WAITING, None)
    rest, fields = list_text(to.rest), orjson.dumps(to.fields).decode()
    return (
        notice_id, to.holder_id, to.channel, to.chat, rest, fields, state.value, to.skip, to.due_at, settled_at,
    )  # fmt: skip


async def _forget(db: Database, notice_id: str, portion: int = 5000) -> None:
    """Take away what an earlier, interrupted freezing left."""
    while await db.write(
        "delete from delivery where notice_id = $1 and holder_id in"
        " (select holder_id from delivery where notice_id = $1 limit $2)"
        " and exists (select 1 from notice n where n.id = $1 and n.state = 'freezing') returning holder_id",
        notice_id, portion,
    ):  # fmt: skip
        pass


async def claim(db: Database, channel: str, limit: int, at: int, urgent_only: bool = False) -> list[Claimed]:
    """Take the next rows that are due; on disk as `claimed` when this returns. The most urgent notices come first."""
    at_work = await db.rows(
        "select id, useful_until from notice where state = 'sending' and urgent >= $1"
        " order by urgent desc, approved_at, number",
        int(urgent_only),
    )
    taken: list[Claimed] = []
    for notice in at_work:
        if notice["useful_until"] is not None and notice["useful_until"] < at:
            await _skip_late(db, notice["id"], at)
        elif limit > len(taken):
            taken += await _claim_of(db, notice["id"], channel, limit - len(taken), at)
    return taken


async def next_due(db: Database, channels: Iterable[str], until: int) -> int | None:
    """When the next notice begins, or the next row of one on its way is due on these channels, if by an instant."""
    [found] = await db.rows(
        "select min(at) as due from (select coalesce(send_at, approved_at) as at from notice where state = 'scheduled'"
        " union all select d.due_at from delivery d join notice n on n.id = d.notice_id where n.state = 'sending'"
        f" and d.state in ('waiting', 'claimed', 'sending') and d.channel in {members(db.engine, '$2')}) line"
        " where at <= $1",
        until, list_text(channels),
    )  # fmt: skip
    return None if found["due"] is None else int(found["due"])


async def _claim_of(db: Database, notice_id: str, channel: str, limit: int, at: int) -> list[Claimed]:
    rows = await db.write(
        "update delivery set state = 'claimed' where notice_id = $1 and state = 'waiting' and holder_id in"
        " (select holder_id from delivery where notice_id = $1 and channel = $2 and state = 'waiting'"
        "  and due_at <= $3 order by due_at, holder_id limit $4)"
        f" returning notice_id, holder_id, channel, chat, fields, due_at, attempts, {_ASTRAY} as astray",
        notice_id, channel, at, limit,
    )  # fmt: skip
    return sorted((_claimed(row) for row in rows), key=lambda row: (row.due_at, row.holder_id))


def _claimed(row: Row) -> Claimed:
    notice_id, holder_id, channel, chat, fields, due_at, attempts, astray = row[:8]
    return Claimed(notice_id, holder_id, channel, chat, fields, due_at, attempts, bool(astray))


async def _skip_late(db: Database, notice_id: str, at: int) -> None:
    """What would come too late to be of use is not sent."""
    await db.write(
        "update delivery set state = 'skipped', reason = 'too late', settled_at = $1"
        " where notice_id = $2 and state = 'waiting'",
        at, notice_id,
    )  # fmt: skip


async def release(db: Database, rows: Iterable[Claimed]) -> None:
    """Put claimed rows back in line: their notice was paused, or this process ends."""
    for notice_id, holders in _by_notice(rows).items():
        await db.write(
            "update delivery set state = 'waiting' where notice_id = $1 and state = 'claimed'"
            f" and holder_id in {members(db.engine, '$2')}",
            notice_id, list_text(holders),
        )  # fmt: skip


async def release_all(db: Database, channel: str) -> None:
    """Put all that is claimed for a channel back in line: nobody is about to send it."""
    await db.write("update delivery set state = 'waiting' where state = 'claimed' and channel = $1", channel)


async def mark_sending(db: Database, rows: Iterable[Claimed]) -> set[tuple[str, str]]:
    """Keep that the bytes of these rows are about to go; on disk when this returns.

    Returns the keys of those that may go: a notice that was paused or cancelled by now keeps its rows.
    """
    allowed: set[tuple[str, str]] = set()
    for notice_id, holders in _by_notice(rows).items():
        marked = await db.write(
            "update delivery set state = 'sending', attempts = attempts + 1"
            f" where notice_id = $1 and holder_id in {members(db.engine, '$2')} and state = 'claimed' and {_ALLOWED}"
            " returning holder_id",
            notice_id, list_text(holders),
        )  # fmt: skip
        allowed.update((notice_id, row["holder_id"]) for row in marked)
    return allowed


def _by_notice(rows: Iterable[Claimed]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.notice_id, []).append(row.holder_id)
    return found


async def settle(db: Database, outcomes: Sequence[Outcome], at: int) -> None:
    """Keep what became of rows that were being sent; on disk when this returns."""
    async with db.transaction() as tx:
        await tx.run_many(_SETTLE, [_settled(outcome, at) for outcome in outcomes])
        menus = [(o.menu, o.row.channel, o.row.chat) for o in outcomes if o.menu is not None]
        if menus:
            await tx.run_many(_KEEP_MENU, menus)
        back = {o.row.notice_id for o in outcomes if o.state in (DeliveryState.WAITING, DeliveryState.CLAIMED)}
        for notice_id in back:
            await _skip_if_cancelled(tx, notice_id, at)


_SETTLE = (
    "update delivery set state = $1,"
    f" reason = case when reason = '{SENT_AGAIN}' and $1 <> 'failed' then reason else $2 end,"
    " settled_at = $3, message = $4, due_at = coalesce($5, due_at), attempts = attempts - $6"
    " where notice_id = $7 and holder_id = $8 and state = 'sending'"
)
_KEEP_MENU = (
    "update account set menu = $1 where channel = $2 and chat = $3 and not exists (select 1 from dialog o"
    " where o.owner = coalesce(account.holder_id, $2 || ':' || $3) and o.form is not null)"
)


def _settled(outcome: Outcome, at: int) -> tuple[str | int | None, ...]:
    ended = outcome.state not in (DeliveryState.WAITING, DeliveryState.CLAIMED)
    return (
        outcome.state.value, outcome.reason, at if ended else None, outcome.message, outcome.due_at,
        int(not outcome.counts), *outcome.row.key,
    )  # fmt: skip


async def _skip_if_cancelled(tx: Transaction, notice_id: str, at: int) -> None:
    """What came back to a notice that was cancelled while it was on its way."""
    await tx.rows(
        "update delivery set state = 'skipped', reason = 'cancelled', settled_at = $1"
        " where notice_id = $2 and state in ('waiting', 'claimed')"
        " and exists (select 1 from notice n where n.id = $2 and n.state = 'cancelled')",
        at, notice_id,
    )  # fmt: skip


async def move_on(db: Database, row: Claimed, reason: str, at: int) -> bool:
    """Put a row whose chat is closed in line for the person's next open chat; it fails where there is none."""
    async with db.transaction() as tx:
        [kept] = await tx.rows("select rest from delivery where notice_id = $1 and holder_id = $2", *row.key)
        rest = rows_in(kept["rest"])
        while rest:
            channel = rest.pop(0)
            chat = await _open_chat(tx, row.holder_id, channel)
            if chat is not None:
                await tx.rows(
                    "update delivery set state = 'waiting', channel = $1, chat = $2, rest = $3, reason = '',"
                    " attempts = 0, due_at = $4 where notice_id = $5 and holder_id = $6"
                    " and state in ('claimed', 'sending')",
                    channel, chat, list_text(rest), at, *row.key,
                )  # fmt: skip
                await _skip_if_cancelled(tx, row.notice_id, at)
                return True
        await tx.rows(
            "update delivery set state = 'failed', reason = $1, rest = '[]', settled_at = $2"
            " where notice_id = $3 and holder_id = $4 and state in ('claimed', 'sending')",
            reason, at, *row.key,
        )  # fmt: skip
    return False


async def _open_chat(tx: Transaction, holder_id: str, channel: str) -> str | None:
    found = await tx.rows(
        "select a.chat from account a join consent c on c.account_id = a.id and c.purpose = 'thong_bao'"
        " and c.withdrawn_at is null where a.holder_id = $1 and a.channel = $2 and a.closed_at is null and a.muted = 0"
        " order by a.used_at desc limit 1",
        holder_id, channel,
    )  # fmt: skip
    return str(found[0]["chat"]) if found else None


async def recover(db: Database, channel: str, at: int) -> int:
    """What an earlier run left: claimed rows stand in line again, those whose bytes may have gone are unknown.

    Those of urgent notices are sent again, once, and marked so: a program that dies again and again must not write to
    the same people again and again. Returns how many are unknown.
    """
    async with db.transaction() as tx:
        await tx.rows("update delivery set state = 'waiting' where state = 'claimed' and channel = $1", channel)
        await tx.rows(
            "update delivery set state = 'waiting', reason = $1 where state = 'sending' and channel = $2"
            " and reason <> $1 and exists (select 1 from notice n where n.id = delivery.notice_id and n.urgent = 1)",
            SENT_AGAIN, channel,
        )  # fmt: skip
        lost = await tx.rows(
            "update delivery set state = 'unknown', reason = $1, settled_at = $2"
            " where state = 'sending' and channel = $3 returning holder_id",
            STOPPED, at, channel,
        )  # fmt: skip
    return len(lost)


async def send_unknown_again(tx: Transaction, by: By, notice_id: str) -> int:
    """A person decided that what may have arrived is sent once more. Returns how many."""
    again = await tx.rows(
        "update delivery set state = 'waiting', reason = $1, due_at = $2, settled_at = null, attempts = 0"
        " where notice_id = $3 and state = 'unknown' returning holder_id",
        SENT_AGAIN, by.at, notice_id,
    )  # fmt: skip
    if again:
        await tx.rows(
            "update notice set state = $1, done_at = null where id = $2 and state = 'done'",
            NoticeState.SENDING.value, notice_id,
        )  # fmt: skip
        await record(tx, by, Entry("send_unknown_again", "notice", notice_id, None, str(len(again))))
    return len(again)


async def take_unknown_as_sent(tx: Transaction, by: By, notice_id: str) -> int:
    """A person decided that what may have arrived did. Returns how many."""
    taken = await tx.rows(
        "update delivery set state = 'sent', reason = 'taken as sent' where notice_id = $1 and state = 'unknown'"
        " returning holder_id",
        notice_id,
    )
    if taken:
        await record(tx, by, Entry("take_unknown_as_sent", "notice", notice_id, None, str(len(taken))))
    return len(taken)
