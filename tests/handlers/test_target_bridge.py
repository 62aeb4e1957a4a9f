"""The bridge: who raised and who lowered each figure between two days, counts first, names by tap and journalled."""

from dataclasses import replace

from handlers.house import House
from rules.cadres import Credential
from rules.levels import Level
from tests.handlers import roster
from tests.handlers.conftest import Clock, Linked
from tests.handlers.months import change, pass_days

GRADUATED = replace(roster.NHA, credentials=(Credential(Level.TRUNG_CAP),), version=2)


async def test_before_the_first_month_end_it_says_when_there_will_be_one(linked: Linked) -> None:
    text = await (await linked(roster.THANH)).taps("target_bridge")
    assert text.startswith("Chưa có số liệu chốt cuối tháng nào để so sánh.")


async def test_each_figure_is_told_with_what_moved_it(house: House, linked: Linked, clock: Clock) -> None:
    await pass_days(house, clock, 30)
    await change(house, roster.NHA, GRADUATED)
    await change(house, roster.HOA, None)
    clock.move(days=12)
    leader = await linked(roster.THANH)
    text = await leader.taps("target_bridge")
    assert text.startswith("Từ 30/06/2025 đến 14/07/2025: ")
    assert "5. Ủy viên BCH Đảng bộ cấp xã: 1/2 → 1/1. Tăng 1: đạt trình độ. Giảm 1: không còn trong danh sách." in text
    assert "1. Ủy viên BCH Đảng bộ huyện: 1/1, không đổi." in text
    assert leader.labels == ["Họ tên", "Chọn mốc khác", "Xu hướng", "Chỉ tiêu", "Về đầu"]


async def test_several_causes_are_counted_each(house: House, linked: Linked, clock: Clock) -> None:
    await pass_days(house, clock, 30)
    await change(house, roster.NHA, GRADUATED)
    await change(house, None, replace(roster.HOA, id="cb012", code="CB012", name="Lê Thị Mới"))
    clock.move(days=12)
    text = await (await linked(roster.THANH)).taps("target_bridge")
    assert "1/2 → 3/3. Tăng 2: 1 đạt trình độ, 1 mới có trong danh sách." in text


async def test_names_come_by_tap_and_the_look_is_journalled(house: House, linked: Linked, clock: Clock) -> None:
    await pass_days(house, clock, 30)
    await change(house, roster.NHA, GRADUATED)
    clock.move(days=12)
    leader = await linked(roster.THANH)
    await leader.taps("target_bridge")
    text = await leader.taps("Họ tên")
    assert "- Trần Văn Nhã, xã An Trường: đạt trình độ (chỉ tiêu 5, 6)" in text
    [look] = await house.db.rows("select by_whom, record_id from journal where action = 'look_at_names'")
    assert (look["by_whom"], look["record_id"]) == (roster.THANH.id, "target_bridge:2025-06-30:2025-07-14")


async def test_the_names_of_one_target_stand_apart(house: House, linked: Linked, clock: Clock) -> None:
    await pass_days(house, clock, 30)
    await change(house, roster.NHA, GRADUATED)
    await change(house, None, replace(roster.TUAN, id="cb013", code="CB013", name="Lê Thị Mới"))
    clock.move(days=12)
    leader = await linked(roster.THANH)
    await leader.taps("target_bridge")
    everyone = await leader.taps("Họ tên")
    assert "Trần Văn Nhã" in everyone
    assert "Lê Thị Mới" in everyone
    asked = await leader.taps("Chọn chỉ tiêu")
    assert "5. Ủy viên BCH Đảng bộ cấp xã: 1 đồng chí." in asked
    assert "1. Ủy viên BCH Đảng bộ huyện: không đổi." in asked
    text = await leader.says("5")
    assert text.startswith("Người làm thay đổi chỉ tiêu 5 (Ủy viên BCH Đảng bộ cấp xã) từ 30/06/2025 đến 14/07/2025:")
    assert "- Trần Văn Nhã, xã An Trường: đạt trình độ (chỉ tiêu 5)" in text
    assert "Lê Thị Mới" not in text
    await leader.taps("Chọn chỉ tiêu")
    assert (await leader.says("1")).startswith("Không có ai làm thay đổi chỉ tiêu 1")


async def test_any_two_month_ends_can_be_compared(house: House, linked: Linked, clock: Clock) -> None:
    await pass_days(house, clock, 30)
    await change(house, roster.NHA, GRADUATED)
    await pass_days(house, clock, 62)
    leader = await linked(roster.THANH)
    await leader.taps("target_bridge:from")
    assert leader.labels == ["31/08/2025", "31/07/2025", "30/06/2025", "Chỉ tiêu", "Về đầu"]
    await leader.taps("30/06/2025")
    assert leader.labels[:3] == ["Hôm nay", "31/08/2025", "31/07/2025"]
    text = await leader.taps("31/07/2025")
    assert text.startswith("Từ 30/06/2025 đến 31/07/2025: ")
    assert "Tăng 1: đạt trình độ." in text
    assert (await leader.taps("target_bridge:2025-07-31")).startswith("Không có thay đổi nào")


async def test_days_that_nobody_froze_are_refused(house: House, linked: Linked, clock: Clock) -> None:
    await pass_days(house, clock, 30)
    leader = await linked(roster.THANH)
    for key in ("target_bridge:2025-05-31", "target_bridge:2025-06-30:2025-06-30", "target_bridge_names:x:y"):
        assert "Nút này thuộc tin nhắn cũ" in await leader.taps(key)


async def test_names_are_not_for_everyone(linked: Linked) -> None:
    cadre = await linked(roster.NHA)
    assert "giao nhiệm vụ riêng" in await cadre.taps("target_bridge_names:2025-06-30:2025-07-01")


async def test_names_asked_for_before_the_first_month_end_are_answered(linked: Linked) -> None:
    assert "tin nhắn cũ" in await (await linked(roster.THANH)).taps("target_bridge_names")
