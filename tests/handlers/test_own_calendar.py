"""One's own timetable: rooms, lecturers, changes, and the calendar file."""

from datetime import date

import pytest

from rules.classes import ClassState, Enrolment, Part, Session, TrainingClass
from storage import classes
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Linked

BY = By("operator", 1)
COURSE = TrainingClass("cu2", "CU-K2", "Bồi dưỡng cấp ủy viên, khóa 2", state=ClassState.RUNNING, hours="07 giờ 30")
SESSIONS = (
    Session("s1", "cu2", date(2025, 6, 3), Part.SANG, "Bài 1", "Hội trường 1", "Thầy Minh"),
    Session("s2", "cu2", date(2025, 6, 4), Part.SANG, "Bài 2", "Hội trường 1"),
)


@pytest.fixture(autouse=True)
async def running_class(db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [COURSE])
        await classes.save_enrolments(tx, BY, [Enrolment("cu2", roster.NHA.id)])
        await classes.replace_sessions(tx, BY, "cu2", SESSIONS)


async def test_the_timetable_tells_room_and_lecturer_and_marks_what_changed(linked: Linked, db: Database) -> None:
    await db.write("update class_session set version = 2, room = 'Phòng 2' where id = 's1'")
    await db.write("update class_session set version = 2, cancelled = 1 where id = 's2'")
    said = await (await linked(roster.NHA)).says("lịch học của tôi")
    assert "Thứ Ba 03/06, sáng, Phòng 2\nBài 1. Giảng viên: Thầy Minh. Lịch buổi này đã thay đổi." in said
    assert "Thứ Tư 04/06, sáng: ĐÃ HỦY\nBài 2." in said


async def test_the_calendar_comes_as_a_file_with_the_cancelled_ones_as_such(linked: Linked, db: Database) -> None:
    await db.write("update class_session set version = 2, cancelled = 1 where id = 's2'")
    nha = await linked(roster.NHA)
    await nha.taps("my_schedule")
    await nha.taps("my_calendar")
    [file] = nha.last.files
    text = file.content.decode()
    assert file.name == "lich-hoc.ics"
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20250603T073000" in text
    assert (text.count("BEGIN:VEVENT"), text.count("STATUS:CANCELLED")) == (2, 1)


async def test_who_is_in_no_class_has_no_calendar(linked: Linked) -> None:
    hoa = await linked(roster.HOA)
    await hoa.taps("my_calendar")
    assert hoa.last.files == ()
