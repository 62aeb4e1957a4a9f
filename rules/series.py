"""Sessions said in one breath: "thứ hai và thứ năm, sáng, từ 15/09, 10 buổi" → days and parts of the day."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rules.classes import Part
from rules.text import fold

MOST = 120
"""Sessions of one series; the longest course of a centre has far fewer."""
_LONGEST = timedelta(days=730)
_WEEKDAYS = {
    **{word: day for day, word in enumerate(("hai", "ba", "tu", "nam", "sau", "bay"))},
    **{str(number): number - 2 for number in range(2, 8)},
}
_NAMES = r"(?:hai|ba|tu|nam|sau|bay|[2-7])"
_ONE = rf"(?:(?:thu|t) ?{_NAMES}|chu nhat|cn)"
_RANGE = re.compile(rf"\b({_ONE}) ?(?:-|den) ?({_ONE})\b")
_DAYS = re.compile(rf"\b{_ONE}\b(?:(?: ?, ?| va | )(?:{_NAMES})\b(?![/\d]| ?buoi))*")
_EVERY_DAY = re.compile(r"\b(?:hang|moi|cac) ngay\b")
_DATE = r"(\d{1,2})(?:/|-| thang )(\d{1,2})(?:(?:/|-| nam )(\d{4}))?"
_FROM = re.compile(rf"\b(?:tu|bat dau)(?: ngay)? {_DATE}")
_UNTIL = re.compile(rf"\b(?:den|toi|het)(?: het)?(?: ngay)? {_DATE}")
_COUNT = re.compile(r"\b([1-9]\d{0,2}) ?buoi\b")
_PARTS = (
    (Part.SANG, re.compile(r"\bsang\b")),
    (Part.CHIEU, re.compile(r"\bchieu\b")),
    (Part.TOI, re.compile(r"\btoi\b")),
)


class Lacking(StrEnum):
    """What a series does not say, or says wrongly."""

    PART = "part"
    FIRST = "first"
    END = "end"
    """Neither how many sessions nor until when, or none at all by what is said."""
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Series:
    """A rhythm: on these weekdays (Monday is 0), these parts, from a day on, so many times or until a day."""

    weekdays: frozenset[int]
    parts: tuple[Part, ...]
    first: date
    count: int | None = None
    until: date | None = None

    def slots(self, is_off: Callable[[date], bool] = lambda day: False) -> list[tuple[date, Part]]:
        """The meetings in their order. Days that are off are passed over: a number of sessions then ends later."""
        found: list[tuple[date, Part]] = []
        last = self.until or self.first + _LONGEST
        most = self.count or MOST + 1
        day = self.first
        while day <= last and len(found) < most:
            if day.weekday() in self.weekdays and not is_off(day):
                found += [(day, part) for part in self.parts]
            day += timedelta(days=1)
        return found[:most]


def series_in(text: str, today: date) -> Series | Lacking:
    """The rhythm that a text names, or what it lacks. A day without a year is the next one of that date."""
    words = re.sub(r"[^\w/,-]+", " ", fold(text))
    first = _dated(_FROM.search(words), today)
    if first is None:
        return Lacking.FIRST
    rest = _FROM.sub(" ", words)
    until = _dated(_UNTIL.search(rest), first)
    rest = _UNTIL.sub(" ", rest)
    parts = tuple(part for part, said in _PARTS if said.search(rest))
    if not parts:
        return Lacking.PART
    count = _COUNT.search(rest)
    if count is None and until is None:
        return Lacking.END
    weekdays = _weekdays(rest) or frozenset({first.weekday()})
    series = Series(weekdays, parts, first, int(count[1]) if count else None, until)
    made = len(series.slots())
    # Two years end before so many sessions do.
    cut_short = series.count is not None and until is None and made < series.count
    return Lacking.TOO_MANY if made > MOST or cut_short else series if made else Lacking.END


def _weekdays(words: str) -> frozenset[int]:
    if _EVERY_DAY.search(words):
        return frozenset(range(7))
    found: set[int] = set()
    for first, last in _RANGE.findall(words):
        begin, end = _weekday(first), _weekday(last)
        found |= {(begin + step) % 7 for step in range((end - begin) % 7 + 1)}
    for said in _DAYS.finditer(_RANGE.sub(" ", words)):
        found |= {_weekday(each) for each in re.findall(rf"chu nhat|cn|\b(?:t|thu ?)?{_NAMES}\b", said[0])}
    return frozenset(found)


def _weekday(said: str) -> int:
    return 6 if said in ("chu nhat", "cn") else _WEEKDAYS[re.sub(r"^(?:thu|t(?=\d| ))? ?", "", said)]


def _dated(found: re.Match[str] | None, not_before: date) -> date | None:
    if found is None:
        return None
    try:
        day = date(int(found[3] or not_before.year), int(found[2]), int(found[1]))
        return day.replace(year=day.year + 1) if not found[3] and day < not_before else day
    except ValueError:  # no such day in the calendar
        return None
