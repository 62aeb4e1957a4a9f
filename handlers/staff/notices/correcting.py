"""Mending a sent notice: a new one to just those whom it reached, written and approved like any other."""

from dataclasses import replace

from handlers.messages import Reply
from handlers.notices_after.sight import back_to
from handlers.staff.notices import card
from handlers.staff.notices.desk import draft_of, not_found
from handlers.staff.notices.whose import seen
from handlers.texts import common
from handlers.texts import notice_report as texts
from handlers.turn import Answered, Turn
from rules.audience import Key, having, text_of
from rules.notices import Notice, NoticeState
from storage import notice_corrections, notices
from storage.database import Transaction

_SENT = (NoticeState.SENDING, NoticeState.PAUSED, NoticeState.DONE, NoticeState.CANCELLED)


async def correct(turn: Turn) -> Answered:
    """`notice_correct:NUMBER`: a draft with the old text, to be mended; tapped twice it is the same draft."""

    async def write(tx: Transaction) -> Reply:
        notice = await seen(tx, turn.asker, turn.number(0))
        if notice is None or notice.state not in _SENT:
            return not_found()
        reached = await notice_corrections.count_reached(tx, notice.id)
        if not reached:
            return Reply(texts.NOBODY_TO_TELL, ((back_to(notice.number),), *common.HOME_ROW))
        draft = await _draft(tx, turn, notice)
        return await card.noted(tx, turn, draft, texts.correcting(notice.number, reached))

    return write


async def _draft(tx: Transaction, turn: Turn, notice: Notice) -> Notice:
    begun = await notice_corrections.begun(tx, notice.id, turn.by.actor)
    if begun is not None:
        known = await notices.by_id(tx, begun)
        assert known is not None  # found just now
        return known
    audience = text_of(having(Key.REACHED, str(notice.number)))
    draft = replace(await draft_of(tx, notice), audience=audience, send_at=None)
    return await notices.create_draft(tx, turn.by, draft, corrects=notice.id, centre=turn.house.centre_unit)
