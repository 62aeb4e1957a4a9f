"""`/thongbao` and its lists: drafts of one's own, what waits for approval, what is on its way or was sent."""

import re
from collections.abc import Sequence

from handlers import receipts
from handlers.answers import STAFF
from handlers.messages import HOME, Button, Reply
from handlers.notices_after import state as after
from handlers.staff.notices import card, form
from handlers.staff.notices.desk import not_found
from handlers.staff.notices.whose import listed, seen
from handlers.texts import notices as texts
from handlers.turn import Turn
from rules.notices import Notice, NoticeState
from rules.text import fold
from storage import notice_lists

MOST = 4
"""Notices a list: with the way on, or to begin anew, and home, six options."""
_UNDER_WAY = (
    NoticeState.DRAFT, NoticeState.PROPOSED, NoticeState.FREEZING, NoticeState.SCHEDULED, NoticeState.SENDING,
    NoticeState.PAUSED,
)  # fmt: skip
"""States in which something can be done about a notice itself."""
_BEGIN = re.compile(r"(?:soan|viet) (?:mot )?thong bao")
_SENT = (NoticeState.FREEZING, NoticeState.SCHEDULED, NoticeState.SENDING, NoticeState.PAUSED, NoticeState.DONE)


async def board(turn: Turn) -> Reply:
    """The ways into everything about notices; with a number, that one and what became of it: `/thongbao 12`.

    To those who send none: the notices that came to them.
    """
    if turn.number(0) is not None:
        return await _one(turn)
    if not turn.asker.has(*STAFF):
        return await receipts.mine(turn)
    if _BEGIN.match(fold(turn.incoming.text)):
        return await form.new(turn)
    rows = (
        (Button(texts.NEW, "notice_new"),),
        (Button(texts.DRAFTS, "notice_drafts"),),
        (Button(texts.TO_APPROVE, "notice_waiting"),),
        (Button(texts.UNDER_WAY, "notices_sent"),),
        (Button(texts.TEMPLATES, "notice_templates"),),
    )
    return Reply(texts.BOARD, (*rows, (HOME,)))


async def _one(turn: Turn) -> Reply:
    """What can still be steered, to those who may steer it; else whom it reached and who answered."""
    notice = await seen(turn.house.db, turn.asker, turn.number(0)) if turn.asker.has(*STAFF) else None
    if notice is None or notice.state not in _UNDER_WAY:
        return await after.show(turn)
    return await card.show(turn.house.db, turn, notice)


async def drafts(turn: Turn) -> Reply:
    """`notice_drafts[:PAGE]`, "Bản nháp của tôi"."""
    page = turn.number(0) or 0
    found = await notice_lists.drafts_of(turn.house.db, turn.by.actor, MOST + 1, page * MOST)
    return _list(found, texts.MY_DRAFTS, texts.NO_DRAFTS, f"notice_drafts:{page + 1}")


async def sent(turn: Turn) -> Reply:
    """`notices_sent[:PAGE]`: what is on its way or was sent, of everybody to those who keep the whole centre."""
    page = turn.number(0) or 0
    found = await listed(turn.house.db, turn, _SENT, MOST + 1, page * MOST)
    return _list(found, texts.SENT_LATELY, texts.NOTHING_SENT, f"notices_sent:{page + 1}")


async def show(turn: Turn) -> Reply:
    """`notice:NUMBER`: the card of a notice as it stands now."""
    notice = await seen(turn.house.db, turn.asker, turn.number(0))
    return not_found() if notice is None else await card.show(turn.house.db, turn, notice)


def _list(found: Sequence[Notice], head: str, nothing: str, more: str) -> Reply:
    """One page; `found` holds one more than it shows where there is another."""
    last = Button(texts.NEXT_PAGE, more) if len(found) > MOST else Button(texts.NEW, "notice_new")
    if not found:
        return Reply(nothing, ((last,), (HOME,)))
    rows = ((Button(texts.listed(each), f"notice:{each.number}"),) for each in found[:MOST])
    return Reply(f"{head}\n{texts.lines(found[:MOST])}", (*rows, (last,), (HOME,)))
