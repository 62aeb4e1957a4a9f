"""Holidays: those of every year, those announced and entered, and office hours that know them."""

from datetime import UTC, date, datetime
from importlib import resources

import pytest

from rules.holidays import parse_holidays
from rules.office_hours import after_minutes, office_hours
from rules.policy import PolicyError

HOLIDAYS = parse_holidays((resources.files("policies") / "holidays.toml").read_text(encoding="utf-8"), "holidays.toml")
_TET = """
[[announced]]
name = "Tết Âm lịch"
source = "Luật"
[[days]]
name = "Tết Âm lịch"
first = 2026-02-14
last = 2026-02-22
source = "Thông báo"
"""


@pytest.mark.parametrize(("month", "day"), [(1, 1), (4, 30), (5, 1), (9, 2)])
def test_the_days_that_the_law_fixes_are_off_in_every_year(month: int, day: int) -> None:
    assert HOLIDAYS.on(date(2025, month, day))
    assert HOLIDAYS.on(date(2031, month, day))


def test_what_is_announced_each_year_is_named_as_not_known_and_never_guessed() -> None:
    assert HOLIDAYS.unknown_near([date(2027, 4, 15), date(2027, 2, 6)]) == [
        ("Tết Âm lịch", 2027),
        ("Giỗ Tổ Hùng Vương", 2027),
    ]
    assert HOLIDAYS.on(date(2026, 2, 17)) == ""


def test_days_that_the_centre_entered_are_off_that_year_only() -> None:
    holidays = parse_holidays(_TET, "mine.toml")
    assert holidays.on(date(2026, 2, 14)) == holidays.on(date(2026, 2, 22)) == "Tết Âm lịch"
    assert holidays.on(date(2026, 2, 23)) == ""
    assert holidays.unknown_near([date(2026, 2, 17)]) == []
    assert holidays.unknown_near([date(2026, 2, 17), date(2027, 6, 1)]) == [("Tết Âm lịch", 2027)], "no days are named"


def test_of_a_day_that_no_announced_holiday_can_fall_on_nothing_is_unknown() -> None:
    assert HOLIDAYS.unknown_near([date(2027, 6, 10), date(2027, 10, 20), date(2028, 1, 2)]) == []
    assert HOLIDAYS.unknown_near([date(2027, 9, 3)]) == [("Ngày liền kề Quốc khánh", 2027)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[every_year]]\nname = "Lễ"\nday = "31/02"\nsource = "Luật"', r"mine.toml: every_year\[0\].day: '31/02'"),
        (_TET.replace("2026-02-22", "2026-02-13"), r"mine.toml: days\[0\]: last"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_by_its_name_and_key(text: str, says: str) -> None:
    with pytest.raises(PolicyError, match=says):
        parse_holidays(text, "mine.toml")


def test_the_office_is_closed_on_a_holiday_and_its_time_goes_on_after() -> None:
    hours = office_hours("", HOLIDAYS)
    eve = datetime(2025, 4, 29, 16, 30, tzinfo=UTC)
    assert hours.of(date(2025, 4, 30)) == ()
    assert after_minutes(eve, 60, hours) == datetime(2025, 5, 2, 7, 30, tzinfo=UTC)
