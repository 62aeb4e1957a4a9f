"""One session as it is said: "sáng 15/09", "chiều thứ Hai 15/9/2025"."""

import re
from datetime import date

from rules.classes import Part, Session
from rules.text import fold

_DATE = re.compile(r"(?<![\d/])(\d{1,2})(?:/|-| thang )(\d{1,2})(?:(?:/|-| nam )(\d{4}))?(?![\d/])")
_PARTS = {"sang": Part.SANG, "chieu": Part.CHIEU, "toi": Part.TOI}
_PART = re.compile(r"\b(sang|chieu|toi)\b")


def slot_in(text: str, today: date) -> tuple[date, Part | None] | None:
    """The day and the part of it that a text names; None without exactly one day. A day without a year is the next."""
    words = fold(text)
    days, parts = _DATE.findall(words), set(_PART.findall(words))
    if len(days) != 1 or len(parts) > 1:
        return None
    day, month, year = days[0]
    try:
        found = date(int(year or today.year), int(month), int(day))
        found = found.replace(year=found.year + 1) if not year and found < today else found
    except ValueError:  # no such day in the calendar
        return None
    return found, _PARTS[parts.pop()] if parts else None


def sessions_meant(text: str, sessions: list[Session], today: date) -> list[Session]:
    """The sessions that "sáng 15/09" may mean.

    A day without a year is that of any session of the date, past or to come.
    """
    slot = slot_in(text, today)
    if slot is None:
        return []
    day, part = slot
    has_year = bool(re.search(r"\d{4}", text))
    return [
        each
        for each in sessions
        if (each.day == day if has_year else (each.day.month, each.day.day) == (day.month, day.day))
        and part in (None, each.part)
    ]
