"""Files of classes and sessions sent in chat: looked at, written after a yes, taken back."""

from dataclasses import replace

import pytest

from handlers.house import House
from handlers.texts import class_books as texts
from handlers.texts.files_read import NOTHING_STORED
from rules.access import OPERATOR
from storage import class_writes, classes
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
