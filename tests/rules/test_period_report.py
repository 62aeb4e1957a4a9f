"""The centre's report of a period: what is counted, and that nothing unknown becomes a number."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.classes import ClassState, Course, RunBy, TrainingClass
from rules.hours import Hours
from rules.levels import Level
from rules.period_report import ClassPeople, Facts, Taught, YearSoFar, period_report, year_so_far
from rules.periods import Period, PeriodKind, period_of
from rules.year_plan import PlannedKind

TODAY = date(2025, 5, 15)
MAY = Period(PeriodKind.MONTH, date(2025, 5, 1))


def short(days: tuple[int, int], state: ClassState = ClassState.ARCHIVED, **more: object) -> ClassPeople:
    """A short course of May."""
    id = f"c{days}{state}"
    training = TrainingClass(
        id, id, id, course=Course.CAP_UY, state=state, starts_on=date(2025, 5, days[0]), ends_on=date(2025, 5, days[1])
    )
    return ClassPeople(training, **{"on_list": True, **more})  # type: ignore[arg-type]


def facts(*classes: ClassPeople, taught: tuple[Taught, ...] = ()) -> Facts:
    return Facts(classes, taught, ["xã Tân An", "xã An Trường"], frozenset({"xã Tân An"}))


@pytest.mark.parametrize(
    ("kind", "first", "last", "number"),
    [
        (PeriodKind.MONTH, date(2025, 5, 1), date(2025, 5, 31), 5),
        (PeriodKind.QUARTER, date(2025, 4, 1), date(2025, 6, 30), 2),
        (PeriodKind.HALF, date(2025, 1, 1), date(2025, 6, 30), 1),
        (PeriodKind.YEAR, date(2025, 1, 1), date(2025, 12, 31), 1),
    ],
)
def test_a_day_lies_in_one_period_of_each_kind(kind: PeriodKind, first: date, last: date, number: int) -> None:
    period = period_of(kind, TODAY)
    assert (period.first, period.last, period.number) == (first, last, number)


@given(st.sampled_from(PeriodKind), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_periods_follow_each_other_without_a_gap(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day)
    assert day in period
    assert (period.first - period.before.last).days == 1
    assert period.before.kind is kind


def test_people_and_results_are_counted_by_kind_of_class() -> None:
    marks = {"Giỏi": 3, "khá": 20, "Trung bình": 5, "": 2}
    one = short((5, 7), learners=31, passed=30, judged=31, marks=marks)
    two = short((12, 14), learners=40)
    [line] = period_report(MAY, TODAY, facts(one, two)).lines
    assert (line.begun, line.ended, line.learners, line.finishing) == (2, 2, 71, 71)
    assert (line.passed, line.marks) == (30, (3, 20, 5))


def test_what_no_record_holds_is_not_known_and_never_0() -> None:
    report = period_report(MAY, TODAY, facts(short((5, 7), on_list=False)))
    [line] = report.lines
    assert (line.begun, line.learners, line.passed, line.marks, line.planned) == (1, None, None, (None,) * 3, None)
    assert (line.without_list, report.absent, report.sessions, report.hours) == (1, None, None, Hours())
    assert report.sum_of(lambda line: line.passed) is None


def test_a_kind_of_the_years_plan_has_a_line_even_before_its_first_class() -> None:
    plan = (
        PlannedKind(2025, Level.NONE, Course.CAP_UY, 3, 150),
        PlannedKind(2025, Level.SO_CAP, None, 2),
        PlannedKind(2024, Level.NONE, Course.CHUYEN_DE, 9),
    )
    lines = period_report(MAY, TODAY, facts(short((5, 7), learners=40)), plan).lines
    assert [(line.level, line.planned, line.planned_learners, line.begun, line.learners) for line in lines] == [
        (Level.SO_CAP, 2, None, 0, 0),
        (Level.NONE, 3, 150, 1, 40),
    ]


def test_the_years_plan_stands_beside_the_centres_own_classes_alone() -> None:
    year = Period(PeriodKind.YEAR, date(2025, 1, 1))
    school = short((5, 7), learners=14)
    school = replace(school, training=replace(school.training, id="s", run_by=RunBy.SCHOOL))
    unlisted = short((6, 8), on_list=False)
    found = period_report(year, TODAY, facts(short((5, 7), learners=40), school, unlisted))
    plan = (PlannedKind(2025, Level.NONE, Course.CAP_UY, 3, 150), PlannedKind(2025, Level.SO_CAP, None, 2))
    assert year_so_far(plan, found) == YearSoFar(5, 150, 2, 40, without_list=1)
    assert year_so_far((PlannedKind(2024, Level.SO_CAP, None, 2),), found) is None


def test_a_period_without_classes_has_figures_of_0() -> None:
    report = period_report(MAY, TODAY, facts())
    assert (report.lines, report.sessions, report.sum_of(lambda line: line.learners)) == ((), 0, 0)


def test_a_plan_a_cancelled_class_and_one_still_to_come_are_not_counted() -> None:
    classes = [short((5, 7), ClassState.PLANNED), short((5, 7), ClassState.CANCELLED), short((20, 22), ClassState.OPEN)]
    assert not period_report(MAY, TODAY, facts(*classes)).lines


def test_a_class_that_began_before_the_period_counts_where_it_ends() -> None:
    training = TrainingClass(
        "t", "TC", "TC", Level.TRUNG_CAP, run_by=RunBy.SCHOOL, state=ClassState.RESULTS,
        starts_on=date(2024, 3, 1), ends_on=date(2025, 5, 9),
    )  # fmt: skip
    report = period_report(MAY, TODAY, facts(ClassPeople(training, True, 12), short((12, 30), ClassState.RUNNING)))
    assert [(line.run_by, line.begun, line.ended) for line in report.lines] == [
        (RunBy.CENTRE, 1, 0), (RunBy.SCHOOL, 0, 1),
    ]  # fmt: skip
    assert report.lines[1].passed is None


def test_units_that_sent_nobody_are_named_and_lecturers_go_by_sessions() -> None:
    taught = (Taught("", Hours(2, 0, 2)), Taught("A", Hours(3, 12)), Taught("B", Hours(5, 0, 5)))
    report = period_report(MAY, TODAY, facts(short((5, 7)), taught=taught))
    assert report.absent == ("xã An Trường",)
    assert ([each.lecturer for each in report.taught], report.unnamed, report.sessions) == (["B", "A"], 2, 10)
    assert report.hours == Hours(10, 12, 7), "what nobody wrote down is no period"
