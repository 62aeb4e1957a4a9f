"""A timetable as a calendar file."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar_file import Event, calendar, hours_of
from rules.classes import Part, Session

NOW = datetime(2025, 6, 2, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SESSION = Session("s1", "k", date(2025, 6, 7), Part.SANG, "Bài 5; phần 1, mở đầu", "Hội trường 1", "Thầy Minh")
EVENT = Event(SESSION, "Sơ cấp, khóa 2", "Sáng 07 giờ 30 đến 11 giờ, chiều 13 giờ 30")


def lines(event: Event) -> list[str]:
    """The lines of the file as a program reads them: unfolded."""
    return calendar([event], NOW).decode().replace("\r\n ", "").split("\r\n")


def test_a_session_is_an_event_in_the_centres_zone() -> None:
    found = lines(EVENT)
    for line in (
        "UID:session-s1@cadrebot",
        "SEQUENCE:0",
        "DTSTAMP:20250602T010000Z",
        "DTSTART;TZID=Asia/Ho_Chi_Minh:20250607T073000",
        "DTEND;TZID=Asia/Ho_Chi_Minh:20250607T110000",
        "SUMMARY:Sáng: Bài 5\\; phần 1\\, mở đầu (Sơ cấp\\, khóa 2)",
        "LOCATION:Hội trường 1",
        "DESCRIPTION:Giảng viên: Thầy Minh",
        "STATUS:CONFIRMED",
    ):
        assert line in found


def test_a_changed_session_is_the_same_event_with_a_higher_sequence() -> None:
    moved = lines(replace(EVENT, session=replace(SESSION, day=date(2025, 6, 8), version=3)))
    assert "UID:session-s1@cadrebot" in moved
    assert "SEQUENCE:2" in moved


@pytest.mark.parametrize(
    "event", [replace(EVENT, cancelled=True), replace(EVENT, session=replace(SESSION, cancelled=True))]
)
def test_a_cancelled_session_stays_in_the_file_as_cancelled(event: Event) -> None:
    assert "STATUS:CANCELLED" in lines(event)


def test_without_hours_it_is_a_whole_day_and_no_hour_is_made_up() -> None:
    assert "DTSTART;VALUE=DATE:20250607" in lines(replace(EVENT, hours=""))


@pytest.mark.parametrize(
    ("hours", "part", "found"),
    [
        ("07 giờ 30", Part.SANG, (time(7, 30), None)),
        ("07 giờ 30", Part.CHIEU, None),
        ("Sáng 7h30, chiều 13h30-17h", Part.CHIEU, (time(13, 30), time(17))),
        ("tối từ 18:30", Part.TOI, (time(18, 30), None)),
        ("giờ hành chính", Part.SANG, None),
        ("25 giờ", Part.SANG, None),
    ],
)
def test_the_hour_of_a_part_of_the_day(hours: str, part: Part, found: tuple[time, time | None] | None) -> None:
    assert hours_of(hours, part) == found


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_makes_lines_of_at_most_75_octets(topic: str, room: str) -> None:
    content = calendar([replace(EVENT, session=replace(SESSION, topic=topic, room=room))], NOW)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert content.endswith(b"END:VCALENDAR\r\n")
