""" "Chỉ tiêu tới đâu?", and the same question about what was and what will be: one intent, several answers."""

from handlers.leader import bridge, committee_list, summary, trend, what_if_graduates
from handlers.turn import Answered, Turn
from handlers.understanding.asked_ahead import Ahead, ahead_in

_ANSWERS = {
    Ahead.TREND: trend.show,
    Ahead.BRIDGE: bridge.show,
    Ahead.GRADUATES: what_if_graduates.start,
    Ahead.COMMITTEE: committee_list.start,
}


async def answer(turn: Turn) -> Answered:
    """The summary, or what the words ask beyond it. A tap has no words, and so is always the summary."""
    ahead = ahead_in(turn.incoming.text)
    return await (_ANSWERS[ahead](turn) if ahead else summary.show(turn))
