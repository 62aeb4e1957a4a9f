"""The state of a sent notice: how many it reached, how many answered, unit by unit; and the list of sent notices."""

import re
from dataclasses import replace

from handlers import receipts
from handlers.answers import STAFF
from handlers.messages import HOME, Button, Look, Reply
from handlers.notices_after.sight import CALLS, CORRECT, FILE, GROUP_TEXT, STATE, seen
from handlers.texts import common
from handlers.texts import notice_report as texts
from handlers.turn import Turn
from rules.notices import Notice, NoticeState
from rules.text import fold
from storage import notice_corrections, notice_lists, notice_people, notices
from storage.notice_people import Addressee, Which

_SENT = (NoticeState.FREEZING, NoticeState.SCHEDULED, NoticeState.SENDING, NoticeState.PAUSED, NoticeState.DONE,
         NoticeState.CANCELLED)  # fmt: skip
_MOST = 5
_NUMBERED = re.compile(r"\bthong bao (?:so )?(\d{1,9})\b")


async def show(turn: Turn) -> Reply:
    """`notice_after:NUMBER`, or a question that names the number: counts as they stand, on the same message.

    To those who answer for none of its people it is a notice to themselves, if it was.
    """
    number = turn.number(0) if turn.args else _named_in(turn.incoming.text)
    if number is None:
        return await listing(turn)
    found = await seen(turn.house.db, turn, number)
    if found is None:
        return await receipts.one(replace(turn, args=(str(number),)))
    counts = await notice_people.counts(turn.house.db, found.notice.id, found.units)
    rows = [(Button(texts.REFRESH, f"{STATE}:{number}"),)]
    declined: list[Addressee] = []
    if turn.asker.has(*notice_people.CALLERS):
        declined = await notice_people.people(turn.house.db, found.notice.id, found.units, Which.DECLINED)
        rows.append((Button(texts.TO_CALL, f"{CALLS}:{number}"),))
        rows.append((Button(texts.AS_FILE, f"{FILE}:{number}"),))
        rows.append((Button(texts.FOR_GROUPS, f"{GROUP_TEXT}:{number}"),))
    if turn.asker.has(*STAFF) and found.units is None:
        rows.append((Button(texts.CORRECT, f"{CORRECT}:{number}"),))
    trail = await notice_corrections.trail(turn.house.db, found.notice.id)
    text = texts.state(found.notice, counts, declined, trail, turn.now)
    look = Look(f"{STATE}:{found.notice.id}", tuple(each.holder_id for each in declined))
    return Reply(text, (*rows, (HOME,)), edits=True, look=look)


async def listing(turn: Turn) -> Reply:
    """The last notices that went out, as far as the asker answers for anyone."""
    units = await notice_people.sight(turn.house.db, turn.asker, notice_people.WATCHERS)
    found = await _went_out(turn) if units is None or units else []
    if not found:
        return Reply(texts.NONE_SENT, common.HOME_ROW)
    rows = tuple((Button(texts.listed(each), f"{STATE}:{each.number}"),) for each in found)
    return Reply(texts.listing(found), (*rows, (HOME,)))


async def _went_out(turn: Turn) -> list[Notice]:
    reads = turn.asker.centres.reads
    if reads is None:
        return await notices.listing(turn.house.db, _SENT, _MOST)
    return await notice_lists.of_centres(turn.house.db, _SENT, ("", *reads), _MOST)


def _named_in(question: str) -> int | None:
    named = _NUMBERED.search(fold(question))
    return int(named[1]) if named else None
