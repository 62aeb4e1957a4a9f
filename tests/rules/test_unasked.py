"""How much anybody hears unasked in a week, whatever there would be to tell."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.unasked import A_WEEK, WEEK, left_of_week

START = date(2025, 6, 2)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), max_size=40))
def test_whoever_keeps_to_what_is_left_hears_two_things_in_any_seven_days(wishes: list[tuple[int, int]]) -> None:
    told: list[date] = []
    today = START
    for step, wanted in wishes:
        today += timedelta(days=step)
        told += [today] * min(wanted, left_of_week(told, today))
    for first in told:
        assert sum(first <= day < first + WEEK for day in told) <= A_WEEK


@given(st.lists(st.integers(-30, 30)))
def test_what_is_left_is_never_less_than_nothing_and_never_more_than_a_week_holds(days: list[int]) -> None:
    told = [START + timedelta(days=day) for day in days]
    assert 0 <= left_of_week(told, START) <= A_WEEK


def test_after_seven_days_there_is_room_again() -> None:
    told = [START, START]
    assert left_of_week(told, START + timedelta(days=6)) == 0
    assert left_of_week(told, START + timedelta(days=7)) == 2
