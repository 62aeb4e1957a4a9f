"""How the silent of one notice are reminded, where it shall be otherwise than usual."""

from handlers.messages import HOME, Button, Reply
from handlers.notices_after.sight import CHASE, back_to, not_seen, seen
from handlers.texts import notice_report as texts
from handlers.turn import Answered, Turn
from storage import receipts
from storage.database import Transaction
from storage.notice_people import CALLERS

_OPTIONS = ((4, 1), (24, 2), (48, 2), (0, 0))
"""(hours, times) to choose from."""


async def ask_or_set(turn: Turn) -> Answered:
    """`notice_chase:NUMBER` shows what is set, `notice_chase:NUMBER:HOURS:TIMES` sets it; for who sees everyone."""
    number, hours, times = turn.number(0), turn.number(1), turn.number(2)
    if number is None or (hours is not None and (hours, times) not in _OPTIONS):
        return not_seen()

    async def write(tx: Transaction) -> Reply:
        found = await seen(tx, turn, number, CALLERS)
        if found is None or found.units is not None:
            return not_seen()
        if hours is not None and times is not None:
            await receipts.set_chase(tx, turn.by, found.notice.id, hours or turn.house.chase_after, times)
        usual = (turn.house.chase_after, turn.house.chase_times)
        set_ = await receipts.chase_of(tx, found.notice.id, usual)
        rows = tuple((Button(texts.chase_option(*each), f"{CHASE}:{number}:{each[0]}:{each[1]}"),) for each in _OPTIONS)
        return Reply(texts.chase(*set_), (*rows, (back_to(number),), (HOME,)))

    return write
