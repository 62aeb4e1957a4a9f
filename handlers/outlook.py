"""What is known of the targets before and after a day: month-ends that were frozen, and classes to come."""

from asyncio import to_thread
from datetime import date

from handlers.centres import counted_here
from handlers.house import House
from rules.access import Asker
from rules.forecast import Forecast, MonthEnd, Outlook, forecasts
from rules.snapshot import EVERYONE, rules_of
from storage import cadres, classes, enrolled, former_units, snapshots, units
from storage.cadres import SEE_EVERYONE


async def target_forecasts(house: House, asker: Asker, day: date) -> tuple[Forecast, ...]:
    """A forecast for every target over the cadres this asker may see; none once the deadline is over."""
    if house.policy.deadline is None or house.policy.deadline_passed(day):
        return ()
    outlook = Outlook(
        day,
        await enrolled.enrolled(house.db),
        await classes.every_class(house.db, asker),
        await month_ends(house, asker, day),
    )
    everyone = await counted_here(house, await cadres.every_cadre(house.db, asker))
    return await to_thread(forecasts, everyone, house.policy, outlook, house.count_unverified)


async def month_ends(house: House, asker: Asker, day: date) -> dict[str, list[MonthEnd]]:
    """By target the figures frozen by a day, of the units this asker may see."""
    rules = rules_of(house.policy, house.count_unverified)
    seen = await former_units.with_those_before(house.db, await units_in_sight(house, asker))
    return await snapshots.month_ends(house.db, rules, day, seen, house.place)


async def units_in_sight(house: House, asker: Asker) -> list[str]:
    """The units of the asker's grants with all below them; the one word for all units where a grant has no bound."""
    bounds = {grant.unit_id for grant in asker.grants if grant.role in SEE_EVERYONE}
    if None in bounds:
        return [EVERYONE]
    parents = {unit.id: unit.parent_id for unit in await units.every_unit(house.db)}
    return [unit_id for unit_id in parents if bounds.intersection(_with_those_above(unit_id, parents))]


def _with_those_above(unit_id: str | None, parents: dict[str, str | None]) -> list[str]:
    found: list[str] = []
    while unit_id is not None and unit_id not in found:
        found.append(unit_id)
        unit_id = parents.get(unit_id)
    return found
