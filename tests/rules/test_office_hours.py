"""Office hours are read from the centre's own words, and time is counted in them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.holidays import Days, Holidays
from rules.office_hours import (
    USUAL,
    OfficeHours,
    after_minutes,
    first_working_day,
    office_hours,
    opening,
    working_days_before,
)

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


@given(INSTANTS, st.integers(0, 2000), st.integers(1, 2000))
def test_waiting_twice_is_waiting_the_sum(at: datetime, first: int, second: int) -> None:
    assert after_minutes(after_minutes(at, first, USUAL), second, USUAL) == after_minutes(at, first + second, USUAL)


@given(INSTANTS)
def test_an_opening_is_never_in_the_past(at: datetime) -> None:
    assert opening(at, USUAL) >= at


def test_the_first_working_day_of_a_month_is_no_weekend_and_no_holiday() -> None:
    new_year = Days(name="Tết Dương lịch", first=date(2026, 1, 1), last=date(2026, 1, 2), source="TB 1")
    hours = OfficeHours(holidays=Holidays(days=(new_year,)))
    assert first_working_day(date(2025, 6, 20), hours) == date(2025, 6, 2)
    assert first_working_day(date(2026, 1, 31), hours) == date(2026, 1, 5)


def test_working_days_are_counted_back_over_weekends() -> None:
    assert working_days_before(date(2025, 6, 5), 3, USUAL) == date(2025, 6, 2)
    assert working_days_before(date(2025, 6, 3), 3, USUAL) == date(2025, 5, 29)
    assert working_days_before(date(2025, 6, 8), 1, USUAL) == date(2025, 6, 6)


@given(INSTANTS, st.integers(1, 9))
def test_as_many_working_days_lie_between(at: datetime, many: int) -> None:
    day = at.date()
    before = working_days_before(day, many, USUAL)
    between = [before + timedelta(days=n) for n in range((day - before).days)]
    assert sum(bool(USUAL.of(each)) for each in between) == many
