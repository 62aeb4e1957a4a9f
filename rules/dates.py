"""Dates as the papers give them: a day, a month of a year, or only a year."""

from dataclasses import dataclass
from datetime import date

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
"""As they are written in the middle of a sentence, by `date.weekday`."""


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date that may lack its day, or its day and month. Stored and compared by its ISO prefix."""

    iso: str
    """`1980`, `1980-02` or `1980-02-01`."""

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        return cls(day.isoformat())

    @property
    def year(self) -> int:
        return int(self.iso[:4])

    @property
    def day(self) -> date | None:
        """The full date, or None where the day is not known."""
        return date.fromisoformat(self.iso) if len(self.iso) == 10 else None

    def age_on(self, today: date) -> tuple[int, int]:
        """The youngest and the oldest age in full years that this birth date allows on a day."""
        return _full_years(self._latest(), today), _full_years(self._earliest(), today)

    def _earliest(self) -> date:
        return date.fromisoformat(f"{self.iso}-01-01"[:10])

    def _latest(self) -> date:
        if len(self.iso) == 10:
            return date.fromisoformat(self.iso)
        if len(self.iso) == 4:
            return date(self.year, 12, 31)
        month = int(self.iso[5:7])
        following = date(self.year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)

    def __str__(self) -> str:
        """As a Vietnamese paper writes it: `1980`, `02/1980`, `01/02/1980`."""
        return "/".join(reversed(self.iso.split("-")))


def _full_years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def vietnamese(day: date) -> str:
    """A day as `07/12/2026`."""
    return "/".join(reversed(day.isoformat().split("-")))
