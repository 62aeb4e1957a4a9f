"""The watch: an alarm at the next instant that something falls due, and a look at the clock every half minute.

The alarm sleeps until its instant as it counted when it was set. Were the clock set back it would sleep on for as
long; were it set forward, or the machine put to sleep, it would come too late. So the tables are asked every half
minute of the machine's steady time, which no clock moves.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from bot.faults import kind_of
from bot.jobs import living
from bot.jobs.living import Pace, Reach, every, once_a_day, reach_nothing
from bot.jobs.running import claim_by_clock, do, give_up, run_now
from handlers.house import House
from handlers.table_jobs import JOBS, Job
from rules.job_due import Due, due_now, is_of_use
from rules.job_times import Rhythm, When
from storage import job_runs
from storage.clock import from_ms, to_ms
from storage.database import DatabaseUnavailable
from storage.job_runs import Cause, Fallen, Run, RunState, Skip
from storage.job_settings import USUAL, JobSetting, job_settings

logger = logging.getLogger(__name__)

LOOK_EVERY = 30.0
"""Seconds of steady time between two looks."""
DEAD_AFTER = timedelta(minutes=3)
"""A process that was not heard of for so long is taken for dead, and its runs are taken up."""
CLOCKS_DIFFER = timedelta(seconds=30)
"""How far the clocks of two machines may be from each other."""
MOST_TRIES = 4
"""How often a run is begun that ends with the program each time."""
_ALARM = "alarm"


class Jobs:
    """The jobs of one house, in the centre's time zone whatever the machine's."""

    def __init__(self, house: House, timezone: str) -> None:
        self._house = house
        self._zone = ZoneInfo(timezone)
        options = {"misfire_grace_time": None, "coalesce": True}
        self._scheduler = AsyncIOScheduler(timezone=self._zone, job_defaults=options)
        self._refusals: tuple[type[Exception], ...] = (DatabaseUnavailable, *house.db.errors)
        self._looking = asyncio.Lock()
        self._rung = asyncio.Event()
        self._seen: dict[str, datetime] = {}
        """The last instant of each job that was seen to: asked of the tables once."""
        self._runs: dict[str, Run] = {}
        """What this process is at work on, by job."""
        self._tasks: set[asyncio.Task[None]] = set()

    async def work(self, begun: Callable[[], Awaitable[None]] | None = None) -> None:
        """Do what fell due while nobody was there, call `begun`, then what falls due, until cancelled."""
        self._scheduler.start()
        try:
            await self._begin()
            if begun is not None:
                await begun()
            while True:
                await self._alarm_or_half_minute()
                await self._look_in_spite_of_faults()
        finally:
            self._scheduler.shutdown(wait=False)
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _begin(self) -> None:
        """What fell due, then what follows the settings, which may have changed while nobody was there."""
        # One process at a time watches the clock: what runs by the tables was left by one that is gone.
        await self.look(are_others_dead=True)
        just_run = set(self._runs)
        await self.idle()
        for name, job in JOBS.items():
            if job.follows_settings and name not in just_run:
                await run_now(self._house, job, Cause.START)

    async def idle(self) -> None:
        """Until every run under way is over."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def look(self, are_others_dead: bool = False) -> None:
        """Begin whatever the tables say is due, and set the alarm. Returns while the runs go on."""
        async with self._looking:
            now, db = self._now(), self._house.db
            settings = await job_settings(db)
            await job_runs.still_alive(db, list(self._runs.values()), to_ms(now))
            for run in await job_runs.open_runs(db):
                await self._see_to_open(run, settings, now, are_others_dead)
            for job, setting, when in _working(settings):
                await self._see_to(job, setting, when, now)
            self._set_alarm(settings, now)

    async def run(self, name: str, asked_by: str = "") -> Run:
        """Run one job now, and wait for it. Its failure is logged and kept."""
        return await run_now(self._house, JOBS[name], Cause.HAND, asked_by)

    async def catch_up(self, before: datetime, after: datetime, reach: Reach = reach_nothing) -> None:
        """What a demonstration's people hear while its clock is moved: each job once a day, or as often as counts."""
        await self._live_through(before, after, reach, once_a_day)

    async def live_through(
        self,
        before: datetime,
        after: datetime,
        reach: Reach = reach_nothing,
        spacing: timedelta = timedelta(hours=1),
    ) -> None:
        """Everything due after one instant and until another, in order, each by a clock that stands at its instant.

        What runs through the day runs no more often than `spacing`. `reach` brings what is no job to an instant, such
        as the outbox; it is called before each run and at the end.
        """
        await self._live_through(before, after, reach, every(spacing))

    async def _live_through(self, before: datetime, after: datetime, reach: Reach, pace: Pace) -> None:
        zone = self._zone
        await living.live_through(self._house, before.astimezone(zone), after.astimezone(zone), reach, pace)

    def _now(self) -> datetime:
        return self._house.clock().astimezone(self._zone)

    async def _alarm_or_half_minute(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY):
                await self._rung.wait()
        self._rung.clear()

    async def _ring(self) -> None:
        """The scheduler only rings: a look of its own it would log as an error where the watch changes hands."""
        self._rung.set()

    async def _look_in_spite_of_faults(self) -> None:
        try:
            await self.look()
        except self._refusals as error:
            logger.warning("the tables of the jobs cannot be asked (%s); trying again", kind_of(error))

    async def _see_to(self, job: Job, setting: JobSetting, when: When, now: datetime) -> None:
        """Run a job, or pass it by, if it fell due since it was seen to last."""
        latest = when.latest(now)
        if latest is None or job.name in self._runs or self._seen.get(job.name) == latest:
            return
        await self._notice_clock_set_back(job, when, now, latest)
        last = await job_runs.last_due(self._house.db, job.name, to_ms(latest))
        since = from_ms(last).astimezone(self._zone) if last is not None else None
        valid_from = from_ms(setting.changed_at).astimezone(self._zone) if setting.changed_at else None
        due = due_now(when, now, since, valid_from)
        if due is not None:
            await self._run_or_skip(job, due, now, is_new=since is None)
        self._seen[job.name] = latest

    async def _notice_clock_set_back(self, job: Job, when: When, now: datetime, latest: datetime) -> None:
        """What runs through the day goes on at once where the clock was set back: its ticks do nothing twice.

        What has an hour of its own ran at it, and does not run again when the hour comes a second time.
        """
        seen = self._seen.get(job.name)
        if when.rhythm is Rhythm.THROUGH and (seen is None or latest < seen):
            await job_runs.forget_coming(self._house.db, job.name, to_ms(now + CLOCKS_DIFFER))

    async def _run_or_skip(self, job: Job, due: Due, now: datetime, is_new: bool) -> None:
        reason = self._why_not(job, due.at, now)
        if reason is None:
            run = await claim_by_clock(self._house, job, due.at, due.missed)
            if run is not None:
                self._start(job, run)
        elif not is_new:  # of a job that never ran nothing was missed
            fallen = Fallen(job.name, to_ms(due.at), due.missed)
            await job_runs.skip(self._house.db, fallen, reason, to_ms(now))

    def _why_not(self, job: Job, due: datetime, now: datetime) -> Skip | None:
        if not is_of_use(due, now, job.useful_for):
            return Skip.TOO_LATE
        return Skip.HOLIDAY if job.rests_on_holidays and self._house.holidays.on(now.date()) else None

    async def _see_to_open(
        self, run: Run, settings: Mapping[str, JobSetting], now: datetime, are_others_dead: bool
    ) -> None:
        """Take up what was asked for, what failed and is to be tried again, and what a dead process left."""
        job = JOBS.get(run.job)
        if job is None or run.job in self._runs or not _is_to_go_on(run, to_ms(now), are_others_dead):
            return
        is_off = not (settings.get(run.job, USUAL).is_on or job.must_stay_on)
        if is_off and run.cause is Cause.CLOCK:
            await job_runs.give_up(self._house.db, run)
        elif run.tries >= MOST_TRIES or not is_of_use(from_ms(run.due_at), now, job.useful_for):
            await give_up(self._house, job, run)
        elif (mine := await job_runs.take_up(self._house.db, run, to_ms(now))) is not None:
            self._start(job, mine)

    def _start(self, job: Job, run: Run) -> None:
        self._runs[job.name] = run
        task = asyncio.create_task(self._do(job, run))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _do(self, job: Job, run: Run) -> None:
        try:
            await do(self._house, job, run)
        except self._refusals as error:
            logger.warning("what came of job %s cannot be kept (%s)", job.name, kind_of(error))
        finally:
            del self._runs[job.name]

    def _set_alarm(self, settings: Mapping[str, JobSetting], now: datetime) -> None:
        coming = [at for _, _, when in _working(settings) if (at := when.following(now)) is not None]
        if coming:
            # By the machine's clock, which need not be the house's: a demonstration has its own.
            trigger = DateTrigger(datetime.now(self._zone) + (min(coming) - now))
            self._scheduler.add_job(self._ring, trigger, id=_ALARM, replace_existing=True)


def _working(settings: Mapping[str, JobSetting]) -> list[tuple[Job, JobSetting, When]]:
    """The jobs that are switched on."""
    chosen = [(job, settings.get(name, USUAL)) for name, job in JOBS.items()]
    return [(job, each, job.times(each.own_when)) for job, each in chosen if each.is_on or job.must_stay_on]


def _is_to_go_on(run: Run, now: int, are_others_dead: bool) -> bool:
    """Whether an open run is anybody's: asked for, due for another try, or left by a process that is dead."""
    if run.state is RunState.ASKED:
        return True
    if run.state is RunState.RUNNING:
        return are_others_dead or abs(now - run.alive_at) > DEAD_AFTER // timedelta(milliseconds=1)
    return run.next_try_at is not None and (run.next_try_at <= now or run.started_at > now)
