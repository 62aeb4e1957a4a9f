"""Staff and leaders, on every channel."""

from tests.dialogs.conftest import Meets
from tests.handlers import roster

ROWS = "Họ và tên;Ngày sinh;Đơn vị;Chức vụ\nNguyễn Văn Mới;01/02/1990;Phòng Nội vụ;Chuyên viên\n"


async def test_the_leader_reads_how_far_the_targets_are(meets: Meets) -> None:
    thanh = await meets(roster.THANH)
    await thanh.says("chỉ tiêu tới đâu rồi?")
    thanh.reads("Đạt 2/6 chỉ tiêu.", "3. Phó Trưởng phòng: 0/1 (0,0%), chỉ tiêu trên 90%. Thiếu 1.")


async def test_a_cadre_is_not_shown_the_leaders_figures(meets: Meets) -> None:
    tuan = await meets(roster.TUAN)
    await tuan.says("chỉ tiêu tới đâu rồi?")
    tuan.does_not_read("Đạt 2/6")


async def test_staff_find_a_record_and_read_it(meets: Meets) -> None:
    lan = await meets(roster.LAN)
    await lan.says("tra Lê Minh Tuấn")
    lan.reads("Lê Minh Tuấn", "Phòng Nội vụ")


async def test_staff_answer_a_request_and_the_cadre_is_told(meets: Meets) -> None:
    tuan, lan = await meets(roster.TUAN), await meets(roster.LAN)
    await lan.says("/yeucau")
    await tuan.says("thông tin của tôi chưa đúng")
    await tuan.taps("Số điện thoại")
    await tuan.says("Số mới là 0912 345 678")
    await tuan.taps("Gửi Trung tâm")
    await lan.waits()
    lan.reads("Có yêu cầu sửa hồ sơ số 1 đang chờ xử lý.")
    await lan.says("/yeucau")
    lan.reads("Lê Minh Tuấn")


async def test_the_form_of_the_roster_is_handed_out(meets: Meets) -> None:
    lan = await meets(roster.LAN)
    await lan.says("/nap")
    await lan.taps("Lấy mẫu danh sách")
    await lan.gets_file("mau-danh-sach-can-bo.xlsx")


async def test_a_roster_is_read_in_from_a_file_where_files_can_be_sent(meets: Meets, channel: str) -> None:
    lan = await meets(roster.LAN)
    await lan.sends_file("danh-sach.csv", ROWS.encode())
    if channel == "zalo":
        lan.reads("Zalo không chuyển được tệp")
        return
    lan.reads("danh-sach.csv")
    assert lan.last.options


async def test_a_file_that_is_no_roster_is_said_to_be_none(meets: Meets, channel: str) -> None:
    lan = await meets(roster.LAN)
    await lan.sends_file("bài hát.mp3", b"ID3\x00\x01")
    assert lan.last.text
    lan.does_not_read("Traceback")


async def test_the_leader_is_sent_the_targets_as_a_picture(meets: Meets) -> None:
    thanh = await meets(roster.THANH)
    await thanh.says("chỉ tiêu tới đâu rồi?")
    await thanh.taps("Ảnh để chuyển tiếp")
    thanh.reads("Đạt 2/6 chỉ tiêu.", "3. Phó Trưởng phòng: 0/1 (0,0%)")
    assert thanh.last.files
    await thanh.taps("Chỉ tiêu")
    thanh.is_offered("Ảnh để chuyển tiếp")
