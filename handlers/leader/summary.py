""" "Chỉ tiêu tới đâu rồi?": the targets on one screen, conclusion first."""

from handlers.figures import target_figures
from handlers.messages import Reply
from handlers.texts import common
from handlers.texts import targets as texts
from handlers.turn import Turn
from rules.targets import people_needed


async def show(turn: Turn) -> Reply:
    """The same figures as the command `targets`, within the asker's bounds."""
    figures = await target_figures(turn.house, turn.asker, turn.today)
    text = texts.summary(
        turn.house.policy, figures, people_needed(figures), turn.today, turn.facts.roster_of or turn.today
    )
    return Reply(text, common.HOME_ROW, topic="target_summary")
