"""Office hours: when somebody of the centre is there to read, and how much of that time has passed."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rules.holidays import NO_HOLIDAYS, Holidays
from rules.text import fold

_SPAN = re.compile(r"(\d{1,2})(?:[:hg](\d{2})?| gio)? ?(?:-|–|den) ?(\d{1,2})(?:[:hg](\d{2})?| gio)?(?![\d/])")
_WEEKDAYS = {
    **{word: day for day, word in enumerate(("hai", "ba", "tu", "nam", "sau", "bay"))},
    **{str(number): number - 2 for number in range(2, 8)},
}
_DAY = r"(?:thu (hai|ba|tu|nam|sau|bay|[2-7])|(chu nhat))"
_DAYS = re.compile(rf"{_DAY} ?(?:-|–|den) ?{_DAY}")
_SUNDAY = 6
_LONGEST_CLOSED = timedelta(days=21)
"""The longest holidays, with the weekends on both sides."""


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The weekdays (Monday is 0) and the spans of such a day, in their order."""

    days: frozenset[int] = frozenset(range(5))
    spans: tuple[tuple[time, time], ...] = ((time(7), time(11)), (time(13), time(17)))
    holidays: Holidays = NO_HOLIDAYS

    def of(self, day: date) -> tuple[tuple[time, time], ...]:
        """The spans of a day; none where the office is closed, which it is on the holidays that are known."""
        return self.spans if day.weekday() in self.days and not self.holidays.on(day) else ()


USUAL = OfficeHours()
"""Taken where the centre gave no hours that can be read."""


def office_hours(text: str, holidays: Holidays = NO_HOLIDAYS) -> OfficeHours:
    """The hours of "7:00-11:00, 13:00-17:00, thứ Hai đến thứ Sáu"; what is missing or unreadable is as usual."""
    words = fold(text)
    days = _DAYS.search(words)
    spans = tuple(span for found in _SPAN.finditer(_DAYS.sub(" ", words)) if (span := _span(found)))
    return OfficeHours(_between(days) if days else USUAL.days, tuple(sorted(spans)) or USUAL.spans, holidays)


def _span(found: re.Match[str]) -> tuple[time, time] | None:
    from_hour, from_minute, to_hour, to_minute = (int(part or 0) for part in found.groups())
    if max(from_hour, to_hour) > 23 or max(from_minute, to_minute) > 59:
        return None
    begin, end = time(from_hour, from_minute), time(to_hour, to_minute)
    return (begin, end) if begin < end else None


def _between(days: re.Match[str]) -> frozenset[int]:
    first, first_sunday, last, last_sunday = days.groups()
    begin = _SUNDAY if first_sunday else _WEEKDAYS[first]
    end = _SUNDAY if last_sunday else _WEEKDAYS[last]
    return frozenset((begin + step) % 7 for step in range((end - begin) % 7 + 1))


def opening(at: datetime, hours: OfficeHours) -> datetime:
    """The instant itself if somebody is there, else when the office opens next; itself too if it never does."""
    day = at
    while day - at < _LONGEST_CLOSED:
        for begin, end in hours.of(day.date()):
            if at < datetime.combine(day.date(), end, at.tzinfo):
                return max(at, datetime.combine(day.date(), begin, at.tzinfo))
        day += timedelta(days=1)
    return at


def after_minutes(at: datetime, minutes: int, hours: OfficeHours) -> datetime:
    """The instant at which so many minutes of office time have passed since another."""
    left = timedelta(minutes=minutes)
    while True:
        begin = opening(at, hours)
        end = next(
            (
                until
                for _, each in hours.of(begin.date())
                if (until := datetime.combine(begin, each, at.tzinfo)) > begin
            ),
            None,
        )
        if end is None or begin + left <= end:
            return begin + left
        left -= end - begin
        at = end


def first_working_day(day: date, hours: OfficeHours) -> date:
    """The first day of a day's month on which the office opens; the day itself in a month in which it never does."""
    first = day.replace(day=1)
    month = (first + timedelta(days=number) for number in range(31))
    return next((each for each in month if each.month == day.month and hours.of(each)), day)


def working_days_before(day: date, many: int, hours: OfficeHours) -> date:
    """The working day that lies so many before a day; days on which the office is closed do not count."""
    for _ in range(many):
        earlier = (day - timedelta(days=number) for number in range(1, _LONGEST_CLOSED.days))
        day = next((each for each in earlier if hours.of(each)), day - timedelta(days=1))
    return day
