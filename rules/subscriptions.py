"""When the figures of the targets come by themselves to somebody who asked for it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

LAST = "last"
"""Stands for the last day of a month."""
LAST_CERTAIN_DAY = 28
"""The last day that every month has."""


class Rhythm(StrEnum):
    """How often."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Schedule:
    """On which days, at what hour."""

    rhythm: Rhythm
    day: str
    """Weekly: "0" (Monday) to "6". Monthly: "1" to "28", or LAST. Once: `YYYY-MM-DD`."""
    hour: int

    def falls_on(self, day: date) -> bool:
        """Whether a day is one of its days."""
        if self.rhythm is Rhythm.WEEKLY:
            return day.weekday() == int(self.day)
        if self.rhythm is Rhythm.ONCE:
            return day.isoformat() == self.day
        return day == _of_month(day, self.day)


def latest_due(schedule: Schedule, now: datetime) -> datetime | None:
    """The last instant it fell due, `now` included; None for a day that is still to come."""
    day = now.date()
    if schedule.rhythm is Rhythm.ONCE:
        due = _at(schedule, date.fromisoformat(schedule.day), now)
        return due if due <= now else None
    due = _at(schedule, _day_until(schedule, day), now)
    return due if due <= now else _at(schedule, _day_until(schedule, day - timedelta(days=1)), now)


def next_due(schedule: Schedule, now: datetime) -> datetime | None:
    """The first instant after `now` that it falls due; None for a day that is over."""
    if schedule.rhythm is Rhythm.ONCE:
        due = _at(schedule, date.fromisoformat(schedule.day), now)
        return due if due > now else None
    day = now.date()
    while not schedule.falls_on(day) or _at(schedule, day, now) <= now:
        day += timedelta(days=1)
    return _at(schedule, day, now)


def _day_until(schedule: Schedule, day: date) -> date:
    """Its last day that is not after a day."""
    if schedule.rhythm is Rhythm.WEEKLY:
        return day - timedelta(days=(day.weekday() - int(schedule.day)) % 7)
    found = _of_month(day, schedule.day)
    return found if found <= day else _of_month(day.replace(day=1) - timedelta(days=1), schedule.day)


def _of_month(month: date, day: str) -> date:
    last = monthrange(month.year, month.month)[1]
    return month.replace(day=last if day == LAST else int(day))


def _at(schedule: Schedule, day: date, like: datetime) -> datetime:
    return datetime.combine(day, time(schedule.hour), like.tzinfo)
