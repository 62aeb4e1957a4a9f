"""Files of lecturers sent in chat: told from those of people and sessions, shown, written after a yes, taken back."""

import pytest

from handlers.texts import class_books
from rules.lecturers import State
from storage import lecturers
from storage.database import Database
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked, Sent
from tests.handlers.files.books import xlsx

PEOPLE = (
    ("Họ và tên", "Loại giảng viên", "Chuyên đề", "Số quyết định", "Ngày quyết định"),
    ("Lê Văn Ba", "Cơ hữu", "Dân vận", None, None),
    ("Lê Thị Tư", "Kiêm chức", "Nhà nước; Pháp luật", "120-QĐ/HU", "12/05/2025"),
)


@pytest.fixture
async def lan(linked: Linked) -> Person:
    """The clerk."""
    return await linked(roster.LAN)


async def states(db: Database) -> dict[str, State]:
    return {each.name: each.state for each in await lecturers.every_lecturer(db)}


async def test_a_file_of_lecturers_is_shown_and_written_after_a_yes(
    lan: Person, linked: Linked, sent: Sent, db: Database
) -> None:
    thanh = await linked(roster.THANH)
    assert (await lan.sends_file("giang-vien.xlsx", xlsx(PEOPLE))).startswith("Tệp giang-vien.xlsx: giảng viên mới 2")
    assert await states(db) == {}
    assert (await lan.taps(class_books.STORE)).startswith("Đã nạp giảng viên: mới 2, thay đổi 0. Lần nạp số 1.")
    assert await states(db) == {"Lê Văn Ba": State.APPROVED, "Lê Thị Tư": State.SUBMITTED}
    assert await sent(thanh) == ["1 giảng viên được trình, chờ phê duyệt: Lê Thị Tư."]
    assert "Lê Thị Tư" in await thanh.taps("lecturers_waiting")
    await lan.taps(class_books.UNDO)
    assert await lan.taps(class_books.UNDO_YES) == "Đã hoàn tác lần nạp số 1: 2 dòng."
    assert await states(db) == {}


async def test_all_that_is_wrong_with_it_comes_back_marked(lan: Person, db: Database) -> None:
    said = await lan.sends_file("gv.xlsx", xlsx((*PEOPLE, ("Ai Đó", "thỉnh thoảng", None, None, "32/13/2025"))))
    assert said.startswith("Tệp có 2 chỗ phải sửa")
    assert [each.name for each in lan.last.files] == ["gv-loi.xlsx"]
    assert await states(db) == {}


async def test_a_second_tap_and_an_outdated_yes_write_nothing(lan: Person, db: Database) -> None:
    await lan.sends_file("gv.xlsx", xlsx(PEOPLE))
    key = lan.last.buttons[0][0].key
    await lan.taps(key)
    assert await lan.taps(key) == class_books.GONE
    changed = (("Mã giảng viên", "Họ và tên", "Chuyên đề"), ("GV01", "Lê Văn Ba", "Tuyên giáo"))
    await lan.sends_file("gv.xlsx", xlsx(changed))
    await db.write("update lecturer set version = version + 1 where code = 'GV01'")
    assert await lan.taps(class_books.STORE) == class_books.CHANGED
    assert len(await states(db)) == 2


async def test_it_may_be_dropped(lan: Person, db: Database) -> None:
    await lan.sends_file("gv.xlsx", xlsx(PEOPLE))
    await lan.taps(class_books.FORGET)
    assert await states(db) == {}


async def test_people_and_sessions_are_not_taken_for_lecturers(lan: Person) -> None:
    people = (("Họ và tên", "Ngày sinh", "Đơn vị", "Chức vụ"), ("Lê Văn Ba", "01/02/1980", "xã Tân An", "Chủ tịch"))
    timetable = (("Mã lớp", "Ngày học", "Buổi", "Chuyên đề", "Giảng viên"), ("X", "07/07/2025", "Sáng", "Bài 1", "Ba"))
    for rows in (people, timetable):
        assert "giảng viên mới" not in await lan.sends_file("tep.xlsx", xlsx(rows))
