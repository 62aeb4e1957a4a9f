"""After a notice went out: counts by unit, whom to phone, receipts written down, files, the text for chat groups."""

from datetime import datetime
from io import BytesIO

import openpyxl

from handlers.house import House
from rules.notices import NoticeKind
from tests.handlers import roster
from tests.handlers.conftest import Clock, Linked
from tests.handlers.noticed import answers, notify
from tests.handlers.test_receipts import with_class


async def test_staff_see_who_answered_and_who_was_not_reached_by_unit(house: House, linked: Linked) -> None:
    nha, hoa, tuan = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.TUAN)
    lan = await linked(roster.LAN)
    await notify(house, nha, hoa, failing=[tuan])
    await nha.says("sẽ dự")
    said = await lan.says("thông báo số 1")
    assert "Thông báo số 1 (đã gửi xong): Triệu tập học viên" in said
    assert "Người nhận 3: " in said
    assert "không gửi được 1" in said
    assert "Đã xác nhận 1/3: tự xác nhận 1." in said
    assert "- xã An Trường: 1/1" in said
    assert "- Phòng Nội vụ: 0/1" in said
    assert "Chưa đến được: ứng dụng từ chối hoặc không trả lời 1." in said
    await hoa.says("ko dự được vì đi công tác")
    said = await lan.taps("Cập nhật số liệu")
    assert "Đã xác nhận 2/3" in said
    assert "Không dự được: Nguyễn Thị Hòa (xã Tân An: đi công tác)." in said
    assert lan.last.edits


async def test_phone_and_paper_receipts_are_counted_apart(house: House, linked: Linked) -> None:
    people = [await linked(each) for each in (roster.NHA, roster.HOA, roster.TUAN, roster.KIET)]
    lan = await linked(roster.LAN)
    notice = await notify(house, *people)
    await people[0].says("sẽ dự")
    listed = await lan.taps("notice_calls:1")
    assert "Cần gọi 3 đồng chí về thông báo số 1:" in listed
    assert "2. Nguyễn Thị Hòa, 0912000002, chưa xác nhận" in listed
    assert "Trần Văn Nhã" not in listed
    said = await lan.says("đã gọi 1 2 99")
    assert "Đã ghi gọi điện: 2. Nguyễn Thị Hòa." in said
    assert "Đã có xác nhận từ trước, giữ nguyên: 1. Trần Văn Nhã." in said
    assert "Không có trong danh sách: số 99." in said
    assert "Đã ghi phiếu, không dự được: 3. Lê Minh Tuấn." in await lan.says("phieu 3 khong du duoc")
    assert await answers(house, notice) == {
        "cb001": "coming", "cb002": "received", "cb003": "not_coming", "cb008": None,
    }  # fmt: skip
    assert "tự xác nhận 1, gọi điện 1, phiếu 1" in await lan.taps("notice_after:1")
    written = await house.db.rows("select receipt_by from delivery where receipt_way is not null")
    assert {row["receipt_by"] for row in written} == {"nv01"}


async def test_what_cannot_be_read_is_asked_again_and_the_list_stays_open(house: House, linked: Linked) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await notify(house, nha)
    await lan.taps("notice_calls:1")
    assert "Trợ lý chưa đọc được" in await lan.says("hôm nay trời mưa")
    assert "không còn ai cần gọi" in await lan.says("đã gọi 1")


async def test_an_officer_sees_and_writes_down_only_their_unit(house: House, linked: Linked) -> None:
    nha, hoa, loc = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.LOC)
    notice = await notify(house, nha, hoa)
    assert "Người nhận 1:" in await loc.taps("notice_after:1")
    listed = await loc.taps("notice_calls:1")
    assert "2. Nguyễn Thị Hòa" in listed
    assert "Trần Văn Nhã" not in listed
    assert "Không có trong danh sách: số 1." in await loc.says("đã gọi 1 2")
    assert await answers(house, notice) == {"cb001": None, "cb002": "received"}
    assert "dành cho người được giao" in await loc.taps("notice_chase:1")


async def test_a_leader_sees_counts_and_no_phones(house: House, linked: Linked) -> None:
    nha, thanh = await linked(roster.NHA), await linked(roster.THANH)
    await notify(house, nha)
    assert "Người nhận 1:" in await thanh.taps("notice_after:1")
    assert thanh.labels == ["Cập nhật số liệu", "Về đầu"]
    assert "dành cho người được giao" in await thanh.taps("notice_calls:1")


async def test_to_a_cadre_a_number_is_a_notice_of_their_own(house: House, linked: Linked) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    await notify(house, nha)
    assert "Kính gửi đồng chí Trần Văn Nhã" in await nha.says("thông báo số 1")
    assert "không có trong các thông báo gửi đến" in await hoa.says("thông báo số 1")


