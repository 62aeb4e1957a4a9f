"""The terms for requests about personal data, over weekends and holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.holidays import NO_HOLIDAYS
from rules.privacy_terms import answer_by, due_on, extended
from tests.handlers.roster import HOLIDAYS


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (date(2025, 6, 2), date(2025, 6, 4)),
        (date(2025, 6, 5), date(2025, 6, 9)),
        (date(2025, 6, 7), date(2025, 6, 10)),
    ],
    ids=["monday", "thursday", "saturday"],
)
def test_two_working_days_pass_over_the_weekend(asked: date, answered: date) -> None:
    assert answer_by(asked, NO_HOLIDAYS) == answered


def test_a_holiday_is_no_working_day() -> None:
    assert answer_by(date(2025, 4, 29), HOLIDAYS) > answer_by(date(2025, 4, 29), NO_HOLIDAYS)


@given(st.dates(date(2024, 1, 1), date(2040, 1, 1)))
def test_the_answer_comes_before_the_carrying_out_and_is_extended_once_by_as_much(asked: date) -> None:
    assert asked < answer_by(asked, NO_HOLIDAYS) <= asked + timedelta(days=4) < due_on(asked)
    assert extended(due_on(asked)) - due_on(asked) == timedelta(days=15)
