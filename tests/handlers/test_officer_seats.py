"""The officer of a unit: quotas, choosing by number whom to send, the word on wishes, the list and its signed copy."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from handlers.understanding.numbered import numbers_in
from rules.access import Role
from rules.classes import Course
from storage import classes, grants, nomination_papers, seats
from storage.database import Database
from tests.handlers import roster
from tests.handlers.conftest import Linked, Sent
from tests.handlers.test_registering import BY, COURSE, SCHOOL

JPEG = b"\xff\xd8\xff\xe0" + b"0" * 64


@pytest.fixture(autouse=True)
async def opened(db: Database) -> None:
    """Two classes take names; xã An Trường, whose officer is Khoa, has one seat of the first."""
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "create", [COURSE, SCHOOL])
        await grants.grant(tx, BY, roster.KHOA.id, Role.OFFICER, roster.AN_TRUONG.id)
        await tx.rows(
            "insert into class_quota (class_id, unit_id, places, taken) values ('cu3', $1, 1, 0)", roster.AN_TRUONG.id
        )
        await seats.count_quotas(tx, "cu3")


def test_numbers_are_read_as_people_type_them() -> None:
    assert numbers_in("1 3 7-9") == numbers_in("1, 3 và 7 đến 9") == (1, 3, 7, 8, 9)
    assert numbers_in("cử số 2") == (2,)
    assert numbers_in("để tôi xem") == numbers_in("1 người") == numbers_in("1-9999") == ()


async def test_the_officer_sees_the_quota_of_the_own_unit_in_each_class(linked: Linked) -> None:
    khoa = await linked(roster.KHOA)
    text = await khoa.taps("unit_classes")
    assert "Bồi dưỡng cấp ủy viên cơ sở, khóa 3/2025\nĐã cử 0. xã An Trường: còn 1/1 suất." in text
    loc = await linked(roster.LOC)
    assert "xã An Trường" not in await loc.taps("unit_classes")


async def test_the_officer_reaches_every_class_that_takes_names(linked: Linked, db: Database) -> None:
    some = [replace(COURSE, id=f"more{n}", code=f"M{n}", name=f"Chuyên đề {n}") for n in range(4)]
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "create", some)
    khoa = await linked(roster.KHOA)
    read = await khoa.taps("unit_classes")
    assert read.startswith("Các lớp đang nhận danh sách cử: 6 lớp.")
    assert len(khoa.labels) <= 6
    read += await khoa.taps("Xem tiếp")
    assert all(each.name in read for each in (COURSE, SCHOOL, *some))
    assert "Xem tiếp" not in khoa.labels


async def test_people_are_chosen_by_number_and_told(linked: Linked, sent: Sent, db: Database) -> None:
    khoa, nha = await linked(roster.KHOA), await linked(roster.NHA)
    text = await khoa.taps("nominate:tc16")
    assert text.startswith("Trung cấp lý luận chính trị, khóa 16: 2 đồng chí có thể xem xét cử.")
    assert "Lê Minh Tuấn" not in text
    number = next(line.split(".")[0] for line in text.splitlines() if "Trần Văn Nhã" in line)
    assert "Cử 1 đồng chí: Trần Văn Nhã." in await khoa.says(f"cử {number}")
    assert (await khoa.taps("Đưa vào danh sách cử")).startswith("Đã ghi 1 đồng chí vào danh sách cử.")
    [row] = await db.rows("select person_id, state, asked_by, agreed_by from seat_request")
    assert tuple(row[:]) == (roster.NHA.id, "agreed", roster.KHOA.id, roster.KHOA.id)
    assert (await sent(nha))[0].startswith("Đơn vị đã đề nghị thay đồng chí")


async def test_no_party_member_is_offered_for_the_courses_on_the_way_into_the_party(
    linked: Linked, db: Database
) -> None:
    kinds = (Course.NHAN_THUC_DANG, Course.DANG_VIEN_MOI)
    some = [replace(COURSE, id=each.value, code=each.value.upper(), course=each, kind=each.value) for each in kinds]
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "create", some)
    khoa = await linked(roster.KHOA)
    for course in kinds:
        text = await khoa.taps(f"nominate:{course}")
        assert "Trần Văn Nhã" not in text, "a member since 2002"
        assert "Sơn Văn Kiệt" in text, "of him nothing is known"
        assert ("hồ sơ chưa ghi là đảng viên dự bị" in text) is (course is Course.DANG_VIEN_MOI)


async def test_a_number_that_is_not_in_the_list_is_told_as_that(linked: Linked, db: Database) -> None:
    khoa = await linked(roster.KHOA)
    await khoa.taps("nominate:tc16")
    assert (await khoa.says("cử 1 9")).startswith("Danh sách chỉ có số 1 đến 2. Chưa ghi gì.")
    assert not await db.rows("select 1 from seat_request")


async def test_what_staff_ask_on_behalf_of_someone_still_needs_the_unit(
    linked: Linked, sent: Sent, db: Database
) -> None:
    lan, khoa, loc = await linked(roster.LAN), await linked(roster.KHOA), await linked(roster.LOC)
    await lan.taps("nominate:cu3")
    await lan.says("cử 1")
    await lan.taps("Đưa vào danh sách cử")
    [row] = await db.rows("select state, asked_by, agreed_by from seat_request")
    assert tuple(row[:]) == ("asked", roster.LAN.id, None)
    told = [*await sent(khoa), *await sent(loc)]
    assert sum("Đề nghị đơn vị cho ý kiến" in text for text in told) == 1


async def test_wishes_are_answered_by_their_numbers_once(linked: Linked, sent: Sent, db: Database) -> None:
    khoa, nha = await linked(roster.KHOA), await linked(roster.NHA)
    await nha.taps("register_send:trung_cap:tc16")
    assert "1. Trần Văn Nhã (xã An Trường): Trung cấp" in await khoa.taps("seat_wishes")
    assert "lý do sau dấu hai chấm" in await khoa.says("không cử 1")
    assert (await khoa.says("không cử 1: đang phụ trách đại hội")).startswith("Đã ghi không cử: số 1.")
    assert "Đơn vị chưa cử đồng chí lần này. Lời nhắn: đang phụ trách đại hội." in (await sent(nha))[-1]
    assert await khoa.taps("seat_wishes") == "Không có nguyện vọng nào của đơn vị chờ ý kiến."


async def test_the_officer_of_another_unit_has_no_word_on_them(linked: Linked, db: Database) -> None:
    nha, loc = await linked(roster.NHA), await linked(roster.LOC)
    await nha.taps("register_send:trung_cap:tc16")
    assert await loc.taps("seat_wishes") == "Không có nguyện vọng nào của đơn vị chờ ý kiến."


def paragraphs(content: bytes) -> set[str]:
    document = Document(BytesIO(content))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return {each.text for part in (document, *cells) for each in part.paragraphs}


@pytest.mark.parametrize("form", ["xlsx", "docx"])
async def test_the_list_to_sign_names_those_sent_and_its_photo_comes_back(
    linked: Linked, db: Database, form: str
) -> None:
    khoa = await linked(roster.KHOA)
    await khoa.taps("nominate:tc16")
    await khoa.says("1-2")
    await khoa.taps("Đưa vào danh sách cử")
    said = await khoa.taps(f"unit_list:tc16:{form}")
    assert said.startswith("Danh sách cử lớp Trung cấp lý luận chính trị, khóa 16: 2 người, để in và ký.")
    [file] = khoa.last.files
    assert file.name == f"danh-sach-cu-TC-K16.{form}"
    if form == "xlsx":
        sheet = load_workbook(BytesIO(file.content)).active
        assert sheet is not None
        assert {"Trần Văn Nhã", "XÃ AN TRƯỜNG"} <= {cell.value for row in sheet.iter_rows() for cell in row}
    else:
        words = paragraphs(file.content)
        assert {"XÃ AN TRƯỜNG", "Kính gửi: Trung tâm Chính trị huyện Càng Long.", "THỦ TRƯỞNG ĐƠN VỊ"} <= words
        assert not {"GIÁM ĐỐC", "Số          -BC/TTCT"} & words, "the unit signs it, not the centre"
    await khoa.taps("Gửi ảnh bản đã ký")
    assert "Chưa ghi gì" in await khoa.says("đây")
    assert (await khoa.sends_file("ky.jpg", JPEG)).startswith("Đã nhận bản danh sách đã ký")
    [paper] = await nomination_papers.of_class(db, "tc16")
    assert (paper.unit, paper.file_name) == ("xã An Trường", "ky.jpg")
