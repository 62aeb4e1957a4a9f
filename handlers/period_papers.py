"""Gathering the centre's report of a period, for the chat and for the command."""

from handlers.house import House
from handlers.leader.summary import bounds_of
from rules.access import Asker
from rules.period_report import PeriodReport, period_report, year_so_far
from rules.periods import Period, PeriodKind, period_of
from storage.period_report import period_facts


async def period_figures(house: House, asker: Asker, period: Period) -> PeriodReport:
    """The figures of a period, to its last day or to today, over the people within the asker's bounds; beside the plan
    of its year, where the settings have one and the asker is not bounded to some units of the centre."""
    today = house.clock().date()
    facts = await period_facts(house.db, asker, period, today)
    plan = house.papers.year_plan if await _reaches_all(house, asker) else ()
    if not any(each.year == period.first.year for each in plan):
        return period_report(period, today, facts)
    year, until = period_of(PeriodKind.YEAR, period.first), min(period.last, today)
    whole = period_report(year, until, await period_facts(house.db, asker, year, until))
    return period_report(period, today, facts, plan, year_so_far(plan, whole))


async def _reaches_all(house: House, asker: Asker) -> bool:
    """Whether the asker's roles hold everything, or the whole centre of the house among several."""
    own = asker.centres.leads | (asker.centres.keeps or frozenset())
    return house.centre_unit in own or not await bounds_of(house.db, asker)
