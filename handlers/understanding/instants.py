"""A day and an hour as people write them: "8h sáng mai", "14:00 25/11", "7 giờ 30 thứ Hai tuần sau"."""

import re
from datetime import date, datetime, time, timedelta

from rules.text import fold

_DATE = re.compile(r"\b(?:ngay )?(\d{1,2})(?:/|-| thang )(\d{1,2})(?:(?:/|-| nam )(\d{4}))?\b")
_HOUR = re.compile(r"\b(\d{1,2}) ?(?:gio|[:hg])(?: ?(\d{2})(?!\d)| ?(ruoi))?")
_WEEKDAY = re.compile(r"\b(?:thu (hai|ba|tu|nam|sau|bay|[2-7])|(chu nhat|cn))(?: (tuan (?:sau|toi)))?\b")
_WEEKDAYS = {word: day for day, word in enumerate(("hai", "ba", "tu", "nam", "sau", "bay"))}
_AFTERNOON = re.compile(r"\b(chieu|toi)\b")
_NEAR = ((re.compile(r"\b(mot|ngay kia)\b"), 2), (re.compile(r"\bmai\b"), 1), (re.compile(r"\b(hom nay|nay)\b"), 0))


def instant_in(text: str, now: datetime) -> datetime | None:
    """The instant that a text names, in the time zone of `now`; None where it names no hour.

    Without a day it is the next time the clock shows that hour; it may lie in the past only where the text says so.
    """
    words = fold(text)
    day, rest = _day(words, now.date())
    hour = _hour(rest)
    if hour is None:
        return None
    if day is not None:
        return datetime.combine(day, hour, now.tzinfo)
    at = datetime.combine(now.date(), hour, now.tzinfo)
    return at if at > now else at + timedelta(days=1)


def day_in(text: str, today: date) -> date | None:
    """The day that a text names ("sáng mai", "thứ Hai tuần sau", "25/11"); None where it names none."""
    return _day(fold(text), today)[0]


def _hour(words: str) -> time | None:
    found = _HOUR.search(words)
    if found is None:
        return None
    hour, minute = int(found[1]), 30 if found[3] else int(found[2] or 0)
    if hour < 12 and _AFTERNOON.search(words):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(words: str, today: date) -> tuple[date | None, str]:
    """The day that is named, and the words without it."""
    if found := _DATE.search(words):
        return _dated(found, today), _DATE.sub(" ", words)
    if found := _WEEKDAY.search(words):
        return _on_weekday(found, today), _WEEKDAY.sub(" ", words)
    return next((today + timedelta(days=ahead) for near, ahead in _NEAR if near.search(words)), None), words


def _dated(found: re.Match[str], today: date) -> date | None:
    try:
        day = date(int(found[3] or today.year), int(found[2]), int(found[1]))
        return day.replace(year=day.year + 1) if not found[3] and day < today else day
    except ValueError:  # no such day in the calendar
        return None


def _on_weekday(found: re.Match[str], today: date) -> date:
    weekday = 6 if found[2] else _WEEKDAYS.get(found[1], int(found[1]) - 2 if found[1].isdecimal() else 0)
    if found[3]:
        return today + timedelta(days=7 - today.weekday() + weekday)
    return today + timedelta(days=(weekday - today.weekday()) % 7)
