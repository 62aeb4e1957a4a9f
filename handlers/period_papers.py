"""Gathering the centre's report of a period, for the chat and for the command."""

from handlers.house import House
from rules.access import Asker
from rules.period_report import PeriodReport, period_report
from rules.periods import Period
from storage.period_report import period_facts


async def period_figures(house: House, asker: Asker, period: Period) -> PeriodReport:
    """The figures of a period, to its last day or to today, over the people within the asker's bounds."""
    today = house.clock().date()
    return period_report(period, today, await period_facts(house.db, asker, period, today))
