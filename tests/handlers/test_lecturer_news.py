"""Lecturers hear of what changed in their timetable without them."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.house import House
from handlers.session_news import tell_of_changes
from handlers.texts import class_desk
from rules.classes import Part, Session
from rules.lecturers import Lecturer
from storage import class_writes, classes
from storage.class_writes import Kept
from storage.database import Database
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.teaching import BY, pair

__all__ = ["pair"]
Pair = tuple[Lecturer, Lecturer]


@pytest.fixture
async def dung(linked: Linked, pair: Pair, house: House) -> Person:
    await tell_of_changes(house)
    return await linked(roster.DUNG)


async def change(db: Database, session_id: str, **what: object) -> None:
    async with db.transaction() as tx:
        before = next(each for each in await classes.sessions_of(tx, "cu2") if each.id == session_id)
        after = replace(before, **what)  # type: ignore[arg-type]  # each by the name of its field
        assert await class_writes.change_session(tx, BY, before, after) is Kept.DONE


async def test_a_moved_and_a_cancelled_session_are_told_to_the_lecturer_in_one_message(
    dung: Person, house: House, db: Database, sent: Sent
) -> None:
    await change(db, "s2", room="Phòng 3")
    await change(db, "s3", cancelled=True)
    await tell_of_changes(house)
    assert await sent(dung) == [
        "Lịch giảng của đồng chí thay đổi:\n"
        "- Lớp Bồi dưỡng cấp ủy viên, khóa 2. Buổi sáng thứ Ba 03/06 (Bài 2): nơi học Hội trường 1 đổi thành Phòng 3.\n"
        "- Lớp Bồi dưỡng cấp ủy viên, khóa 2. Buổi sáng thứ Tư 04/06 (Bài 3): hủy, không học."
    ]
    await tell_of_changes(house)
    assert len(await sent(dung)) == 1, "told once"


async def test_a_session_given_to_another_is_told_to_both(
    dung: Person, linked: Linked, house: House, db: Database, sent: Sent, pair: Pair
) -> None:
    hoa = await linked(roster.HOA)
    await change(db, "s2", lecturer=pair[1].name, lecturer_id=pair[1].id)
    await tell_of_changes(house)
    assert "Buổi sáng thứ Ba 03/06, Hội trường 1 không còn do đồng chí giảng." in (await sent(dung))[0]
    assert "Đồng chí được xếp giảng buổi sáng thứ Ba 03/06, Hội trường 1 (Bài 2)." in (await sent(hoa))[0]


async def test_a_session_added_to_a_class_is_told_to_its_lecturer_once(
    dung: Person, house: House, db: Database, sent: Sent, pair: Pair
) -> None:
    new = Session("", "cu2", date(2025, 6, 12), Part.CHIEU, "Bài 9", "Phòng 2", pair[0].name, pair[0].id)
    behind = replace(new, day=date(2025, 5, 28))
    async with db.transaction() as tx:
        await class_writes.add_sessions(tx, BY, [new, behind, replace(new, day=date(2025, 6, 13), lecturer_id=None)])
    for _ in range(2):
        await tell_of_changes(house)
    assert await sent(dung) == [
        "Lịch giảng của đồng chí thay đổi:\n"
        "- Lớp Bồi dưỡng cấp ủy viên, khóa 2. Đồng chí được xếp giảng buổi chiều thứ Năm 12/06, Phòng 2 (Bài 9)."
    ]


async def test_the_timetable_of_a_class_that_opens_is_told_to_its_lecturers_in_a_line(
    dung: Person, house: House, db: Database, sent: Sent, pair: Pair
) -> None:
    first = Session("", "sc1", date(2025, 6, 12), Part.SANG, "Bài 1", "Phòng 2", pair[0].name, pair[0].id)
    await db.write("update training_class set state = 'planned' where id = 'sc1'")
    async with db.transaction() as tx:
        await class_writes.add_sessions(tx, BY, [replace(first, day=date(2025, 6, day)) for day in (16, 12, 13)])
    await tell_of_changes(house)
    assert await sent(dung) == [], "a plan is not given out"
    await db.write("update training_class set state = 'open' where id = 'sc1'")
    await tell_of_changes(house)
    assert await sent(dung) == [
        "Lịch giảng của đồng chí thay đổi:\n"
        "- Lớp Sơ cấp, khóa 1. Đồng chí được xếp giảng 3 buổi, từ buổi sáng thứ Năm 12/06, Phòng 2 "
        "đến buổi sáng thứ Hai 16/06, Phòng 2."
    ]


async def test_another_topic_or_number_of_periods_is_no_news(
    dung: Person, house: House, db: Database, sent: Sent
) -> None:
    await change(db, "s2", topic="Bài khác", periods=4)
    await tell_of_changes(house)
    assert await sent(dung) == []


async def test_what_lies_behind_is_no_news(dung: Person, house: House, db: Database, sent: Sent, clock: Clock) -> None:
    await change(db, "s0", room="Phòng 3")
    await tell_of_changes(house)
    assert await sent(dung) == []


async def test_a_cancelled_class_is_told_to_those_who_were_still_to_teach_it(
    dung: Person, linked: Linked, sent: Sent
) -> None:
    lan, hoa = await linked(roster.LAN), await linked(roster.HOA)
    await lan.taps("class_cancel:cu2:1")
    await lan.says("Không đủ người")
    await lan.taps(class_desk.CANCEL_YES)
    assert await sent(dung) == [
        "Lớp Bồi dưỡng cấp ủy viên, khóa 2 (CU-K2) không học nữa. Lý do: Không đủ người.\n"
        "4 buổi của đồng chí trong lớp này đã bỏ khỏi lịch giảng."
    ]
    assert await sent(hoa) == []
