"""When a job runs: instants of a crontab, and the hour that staff choose for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONGEST_WAIT = 366 * 8
"""Days in which every crontab that has any day has one: eight years may lie between two 29ths of February."""


class Rhythm(Enum):
    """How often a job runs, as far as its hour can be chosen."""

    THROUGH = "through the day"
    """Every few minutes or hours: it has no hour of its own."""
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class When:
    """The instants of a job. All sets ascend."""

    times: tuple[time, ...]
    days: frozenset[int]
    """Of the month."""
    months: frozenset[int]
    weekdays: frozenset[int]
    """Monday is 0. A day must be one of all three: unlike crontab, which takes either."""
    rhythm: Rhythm

    def falls_on(self, day: date) -> bool:
        """Whether a day is one of its days."""
        return day.month in self.months and day.day in self.days and day.weekday() in self.weekdays

    def latest(self, now: datetime) -> datetime | None:
        """The last instant until `now`, that included."""
        for back in range(_LONGEST_WAIT):
            day = now.date() - timedelta(days=back)
            if self.falls_on(day):
                for each in reversed(self.times):
                    if (at := datetime.combine(day, each, now.tzinfo)) <= now:
                        return at
        return None

    def following(self, now: datetime) -> datetime | None:
        """The first instant after `now`."""
        return next(self.after(now), None)

    def after(self, begin: datetime) -> Iterator[datetime]:
        """Every instant after another, in order."""
        for ahead in range(_LONGEST_WAIT):
            day = begin.date() + timedelta(days=ahead)
            if self.falls_on(day):
                for each in self.times:
                    if (at := datetime.combine(day, each, begin.tzinfo)) > begin:
                        yield at

    def between(self, begin: datetime, end: datetime) -> Iterator[datetime]:
        """Every instant after `begin` until `end`, that included."""
        for at in self.after(begin):
            if at > end:
                return
            yield at


@cache
def parse_when(crontab: str) -> When:
    """The instants of `minute hour day month weekday`: each `*`, `*/5`, `7`, `7-20` or several of these by commas,
    weekdays as `mon` to `sun`. Several crontabs that differ in their hour alone are joined by semicolons.

    Raises ValueError for anything else.
    """
    fields = [part.split() for part in crontab.split(";")]
    if any(len(each) != 5 for each in fields) or len({tuple(each[2:]) for each in fields}) != 1:
        raise ValueError(f"'{crontab}' is no crontab")
    _, _, days, months, weekdays = fields[0]
    times = {
        time(hour, minute)
        for minutes, hours, *_ in fields
        for hour in _numbers(hours, 0, 23)
        for minute in _numbers(minutes, 0, 59)
    }
    return When(
        tuple(sorted(times)),
        frozenset(_numbers(days, 1, 31)),
        frozenset(_numbers(months, 1, 12)),
        frozenset(_numbers(weekdays, 0, 6)),
        _rhythm(fields),
    )


def _numbers(field: str, least: int, most: int) -> set[int]:
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = (f"{least}-{most}" if span == "*" else span).partition("-")
        begin, end = _number(first), _number(last or first)
        if not least <= begin <= end <= most:
            raise ValueError(f"'{field}' does not lie between {least} and {most}")
        found.update(range(begin, end + 1, int(step or 1)))
    return found


def _number(word: str) -> int:
    return _WEEKDAYS.index(word) if word in _WEEKDAYS else int(word)


def _rhythm(fields: list[list[str]]) -> Rhythm:
    if any("*" in part or "-" in part or "/" in part for each in fields for part in each[:2]):
        return Rhythm.THROUGH
    if fields[0][2] != "*":
        return Rhythm.MONTHLY
    return Rhythm.DAILY if fields[0][4] == "*" else Rhythm.WEEKLY


def at_other_hours(crontab: str, times: list[time], weekday: int | None = None) -> str:
    """The crontab of a job that is by the hour at other times of the day, and if it has one weekday on another one
    (Monday is 0)."""
    _, _, day, month, of_week = crontab.split(";")[0].split()
    if weekday is not None and len(parse_when(crontab).weekdays) == 1:
        of_week = _WEEKDAYS[weekday]
    return "; ".join(f"{each.minute} {each.hour} {day} {month} {of_week}" for each in sorted(set(times)))
