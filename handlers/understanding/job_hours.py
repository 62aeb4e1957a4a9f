"""The hours of a job as people write them: "7h30", "6:00 thứ Hai", "7h30 và 13 giờ"."""

import re
from dataclasses import dataclass
from datetime import time

from handlers.understanding.rhythms import weekday_in
from rules.text import fold

_HOUR = re.compile(r"\b(\d{1,2})(?: ?(?:gio\b|[:hg])(?: ?(\d{2})(?! ?(?:\d|[:hg]|gio))| ?(ruoi))?|$)")
_AFTERNOON = re.compile(r"\b(chieu|buoi toi)\b|(gio|\dh) toi\b")


@dataclass(frozen=True, slots=True)
class JobHours:
    """Times of the day, and the weekday that is named (Monday is 0)."""

    times: tuple[time, ...]
    weekday: int | None = None


def job_hours_in(text: str) -> JobHours | None:
    """What the words name; None where they name no hour, or one that no day has."""
    words = fold(text).strip().rstrip(".")
    weekday = weekday_in(words)
    words = re.sub(r"\bthu [2-7]\b", "", words).strip()
    found = list(_HOUR.finditer(words))
    later = 12 if _AFTERNOON.search(words) else 0
    hours = [(int(each[1]), 30 if each[3] else int(each[2] or 0)) for each in found]
    hours = [(hour + later if hour < 12 else hour, minute) for hour, minute in hours]
    if not hours or any(hour > 23 or minute > 59 for hour, minute in hours):
        return None
    return JobHours(tuple(sorted({time(*each) for each in hours})), int(weekday) if weekday else None)
