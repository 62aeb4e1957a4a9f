"""What people said of a class, for staff and leaders: sums and words, from five answers on."""

from handlers.messages import Reply
from handlers.texts import common
from handlers.texts import feedback as texts
from handlers.turn import Turn
from rules.access import OPERATOR
from rules.text import fold
from storage import classes, feedback


async def show(turn: Turn) -> Reply:
    """`class_feedback:ID`, or a code typed after the command."""
    named = turn.args[0] if turn.args else ""
    every = [each.training for each in await classes.every_class(turn.house.db, OPERATOR)]
    training = next((each for each in every if named and (each.id == named or fold(each.code) == fold(named))), None)
    if training is None:
        return Reply(common.STALE, common.HOME_ROW)
    found = await feedback.said_of(turn.house.db, training.id)
    return Reply(texts.said(training.name, found) if found else texts.TOO_FEW, common.HOME_ROW)
