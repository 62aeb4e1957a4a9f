"""May I be sent to study? Every unmet condition at once, by the regulation of the day."""

from handlers.cadre.standing import own
from handlers.messages import HOME, Button, Reply
from handlers.texts import eligibility as texts
from handlers.texts import home
from handlers.texts import standing as standing_texts
from handlers.turn import Turn
from rules.eligibility import eligibility_of
from rules.levels import Level, Mode
from rules.policy import regulation_on


async def mine(turn: Turn) -> Reply:
    """The conditions for a level, named in the question or tapped; else for the next level of use; else which?"""
    code, mode = _asked(turn)
    if not code:
        return Reply(texts.WHICH_LEVEL, _levels())
    level = Level.of(code)
    regulation = regulation_on(turn.house.regulations, turn.today)
    found = eligibility_of(turn.cadre, level, Mode(mode) if mode else None, regulation, turn.today)
    buttons = (
        Button(standing_texts.CLASSES, "upcoming_classes"),
        Button(home.LABELS["what_if"], "what_if"),
        Button(standing_texts.WRONG, "update_profile"),
        HOME,
    )
    return Reply(texts.answer(turn.cadre, found), tuple((b,) for b in buttons), topic="eligibility")


def _asked(turn: Turn) -> tuple[str, str]:
    codes = [level.code for level in Level if level is not Level.NONE]
    level = next((arg for arg in turn.args if arg in codes), turn.slots.get("level", ""))
    if not level and (coming := own(turn).next_level) is not None:
        level = coming.code
    mode = next((arg for arg in turn.args if arg in list(Mode)), turn.slots.get("mode", ""))
    return level, mode


def _levels() -> tuple[tuple[Button, ...], ...]:
    known = (level for level in Level if level is not Level.NONE)
    return (*((Button(level.label.capitalize(), f"eligibility:{level.code}"),) for level in known), (HOME,))
