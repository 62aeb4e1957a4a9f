"""What staff type about a class, read into its fields, with a sentence where it cannot be read."""

import re
from dataclasses import replace
from datetime import date, timedelta

from handlers.forms import Again
from handlers.texts import class_desk as texts
from rules.classes import TrainingClass
from rules.levels import Mode
from rules.text import clean, fold

LONGEST = {"name": 150, "plan_line": 150, "place": 150, "hours": 80, "audience": 200, "note": 400}
NEVER_EMPTY = frozenset({"name", "code"})
DAYS = frozenset({"opens_on", "register_until", "starts_on", "ends_on"})
MOST_PLACES = 2000
_CODE = re.compile(r"[A-Z0-9][A-Z0-9./-]{1,23}")
_LONGEST_UNDATED = timedelta(days=183)
"""A period that was said without years and would be longer was said the wrong way round."""
_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?(?![\d/])")


def code_in(text: str) -> str | Again:
    """The code of a class, in capitals."""
    code = clean(text).upper().replace(" ", "")
    return code if _CODE.fullmatch(code) else Again(texts.BAD_CODE)


def name_in(text: str) -> str:
    """The name of a class without a leading "lớp": every sentence about it says that word."""
    first, _, rest = clean(text).partition(" ")
    name = rest if rest and fold(first) == "lop" else clean(text)
    return name[:1].upper() + name[1:]


def places_in(text: str) -> int | Again:
    """A number of seats."""
    found = re.fullmatch(r"(\d{1,4})(?: (?:cho|nguoi|hoc vien|dong chi))?", fold(text))
    if found is None or not 1 <= int(found[1]) <= MOST_PLACES:
        return Again(texts.BAD_PLACES)
    return int(found[1])


def span_in(text: str, today: date) -> tuple[date | None, date] | Again:
    """The first and the last day of "16/11 đến 30/11", or only the last of "đến 30/11", or one day for both.

    A day without a year is the next one of that date.
    """
    said = _DATE.findall(text)
    last = _day(said[-1], today) if 0 < len(said) < 3 else None
    if last is None:
        return Again(texts.BAD_DATES)
    if len(said) == 1:
        return (None if re.search(r"\b(den|het)\b", fold(text)) else last), last
    first = _day(said[0], last, -1)
    if first is None or first > last or (not said[0][2] and last - first > _LONGEST_UNDATED):
        return Again(texts.BAD_DATES)
    return first, last


def _day(said: tuple[str, str, str], beside: date, turn: int = 1) -> date | None:
    """A day as it was said; without a year the next of that date after another day, or with -1 the last before it."""
    day, month, year = int(said[0]), int(said[1]), int(said[2] or beside.year)
    try:
        found = date(year, month, day)
        is_off = not said[2] and (found < beside if turn > 0 else found > beside)
        return found.replace(year=year + turn) if is_off else found
    except ValueError:  # no such day in the calendar
        return None


def read_field(field: str, text: str, today: date) -> str | Again:
    """What was typed for a field, as the form keeps it; empty to leave the field empty."""
    if field == "code":
        return code_in(text)
    if field == "places":
        found = places_in(text)
        return found if isinstance(found, Again) else str(found)
    if field in DAYS:
        said_days = _DATE.findall(text)
        day = _day(said_days[0], today) if len(said_days) == 1 else None
        return day.isoformat() if day else Again(texts.WHOLE_DAY)
    if field == "mode":
        return next(
            (m.value for m, label in texts.MODES.items() if fold(label) == fold(text)), Again(texts.WHICH_FIELD)
        )
    said = name_in(text) if field == "name" else clean(text)
    return said if said and len(said) <= LONGEST[field] else Again(texts.TOO_LONG.format(LONGEST[field]))


def with_field(training: TrainingClass, field: str, kept: str) -> TrainingClass:
    """The class with a field as the form kept it."""
    if field in DAYS:
        return replace(training, **{field: date.fromisoformat(kept) if kept else None})  # type: ignore[arg-type]  # by name
    if field == "places":
        return replace(training, places=int(kept) if kept else None)
    if field == "mode":
        return replace(training, mode=Mode(kept) if kept else None)
    return replace(training, **{field: kept})  # type: ignore[arg-type]  # the fields left are texts
