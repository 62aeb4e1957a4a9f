"""Giờ giảng: what sessions come to, in sessions (buổi) and in periods (tiết), and nothing that nobody wrote down.

How many periods a session lasts is written on it; for those on which nothing is written the centre may set a number.
Where it set none they count as sessions only.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rules.classes import Session
from rules.text import fold, name_sort_key

MOST_PERIODS = 12
"""Periods of one session; more is a slip of the pen."""
_PERIODS = re.compile(r"(\d{1,2})(?:[.,]0)?(?: tiet)?")


def periods_in(text: str) -> int | None:
    """A number of periods as it is typed: "4", "4 tiết"; None for anything else."""
    found = _PERIODS.fullmatch(fold(text))
    return int(found[1]) if found and 1 <= int(found[1]) <= MOST_PERIODS else None


@dataclass(frozen=True, slots=True)
class Hours:
    """What some sessions come to."""

    sessions: int = 0
    known: int = 0
    """The periods of those sessions of which they are known."""
    without: int = 0
    """Sessions of which nobody says how many periods they last."""

    @property
    def periods(self) -> int | None:
        """All periods; None where there are sessions, and of none of them the periods are known."""
        return None if self.sessions and self.without == self.sessions else self.known

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(self.sessions + other.sessions, self.known + other.known, self.without + other.without)


def hours_of(sessions: Iterable[Session], per_session: int | None) -> Hours:
    """What sessions come to; `per_session` is the centre's number for those that say nothing, None where it set none.

    Cancelled sessions count for nothing.
    """
    lasting = [each.periods or per_session for each in sessions if not each.cancelled]
    known = [periods for periods in lasting if periods is not None]
    return Hours(len(lasting), sum(known), len(lasting) - len(known))


@dataclass(frozen=True, slots=True)
class Taught:
    """A session of one of the centre's own classes that names a lecturer, or nobody."""

    session: Session
    class_code: str
    class_name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Bảng giờ giảng: a lecturer's sessions between two days."""

    lecturer_id: str | None
    """None for a name that stands in no register, and for sessions that name nobody."""
    name: str
    """As the timetable has it; empty for sessions that name nobody."""
    taught: tuple[Taught, ...]
    held: Hours
    """The sessions to the day of the sheet, that day included."""
    ahead: Hours
    """Those after it."""


def sheets(taught: Sequence[Taught], per_session: int | None, today: date) -> list[Sheet]:
    """The sheet of every lecturer who stands in these sessions, by given name; sessions that name nobody last.

    Two lecturers of one name are two sheets; a name without a record is one sheet, however it is spelled.
    """
    by_lecturer: dict[tuple[str, str], list[Taught]] = {}
    for each in taught:
        if not each.session.cancelled:
            by_lecturer.setdefault(_whose(each.session), []).append(each)
    found = [_sheet(some, per_session, today) for some in by_lecturer.values()]
    return sorted(found, key=lambda sheet: (not sheet.name, name_sort_key(sheet.name), sheet.lecturer_id or ""))


def _whose(session: Session) -> tuple[str, str]:
    return (session.lecturer_id, "") if session.lecturer_id else ("", fold(session.lecturer))


def _sheet(taught: Sequence[Taught], per_session: int | None, today: date) -> Sheet:
    first = taught[0].session
    sessions = [each.session for each in taught]
    return Sheet(
        first.lecturer_id, first.lecturer, tuple(taught),
        hours_of((each for each in sessions if each.day <= today), per_session),
        hours_of((each for each in sessions if each.day > today), per_session),
    )  # fmt: skip


def total(of: Iterable[Hours]) -> Hours:
    """Several together."""
    return sum(of, Hours())
