"""Will a target be reached by its deadline? The pace so far, the pace needed, and what is already known to come.

Only what the records know enters: classes with an end in time and people in them, posts with an end, which is
how a retirement is known. When anybody else retires is not: the age is set by law for each year of birth, and no source
of it was at hand.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import floor

from rules.cadres import Cadre, Credential
from rules.classes import ClassState, Listed, TrainingClass
from rules.levels import Level
from rules.policy import Policy
from rules.targets import TargetFigure, count_targets

MONTH = Fraction(1461, 48)
"""Days of a mean month: four years of 1461 days have 48 of them."""
NOT_FORESEEN = ("retirement_not_recorded", "exam_results", "people_not_yet_named")
"""What no forecast here takes into account, for whoever shows one."""


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """A figure as it was frozen at the end of a month."""

    day: date
    met: int
    total: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the number of those who hold the level grew between two month-ends."""

    since: MonthEnd
    until: MonthEnd

    @property
    def per_month(self) -> Fraction:
        """People a month; below 0 when it shrank."""
        return (self.until.met - self.since.met) / _months(self.since.day, self.until.day)


class Timing(StrEnum):
    """Whether a class ends in time."""

    IN_TIME = "in_time"
    TOO_LATE = "too_late"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Graduate:
    """Someone in a class that gives a level, as far as it goes."""

    cadre_id: str
    class_id: str
    level: Level
    ends_on: date | None
    timing: Timing
    begun: bool
    """False while the class is still planned or takes names."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """One target at its deadline, with the reasons."""

    now: TargetFigure
    then: TargetFigure
    """On the deadline, if everyone in a class that ends in time finishes it, and nothing else happens but posts whose
    dates are known."""
    graduates: tuple[Graduate, ...]
    """Those who make the difference, by finishing in time."""
    not_in_time: tuple[Graduate, ...]
    """Members who study the level in classes that end too late, or nobody knows when."""
    leaving: tuple[str, ...]
    """Ids of those whose post in the group is known to end by the deadline."""
    joining: tuple[str, ...]
    free_places: int | None
    """Places without a name in classes that are still filled and end in time; None where a class sets no number."""
    pace: Pace | None
    """None with fewer than two month-ends."""
    pace_needed: Fraction | None
    """People a month from now on; None where no number is enough, or of nobody, or on the last day."""
    met_at_this_pace: int | None
    """How many would hold the level on the deadline, never more than the group has; None without a pace."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known on a day of what is to come."""

    day: date
    enrolled: Sequence[tuple[str, TrainingClass]]
    """Cadre id and class, for everyone enrolled."""
    classes: Sequence[Listed] = ()
    month_ends: Mapping[str, Sequence[MonthEnd]] | None = None
    """Target id → its frozen figures, in any order."""


def forecasts(
    cadres: Sequence[Cadre], policy: Policy, outlook: Outlook, count_unverified: bool = True
) -> tuple[Forecast, ...]:
    """A forecast for every target, in the order of the policy; none at all once the deadline is over."""
    deadline = policy.deadline
    if deadline is None or policy.deadline_passed(outlook.day):
        return ()
    graduates = graduates_of(outlook.enrolled, deadline)
    studying = _levels(each for each in graduates if each.begun)
    reached = _levels(each for each in graduates if each.timing is Timing.IN_TIME)
    now = count_targets(cadres, policy, outlook.day, count_unverified, studying)
    finished = [_finished(cadre, reached.get(cadre.id, Level.NONE)) for cadre in cadres]
    then = count_targets(finished, policy, deadline, count_unverified)
    return tuple(_forecast(*pair, graduates, outlook, deadline) for pair in zip(now, then, strict=True))


def graduates_of(enrolled: Iterable[tuple[str, TrainingClass]], deadline: date) -> tuple[Graduate, ...]:
    """Everyone in a class that gives a level and goes on, by person and class."""
    found = (
        Graduate(
            cadre_id,
            training.id,
            training.level,
            training.ends_on,
            _timing(training.ends_on, deadline),
            training.state in (ClassState.RUNNING, ClassState.RESULTS),
        )
        for cadre_id, training in enrolled
        if training.level is not Level.NONE and not training.state.is_over
    )
    return tuple(sorted(found, key=lambda each: (each.cadre_id, each.class_id)))


def pace_of(month_ends: Iterable[MonthEnd]) -> Pace | None:
    """From the first month-end to the last; None with fewer than two.

    Month-ends with less than half of the last one's people do not count: the roster was still being filled, and who is
    put on a list reaches no level by it.
    """
    in_order = sorted(month_ends, key=lambda each: each.day)
    filled = [each for each in in_order if 2 * each.total >= in_order[-1].total]
    return Pace(filled[0], filled[-1]) if len({each.day for each in filled}) > 1 else None


def _timing(ends_on: date | None, deadline: date) -> Timing:
    if ends_on is None:
        return Timing.UNDATED
    return Timing.IN_TIME if ends_on <= deadline else Timing.TOO_LATE


def _levels(graduates: Iterable[Graduate]) -> dict[str, Level]:
    """Cadre id → the highest level among their classes."""
    found: dict[str, Level] = {}
    for each in graduates:
        found[each.cadre_id] = max(each.level, found.get(each.cadre_id, Level.NONE))
    return found


def _finished(cadre: Cadre, level: Level) -> Cadre:
    paper = Credential(level, verified=True)
    return replace(cadre, credentials=(*cadre.credentials, paper)) if level else cadre


def _forecast(
    now: TargetFigure, then: TargetFigure, graduates: Iterable[Graduate], outlook: Outlook, deadline: date
) -> Forecast:
    lacking = set(now.missing_ids)
    concerned = [each for each in graduates if each.cadre_id in lacking and each.level >= now.level]
    members, later = set(now.member_ids), set(then.member_ids)
    left = _months(outlook.day, deadline)
    pace = pace_of((outlook.month_ends or {}).get(now.id, ()))
    return Forecast(
        now=now,
        then=then,
        graduates=tuple(e for e in concerned if e.timing is Timing.IN_TIME and e.cadre_id in later),
        not_in_time=tuple(e for e in concerned if e.timing is not Timing.IN_TIME),
        leaving=tuple(id for id in now.member_ids if id not in later),
        joining=tuple(id for id in then.member_ids if id not in members),
        free_places=_free_places(outlook, now.level, deadline),
        pace=pace,
        pace_needed=now.needed / left if now.needed is not None and left else None,
        met_at_this_pace=_met_then(now, pace, left),
    )


def _met_then(now: TargetFigure, pace: Pace | None, months: Fraction) -> int | None:
    return None if pace is None else min(now.total, max(0, floor(now.met + pace.per_month * months)))


def _free_places(outlook: Outlook, level: Level, deadline: date) -> int | None:
    total = 0
    for each in outlook.classes:
        training = each.training
        filling = training.state in (ClassState.PLANNED, ClassState.OPEN)
        if filling and training.level >= level and _timing(training.ends_on, deadline) is Timing.IN_TIME:
            if each.places_left is None:
                return None
            total += each.places_left
    return total


def _months(first: date, last: date) -> Fraction:
    return Fraction((last - first).days) / MONTH
