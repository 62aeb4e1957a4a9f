"""Whom a notice is for: chosen by tapping filters that combine, shown in words, counted before it is sent."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.house import House
from rules.access import Role
from rules.classes import ClassState, Enrolment, TrainingClass
from rules.levels import Level
from rules.notices import NoticeKind
from storage import classes, grants, notices
from storage.database import Database
from storage.journal import By
from storage.notices import Draft
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked, Sent
from tests.handlers.noticed import notify

K14 = TrainingClass("c14", "TC-K14", "Trung cấp lý luận chính trị, khóa 14", Level.TRUNG_CAP, state=ClassState.RUNNING,
                    starts_on=date(2025, 5, 5))  # fmt: skip
BY = By("operator", 1)


@pytest.fixture
async def lan(linked: Linked, db: Database) -> Person:
    """Staff with a draft without recipients; K14 has Nhã, who is linked, and Thảo, who is not."""
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "import", [K14])
        await classes.save_enrolments(tx, BY, [Enrolment("c14", roster.NHA.id), Enrolment("c14", roster.THAO.id)])
        await notices.create_draft(tx, By(roster.LAN.id, 1), Draft(NoticeKind.OTHER, "Kính gửi {ho_ten}, {don_vi}."))
    await linked(roster.NHA)
    lan = await linked(roster.LAN)
    await lan.taps("notice:1")
    return lan


async def audience(db: Database) -> str:
    found = await notices.by_number(db, 1)
    assert found is not None
    return found.audience


async def test_a_class_is_tapped_and_counted(lan: Person, db: Database) -> None:
    await lan.taps("Người nhận")
    await lan.taps("Học viên của lớp")
    await lan.taps("TC-K14")
    text = await lan.taps("Đang học")
    assert text.splitlines()[0] == "Gửi cho: Học viên lớp TC-K14."
    assert "2 người; 1 người nhận được qua Trợ lý." in text
    assert await audience(db) == "class=TC-K14"


async def test_filters_join_by_and_or_and_except(lan: Person, db: Database) -> None:
    await lan.taps("Người nhận")
    await lan.says("xã An Trường")
    for how, words in (("Hoặc: thêm người", "K14"), ("Trừ: bớt người", "codes=CB008")):
        await lan.taps("Thêm điều kiện")
        await lan.taps(how)
        await lan.says(words)
    assert await audience(db) == "(class=TC-K14 or unit=xa-an-truong) and not codes=CB008"
    assert "trừ mã số CB008" in lan.last.text
    await lan.taps("Bớt điều kiện")
    await lan.taps("Bỏ điều kiện 2")
    assert await audience(db) == "class=TC-K14 or unit=xa-an-truong"
    await lan.taps("Thêm điều kiện")
    await lan.taps("Và: phải đủ cả hai")
    await lan.taps("Trình độ")
    await lan.taps("Còn thiếu theo chỉ tiêu")
    await lan.taps("Trung cấp")
    assert await audience(db) == "(class=TC-K14 or unit=xa-an-truong) and lacks=trung_cap"


@pytest.mark.parametrize(
    ("taps", "expected"),
    [
        (["Trình độ", "Đã có trình độ", "Cao cấp"], "holds=cao_cap"),
        (["Trình độ", "Đủ điều kiện đi học", "Trung cấp"], "eligible=trung_cap"),
        (["Loại khác", "Nhóm đối tượng", "Nhóm số 2"], "group=truong_phong"),
        (["Loại khác", "Chức vụ", "= Phó Trưởng phòng"], 'post="Phó Trưởng phòng"'),
        (["Loại khác", "Vai trò", "Cán bộ phụ trách đơn vị"], "role=officer"),
        (["Loại khác", "Loại khác", "Kênh liên lạc", "Zalo"], "channel=zalo"),
        (["Loại khác", "Loại khác", "Chưa xác nhận thông báo", "= thông báo 1"], "unconfirmed=1"),
        (["Loại khác", "Loại khác", "Đã nhận thông báo", "= thông báo 1"], "reached=1"),
        (["Loại khác", "Loại khác", "Loại khác", "Danh sách mã", "= CB001, cb002"], "codes=CB001,CB002"),
        (["Loại khác", "Loại khác", "Loại khác", "Tất cả cán bộ"], "everyone"),
        (["Loại khác", "Loại khác", "Loại khác", "Loại khác", "Học viên ngoài danh sách"], "learners"),
        (["Đơn vị và cấp dưới", "= Tân An"], "unit=xa-tan-an"),
        (["Học viên của lớp", "= K14", "Đã đạt"], "class=TC-K14:passed"),
    ],
)
async def test_every_kind_of_filter_can_be_chosen(lan: Person, db: Database, taps: list[str], expected: str) -> None:
    await lan.taps("Người nhận")
    for each in taps:
        await (lan.says(each[2:]) if each.startswith("= ") else lan.taps(each))
    assert await audience(db) == expected


async def test_codes_are_read_from_a_file_and_unknown_ones_are_told(lan: Person, db: Database) -> None:
    await lan.taps("Người nhận")
    text = await lan.sends_file("ds.csv", "Mã;Họ tên\nCB001;Nhã\nCB999;Ai đó\n".encode())
    assert "không có trong dữ liệu: CB999" in text
    await lan.sends_file("ds.csv", "Mã;Họ tên\nCB001;Nhã\nCB003;Tuấn\n".encode())
    assert await audience(db) == "codes=CB001,CB003"


async def test_a_named_group_is_kept_and_used_again(lan: Person, db: Database) -> None:
    await lan.taps("Người nhận")
    await lan.says("xã An Trường")
    await lan.taps("Lưu thành nhóm")
    assert "Đã lưu nhóm “Cán bộ An Trường”." in await lan.says("Cán bộ An Trường")
    await lan.taps("Về bản nháp")
    await lan.taps("Người nhận")
    await lan.taps("Chọn lại từ đầu")
    for _ in range(3):
        await lan.taps("Loại khác")
    await lan.taps("Nhóm đã lưu")
    await lan.taps("Cán bộ An Trường")
    assert await audience(db) == "unit=xa-an-truong"


async def test_what_cannot_be_understood_is_asked_again(lan: Person) -> None:
    await lan.taps("Người nhận")
    assert "chưa rõ điều kiện" in await lan.says("mấy anh em thân thiết")


async def test_the_preview_counts_and_says_who_is_left_out_and_why(lan: Person) -> None:
    await lan.taps("Người nhận")
    await lan.says("class=TC-K14")
    await lan.taps("Về bản nháp")
    text = await lan.taps("Xem trước và gửi")
    assert text.splitlines()[0] == "Sẽ gửi cho 1 người trong 2 người thuộc diện: Học viên lớp TC-K14."
    assert "Theo kênh: Telegram 1." in text
    assert "Không nhận được: 1 chưa liên kết." in text
    assert "- xã An Trường: 1/1" in text
    text = await lan.taps("Người không nhận được")
    assert "xã Tân An:\n- Đặng Thị Thảo (CB007), chưa liên kết" in text


async def test_units_with_people_to_phone_come_first(lan: Person) -> None:
    await lan.taps("Người nhận")
    await lan.says("class=TC-K14")
    lines = (await lan.taps("notice_look:1")).splitlines()
    begin = lines.index("Theo đơn vị (nhận được/trong diện):")
    assert lines[begin + 1 : begin + 3] == ["- xã Tân An: 0/1", "- xã An Trường: 1/1"]


async def test_those_whom_a_notice_reached_are_tapped(lan: Person, linked: Linked, house: House, db: Database) -> None:
    await notify(house, await linked(roster.HOA), receipt=False)
    await lan.taps("notice:1")
    await lan.taps("Người nhận")
    await lan.taps("Loại khác")
    await lan.taps("Loại khác")
    await lan.taps("Đã nhận thông báo")
    text = await lan.taps("Thông báo số 2")
    assert text.splitlines()[0] == "Gửi cho: Người đã nhận thông báo số 2."
    assert "1 người, đều nhận được qua Trợ lý." in text


@pytest.mark.parametrize(("by_address", "is_warned"), [(False, True), (True, False)])
async def test_files_that_will_not_come_on_zalo_are_told_beforehand(
    lan: Person, linked: Linked, db: Database, by_address: bool, is_warned: bool
) -> None:
    lan.house = replace(lan.house, files_by_address=by_address)
    await linked(roster.THAO, "zalo")
    warned = "1 người nhận qua Zalo sẽ không có tệp kèm theo, vì máy chủ chưa có địa chỉ công khai"
    await lan.taps("Người nhận")
    await lan.says("class=TC-K14")
    assert warned not in await lan.taps("notice:1")
    assert (warned in await lan.sends_file("lich.pdf", b"%PDF-1.4")) is is_warned
    assert (warned in await lan.taps("notice_look:1")) is is_warned


async def test_anybodys_exact_message_can_be_read(lan: Person) -> None:
    await lan.taps("Người nhận")
    await lan.says("class=TC-K14")
    await lan.taps("notice_whose:1")
    assert "không có trong số người nhận" in await lan.says("CB003")
    text = await lan.says("CB001")
    assert text.endswith("Kính gửi Trần Văn Nhã, xã An Trường.")
    await lan.taps("Xem của ai")
    assert "không nhận được: chưa liên kết" in await lan.says("Đặng Thị Thảo")


async def test_a_trial_comes_to_its_author_only(lan: Person, sent: Sent, linked: Linked) -> None:
    await lan.taps("Người nhận")
    await lan.says("class=TC-K14")
    await lan.taps("notice_look:1")
    await lan.taps("Gửi thử cho tôi")
    assert await sent(lan) == ["Kính gửi Ngô Thị Lan, Trung tâm."]
    assert await sent(await linked(roster.NHA)) == []


async def test_a_name_that_is_gone_stops_the_notice(lan: Person, db: Database) -> None:
    await lan.taps("Người nhận")
    await lan.says("class=TC-K14")
    async with db.transaction() as tx:
        await tx.rows("delete from enrolment")
        await tx.rows("delete from training_class")
    assert "“TC-K14”, nay không có trong dữ liệu" in await lan.taps("notice_look:1")


async def test_staff_of_a_unit_reach_its_people_only(lan: Person, linked: Linked, db: Database) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, roster.HOA.id, Role.STAFF, roster.TAN_AN.id)
        await notices.create_draft(tx, By(roster.HOA.id, 1), Draft(NoticeKind.OTHER, "Xin chào.", "everyone"))
    hoa = await linked(roster.HOA)
    text = await hoa.taps("notice_look:2")
    assert "trong 4 người" in text
    assert "An Trường" not in text


async def test_people_are_chosen_by_code_or_name_in_plain_words(lan: Person, db: Database) -> None:
    await lan.taps("Người nhận")
    assert "1 người" in await lan.says("Trần Văn Nhã")
    assert await audience(db) == "codes=CB001"
    await lan.taps("Thêm điều kiện")
    await lan.taps("Hoặc: thêm người")
    assert "2 người" in await lan.says("CB008")
    assert await audience(db) == "codes=CB001 or codes=CB008"
    await lan.taps("Chọn lại từ đầu")
    assert "không có trong dữ liệu: CB999" in await lan.says("CB999")


async def test_an_answer_to_a_trial_is_said_not_to_count(lan: Person) -> None:
    await lan.taps("Người nhận")
    await lan.says("K14")
    await lan.taps("notice_look:1")
    await lan.taps("Gửi thử cho tôi")
    assert "tin gửi thử" in await lan.taps("notice_receipt:1:received")


async def test_whose_message_is_shown_by_name_and_without_an_hour_that_is_now(lan: Person) -> None:
    await lan.taps("Người nhận")
    await lan.says("K14")
    await lan.taps("notice_look:1")
    await lan.taps("Xem của ai")
    assert "Trần Văn Nhã (CB001) sẽ đọc:" in await lan.says("Trần Văn Nhã")
