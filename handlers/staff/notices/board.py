"""`/thongbao` and its lists: drafts of one's own, what waits for approval, what is on its way or was sent."""

from collections.abc import Sequence

from handlers import receipts
from handlers.answers import STAFF
from handlers.messages import HOME, Button, Reply
from handlers.notices_after import state as after
from handlers.staff.notices import card
from handlers.staff.notices.desk import not_found
from handlers.staff.notices.whose import keeps_everything, seen
from handlers.texts import notices as texts
from handlers.turn import Turn
from rules.notices import Notice, NoticeState
from storage import notice_lists

MOST = 4
"""Notices a list: with the way to begin anew and home, six options."""
_SENT = (NoticeState.FREEZING, NoticeState.SCHEDULED, NoticeState.SENDING, NoticeState.PAUSED, NoticeState.DONE)


async def board(turn: Turn) -> Reply:
    """The ways into everything about notices; with a number, what became of that one: `/thongbao 12`.

    To those who send none: the notices that came to them.
    """
    if turn.number(0) is not None:
        return await after.show(turn)
    if not turn.asker.has(*STAFF):
        return await receipts.mine(turn)
    rows = (
        (Button(texts.NEW, "notice_new"),),
        (Button(texts.DRAFTS, "notice_drafts"),),
        (Button(texts.TO_APPROVE, "notice_waiting"),),
        (Button(texts.UNDER_WAY, "notices_sent"),),
        (Button(texts.TEMPLATES, "notice_templates"),),
    )
    return Reply(texts.BOARD, (*rows, (HOME,)))


async def drafts(turn: Turn) -> Reply:
    """ "Bản nháp của tôi"."""
    found = await notice_lists.drafts_of(turn.house.db, turn.by.actor, MOST)
    return _list(found, texts.MY_DRAFTS, texts.NO_DRAFTS, "notice")


async def sent(turn: Turn) -> Reply:
    """What is on its way or was sent: everything to those who keep the whole centre, else one's own."""
    author = "" if keeps_everything(turn.asker) else turn.by.actor
    found = await notice_lists.in_states(turn.house.db, _SENT, author, MOST)
    return _list(found, texts.SENT_LATELY, texts.NOTHING_SENT, "notice")


async def show(turn: Turn) -> Reply:
    """`notice:NUMBER`: the card of a notice as it stands now."""
    notice = await seen(turn.house.db, turn.asker, turn.number(0))
    return not_found() if notice is None else await card.show(turn.house.db, turn, notice)


def _list(found: Sequence[Notice], head: str, nothing: str, name: str) -> Reply:
    new = (Button(texts.NEW, "notice_new"),)
    if not found:
        return Reply(nothing, (new, (HOME,)))
    rows = ((Button(texts.listed(each), f"{name}:{each.number}"),) for each in found)
    return Reply(f"{head}\n{texts.lines(found)}", (*rows, new, (HOME,)))
