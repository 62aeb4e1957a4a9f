"""Living through a span of time: what fires between two instants, in order, by a clock that stands where it fires."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.jobs.running import run_by_clock
from handlers.house import House
from handlers.table_jobs import JOBS, Job
from rules.job_times import Rhythm, When
from storage.job_settings import USUAL, JobSetting, job_settings

MOST_RUNS = 31
"""On how many days a job runs at most when a demonstration's clock is moved over a long span."""
_OFFICES_OPEN = time(9)
"""When a job that writes to offices runs in a demonstration that runs it once a day."""

Reach = Callable[[datetime], Awaitable[None]]
"""Brings everything that is no job to an instant."""
Pace = Callable[[Job, When, datetime, datetime], list[datetime]]
"""Which of a job's instants after one and until another are lived through."""


async def reach_nothing(at: datetime) -> None:
    """Where nothing but jobs goes by the clock."""


def every(spacing: timedelta) -> Pace:
    """Each instant of a job by its hour; of one that runs through the day those that lie so far apart, or further."""

    def chosen(job: Job, when: When, before: datetime, after: datetime) -> list[datetime]:
        found: list[datetime] = []
        for at in when.between(before, after):
            if when.rhythm is not Rhythm.THROUGH or not found or at - found[-1] >= spacing:
                found.append(at)
        return found

    return chosen


def once_a_day(job: Job, when: When, before: datetime, after: datetime) -> list[datetime]:
    """Once for each day that passed, or each time it fires where every firing counts; on at most `MOST_RUNS` days,
    spread over a longer span."""
    days: dict[date, list[datetime]] = {}
    for at in when.between(before, after):
        if at.date() not in days or job.every_firing:
            days.setdefault(at.date(), []).append(_in_office_hours(at, after) if job.in_office_hours else at)
    return [at for day in _spread(list(days.values())) for at in day]


def _in_office_hours(at: datetime, after: datetime) -> datetime:
    opened = datetime.combine(at.date(), _OFFICES_OPEN, at.tzinfo)
    return opened if at <= opened <= after else at


def _spread(days: list[list[datetime]]) -> list[list[datetime]]:
    """All of them, or as many as `MOST_RUNS` from the first to the last."""
    if len(days) <= MOST_RUNS:
        return days
    return [days[n * (len(days) - 1) // (MOST_RUNS - 1)] for n in range(MOST_RUNS)]


async def live_through(house: House, before: datetime, after: datetime, reach: Reach, pace: Pace) -> None:
    """Run what fires after `before` and until `after`, both in the centre's zone, in order.

    Each job has a clock that stands where it fires. `reach` is called before each, and at the end. A span that was
    lived through once is not lived through again: each instant has its row.
    """
    settings = await job_settings(house.db)
    for at, name in sorted(_firings(settings, before, after, pace)):
        await reach(at)
        job = JOBS[name]
        if not (job.rests_on_holidays and house.holidays.on(at.date())):
            await run_by_clock(replace(house, clock=partial(_standing, at)), job, at)
    await reach(after)


def _firings(
    settings: Mapping[str, JobSetting], before: datetime, after: datetime, pace: Pace
) -> list[tuple[datetime, str]]:
    found: list[tuple[datetime, str]] = []
    for name, job in JOBS.items():
        setting = settings.get(name, USUAL)
        if setting.is_on or job.must_stay_on:
            found += [(at, name) for at in pace(job, job.times(setting.own_when), before, after)]
    return found


def _standing(at: datetime) -> datetime:
    return at
