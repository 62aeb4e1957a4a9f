"""The figures of the targets: the same count for the chat, the files and the command."""

from datetime import date

from handlers.house import House
from rules.access import Asker
from rules.cadres import Cadre
from rules.summary import Summary
from rules.tallies import UnitSummary, people_in, summary_from, tallies_of, total, with_below
from rules.targets import TargetFigure, count_targets
from storage import cadres, classes, units


async def target_figures(house: House, asker: Asker, day: date, unit_id: str | None = None) -> tuple[TargetFigure, ...]:
    """Every target on a day with its people, over the cadres this asker may see; who is in a running class is known.

    With `unit_id` only those of the unit and of all units below it.
    """
    studying = await classes.levels_in_study(house.db)
    return count_targets(await _people(house, asker, unit_id), house.policy, day, house.count_unverified, studying)


async def target_summary(house: House, asker: Asker, day: date, unit_id: str | None = None) -> Summary:
    """Every target on a day in numbers, over the cadres this asker may see; with `unit_id` only those of the unit and
    of all units below it."""
    studying = await classes.levels_in_study(house.db)
    people = await _people(house, asker, unit_id)
    own = tallies_of(people, house.policy, day, house.count_unverified, studying)
    return summary_from(total(own.values()), house.policy, day)


async def unit_figures(house: House, asker: Asker, day: date) -> tuple[UnitSummary, ...]:
    """Each unit within the asker's bounds, in Vietnamese order, with the summary of its people and of all below it.

    Units of nobody have figures of nobody. `unit.parent_id` makes a tree of them.
    """
    studying = await classes.levels_in_study(house.db)
    people = await _people(house, asker, None)
    own = tallies_of(people, house.policy, day, house.count_unverified, studying)
    seen = await units.in_bounds(house.db, asker)
    whole = with_below(seen, own)
    return tuple(
        UnitSummary(unit, summary_from(whole[unit.id], house.policy, day), people_in(whole[unit.id])) for unit in seen
    )


async def _people(house: House, asker: Asker, unit_id: str | None) -> list[Cadre]:
    return await cadres.in_bounds(house.db, asker, unit_id)
