"""The hours of a job as people write them: "7h30", "6:00 thứ Hai", "7h30 và 13 giờ"."""

import re
from dataclasses import dataclass
from datetime import time

from handlers.understanding.rhythms import weekday_in
from rules.text import fold

_HOUR = re.compile(r"\b(\d{1,2})(?: ?(?:gio\b|[:hg])(?: ?(\d{2})(?! ?(?:\d|[:hg]|gio))| ?(ruoi))?|$)")
_AFTERNOON = re.compile(r" ?(buoi )?(chieu|toi)\b")


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
    hours = [_hour(each, words) for each in found]
    if not hours or any(hour > 23 or minute > 59 for hour, minute in hours):
        return None
    return JobHours(tuple(sorted({time(*each) for each in hours})), int(weekday) if weekday else None)


def _hour(found: re.Match[str], words: str) -> tuple[int, int]:
    hour, minute = int(found[1]), 30 if found[3] else int(found[2] or 0)
    is_afternoon = hour < 12 and _AFTERNOON.match(words, found.end()) is not None
    return hour + 12 if is_afternoon else hour, minute