async def test_seeing_phones_stands_in_the_journal(house: House, linked: Linked) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await notify(house, nha)
    await lan.taps("notice_calls:1")
    await lan.taps("notice_phones:1")
    rows = await house.db.rows("select action, by_whom from journal where by_whom = 'nv01' order by id")
    assert {"see_phones", "export_phones"} <= {row["action"] for row in rows}


async def test_the_text_for_chat_groups_says_nothing_of_one_person(house: House, linked: Linked) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    text = "Kính gửi đồng chí {ho_ten},\n**Lớp**: {lop}\nĐồng chí còn thiếu: {con_thieu}\nKhai giảng 09/06."
    await notify(house, nha, text=text, class_id=await with_class(house))
    said = await lan.taps("notice_group:1")
    assert said == (
        "Kính gửi các đồng chí,\nLớp: Bồi dưỡng cấp ủy viên cơ sở, khóa 3\nKhai giảng 09/06.\n\n"
        "Đồng chí nào chưa xác nhận thông báo số 1, xin xác nhận qua Trợ lý của Trung tâm"
        " (https://t.me/CangLongBot), hoặc gọi 0294 388 2000."
    )


async def test_the_report_tells_each_person_in_words_and_runs_no_formula(
    house: House, linked: Linked, clock: Clock
) -> None:
    nha, hoa, tuan = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.TUAN)
    lan = await linked(roster.LAN)
    await notify(house, nha, hoa, failing=[tuan])
    await nha.says('không dự được vì =HYPERLINK("http://x","y")')
    await lan.taps("notice_file:1")
    [file] = lan.last.files
    assert file.name == "thong-bao-1.xlsx"
    book = openpyxl.load_workbook(BytesIO(file.content))
    sheet = book["Người nhận"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    by_name = {row[1]: row for row in rows}
    assert by_name["Lê Minh Tuấn"][5:7] == ["không gửi được", "ứng dụng từ chối hoặc không trả lời"]
    assert by_name["Trần Văn Nhã"][8] == "không dự được"
    assert by_name["Trần Văn Nhã"][9] == datetime.fromisoformat("2025-06-02T08:00")
    note = next(row for row in sheet.iter_rows(min_row=5) if row[1].value == "Trần Văn Nhã")[12]
    assert note.data_type == "s"
    assert note.quotePrefix
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C5", "A4:M7")
    units = book["Theo đơn vị"]
    assert [cell.value for cell in units[5]][:2] == ["Phòng Nội vụ", 1]
    assert [cell.value for cell in units[units.max_row]][:2] == ["Cộng", 3]
    assert units.auto_filter.ref == f"A4:J{units.max_row - 1}", "the sum stays below"


async def test_the_phone_list_has_numbers_phones_and_room_to_write(house: House, linked: Linked) -> None:
    nha, hoa, lan = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.LAN)
    await notify(house, nha, hoa)
    await nha.says("sẽ dự")
    await lan.taps("notice_phones:1")
    [file] = lan.last.files
    assert file.name == "danh-ba-thong-bao-1.xlsx"
    sheet = openpyxl.load_workbook(BytesIO(file.content))["Danh bạ"]
    [row] = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert row[1:4] == ["Nguyễn Thị Hòa", "xã Tân An", "0912000002"]
    assert not any(row[5:]), "room for what they say"
    assert await house.db.rows("select 1 from journal where action = 'export_phones'")


async def test_a_notice_without_receipt_counts_whom_it_reached(house: House, linked: Linked) -> None:
    nha, tuan, lan = await linked(roster.NHA), await linked(roster.TUAN), await linked(roster.LAN)
    await notify(house, nha, failing=[tuan], kind=NoticeKind.OTHER, receipt=False)
    said = await lan.taps("notice_after:1")
    assert "Đã xác nhận" not in said
    assert "- xã An Trường: 1/1" in said
    assert "Cần gọi 1 đồng chí" in await lan.taps("Danh sách cần gọi")


async def test_the_command_with_a_number_tells_of_that_notice(house: House, linked: Linked) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await notify(house, nha)
    assert "Đã xác nhận 0/1." in await lan.says("/thongbao 1")
    await lan.taps("notice:1")
    assert "Đã xác nhận 0/1." in await lan.taps("Ai đã nhận, ai chưa")


async def test_calls_are_written_down_with_the_list_long_closed(house: House, linked: Linked, clock: Clock) -> None:
    nha, hoa, lan = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.LAN)
    assert "Ghi cho thông báo nào?" in await lan.says("đã gọi 1")
    notice = await notify(house, nha, hoa)
    await lan.taps("notice_calls:1")
    await lan.says("menu")
    clock.move(hours=5)
    assert "Đã ghi gọi điện: 1. Trần Văn Nhã." in await lan.says("đã gọi 1")
    await lan.taps("home")
    assert "Đã ghi phiếu: 2. Nguyễn Thị Hòa." in await lan.says("phiếu 2 của thông báo số 1")
    assert set((await answers(house, notice)).values()) == {"received"}
