"""The centre's own report of a period: classes, people, results, lecturers. What no record holds is None, never 0."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rules.classes import ClassState, Course, RunBy, TrainingClass
from rules.hours import Hours, total
from rules.levels import Level
from rules.periods import Period
from rules.text import fold
from rules.year_plan import PlannedKind

MARKS = ("Giỏi", "Khá", "Trung bình")
"""The marks that reports count, best first."""
_MARKS = {fold(mark): mark for mark in MARKS}


@dataclass(frozen=True, slots=True)
class ClassPeople:
    """A class with how many are in it, as far as whoever asks may see."""

    training: TrainingClass
    on_list: bool
    """Whether anybody was ever put on its list: where nobody was, how many are in it is not known."""
    learners: int = 0
    """Those on the list who did not leave."""
    passed: int = 0
    judged: int = 0
    """Those with a result, passed or failed."""
    marks: Mapping[str, int] = field(default_factory=dict)
    """Mark, as it is written down → how many of those who passed have it."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What a lecturer taught."""

    lecturer: str
    hours: Hours

    @property
    def sessions(self) -> int:
        return self.hours.sessions


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report is made from."""

    classes: Sequence[ClassPeople]
    """Those that begin or end in the period."""
    taught: Sequence[Taught]
    """By the timetables of the centre's own classes, to the day of the report; "" for sessions that name nobody."""
    units: Sequence[str]
    """The names of the units that have people on the roster."""
    sent: frozenset[str]
    """Those of them that have somebody in a class of the period."""


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """The centre's own classes that began in the year, to the last day of a report, beside the year's plan."""

    planned_classes: int | None
    planned_learners: int | None
    begun: int
    learners: int | None
    without_list: int = 0
    """Classes that began and have no list: their people are not among the learners."""


@dataclass(frozen=True, slots=True)
class KindLine:
    """All classes of one kind."""

    level: Level
    course: Course | None
    run_by: RunBy
    begun: int
    """Classes that began in the period."""
    learners: int | None
    """The people of those classes; a person in two classes is there twice."""
    ended: int
    """Classes that ended in the period, whenever they began."""
    finishing: int | None
    """The people of those."""
    passed: int | None
    judged: int | None
    """Those of the people who finish whose result is known, passed or failed."""
    marks: tuple[int | None, ...]
    """In the order of `MARKS`."""
    without_list: int
    """Classes that began and have no list: their people are in no figure."""
    planned: int | None = None
    """Classes by the plan of the year."""
    planned_learners: int | None = None


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """A period as far as it has gone."""

    period: Period
    until: date
    """The last day that is counted."""
    lines: tuple[KindLine, ...]
    units: int
    absent: tuple[str, ...] | None
    """The units that sent nobody; None where no class has a list."""
    taught: tuple[Taught, ...]
    """Lecturers by the sessions they held, most first."""
    unnamed: int
    """Sessions that name no lecturer."""
    hours: Hours
    """What all sessions come to, those that name no lecturer included."""
    year: YearSoFar | None = None
    """None where the year has no plan."""

    @property
    def sessions(self) -> int | None:
        """All sessions held; None where no timetable has any."""
        return self.hours.sessions or (None if any(line.begun for line in self.lines) else 0)

    def sum_of(self, count: Callable[[KindLine], int | None]) -> int | None:
        """A figure over all kinds of classes; None where no kind has it."""
        return _sum(map(count, self.lines))


