"""Until when something that can wait is held back."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.quiet_hours import waking

MINUTES = st.times().map(lambda each: each.replace(second=0, microsecond=0))


def instant(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 6, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (instant(2, 12), instant(2, 12)),
        (instant(2, 20, 29), instant(2, 20, 29)),
        (instant(2, 20, 30), instant(3, 6, 30)),
        (instant(2, 23, 59), instant(3, 6, 30)),
        (instant(3, 0), instant(3, 6, 30)),
        (instant(3, 6, 30), instant(3, 6, 30)),
    ],
)
def test_the_night_ends_in_the_morning(at: datetime, until: datetime) -> None:
    assert waking(at, "20:30-06:30") == until


def test_a_rest_at_noon_ends_the_same_day() -> None:
    assert waking(instant(2, 12), "11:30-13:30") == instant(2, 13, 30)


def test_without_hours_it_is_never_quiet() -> None:
    assert waking(instant(2, 3), "") == waking(instant(2, 3), "03:00-03:00") == instant(2, 3)


@given(st.integers(0, 5 * 24 * 3600).map(lambda seconds: instant(2, 0) + timedelta(seconds=seconds)), MINUTES, MINUTES)
def test_what_is_held_back_goes_out_within_a_day_and_is_held_once(at: datetime, begin: time, end: time) -> None:
    hours = f"{begin:%H:%M}-{end:%H:%M}"
    until = waking(at, hours)
    assert at <= until < at + timedelta(days=1)
    assert waking(until, hours) == until
