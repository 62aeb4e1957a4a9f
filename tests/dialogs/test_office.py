"""Staff and leaders, on every channel."""

from tests.dialogs.conftest import Meets
from tests.handlers import roster


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
    await tuan.says("thông tin của tôi chưa đúng")
    await tuan.taps("Số điện thoại")
    await tuan.says("Số mới là 0912 345 678")
    await tuan.taps("Gửi Trung tâm")
    await lan.says("/yeucau")
    lan.reads("Lê Minh Tuấn")


async def test_the_roster_leaves_as_a_file(meets: Meets) -> None:
    lan = await meets(roster.LAN)
    await lan.says("/menu")
    await lan.says("xuất danh sách cán bộ")
    assert lan.last.text
