"""Files of classes and sessions sent in chat: looked at, written after a yes, taken back."""

from dataclasses import replace

import pytest

from handlers.house import House
from handlers.texts import class_books as texts
from handlers.texts.files_read import NOTHING_STORED
from rules.access import OPERATOR
from storage import class_writes, classes, seats
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.files.books import xlsx
from tests.handlers.test_class_desk import BY, CLASS, keep, stored

ROWS = (("Mã lớp", "Nơi học", "Số chỗ"), ("CU-K3-2025", "Hội trường 2", 40))
TIMETABLE = (("Mã lớp", "Ngày học", "Buổi", "Chuyên đề"), ("CU-K3-2025", "07/07/2025", "Sáng", "Bài 1"))


@pytest.fixture
async def lan(linked: Linked) -> Person:
    """The clerk."""
    return await linked(roster.LAN)


async def test_a_file_of_classes_is_shown_and_written_after_a_yes(lan: Person, house: House) -> None:
    await keep(house)
    shown = await lan.sends_file("lop.xlsx", xlsx(ROWS))
    assert shown.startswith("Tệp lop.xlsx: lớp mới 0, thay đổi 1, giữ nguyên 0.")
    assert "số chỗ 2 → 40; nơi học chưa có → Hội trường 2" in shown
    assert (await stored(house)).places == 2
    assert (await lan.taps(texts.STORE)).startswith("Đã nạp lớp: mới 0, thay đổi 1.")
    assert (await stored(house)).places == 40
    assert "trả lại những gì đã đổi" in await lan.taps(texts.UNDO)
    assert (await lan.taps(texts.UNDO_YES)).startswith("Đã hoàn tác")
    assert (await stored(house)).places == 2


async def test_the_shares_of_units_come_by_a_file_and_are_taken_back_with_it(lan: Person, house: House) -> None:
    await keep(house)
    async with house.db.transaction() as tx:
        await class_writes.set_quotas(tx, BY, CLASS, {roster.TAN_AN.id: 1})
    rows = (
        ("Mã lớp", "Chương trình", "Chỉ tiêu đơn vị"),
        ("CU-K3-2025", "", "xã An Trường 2, Tân An 0"),
        ("CU-K8-2025", "Cấp ủy viên cơ sở", "xã Tân An 3"),
    )
    shown = await lan.sends_file("lop.xlsx", xlsx(rows))
    assert "~ CU-K3-2025: chỉ tiêu xã An Trường 0 → 2, xã Tân An 1 → 0" in shown
    assert "~ CU-K8-2025: chỉ tiêu xã Tân An 0 → 3" in shown
    assert "Chỉ tiêu đơn vị: 2 lớp. Lần nạp số 1." in await lan.taps(texts.STORE)
    assert await seats.every_quota(house.db) == {
        "cu3": {roster.AN_TRUONG.id: 2},
        (await classes.every_class(house.db, OPERATOR))[1].training.id: {roster.TAN_AN.id: 3},
    }
    assert await lan.sends_file("lop.xlsx", xlsx(rows)) == texts.NOTHING_TO_DO
    await lan.taps("book_undo:1")
    assert await lan.taps(texts.UNDO_YES) == "Đã hoàn tác lần nạp số 1: 2 dòng."
    assert await seats.every_quota(house.db) == {"cu3": {roster.TAN_AN.id: 1}}
    assert len(await classes.every_class(house.db, OPERATOR)) == 1


async def test_shares_that_cannot_be_read_are_told_by_cell(lan: Person, house: House) -> None:
    await keep(house)
    said = await lan.sends_file(
        "lop.xlsx", xlsx((("Mã lớp", "Nơi học", "Chỉ tiêu đơn vị"), ("CU-K3-2025", "Hội trường 2", "xã Sao Hỏa 5")))
    )
    assert "dòng 2, cột C: Không có đơn vị nào tên: xã Sao Hỏa" in said


async def test_a_file_of_sessions_is_told_from_one_of_people(lan: Person, house: House) -> None:
    await keep(house)
    assert (await lan.sends_file("lich.xlsx", xlsx(TIMETABLE))).startswith("Tệp lich.xlsx: buổi học mới 1")
    await lan.taps(texts.STORE)
    assert [each.topic for each in await classes.sessions_of(house.db, "cu3")] == ["Bài 1"]


async def test_all_problems_come_back_marked(lan: Person, house: House) -> None:
    said = await lan.sends_file("lop.xlsx", xlsx((*ROWS, ("X", "Hội trường 1", "nhiều"))))
    assert said.startswith("Tệp có 3 chỗ phải sửa")
    assert [each.name for each in lan.last.files] == ["lop-loi.xlsx"]


async def test_what_changed_since_it_was_shown_is_not_written(lan: Person, house: House) -> None:
    await keep(house)
    await lan.sends_file("lop.xlsx", xlsx(ROWS))
    async with house.db.transaction() as tx:
        await class_writes.change(tx, BY, CLASS, replace(CLASS, places=9))
    assert await lan.taps(texts.STORE) == texts.CHANGED
    assert (await stored(house)).places == 9


async def test_a_second_tap_finds_nothing_to_write(lan: Person, house: House) -> None:
    await keep(house)
    await lan.sends_file("lop.xlsx", xlsx(ROWS))
    key = lan.last.buttons[0][0].key
    await lan.taps(texts.STORE)
    assert await lan.taps(key) == texts.GONE
    assert (await stored(house)).version == 2


async def test_a_file_may_be_dropped(lan: Person, house: House) -> None:
    await keep(house)
    await lan.sends_file("lop.xlsx", xlsx(ROWS))
    assert await lan.taps(texts.FORGET) == NOTHING_STORED
    assert len(await classes.every_class(house.db, OPERATOR)) == 1
