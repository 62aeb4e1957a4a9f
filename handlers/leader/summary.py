""" "Chỉ tiêu tới đâu rồi?": the targets on one screen, conclusion first."""

from datetime import date

from handlers.figures import target_summary
from handlers.house import House
from handlers.messages import Button, Reply
from handlers.texts import target_missing, target_papers, target_picture, target_plan, target_trend, target_units
from handlers.texts import targets as texts
from handlers.turn import Turn
from rules.access import Asker
from rules.summary import Summary
from storage import units
from storage.cadres import SEE_EVERYONE
from storage.database import Database
from storage.vouching import vouched

OPTIONS = (
    (Button(target_units.BY_UNIT, "target_units"),),
    (Button(target_missing.LIST, "target_missing"),),
    (Button(target_picture.TO_FORWARD, "target_picture"),),
    (Button(target_papers.FILES, "target_files"),),
    (Button(target_trend.TREND, "target_trend"),),
    (Button(target_plan.PLAN, "target_plan"),),
)
"""What the summary leads to, asked for or sent by itself. Six are the most; 0 leads home without an option too."""


async def show(turn: Turn) -> Reply:
    """The same figures as the command `targets`, within the asker's bounds; first those of the group that is named."""
    found = await target_summary(turn.house, turn.asker, turn.today)
    named = (figure for figure in found.figures if figure.group == turn.slots.get("group"))
    first = [texts.of_group(turn.house.policy, figure) for figure in named]
    text = "\n\n".join((*first, await in_words(turn.house, turn.asker, found)))
    return Reply(text, OPTIONS, topic="target_summary")


async def in_words(house: House, asker: Asker, found: Summary) -> str:
    """The asker's summary as one reads it."""
    counted = await counted_for(house, found.day, await bounds_of(house.db, asker))
    return texts.summary(house.policy, found, counted)


async def counted_for(house: House, day: date, units: tuple[str, ...]) -> texts.Counted:
    """Figures of today as they are told: with the day of the data, where it is known, and who vouches for it."""
    source = await vouched(house.db)
    return texts.Counted(day, source.day or day, units, texts.vouched_by(source))


async def bounds_of(db: Database, asker: Asker) -> tuple[str, ...]:
    """The names of the units that the asker's grants are bounded to; none where a grant reaches everyone."""
    bounds = {grant.unit_id for grant in asker.grants if grant.role in SEE_EVERYONE}
    if None in bounds:
        return ()
    return tuple(unit.name for unit in await units.every_unit(db) if unit.id in bounds)
