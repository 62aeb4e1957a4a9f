"""Series of sessions: what is said in one breath, and the days it comes to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.classes import Part
from rules.series import Lacking, Series, series_in

TODAY = date(2025, 6, 2)


def _series(text: str) -> Series:
    found = series_in(text, TODAY)
    assert isinstance(found, Series)
    return found


def test_weekdays_a_part_a_beginning_and_a_number_make_a_series() -> None:
    series = _series("thứ hai và thứ năm, sáng, từ 15/09, 10 buổi")
    slots = series.slots()
    assert len(slots) == 10
    assert slots[0] == (date(2025, 9, 15), Part.SANG)
    assert slots[1] == (date(2025, 9, 18), Part.SANG)
    assert slots[-1] == (date(2025, 10, 16), Part.SANG)


@pytest.mark.parametrize(
    ("said", "weekdays"),
    [
        ("thứ 2, 4, 6 sáng từ 15/09, 6 buổi", {0, 2, 4}),
        ("T3 và T5, chiều, từ 16/9, 4 buổi", {1, 3}),
        ("thu hai den thu sau, sang, tu 15/9, 5 buoi", {0, 1, 2, 3, 4}),
        ("thứ bảy và chủ nhật, sáng, từ 13/09 đến 28/09", {5, 6}),
        ("hằng ngày, tối, từ 15/09, 3 buổi", set(range(7))),
        ("sáng từ 15/09, 2 buổi", {0}),
    ],
)
def test_weekdays_are_understood_as_people_write_them(said: str, weekdays: set[int]) -> None:
    assert _series(said).weekdays == weekdays


def test_mornings_and_afternoons_of_a_day_are_two_sessions() -> None:
    slots = _series("thứ hai, sáng và chiều, từ 15/09, 3 buổi").slots()
    assert slots == [
        (date(2025, 9, 15), Part.SANG), (date(2025, 9, 15), Part.CHIEU), (date(2025, 9, 22), Part.SANG),
    ]  # fmt: skip


def test_a_series_may_end_on_a_day_and_the_day_is_still_in_it() -> None:
    assert _series("thứ hai, sáng, từ 15/09 đến hết 29/09").slots()[-1][0] == date(2025, 9, 29)


def test_days_off_are_passed_over_and_the_number_stays() -> None:
    slots = _series("thứ hai, sáng, từ 15/09, 2 buổi").slots(lambda day: day == date(2025, 9, 15))
    assert [day for day, _ in slots] == [date(2025, 9, 22), date(2025, 9, 29)]


def test_a_date_that_is_over_this_year_means_the_next() -> None:
    assert _series("thứ hai, sáng, từ 05/01, 2 buổi").first == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ("thứ hai, sáng, 10 buổi", Lacking.FIRST),
        ("thứ hai, từ 15/09, 10 buổi", Lacking.PART),
        ("thứ hai, sáng, từ 15/09", Lacking.END),
        ("thứ hai, sáng, từ 31/09, 3 buổi", Lacking.FIRST),
        ("thứ hai, sáng, từ 16/09 đến 18/09", Lacking.END),
        ("hằng ngày, sáng, từ 15/09, 500 buổi", Lacking.TOO_MANY),
        ("thứ hai, sáng, từ 15/09, 119 buổi", Lacking.TOO_MANY),
        ("thứ hai, sáng, từ 15/09, 0 buổi", Lacking.END),
    ],
)
def test_what_a_series_does_not_say_is_asked_for(said: str, lacking: Lacking) -> None:
    assert series_in(said, TODAY) is lacking


@given(st.text(max_size=60))
def test_no_text_is_too_strange_to_be_answered(text: str) -> None:
    assert isinstance(series_in(text, TODAY), (Series, Lacking))


@given(st.sets(st.integers(0, 6), min_size=1), st.integers(1, 40))
def test_a_series_has_as_many_sessions_as_asked_and_only_on_its_weekdays(days: set[int], count: int) -> None:
    slots = Series(frozenset(days), (Part.SANG,), TODAY, count).slots()
    assert len(slots) == count
    assert {day.weekday() for day, _ in slots} <= days
