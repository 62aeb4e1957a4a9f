"""The periods that reports are of: a month, a quarter, half a year, a year."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}[self]


@dataclass(frozen=True, slots=True)
class Period:
    """Kỳ báo cáo: from its first to its last day, both included."""

    kind: PeriodKind
    first: date

    @property
    def last(self) -> date:
        return _first_of(self.first.year, self.first.month + self.kind.months) - timedelta(days=1)

    @property
    def number(self) -> int:
        """Its place in the year, from 1."""
        return (self.first.month - 1) // self.kind.months + 1

    @property
    def before(self) -> "Period":
        return period_of(self.kind, self.first - timedelta(days=1))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def period_of(kind: PeriodKind, day: date) -> Period:
    """The period of a kind that a day lies in."""
    months = kind.months
    return Period(kind, date(day.year, (day.month - 1) // months * months + 1, 1))


def numbered_period(kind: PeriodKind, number: int, year: int) -> Period:
    """The period of a kind at this place in a year, from 1."""
    return Period(kind, _first_of(year, (number - 1) * kind.months + 1))


def _first_of(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
