"""Jobs by the clock. Each is a tick that asks the tables what is due: running it twice changes nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.faults import frames
from handlers.forms_left import empty_forms_left
from handlers.house import House
from handlers.linking.lapsing import let_requests_lapse
from handlers.planned_posts import keep_to_setting
from storage import housekeeping
from storage.clock import to_ms

logger = logging.getLogger(__name__)

REARM = 30.0
"""Seconds after which the scheduler looks at the clock again: it would sleep on if the wall clock were set back."""

Tick = Callable[[House], Awaitable[None]]


async def forget_old(house: House) -> None:
    """Drop what need not be kept."""
    await housekeeping.forget_old(house.db, to_ms(house.clock()))


JOBS: dict[str, tuple[str, Tick]] = {
    "planned-posts": ("5 3 * * *", keep_to_setting),
    "forms-left": ("15 3 * * *", empty_forms_left),
    "link-requests": ("20 3 * * *", let_requests_lapse),
    "housekeeping": ("10 3 * * *", forget_old),
}
"""Every job: when, as crontab in the centre's time zone, and what."""


class Jobs:
    """The scheduler and its watchdog."""

    def __init__(self, house: House, timezone: str) -> None:
        self._house = house
        zone = ZoneInfo(timezone)
        self._scheduler = AsyncIOScheduler(timezone=zone, job_defaults={"misfire_grace_time": None, "coalesce": True})
        for name, (when, _) in JOBS.items():
            self._scheduler.add_job(self.run, CronTrigger.from_crontab(when, zone), args=[name], id=name)

    async def work(self) -> None:
        """Run everything once, then what is due when it is due, until cancelled.

        Once at the start, since a machine that is off at night would never come to what is due at night.
        """
        self._scheduler.start()
        try:
            for name in JOBS:
                await self.run(name)
            while True:
                await asyncio.sleep(REARM)
                self._scheduler.wakeup()
        finally:
            self._scheduler.shutdown(wait=False)

    async def run(self, name: str) -> None:
        """Run one job now. Its failure is logged, and its next time comes all the same."""
        try:
            await JOBS[name][1](self._house)
        except Exception as error:  # the outermost door of a job
            logger.error("job %s failed\n%s", name, frames(error))
