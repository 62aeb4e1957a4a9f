"""Where I stand: what I hold, what my posts ask, why, and what would be asked of another post."""

from handlers.messages import HOME, Button, Reply
from handlers.texts import standing as texts
from handlers.turn import Turn
from rules.eligibility import State
from rules.policy import ConditionName
from rules.standing import Standing, standing_of


async def mine(turn: Turn) -> Reply:
    """My status: held, required, the target, the regulation, my conditions, what comes next."""
    standing = own(turn)
    shown = texts.Beside(turn.facts.roster_of, turn.facts.studying)
    text = texts.status(turn.cadre, standing, turn.house.policy, shown)
    buttons = [Button(texts.WHY, "why")]
    if standing.next_level is not None:
        buttons.append(Button(texts.CONDITIONS, f"eligibility:{standing.next_level.code}"))
    buttons += [Button(texts.CLASSES, "upcoming_classes"), Button(texts.WRONG, "update_profile"), HOME]
    return Reply(text, tuple((button,) for button in buttons), topic="my_status")


async def why(turn: Turn) -> Reply:
    """The trace of the answer: post, words of the target, regulation, each condition, papers."""
    standing = own(turn)
    buttons = [Button(texts.WRONG, "update_profile"), HOME]
    if _lacks_rating(standing):
        buttons.insert(0, Button(texts.ADD_RATING, "update_profile:rating"))
    return Reply(
        texts.why(turn.cadre, standing, turn.house.policy), tuple((button,) for button in buttons), topic="my_status"
    )


def own(turn: Turn) -> Standing:
    """The asker's standing on the day of the turn."""
    house = turn.house
    return standing_of(turn.cadre, house.policy, house.regulations, turn.today, house.count_unverified)


def _lacks_rating(standing: Standing) -> bool:
    conditions = standing.eligibility.conditions if standing.eligibility else ()
    return any(c.name is ConditionName.RATINGS and c.state is State.UNKNOWN and not c.rule_unknown for c in conditions)
