"""Jobs by the clock. Each is a tick that asks the tables what is due: running it twice changes nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.faults import frames
from handlers.house import House
from handlers.table_jobs import JOBS

logger = logging.getLogger(__name__)

REARM = 30.0
"""Seconds after which the scheduler looks at the clock again: it would sleep on if the wall clock were set back."""

MOST_RUNS = 31
"""On how many days a job runs at most when a demonstration's clock is moved over a long span."""

_OFFICES_OPEN = time(9)
"""When a job that writes to offices runs in a demonstration that runs it once a day."""

Reach = Callable[[datetime], Awaitable[None]]
"""Brings everything that is no job to an instant."""


def _standing(at: datetime) -> datetime:
    return at


async def _reach_nothing(at: datetime) -> None:
    """Where nothing but jobs goes by the clock."""


class Jobs:
    """The scheduler and its watchdog."""

    def __init__(self, house: House, timezone: str) -> None:
        self._house = house
        self._zone = zone = ZoneInfo(timezone)
        self._scheduler = AsyncIOScheduler(timezone=zone, job_defaults={"misfire_grace_time": None, "coalesce": True})
        for name, job in JOBS.items():
            self._scheduler.add_job(self.run, CronTrigger.from_crontab(job.when, zone), args=[name], id=name)

    async def work(self, begun: Callable[[], Awaitable[None]] | None = None) -> None:
        """Run everything once, call `begun`, then run what is due when it is due, until cancelled.

        Once at the start, since a machine that is off at night would never come to what is due at night.
        """
        self._scheduler.start()
        try:
            for name in JOBS:
                await self.run(name)
            if begun is not None:
                await begun()
            while True:
                await asyncio.sleep(REARM)
                self._scheduler.wakeup()
        finally:
            self._scheduler.shutdown(wait=False)

    async def catch_up(self, before: datetime, after: datetime, reach: Reach = _reach_nothing) -> None:
        """Run what fires between two instants, in order, each job by a clock that stands where it fires.

        A job runs once for each day that passed, or each time it fires if every firing of it counts, and on at most
        `MOST_RUNS` days, spread over a longer span. `reach` is called before each and at the end: it does whatever
        else was due by then.
        """
        due = [(at, name) for name in JOBS for at in self._firings(name, before, after)]
        for at, name in sorted(due):
            await reach(at)
            await self.run(name, replace(self._house, clock=partial(_standing, at)))
        await reach(after)

    def _firings(self, name: str, before: datetime, after: datetime) -> list[datetime]:
        trigger = CronTrigger.from_crontab(JOBS[name].when, self._zone)
        days: dict[date, list[datetime]] = {}
        at = trigger.get_next_fire_time(None, before + timedelta(microseconds=1))
        while at is not None and at <= after:
            if JOBS[name].in_office_hours:
                opened = datetime.combine(at.date(), _OFFICES_OPEN, self._zone)
                at = opened if at <= opened <= after else at
            days.setdefault(at.date(), []).append(at)
            midnight = datetime.combine(at.date() + timedelta(days=1), time(), self._zone)
            following = at + timedelta(microseconds=1) if JOBS[name].every_firing else midnight
            at = trigger.get_next_fire_time(None, following)
        return [at for day in _spread(list(days.values())) for at in day]

    async def run(self, name: str, house: House | None = None) -> None:
        """Run one job now. Its failure is logged, and its next time comes all the same."""
        try:
            await JOBS[name].tick(house or self._house)
        except Exception as error:  # the outermost door of a job
            logger.error("job %s failed\n%s", name, frames(error))


def _spread(days: list[list[datetime]]) -> list[list[datetime]]:
    """All of them, or as many as `MOST_RUNS` from the first to the last."""
    if len(days) <= MOST_RUNS:
        return days
    return [days[n * (len(days) - 1) // (MOST_RUNS - 1)] for n in range(MOST_RUNS)]