def period_report(
    period: Period, today: date, facts: Facts, plan: Sequence[PlannedKind] = (), year: YearSoFar | None = None
) -> PeriodReport:
    """The report of a period, to its last day or to today. A kind of the year's plan has a line even before its first
    class."""
    until = min(period.last, today)
    by_kind: dict[tuple[RunBy, Level, Course | None], list[ClassPeople]] = {}
    for each in facts.classes:
        if _is_held(each.training) and (_begins(each, period, until) or _ends(each, period, until)):
            training = each.training
            by_kind.setdefault((training.run_by, training.level, training.course), []).append(each)
    planned = {(RunBy.CENTRE, each.level, each.course): each for each in plan if each.year == period.first.year}
    lines = tuple(
        _line(key, by_kind.get(key, ()), period, until, planned.get(key))
        for key in sorted({*by_kind, *planned}, key=lambda key: _place(*key))
    )
    has_list = any(each.on_list for some in by_kind.values() for each in some)
    taught = sorted((each for each in facts.taught if each.lecturer), key=lambda each: -each.sessions)
    return PeriodReport(
        period, until, lines, len(facts.units),
        absent=tuple(unit for unit in facts.units if unit not in facts.sent) if has_list else None,
        taught=tuple(taught), unnamed=sum(each.sessions for each in facts.taught if not each.lecturer),
        hours=total(each.hours for each in facts.taught), year=year,
    )  # fmt: skip


def year_so_far(plan: Sequence[PlannedKind], found: PeriodReport) -> YearSoFar | None:
    """The plan of a year beside the report of that year; None where nothing is planned for it."""
    planned = [each for each in plan if each.year == found.period.first.year]
    own = [line for line in found.lines if line.run_by is RunBy.CENTRE]
    if not planned:
        return None
    return YearSoFar(
        _sum_known(each.classes for each in planned), _sum_known(each.learners for each in planned),
        sum(line.begun for line in own), _sum(line.learners for line in own),
        sum(line.without_list for line in own),
    )  # fmt: skip


def _is_held(training: TrainingClass) -> bool:
    """Whether a class is more than a plan."""
    return training.state not in (ClassState.PLANNED, ClassState.CANCELLED)


def _begins(each: ClassPeople, period: Period, until: date) -> bool:
    day = each.training.starts_on
    return day is not None and day in period and day <= until


def _ends(each: ClassPeople, period: Period, until: date) -> bool:
    day = each.training.ends_on
    return day is not None and day in period and day <= until


def _place(run_by: RunBy, level: Level, course: Course | None) -> tuple[int, int, int]:
    """The centre's own classes first; those that give a level before the short ones, in the order of the courses."""
    return tuple(RunBy).index(run_by), -level, tuple(Course).index(course) if course else -1


def _line(
    key: tuple[RunBy, Level, Course | None],
    classes: Sequence[ClassPeople],
    period: Period,
    until: date,
    plan: PlannedKind | None,
) -> KindLine:
    begun = [each for each in classes if _begins(each, period, until)]
    ended = [each for each in classes if _ends(each, period, until)]
    judged = [each for each in ended if each.judged]
    marks = _marks(judged)
    unknown = bool(ended) and not judged
    return KindLine(
        level=key[1], course=key[2], run_by=key[0],
        begun=len(begun), learners=_people(begun), ended=len(ended), finishing=_people(ended),
        passed=None if unknown else sum(each.passed for each in judged),
        judged=None if unknown else sum(each.judged for each in judged),
        marks=tuple(None if unknown else marks[mark] for mark in MARKS),
        without_list=sum(not each.on_list for each in begun),
        planned=plan.classes if plan else None, planned_learners=plan.learners if plan else None,
    )  # fmt: skip


def _people(classes: Sequence[ClassPeople]) -> int | None:
    """The people of some classes; None where there are classes, and not one has a list."""
    if classes and not any(each.on_list for each in classes):
        return None
    return sum(each.learners for each in classes)


def _marks(classes: Iterable[ClassPeople]) -> Counter[str]:
    found: Counter[str] = Counter()
    for each in classes:
        for mark, people in each.marks.items():
            found[_MARKS.get(fold(mark), "")] += people
    return found


def _sum(counts: Iterable[int | None]) -> int | None:
    known = list(counts)
    told = [count for count in known if count is not None]
    return sum(told) if told or not known else None


def _sum_known(counts: Iterable[int | None]) -> int | None:
    """The sum of the numbers that are set; None where none is."""
    told = [count for count in counts if count is not None]
    return sum(told) if told else None
