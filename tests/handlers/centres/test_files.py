"""Files that staff of one of several centres send in chat: what they list becomes the centre's; a roster stays out."""

from dataclasses import replace

from handlers.house import House
from handlers.texts import class_books
from handlers.texts import lecturers as lecturer_texts
from handlers.texts.staff import WHOLE_CENTRE_ONLY
from rules.access import OPERATOR, Role
from storage import classes, lecturers
from tests.handlers import roster
from tests.handlers.centres.conftest import A, B
from tests.handlers.centres.test_owned import SHORT, keep
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.files.books import xlsx
from tests.handlers.several import grant

CLASSES = (("Mã lớp", "Chương trình", "Số chỗ"), ("CU-K8-2025", "Cấp ủy viên cơ sở", 40))
LECTURERS = (("Họ và tên", "Loại giảng viên", "Chuyên đề"), ("Lê Văn Ba", "Cơ hữu", "Dân vận"))
UNITS = (("Đơn vị cũ", "Đơn vị mới", "Ngày", "Căn cứ"), ("xã Tân An", "xã Mới", "01/07/2025", "Nghị quyết 1"))
PEOPLE = (("Mã cán bộ", "Họ và tên", "Đơn vị"), ("CB077", "Lê Văn Mới", "xã An Trường"))


async def test_the_classes_of_a_file_are_of_the_senders_centre_and_taken_back_by_them(
    house: House, lan: Person, mai: Person
) -> None:
    await lan.sends_file("lop.xlsx", xlsx(CLASSES))
    assert (await lan.taps(class_books.STORE)).startswith("Đã nạp lớp: mới 1")
    [new] = await classes.every_class(house.db, OPERATOR)
    assert new.training.centre == A
    await mai.taps("book_undo_yes:1")
    assert len(await classes.every_class(house.db, OPERATOR)) == 1
    await lan.taps(class_books.UNDO)
    await lan.taps(class_books.UNDO_YES)
    assert await classes.every_class(house.db, OPERATOR) == []


async def test_a_file_changes_no_class_of_another_centre(house: House, lan: Person) -> None:
    await keep(house, replace(SHORT, centre=B))
    assert "phải sửa" in await lan.sends_file("lop.xlsx", xlsx((CLASSES[0], (SHORT.code, None, 40))))
    [kept] = await classes.every_class(house.db, OPERATOR)
    assert kept.training.places == SHORT.places


async def test_the_lecturers_of_a_file_teach_for_the_senders_centre(house: House, lan: Person) -> None:
    await lan.sends_file("giang-vien.xlsx", xlsx(LECTURERS))
    await lan.taps(class_books.STORE)
    assert [(each.name, each.centre) for each in await lecturers.every_lecturer(house.db)] == [("Lê Văn Ba", A)]


async def test_who_keeps_two_centres_sends_lecturers_for_neither(house: House, linked: Linked) -> None:
    await grant(house, roster.LAN.id, Role.STAFF, "huyen-cang-long")
    assert await (await linked(roster.LAN)).sends_file("gv.xlsx", xlsx(LECTURERS)) == lecturer_texts.BY_EACH_CENTRE


async def test_a_roster_and_a_reorganisation_are_for_those_above_all_centres(lan: Person) -> None:
    for rows in (PEOPLE, UNITS):
        assert await lan.sends_file("danh-sach.xlsx", xlsx(rows)) == WHOLE_CENTRE_ONLY
