"""What is worth telling a leader who did not ask: a figure fell, a pace is lost, a deadline nears, a target is reached.

News is the difference between what was known on an earlier day and what is known now. Whoever keeps the later one
instead of the earlier one hears everything once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import floor

from rules.forecast import MONTH, MonthEnd, pace_of
from rules.targets import Figure, satisfies

FEW = 5
"""A group of fewer people tells of persons: who may not see names hears nothing of it."""
NEAR = (90, 30, 7)
"""Days before the deadline on which it is brought to mind."""


class NewsKind(StrEnum):
    """What happened, in the order in which it is told."""

    FALLEN = "fallen"
    OFF_COURSE = "off_course"
    DEADLINE = "deadline"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Known:
    """One target as it was known on a day."""

    met: int
    total: int
    reached: bool
    on_course: bool | None = None
    """None where no pace is known."""

    @property
    def share(self) -> Fraction | None:
        """None for an empty group."""
        return Fraction(self.met, self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody knows of the targets since a day."""

    day: date
    basis: str
    """What the figures were counted under, and for whose units: others do not compare."""
    targets: Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened."""

    kind: NewsKind
    figure: Figure | None = None
    """The target; None for the deadline, which is that of all."""
    before: Known | None = None
    off_course: bool = False
    """Of a figure that fell: the pace is lost with it."""
    days_left: int = 0


def seen(figures: Iterable[Figure], paces: Mapping[str, bool | None], day: date, basis: str) -> Seen:
    """What there is to know on a day. `paces` says by target whether the pace so far is enough."""
    known = {f.id: Known(f.met, f.total, f.reached, f.reached or paces.get(f.id)) for f in figures}
    return Seen(day, basis, known)


def on_course(figure: Figure, month_ends: Iterable[MonthEnd], deadline: date) -> bool | None:
    """Whether the pace from the first month-end to the last, held until the deadline, reaches the target.

    Judged on the last month-end, so that it can change once a month only; None with fewer than two, or of nobody.
    """
    pace = pace_of(month_ends)
    if pace is None or not pace.until.total:
        return None
    last = pace.until
    months = Fraction((deadline - last.day).days) / MONTH
    met = min(last.total, max(0, floor(last.met + pace.per_month * months)))
    return satisfies(Fraction(met, last.total), figure.comparator, figure.share_required)


def news(
    before: Seen | None, now: Seen, figures: Sequence[Figure], deadline: date | None, sees_names: bool
) -> tuple[News, ...]:
    """What happened between two days, what went wrong first; nothing after the deadline, or where they do not compare.

    `figures` are those of `now`.
    """
    if before is None or before.basis != now.basis or before.day >= now.day:
        return ()
    if deadline is None or now.day > deadline:
        return ()
    compared = [figure for figure in figures if figure.id in before.targets]
    told = [_of_target(figure, before.targets[figure.id], now.targets[figure.id]) for figure in compared]
    found = [each for each in told if each is not None and (sees_names or not _tells_of_persons(each))]
    found += _of_deadline(before.day, now.day, deadline, figures)
    order = list(NewsKind)
    return tuple(sorted(found, key=lambda each: order.index(each.kind)))


def changes(before: Seen, figures: Iterable[Figure], sees_names: bool) -> tuple[tuple[Figure, Known], ...]:
    """Every target whose numbers are others than before, with what they were, in the order given."""
    return tuple(
        (figure, known)
        for figure in figures
        if (known := before.targets.get(figure.id)) is not None
        and (figure.met, figure.total) != (known.met, known.total)
        and (sees_names or min(figure.total, known.total) >= FEW)
    )


def _of_target(figure: Figure, before: Known, now: Known) -> News | None:
    off_course = before.on_course is True and now.on_course is False
    if now.reached and not before.reached:
        return News(NewsKind.REACHED, figure, before)
    if now.met < before.met or _less(now.share, before.share):
        return News(NewsKind.FALLEN, figure, before, off_course)
    return News(NewsKind.OFF_COURSE, figure, before) if off_course else None


def _less(now: Fraction | None, before: Fraction | None) -> bool:
    return now is not None and before is not None and now < before


def _tells_of_persons(news: News) -> bool:
    totals = (known.total for known in (news.figure, news.before) if known is not None)
    return min(totals, default=FEW) < FEW


def _of_deadline(before: date, now: date, deadline: date, figures: Sequence[Figure]) -> list[News]:
    """Once for each of the days of NEAR that came since, the nearest only where several did."""
    left, left_before = (deadline - now).days, (deadline - before).days
    is_open = any(figure.total and not figure.reached for figure in figures)
    crossed = any(left <= mark < left_before for mark in NEAR)
    return [News(NewsKind.DEADLINE, days_left=left)] if crossed and is_open else []
