"""When a day of a class calls for a reminder: in the evening, never on a holiday, and as long as it is of use."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from rules.classes import Part
from rules.holidays import NO_HOLIDAYS, Days, Holidays
from rules.materials import Material
from rules.reminding import (
    ReminderKind,
    begins_at,
    evening_before,
    is_for_session,
    last_day_due,
    reminder_due,
    waits_for_change,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = date(2025, 6, 10)
TET = Holidays(days=(Days(name="Tết", first=date(2026, 2, 14), last=date(2026, 2, 22), source="TB 1"),))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def due(begins: datetime, now: datetime, first: bool = False, holidays: Holidays = NO_HOLIDAYS) -> ReminderKind | None:
    found = reminder_due(begins, first, now, holidays)
    return found[0] if found else None


def test_a_session_is_due_from_the_evening_before_until_it_begins() -> None:
    begins = at(DAY, 7, 30)
    assert due(begins, at(date(2025, 6, 9), 16, 59)) is None
    assert due(begins, at(date(2025, 6, 9), 17)) is ReminderKind.EVE
    assert due(begins, at(DAY, 7, 29)) is ReminderKind.EVE
    assert due(begins, begins) is None


def test_only_the_first_day_is_told_ahead_and_only_that_evening() -> None:
    begins, evening = at(DAY, 7, 30), at(date(2025, 6, 7), 17)
    assert due(begins, evening, first=True) is ReminderKind.FIRST
    assert due(begins, evening) is None
    assert due(begins, evening + timedelta(days=1), first=True) is None


def test_what_would_fall_on_holidays_comes_on_the_last_day_before_them() -> None:
    begins = at(date(2026, 2, 23), 7, 30)
    assert evening_before(begins.date(), 1, TET) == date(2026, 2, 13)
    assert due(begins, at(date(2026, 2, 13), 17), first=True, holidays=TET) is ReminderKind.EVE
    assert due(begins, at(date(2026, 2, 15), 17), holidays=TET) is None
    assert due(begins, at(date(2026, 2, 23), 7), holidays=TET) is ReminderKind.EVE


@given(st.integers(0, 60), st.integers(0, 23 * 60), st.booleans(), st.integers(0, 30 * 96))
def test_nothing_is_due_on_a_holiday_or_after_the_beginning(ahead: int, minute: int, first: bool, quarter: int) -> None:
    begins = at(date(2026, 2, 1), 0) + timedelta(days=ahead, minutes=minute)
    now = at(date(2026, 1, 20), 0) + timedelta(minutes=15 * quarter)
    if due(begins, now, first, TET):
        assert now < begins
        assert begins.date() <= last_day_due(now, TET)
        assert not TET.on(now.date()) or now.date() == begins.date()


@given(st.integers(0, 60), st.booleans())
def test_every_session_is_due_at_some_moment(ahead: int, first: bool) -> None:
    begins = at(date(2026, 2, 1) + timedelta(days=ahead), 7, 30)
    assert due(begins, begins - timedelta(minutes=1), first, TET) is ReminderKind.EVE
    assert due(begins, at(evening_before(begins.date(), 1, TET), 17), first, TET) is ReminderKind.EVE


def test_a_session_begins_by_the_hours_of_its_class_or_as_usual() -> None:
    now = at(DAY, 0)
    assert begins_at(DAY, Part.CHIEU, "Sáng 07 giờ 30, chiều 13 giờ 30", now) == at(DAY, 13, 30)
    assert begins_at(DAY, Part.SANG, "", now) == at(DAY, 7)


def test_a_reminder_waits_an_hour_after_a_change_and_no_longer_for_one_nobody_tells() -> None:
    since = at(DAY, 17)
    assert waits_for_change(at(DAY, 17), since, at(DAY, 16, 30), is_told=True)
    assert not waits_for_change(at(DAY, 17, 30), since, at(DAY, 16, 30), is_told=True)
    assert waits_for_change(at(DAY, 17, 45), since, None, is_told=False)
    assert not waits_for_change(at(DAY, 18), since, None, is_told=False)


def test_a_material_is_for_the_session_it_names_or_the_lesson_of_its_topic() -> None:
    lesson = Material("m", "k", "Đề cương", "chữ", lesson=3)
    own = Material("n", "k", "Đề cương", "chữ", lesson=3, session_id="s1")
    assert is_for_session(lesson, "s1", "Bài 3: Xây dựng Đảng")
    assert is_for_session(lesson, "s1", "Chuyên đề 3. Dân vận")
    assert not is_for_session(lesson, "s1", "Bài 13")
    assert not is_for_session(lesson, "s1", "Ôn tập bài 3")
    assert (is_for_session(own, "s1", "Bài 1"), is_for_session(own, "s2", "Bài 3")) == (True, False)


def test_one_looks_no_further_than_a_reminder_may_reach() -> None:
    assert last_day_due(at(DAY, 16), NO_HOLIDAYS) == DAY
    assert last_day_due(at(DAY, 17), NO_HOLIDAYS) == DAY + timedelta(days=3)
    assert last_day_due(at(date(2026, 2, 13), 17), TET) == date(2026, 2, 25)
