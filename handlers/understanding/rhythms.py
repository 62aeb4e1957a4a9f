"""When figures are to come, as people write it: "sáng thứ hai hằng tuần", "cuối tháng lúc 8 giờ", "ngày 15/6"."""

import re
from dataclasses import dataclass
from datetime import date, time

from rules.subscriptions import LAST, LAST_CERTAIN_DAY, Rhythm, Schedule
from rules.text import fold

_WEEKDAY = re.compile(r"\b(?:thu (hai|ba|tu|nam|sau|bay|[2-7])|(chu nhat|cn))\b")
_WEEKDAYS = {word: day for day, word in enumerate(("hai", "ba", "tu", "nam", "sau", "bay"))}
_DATE = re.compile(r"\b(?:ngay )?(\d{1,2})(?:/|-| thang )(\d{1,2})(?:(?:/|-| nam )(\d{4}))?\b")
_LAST_DAY = re.compile(r"\bcuoi (moi |hang )?thang\b|\bngay cuoi\b")
_DAY = re.compile(r"\b(?:ngay|mung|mong|ngay mung) (\d{1,2})\b")
_HOUR = re.compile(r"\b(\d{1,2}) ?(?:gio\b|[:hg](?![a-z]))(?: ?(\d{2})(?!\d)| ?(ruoi))?")
_AFTERNOON = re.compile(r"\b(chieu|buoi toi)\b|(gio|\dh) toi\b")  # "toi" alone is mostly "tôi"
_AFTERNOON_HOUR = 13
_WEEKLY = re.compile(r"\b(hang|moi|theo|1|mot) tuan\b|\bmoi (thu|chu nhat)\b")
_MONTHLY = re.compile(r"\b(hang|moi|theo|1|mot) thang\b|\bcuoi thang\b")
_END = re.compile(r"\b(thoi|dung|ngung|khong|bo|tat|huy)\b.*\b(gui|nhan|so lieu|dinh ky)\b")
_FIGURES = re.compile(r"\b(so lieu|chi tieu|canh bao|dinh ky)\b")
_ALERTS = re.compile(r"\bcanh bao\b")
_OFF = re.compile(r"\b(thoi|dung|ngung|khong|bo|tat|huy)\b")
_ON = re.compile(r"\b(bat|mo|nhan|gui|muon|can)\b")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody says about figures that come by themselves; nothing of it where the words only name them."""

    schedule: Schedule | None = None
    ends: bool = False
    alerts: bool | None = None


def names_figures(text: str) -> bool:
    """Whether the words are about the figures of the targets, and not about notices at large."""
    return _FIGURES.search(fold(text)) is not None


def wish_in(text: str, today: date, usual_hour: int) -> Wish:
    """What the words ask for."""
    words = fold(text)
    if _ALERTS.search(words):
        return Wish(alerts=False) if _OFF.search(words) else Wish(alerts=True if _ON.search(words) else None)
    if _END.search(words):
        return Wish(ends=True)
    return Wish(_schedule(words, today, usual_hour))


def _schedule(words: str, today: date, usual_hour: int) -> Schedule | None:
    hour = hour_in(words)
    if hour is None:
        hour = _AFTERNOON_HOUR if _AFTERNOON.search(words) else usual_hour
    weekday, day = weekday_in(words), day_in(words)
    if weekday and _WEEKLY.search(words):
        return Schedule(Rhythm.WEEKLY, weekday, hour)
    if day and _MONTHLY.search(words):
        return Schedule(Rhythm.MONTHLY, day, hour)
    chosen = date_in(words, today)
    return Schedule(Rhythm.ONCE, chosen.isoformat(), hour) if chosen else None


def weekday_in(text: str) -> str:
    """ "0" for Monday to "6"; empty where none is named."""
    found = _WEEKDAY.search(fold(text))
    if found is None:
        return ""
    if found[2]:
        return "6"
    return str(_WEEKDAYS[found[1]] if found[1] in _WEEKDAYS else int(found[1]) - 2)


def day_in(text: str) -> str:
    """A day that every month has, "1" to "28", or LAST; empty where none is named."""
    words = fold(text)
    if _LAST_DAY.search(words):
        return LAST
    found = _DAY.search(words) or re.fullmatch(r"(\d{1,2})", words)
    return str(int(found[1])) if found and 1 <= int(found[1]) <= LAST_CERTAIN_DAY else ""


def date_in(text: str, today: date) -> date | None:
    """A day of the calendar, of the next year where this year's is over and no year is named."""
    found = _DATE.search(fold(text))
    if found is None:
        return None
    try:
        day = date(int(found[3] or today.year), int(found[2]), int(found[1]))
        return day.replace(year=day.year + 1) if not found[3] and day < today else day
    except ValueError:  # no such day in the calendar
        return None


def hour_in(text: str) -> int | None:
    """A full hour: "7", "7 giờ", "2 giờ chiều" is 14; None for anything else, such as half past seven."""
    words = fold(text)
    found = _HOUR.search(words) or re.fullmatch(r"(\d{1,2})()()", words)
    if found is None or found[3] or int(found[2] or 0):
        return None
    hour = int(found[1])
    if hour < time.max.hour // 2 + 1 and _AFTERNOON.search(words):
        hour += 12
    return hour if hour <= time.max.hour else None
