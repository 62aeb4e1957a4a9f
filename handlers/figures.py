"""The figures of the targets: the same count for the chat, the files and the command.

Today's come from the tallies that the memory keeps; those of another day from asking person by person, each in the
unit of that day. What is stale is counted on the way, in transactions of its own: none may be called inside one.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date

from handlers.centres import counted_here, units_here
from handlers.house import House
from handlers.units_on import OnDay, on_day
from rules.access import Asker
from rules.cadres import Cadre, Unit
from rules.policy import Policy
from rules.summary import Summary
from rules.tallies import Tallies, UnitSummary, people_in, summary_from, tallies_of, total, with_below
from rules.targets import TargetFigure, count_targets
from storage import cadres, classes, tallies, units
from storage.unit_counts import EVERYWHERE, Counting


async def target_figures(house: House, asker: Asker, day: date, unit_id: str | None = None) -> tuple[TargetFigure, ...]:
    """Every target on a day with its people, over the units that this asker's roles reach; who is in a running class
    is known.

    With `unit_id` only those of the unit and of all units below it. Reads each of these people: for names, not counts.
    """
    people = await _people(house, asker, day, unit_id)
    studying = await classes.levels_in_study(house.db)
    return await asyncio.to_thread(count_targets, people, house.policy, day, house.count_unverified, studying)


async def target_summary(house: House, asker: Asker, day: date, unit_id: str | None = None) -> Summary:
    """Every target on a day in numbers, over the units that this asker's roles reach; with `unit_id` only the unit and
    all units below it."""
    kept = None
    if day == house.clock().date():
        kept = await tallies.read(house.db, asker, counting_of(house, day), unit_id)
    if kept is None:
        kept = total((await _counted(house, asker, day, unit_id)).values())
    return summary_from(kept, house.policy, day)


async def unit_figures(house: House, asker: Asker, day: date) -> tuple[UnitSummary, ...]:
    """Each unit within the asker's bounds, in Vietnamese order, with the summary of its people and of all below it.

    Units of nobody have figures of nobody. `unit.parent_id` makes a tree of them.
    """
    own: Mapping[str, Tallies] | None = None
    if day == house.clock().date():
        own = await tallies.read_by_unit(house.db, asker, counting_of(house, day))
    if own is None:
        own = await _counted(house, asker, day)
    then = await _then(house, asker, day)
    seen = then.units if then else await units.in_bounds(house.db, asker)
    if house.several:
        here = await units_here(house, seen)
        seen = [unit for unit in seen if unit.id in here]
    return await asyncio.to_thread(_summaries, seen, own, house.policy, day)


def _summaries(seen: Sequence[Unit], own: Mapping[str, Tallies], policy: Policy, day: date) -> tuple[UnitSummary, ...]:
    """The units of a province take a second: it runs in a thread, as all that goes through many people does here."""
    whole = with_below(seen, own)
    return tuple(
        UnitSummary(unit, summary_from(whole[unit.id], policy, day), people_in(whole[unit.id])) for unit in seen
    )


async def keep_figures_current(house: House) -> None:
    """Count what a new day, another policy or changed records made stale, before somebody asks."""
    await tallies.bring_up_to_date(house.db, counting_of(house, house.clock().date()))


def counting_of(house: House, day: date) -> Counting:
    """What this house counts on a day, beside the other centres where there are several."""
    others = tuple(
        Counting(terms.policy, day, terms.count_unverified, terms.centre_unit or EVERYWHERE)
        for terms in house.several
        if terms.centre_unit != house.centre_unit
    )
    return Counting(house.policy, day, house.count_unverified, house.centre_unit or EVERYWHERE, others)


async def _then(house: House, asker: Asker, day: date) -> OnDay | None:
    return None if day == house.clock().date() else await on_day(house, asker, day)


async def _people(house: House, asker: Asker, day: date, unit_id: str | None) -> Sequence[Cadre]:
    """Those whose posts are judged, in the units of the day."""
    then = await _then(house, asker, day)
    found = then.below(unit_id) if then else await cadres.in_bounds(house.db, asker, unit_id)
    return await counted_here(house, found, then.units if then else ())


async def _counted(house: House, asker: Asker, day: date, unit_id: str | None = None) -> Mapping[str, Tallies]:
    people = await _people(house, asker, day, unit_id)
    studying = await classes.levels_in_study(house.db)
    return await asyncio.to_thread(tallies_of, people, house.policy, day, house.count_unverified, studying)
