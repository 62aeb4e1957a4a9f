"""Office hours are read from the centre's own words, and time is counted in them."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.office_hours import USUAL, OfficeHours, after_minutes, office_hours, opening

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2025, 6, 2, tzinfo=ZONE)
INSTANTS = st.integers(0, 700 * 1440).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("text", "days", "spans"),
    [
        ("7:00-11:00, 13:00-17:00, thứ Hai đến thứ Sáu", range(5), [(7, 11), (13, 17)]),
        ("7 giờ - 11 giờ, thứ 2 - thứ 7", range(6), [(7, 11)]),
        ("thứ Hai đến Chủ nhật 8h-17h", range(7), [(8, 17)]),
        ("giờ hành chính", range(5), [(7, 11), (13, 17)]),
        ("", range(5), [(7, 11), (13, 17)]),
        ("17:00-7:00", range(5), [(7, 11), (13, 17)]),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, days: range, spans: list[tuple[int, int]]) -> None:
    assert office_hours(text) == OfficeHours(frozenset(days), tuple((time(a), time(b)) for a, b in spans))


def test_before_the_office_opens_one_waits_until_it_does() -> None:
    assert opening(MONDAY.replace(hour=5), USUAL) == MONDAY.replace(hour=7)
    assert opening(MONDAY.replace(hour=12), USUAL) == MONDAY.replace(hour=13)
    assert opening(MONDAY.replace(hour=9), USUAL) == MONDAY.replace(hour=9)


def test_friday_evening_waits_until_monday() -> None:
    friday = MONDAY.replace(day=6, hour=17)
    assert opening(friday, USUAL) == MONDAY.replace(day=9, hour=7)


def test_minutes_do_not_run_while_nobody_is_there() -> None:
    assert after_minutes(MONDAY.replace(hour=8), 30, USUAL) == MONDAY.replace(hour=8, minute=30)
    assert after_minutes(MONDAY.replace(hour=10, minute=50), 30, USUAL) == MONDAY.replace(hour=13, minute=20)
    assert after_minutes(MONDAY.replace(day=6, hour=16, minute=50), 30, USUAL) == MONDAY.replace(
        day=9, hour=7, minute=20
    )


@given(INSTANTS, st.integers(0, 2000), st.integers(0, 2000))
def test_waiting_twice_is_waiting_the_sum(at: datetime, first: int, second: int) -> None:
    assert after_minutes(after_minutes(at, first, USUAL), second, USUAL) == after_minutes(at, first + second, USUAL)


@given(INSTANTS)
def test_an_opening_is_never_in_the_past(at: datetime) -> None:
    assert opening(at, USUAL) >= at
