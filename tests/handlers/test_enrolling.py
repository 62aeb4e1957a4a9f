"""A unit's list for a class by chat: staff write it to the class, officers send it to the centre."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from handlers.texts.classes import beginning
from rules.access import OPERATOR
from rules.classes import ClassState, Course, Enrolment, Part, Session, TrainingClass
from storage import cadres, classes, learners
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked, Sent

BY = By("operator", 1)
HEAD = "Họ và tên;Ngày sinh;Đơn vị;Chức vụ;Số điện thoại;Ghi chú\n"
HOA = "Nguyễn Thị Hòa;02/11/1980;xã Tân An;Phó Bí thư Đảng ủy xã;;\n"
BINH = "Lê Thị Bình;02/03/1999;xã Tân An;Giáo viên;0912000111;Quần chúng ưu tú\n"
NHA = "Trần Văn Nhã;12/03/1974;xã An Trường;;;\n"


@pytest.fixture(autouse=True)
async def a_class(db: Database) -> None:
    training = TrainingClass(
        "nt3", "NT-K3", "Bồi dưỡng nhận thức về Đảng, khóa 3", course=Course.NHAN_THUC_DANG, state=ClassState.OPEN,
        places=2, kind="nhan_thuc_dang", starts_on=date(2025, 6, 9), hours="từ 13 giờ 30", place="Trung tâm",
    )  # fmt: skip
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [training])
        first = Session("s1", "nt3", date(2025, 6, 9), Part.CHIEU, "Bài 1", "Phòng 2")
        await classes.replace_sessions(tx, BY, "nt3", [first])


@pytest.fixture
async def lan(linked: Linked) -> Person:
    return await linked(roster.LAN)


async def sends(person: Person, *rows: str, head: str = HEAD) -> str:
    await person.taps("enrol_list:nt3")
    return await person.sends_file("ds-cu.csv", (head + "".join(rows)).encode())


async def enrolled(db: Database) -> set[str]:
    return {row["person_id"] for row in await db.rows("select person_id from enrolment")}


async def test_classes_that_take_names_are_offered_first_by_name_and_no_other_to_units(
    db: Database, linked: Linked, lan: Person
) -> None:
    def other(number: int) -> TrainingClass:
        return TrainingClass(
            f"x{number}", f"X{number}", "Lớp khác", state=ClassState.RUNNING, starts_on=date(2024, 1, 1)
        )

    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [other(number) for number in range(5)])
    said = await lan.says("/danhsachcu")
    assert "1. Bồi dưỡng nhận thức về Đảng, khóa 3 (NT-K3)\n2. Lớp khác (X0)" in said
    assert len(lan.labels) <= 6
    await lan.taps("Xem tiếp")
    assert {"X3", "X4"} <= set(lan.labels)
    loc = await linked(roster.LOC)
    await loc.says("/danhsachcu")
    assert loc.labels == ["NT-K3", "Về đầu"]
    await loc.taps("enrol_list:x1")
    assert "NT-K3" in loc.labels, "a forged key opens no other class"


async def test_a_list_is_shown_and_only_then_written(db: Database, lan: Person) -> None:
    said = await sends(lan, HOA, BINH)
    assert "lớp NT-K3: 2 người" in said
    assert "Trong danh sách cán bộ: 1. Học viên đã có: 0. Học viên mới: 1." in said
    assert not await enrolled(db)
    assert "Đã ghi 2 người vào lớp NT-K3" in await lan.taps("Ghi vào lớp")
    [binh] = await learners.in_bounds(db, OPERATOR)
    assert (binh.code, binh.phone, binh.note) == ("HV00001", "0912000111", "Giáo viên; Quần chúng ưu tú")
    assert await enrolled(db) == {roster.HOA.id, binh.id}


async def test_whoever_is_put_into_the_class_is_told(linked: Linked, lan: Person, sent: Sent) -> None:
    hoa = await linked(roster.HOA)
    await sends(lan, HOA, BINH)
    await lan.taps("Ghi vào lớp")
    assert await sent(hoa) == [
        "Đồng chí có tên trong danh sách lớp Bồi dưỡng nhận thức về Đảng, khóa 3 (NT-K3).\n"
        "Khai giảng chiều thứ Hai 09/06; giờ học: từ 13 giờ 30; nơi học: Phòng 2, Trung tâm."
    ]


async def test_of_a_class_under_way_the_next_session_is_told(
    db: Database, linked: Linked, lan: Person, sent: Sent
) -> None:
    hoa = await linked(roster.HOA)
    await db.write("update training_class set state = 'running', starts_on = '2025-05-26' where id = 'nt3'")
    await sends(lan, HOA)
    await lan.taps("Ghi vào lớp")
    assert "\nBuổi học tới: chiều thứ Hai 09/06; giờ học" in (await sent(hoa))[0]


async def test_a_second_yes_does_nothing(db: Database, lan: Person) -> None:
    await sends(lan, BINH)
    key = lan.last.buttons[0][0].key
    await lan.taps(key)
    assert "đã được ghi hoặc đã bỏ" in await lan.taps(key)
    assert len(await enrolled(db)) == 1


async def test_the_places_of_the_class_are_never_exceeded(db: Database, lan: Person) -> None:
    await sends(lan, HOA, BINH, NHA)
    assert "Lớp còn 2 chỗ, danh sách cần 3. Chưa ghi gì" in await lan.taps("Ghi vào lớp")
    assert not await enrolled(db)
    assert await learners.in_bounds(db, OPERATOR) == []


async def test_a_list_with_errors_comes_back_marked_and_nothing_is_written(db: Database, lan: Person) -> None:
    said = await sends(lan, HOA, BINH, BINH)
    assert "Tệp có 1 chỗ phải sửa" in said
    assert "Trùng với dòng 3" in said
    assert [file.name for file in lan.last.files] == ["ds-cu-loi.xlsx"]
    assert "lớp NT-K3" in await lan.taps("Gửi danh sách cử"), "the way back to the same class is one tap"


@pytest.mark.parametrize(
    ("room", "place", "said"),
    [
        ("Hội trường 2", "Hội trường 1", "Hội trường 2"),
        ("Hội trường 2", "Phòng 1, Trung tâm", "Hội trường 2, Trung tâm"),
        ("Phòng 1, Trung tâm", "Phòng 1, Trung tâm", "Phòng 1, Trung tâm"),
        ("", "Phòng 1, Trung tâm", "Phòng 1, Trung tâm"),
    ],
)
def test_whoever_is_put_into_a_class_reads_of_one_room(room: str, place: str, said: str) -> None:
    day = date(2025, 6, 9)
    training = TrainingClass("a", "A", "Lớp", place=place, starts_on=day)
    first = Session("s", "a", day, Part.SANG, "", room)
    assert beginning(training, first, day) == f"Khai giảng sáng thứ Hai 09/06; nơi học: {said}."


async def test_what_changed_after_the_list_was_seen_is_not_written_over(db: Database, lan: Person) -> None:
    await sends(lan, HOA, BINH)
    async with db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("nt3", roster.HOA.id)])
    assert "Chưa ghi gì" in await lan.taps("Ghi vào lớp")
    assert await enrolled(db) == {roster.HOA.id}


async def test_the_people_of_a_list_are_taken_out_again(db: Database, lan: Person) -> None:
    await sends(lan, HOA, BINH)
    await lan.taps("Ghi vào lớp")
    assert "2 người ra khỏi lớp" in await lan.taps("Hoàn tác")
    assert not await enrolled(db)


async def test_an_officers_list_is_the_units_word_and_enrols_nobody(db: Database, linked: Linked) -> None:
    loc = await linked(roster.LOC)
    await sends(loc, BINH)
    assert "Đã gửi Trung tâm danh sách cử cho lớp NT-K3: 1 người" in await loc.taps("Gửi Trung tâm")
    assert "Đơn vị đã cử 1 người" in await loc.taps("Danh sách đã cử")
    assert not await enrolled(db)
    [row] = await db.rows("select state, unit_id, agreed_by from seat_request")
    assert row[:] == ("agreed", roster.TAN_AN.id, roster.LOC.id)


async def test_an_officers_list_needs_no_column_of_units(linked: Linked) -> None:
    loc = await linked(roster.LOC)
    said = await sends(loc, "Lê Thị Bình;02/03/1999\n", head="Họ và tên;Ngày sinh\n")
    assert "Học viên mới: 1" in said


async def test_an_officer_sends_nobody_of_another_unit(linked: Linked) -> None:
    loc = await linked(roster.LOC)
    assert "không thuộc phạm vi phụ trách" in await sends(loc, NHA)


async def test_a_cadre_sends_no_lists(linked: Linked) -> None:
    hoa = await linked(roster.HOA)
    await hoa.taps("enrol_list:nt3")
    assert "NT-K3" not in hoa.last.text


async def test_a_roster_that_brings_a_learner_says_so_and_keeps_their_classes(db: Database, lan: Person) -> None:
    await sends(lan, BINH)
    await lan.taps("Ghi vào lớp")
    row = "Lê Thị Bình;02/03/1999;xã Tân An;Công chức Tư pháp - Hộ tịch\n"
    said = await lan.sends_file("ds.csv", ("Họ và tên;Ngày sinh;Đơn vị;Chức vụ\n" + row).encode())
    assert "Học viên nay vào danh sách cán bộ, giữ quá trình học (1):" in said
    assert "Lê Thị Bình (HV00001), xã Tân An" in said
    await lan.taps(lan.labels[0])
    [cadre] = await cadres.named(db, OPERATOR, "Lê Thị Bình")
    assert await enrolled(db) == {cadre.id}


async def test_the_form_of_the_list_is_handed_out_and_read_back(db: Database, lan: Person) -> None:
    await lan.taps("enrol_list:nt3")
    await lan.taps("Tệp mẫu danh sách cử")
    [form] = lan.last.files
    book = load_workbook(BytesIO(form.content))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    filled = {"Họ và tên": "Lê Thị Bình", "Ngày sinh": "02/03/1999", "Đơn vị": "xã Tân An", "Ghi chú": "Quần chúng"}
    for heading, value in filled.items():
        sheet.cell(3, columns[heading], value)
    back = BytesIO()
    book.save(back)
    await lan.taps("Gửi danh sách cử")
    said = await lan.sends_file("ds-cu.xlsx", back.getvalue())
    assert "lớp NT-K3: 1 người" in said, "the example is never read"
    await lan.taps("Ghi vào lớp")
    [binh] = await learners.in_bounds(db, OPERATOR)
    assert (binh.name, binh.note) == ("Lê Thị Bình", "Quần chúng")
