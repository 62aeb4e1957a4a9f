"""Moved and cancelled sessions: told from what to what, once, as things stand when it is told."""

from datetime import date

import pytest

from handlers.house import House
from handlers.session_news import tell_of_changes
from rules.classes import ClassState, Enrolment, EnrolmentState, Part, Session, TrainingClass
from storage import classes
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Clock, Linked, Sent

BY = By("operator", 1)
COURSE = TrainingClass("cu2", "CU-K2", "Bồi dưỡng cấp ủy viên, khóa 2", state=ClassState.RUNNING)
SESSIONS = (
    Session("s1", "cu2", date(2025, 6, 3), Part.SANG, "Bài 1", "Hội trường 1", "Thầy Minh"),
    Session("s2", "cu2", date(2025, 6, 4), Part.SANG, "Bài 2"),
    Session("s0", "cu2", date(2025, 5, 30), Part.SANG, "Bài 0"),
)


@pytest.fixture(autouse=True)
async def known_timetable(house: House, db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [COURSE])
        await classes.save_enrolments(
            tx, BY, [Enrolment("cu2", roster.NHA.id), Enrolment("cu2", roster.KIET.id, EnrolmentState.LEFT)]
        )
        await classes.replace_sessions(tx, BY, "cu2", SESSIONS)
    await tell_of_changes(house)


async def change(db: Database, session: str, what: str) -> None:
    await db.write(f"update class_session set {what}, version = version + 1 where id = $1", session)


async def test_a_timetable_that_is_new_is_no_change(house: House, linked: Linked, sent: Sent) -> None:
    nha = await linked(roster.NHA)
    await tell_of_changes(house)
    assert await sent(nha) == []


async def test_all_that_changed_in_a_class_is_told_in_one_message(
    house: House, db: Database, linked: Linked, sent: Sent
) -> None:
    nha, kiet = await linked(roster.NHA), await linked(roster.KIET)
    await change(db, "s1", "day = '2025-06-05', part = 'chieu', room = 'Phòng 2'")
    await change(db, "s2", "cancelled = 1")
    await tell_of_changes(house)
    assert await sent(nha) == [
        "Lịch học thay đổi, lớp Bồi dưỡng cấp ủy viên, khóa 2:\n"
        "- Buổi sáng thứ Ba 03/06 (Bài 1): chuyển sang chiều thứ Năm 05/06; nơi học Hội trường 1 đổi thành Phòng 2.\n"
        "- Buổi sáng thứ Tư 04/06 (Bài 2): hủy, không học."
    ]
    assert await sent(kiet) == [], "he left"


async def test_a_change_is_told_once(house: House, db: Database, linked: Linked, sent: Sent) -> None:
    nha = await linked(roster.NHA)
    await change(db, "s1", "room = 'Phòng 2'")
    for _ in range(3):
        await tell_of_changes(house)
    assert len(await sent(nha)) == 1


async def test_a_second_change_is_told_from_what_was_told_last(
    house: House, db: Database, linked: Linked, sent: Sent, clock: Clock
) -> None:
    nha = await linked(roster.NHA)
    for room in ("Phòng 2", "Phòng 3"):
        await change(db, "s1", f"room = '{room}'")
        await tell_of_changes(house)
        clock.move(minutes=5)
    assert "nơi học Phòng 2 đổi thành Phòng 3" in (await sent(nha))[-1]


async def test_what_changes_twice_in_a_night_is_told_once_in_the_morning(
    house: House, db: Database, linked: Linked, sent: Sent, clock: Clock
) -> None:
    nha = await linked(roster.NHA)
    clock.move(hours=14)
    for room in ("Phòng 2", "Phòng 3"):
        await change(db, "s2", f"room = '{room}'")
        await tell_of_changes(house)
    assert await sent(nha) == []
    clock.move(hours=10)
    await tell_of_changes(house)
    [said] = await sent(nha)
    assert "nơi học chưa có đổi thành Phòng 3" in said


async def test_what_was_changed_back_or_is_over_or_is_only_a_word_is_not_told(
    house: House, db: Database, linked: Linked, sent: Sent
) -> None:
    nha = await linked(roster.NHA)
    await change(db, "s1", "room = 'Phòng 2'")
    await change(db, "s1", "room = 'Hội trường 1'")
    await change(db, "s2", "topic = 'Bài 2, phần đầu'")
    await change(db, "s0", "room = 'Phòng 9'")
    await tell_of_changes(house)
    assert await sent(nha) == []


async def test_a_class_that_was_cancelled_as_a_whole_has_no_changed_sessions(
    house: House, db: Database, linked: Linked, sent: Sent
) -> None:
    nha = await linked(roster.NHA)
    await change(db, "s1", "cancelled = 1")
    await db.write("update training_class set state = 'cancelled'")
    await tell_of_changes(house)
    assert await sent(nha) == []
