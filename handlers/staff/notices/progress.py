"""A notice on its way: how far it is, and pause, resume, cancel, and what becomes of the unknown."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from handlers.house import House
from handlers.messages import HOME, Button, Reply
from handlers.notices_after.sight import STATE
from handlers.staff.notices.people import in_zone
from handlers.staff.notices.whose import seen
from handlers.texts import common
from handlers.texts import notices_sending as texts
from handlers.turn import Turn, Write
from rules.notices import Notice, NoticeState
from storage import deliveries, delivery_counts, notices
from storage.clock import from_ms
from storage.database import Database, Transaction
from storage.journal import By

Source = Database | Transaction
Move = Callable[[Transaction, By, str], Awaitable[bool]]
_UNSENT = (NoticeState.DRAFT, NoticeState.PROPOSED, NoticeState.FREEZING, NoticeState.SCHEDULED)
FOLLOWED = "followed"
"""The last part of the keys on the message that is edited as a notice goes on."""
_MOST = 5
"""Options beside the way home."""
_STOPPABLE = (NoticeState.FREEZING, NoticeState.SCHEDULED, NoticeState.SENDING, NoticeState.PAUSED)


async def progress(source: Source, house: House, notice: Notice) -> Reply:
    """How far a notice is, with what may be done about it now."""
    counts = await delivery_counts.by_state(source, notice.id)
    text = texts.progress(notice, counts, _ends(house, notice, counts))
    return Reply(text, (*((button,) for button in _ways(notice, counts)), (HOME,)))


def followed(reply: Reply) -> Reply:
    """The same on the message that is kept up to date. Its keys say so: a card that was asked for has the same options,
    and where that card is the newer one, a number typed next must go on meaning what it says."""
    rows = tuple(
        tuple(each if each == HOME else Button(each.label, f"{each.key}:{FOLLOWED}") for each in row)
        for row in reply.buttons
    )
    return replace(reply, buttons=rows)


def _ways(notice: Notice, counts: Mapping[str, int]) -> list[Button]:
    ways = []
    if notice.state is NoticeState.SENDING:
        ways.append(Button(texts.PAUSE, f"notice_pause:{notice.number}"))
    if notice.state is NoticeState.PAUSED:
        ways.append(Button(texts.RESUME, f"notice_resume:{notice.number}"))
    if notice.state in _STOPPABLE:
        ways.append(Button(texts.CANCEL, f"notice_cancel:{notice.number}"))
    if counts.get("unknown"):
        ways.append(Button(texts.SEND_AGAIN, f"notice_again:{notice.number}"))
        ways.append(Button(texts.AS_SENT, f"notice_as_sent:{notice.number}"))
    if notice.state in _STOPPABLE:
        ways.append(Button(texts.REFRESH, f"notice:{notice.number}"))
    if notice.state not in _UNSENT and len(ways) < _MOST:
        ways.append(Button(texts.WHO_GOT_IT, f"{STATE}:{notice.number}"))
    return ways


def _ends(house: House, notice: Notice, counts: Mapping[str, int]) -> datetime | None:
    """When it will be done at the pace it had so far; when it begins, while it waits for that."""
    if notice.state is NoticeState.SCHEDULED:
        return in_zone(house, notice.send_at) if notice.send_at is not None else None
    begun = max(notice.approved_at or 0, notice.send_at or 0)
    settled = counts.get("sent", 0) + counts.get("failed", 0) + counts.get("unknown", 0)
    left = sum(counts.get(state, 0) for state in ("waiting", "claimed", "sending"))
    if notice.state is not NoticeState.SENDING or not settled or not begun:
        return None
    now = house.clock()
    return now + (now - from_ms(begun)) / settled * left


async def pause(turn: Turn) -> Write:
    """`notice_pause:NUMBER`."""
    return _moved(turn, notices.pause, texts.PAUSED)


async def resume(turn: Turn) -> Write:
    """`notice_resume:NUMBER`."""
    return _moved(turn, notices.resume, texts.RESUMED)


async def cancel(turn: Turn) -> Reply:
    """`notice_cancel:NUMBER`: ask first, since nothing brings it back."""
    number = turn.number(0)
    if number is None:
        return Reply(common.STALE, common.HOME_ROW)
    yes, no = Button(texts.CANCEL_YES, f"notice_cancel_yes:{number}"), Button(texts.REFRESH, f"notice:{number}")
    return Reply(texts.SURE_TO_CANCEL, ((yes,), (no,), (HOME,)))


async def cancel_yes(turn: Turn) -> Write:
    """`notice_cancel_yes:NUMBER`."""
    return _moved(turn, notices.cancel, texts.CANCELLED)


async def send_again(turn: Turn) -> Write:
    """`notice_again:NUMBER`: send once more what may have arrived."""
    return _decided(turn, deliveries.send_unknown_again, texts.sent_again)


async def take_as_sent(turn: Turn) -> Write:
    """`notice_as_sent:NUMBER`: believe that what may have arrived did."""
    return _decided(turn, deliveries.take_unknown_as_sent, texts.taken_as_sent)


def _moved(turn: Turn, move: Move, done: str) -> Write:
    async def act(tx: Transaction, notice: Notice) -> str:
        return done if await move(tx, turn.by, notice.id) else texts.CANNOT

    return _on(turn, act)


def _decided(turn: Turn, decide: Callable[[Transaction, By, str], Awaitable[int]], said: Callable[[int], str]) -> Write:
    async def act(tx: Transaction, notice: Notice) -> str:
        count = await decide(tx, turn.by, notice.id)
        return said(count) if count else texts.ALREADY

    return _on(turn, act)


def _on(turn: Turn, act: Callable[[Transaction, Notice], Awaitable[str]]) -> Write:
    async def write(tx: Transaction) -> Reply:
        notice = await _controlled(tx, turn)
        if notice is None:
            return Reply(common.STALE, common.HOME_ROW)
        note = await act(tx, notice)
        after = await notices.by_id(tx, notice.id) or notice
        reply = await progress(tx, turn.house, after)
        return Reply(f"{note}\n\n{reply.text}", reply.buttons)

    return write


async def _controlled(tx: Transaction, turn: Turn) -> Notice | None:
    """The notice of the key, for its author and for those who keep the whole centre."""

    return await seen(tx, turn.asker, turn.number(0))
