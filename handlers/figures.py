"""The figures of the targets: the same count for the chat, the files and the command."""

from datetime import date

from handlers.house import House
from rules.access import Asker
from rules.summary import Summary, summary_of
from rules.targets import TargetFigure, count_targets
from storage import cadres, classes


async def target_figures(house: House, asker: Asker, day: date) -> tuple[TargetFigure, ...]:
    """Every target on a day with its people, over the cadres this asker may see; who is in a running class is known."""
    everyone = await cadres.every_cadre(house.db, asker)
    studying = await classes.levels_in_study(house.db)
    return count_targets(everyone, house.policy, day, house.count_unverified, studying)


async def target_summary(house: House, asker: Asker, day: date) -> Summary:
    """Every target on a day in numbers, over the cadres this asker may see."""
    return summary_of(await target_figures(house, asker, day), day)
