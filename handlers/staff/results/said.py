"""What people said of a class, for staff and leaders: sums and words, from five answers on."""

from collections.abc import Sequence

from handlers.class_named import classes_named
from handlers.messages import HOME, Button, Reply
from handlers.texts import common
from handlers.texts import feedback as texts
from handlers.turn import Turn
from rules.classes import ClassState, Listed
from rules.text import fold
from storage import classes, feedback

_OFFERED = 5


def _choose(listed: Sequence[Listed]) -> Reply:
    over = [each.training for each in listed if each.training.state in (ClassState.RESULTS, ClassState.ARCHIVED)]
    over.sort(key=lambda each: (each.ends_on is None, each.ends_on, each.code), reverse=True)
    rows = tuple((Button(each.code, f"class_feedback:{each.id}"),) for each in over[:_OFFERED])
    return Reply(texts.OF_WHICH if over else texts.NONE_OVER, (*rows, (HOME,)))


async def show(turn: Turn) -> Reply:
    """`class_feedback:ID`, or a code typed after the command."""
    named = turn.args[0] if turn.args else ""
    listed = await classes.every_class(turn.house.db, turn.asker)
    meant = classes_named(turn, listed)
    if not named and len(meant) == 1:
        named = meant[0].training.id
    if not named:
        return _choose(listed)
    every = [each.training for each in listed]
    training = next((each for each in every if named and (each.id == named or fold(each.code) == fold(named))), None)
    if training is None:
        return Reply(common.STALE, common.HOME_ROW)
    found = await feedback.said_of(turn.house.db, training.id)
    return Reply(texts.said(training.name, found) if found else texts.TOO_FEW, common.HOME_ROW)
