"""What is known to come by the deadline, at what pace it goes, and what it would need."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from rules.cadres import Cadre
from rules.classes import ClassState, Listed, TrainingClass
from rules.forecast import Forecast, MonthEnd, Outlook, Timing, forecasts, pace_of
from rules.levels import Level
from tests.rules.people import holding, policy

DAY, DEADLINE = date(2025, 6, 2), date(2025, 12, 31)
RUNNING = TrainingClass("l1", "CC-1", "", Level.CAO_CAP, state=ClassState.RUNNING, ends_on=date(2025, 12, 31))
LATE = replace(RUNNING, id="l2", ends_on=date(2026, 1, 1))
UNDATED = replace(RUNNING, id="l3", ends_on=None)
PLANNED = replace(RUNNING, id="l4", state=ClassState.OPEN, ends_on=date(2025, 11, 30), places=30)


def deputies(total: int, met: int) -> list[Cadre]:
    return [
        holding("Phó Trưởng phòng", id=f"c{n}", level=Level.CAO_CAP if n < met else Level.NONE) for n in range(total)
    ]


def forecast(cadres: list[Cadre], *enrolled: tuple[str, TrainingClass], day: date = DAY, **known: object) -> Forecast:
    outlook = replace(Outlook(day, enrolled), **known)  # type: ignore[arg-type]  # the fields of Outlook
    return next(each for each in forecasts(cadres, policy(), outlook) if each.now.id == "pho_phong")


def test_a_class_that_ends_on_the_deadline_is_in_time_and_one_a_day_later_is_not() -> None:
    found = forecast(deputies(3, 0), ("c0", RUNNING), ("c1", LATE), ("c2", UNDATED))
    assert [each.cadre_id for each in found.graduates] == ["c0"]
    assert [(each.cadre_id, each.timing) for each in found.not_in_time] == [
        ("c1", Timing.TOO_LATE),
        ("c2", Timing.UNDATED),
    ]
    assert (found.now.met, found.then.met, found.then.reached) == (0, 1, False)


def test_names_in_a_planned_class_count_and_its_free_places_are_told_apart() -> None:
    classes = (Listed(PLANNED, taken=1), Listed(RUNNING), Listed(replace(PLANNED, id="l5", level=Level.TRUNG_CAP)))
    found = forecast(deputies(1, 0), ("c0", PLANNED), classes=classes)
    assert (found.then.reached, found.graduates[0].begun, found.free_places) == (True, False, 29)
    endless = (*classes, Listed(replace(PLANNED, id="l6", places=None)))
    assert forecast(deputies(1, 0), classes=endless).free_places is None


def test_a_cancelled_class_and_a_lower_level_help_nobody() -> None:
    lower = replace(RUNNING, level=Level.TRUNG_CAP)
    found = forecast(deputies(2, 0), ("c0", replace(RUNNING, state=ClassState.CANCELLED)), ("c1", lower))
    assert (found.then.met, found.graduates, found.not_in_time) == (0, (), ())


def test_a_lower_class_in_time_hides_no_higher_one_that_is_late() -> None:
    found = forecast(deputies(1, 0), ("c0", replace(RUNNING, id="l0", level=Level.TRUNG_CAP)), ("c0", LATE))
    assert [each.class_id for each in found.not_in_time] == ["l2"]
    assert (found.now.studying, found.then.met) == (1, 0)


def test_a_post_known_to_end_by_the_deadline_leaves_the_group() -> None:
    first, second = deputies(2, 1)
    found = forecast([replace(first, posts=(replace(first.posts[0], until=date(2025, 9, 30)),)), second])
    assert (found.leaving, found.joining) == (("c0",), ())
    assert (found.now.met, found.now.total, found.then.met, found.then.total) == (1, 2, 0, 1)


def test_the_pace_so_far_stands_beside_the_pace_needed() -> None:
    month_ends = {"pho_phong": [MonthEnd(date(2025, 5, 31), 5, 20), MonthEnd(date(2024, 12, 31), 1, 20)]}
    found = forecast(deputies(20, 5), day=date(2025, 8, 1), month_ends=month_ends)
    months = Fraction(151) / Fraction(1461, 48)
    assert found.pace is not None
    assert found.pace.per_month == 4 / months
    assert found.pace_needed == 14 / (Fraction(152) / Fraction(1461, 48))
    assert found.met_at_this_pace == 9


def test_one_month_end_makes_no_pace() -> None:
    found = forecast(deputies(2, 0), month_ends={"pho_phong": [MonthEnd(date(2025, 5, 31), 0, 2)]})
    assert (found.pace, found.met_at_this_pace) == (None, None)
    assert pace_of([]) is None


def test_a_roster_that_is_still_being_filled_makes_no_pace() -> None:
    filling, filled, later = (
        MonthEnd(date(2025, n, 28), met, total) for n, met, total in ((1, 3, 3), (2, 300, 350), (3, 303, 350))
    )
    found = pace_of([filling, filled, later])
    assert found is not None
    assert (found.since, found.until) == (filled, later)
    assert pace_of([filling, filled]) is None


def test_the_last_day_needs_no_pace_and_after_it_there_is_no_forecast() -> None:
    assert forecast(deputies(2, 0), day=DEADLINE).pace_needed is None
    assert forecasts(deputies(2, 0), policy(), Outlook(date(2026, 1, 1), ())) == ()
