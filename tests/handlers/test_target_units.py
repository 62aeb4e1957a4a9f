"""From the figures to the units: the slowest first, those below rolled up, one opened, a few people kept back."""

import pytest

from handlers.house import House
from rules.access import Role
from rules.cadres import Tier, Unit
from storage import units
from storage.database import Database
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.leaders import add_clerks, grant, looks, without_names


async def test_the_slowest_unit_is_the_first_thing_read(db: Database, linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.says("chỉ tiêu")
    first, about, *lines = (await leader.taps("Theo đơn vị")).splitlines()
    assert first == "Chậm nhất: xã An Trường, 1/3 (33,3%)."
    assert about == "Cả 6 chỉ tiêu, mỗi người tính một lần. Số liệu ngày 02/06/2025."
    assert lines[:4] == [
        "1. xã An Trường: 1/3 (33,3%), thiếu 2",
        "2. Huyện ủy và 1 đơn vị trực thuộc: 1/2 (50,0%), thiếu 1",
        "3. UBND huyện và 2 đơn vị trực thuộc: 1/2 (50,0%), thiếu 1",
        "4. xã Tân An: 2/3 (66,7%), thiếu 1",
    ]
    assert await looks(db) == []


async def test_a_unit_opens_to_its_own_targets_and_on_to_its_people(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.says("các đơn vị chậm nhất")
    text = await leader.says("xem 1")
    assert text.splitlines()[0] == "CHỈ TIÊU TRÌNH ĐỘ LÝ LUẬN CHÍNH TRỊ, XÃ AN TRƯỜNG"
    assert "Đạt 0/2 chỉ tiêu. Cần thêm 2 đồng chí" in text
    assert "5. Ủy viên BCH Đảng bộ cấp xã: 0/1 (0,0%), chỉ tiêu 100%. Thiếu 1." in text
    assert "Phó Trưởng phòng" not in text
    assert leader.labels == ["Ai còn thiếu ở đây", "Ảnh để chuyển tiếp", "Quay lại bảng đơn vị", "Chỉ tiêu", "Về đầu"]
    assert (await leader.taps("Ai còn thiếu ở đây")).startswith("Xã An Trường: còn 2 đồng chí")


async def test_units_below_are_opened_and_one_goes_up_again(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.says("theo đơn vị")
    await leader.taps("Mở một đơn vị")
    assert leader.labels == ["xã An Trường", "Huyện ủy", "UBND huyện", "xã Tân An", "Quay lại bảng đơn vị"]
    text = await leader.taps("UBND huyện")
    assert "UBND HUYỆN VÀ 2 ĐƠN VỊ TRỰC THUỘC" in text
    text = await leader.taps("Các đơn vị trực thuộc")
    assert "UBND huyện: các đơn vị trực thuộc." in text
    assert "1. Phòng Nội vụ: 0/1 (0,0%), thiếu 1" in text
    assert "2. Phòng Tài chính - Kế hoạch: 1/1 (100,0%), đủ" in text
    assert "UBND HUYỆN" in await leader.taps("Lên một cấp")
    text = await leader.says("phòng nội vụ đạt bao nhiêu phần trăm")
    assert "PHÒNG NỘI VỤ" in text
    assert "UBND huyện: các đơn vị trực thuộc." in await leader.taps("Lên một cấp")


async def test_people_of_the_opened_unit_itself_are_told_apart(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    assert "Chưa kể 1 đồng chí thuộc thẳng Huyện ủy." in await leader.taps("target_units::huyen-uy")


async def test_units_are_compared_by_one_target(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.says("theo đơn vị")
    await leader.taps("Chọn chỉ tiêu")
    text = await leader.says("5")
    assert "Chỉ tiêu 5, Ủy viên BCH Đảng bộ cấp xã: trung cấp trở lên, 100%." in text
    assert "1. xã An Trường: 0/1 (0,0%), thiếu 1\n2. xã Tân An: 1/1 (100,0%), ĐẠT" in text


async def test_ten_units_a_page_numbered_on(db: Database, linked: Linked) -> None:
    more = [Unit(f"p{n}", f"Phòng số {n}", Tier.COMMUNE, "huyen-cang-long") for n in range(10)]
    async with db.transaction() as tx:
        await units.save(tx, more)
    for n, unit in enumerate(more):
        await add_clerks(db, unit, 1, 100 + n)
    leader = await linked(roster.THANH)
    text = await leader.says("theo đơn vị")
    assert "Số 1 đến 10 trong 14 đơn vị." in text
    assert len(text) < 2000
    text = await leader.taps("Xem tiếp")
    assert "\n11. xã An Trường: 1/3" in text
    assert "XÃ AN TRƯỜNG" in await leader.says("11")


@pytest.mark.parametrize("said", ["xã Tân An đạt bao nhiêu phần trăm?", "tien do xa tan an"])
async def test_a_unit_is_asked_for_by_name(linked: Linked, said: str) -> None:
    leader = await linked(roster.THANH)
    assert "XÃ TÂN AN\n" in await leader.says(said)


async def test_a_leader_of_one_unit_sees_no_other(db: Database, linked: Linked) -> None:
    await grant(db, roster.HOA, Role.LEADER, roster.TAN_AN)
    hoa = await linked(roster.HOA)
    text = await hoa.says("theo đơn vị")
    assert "1. xã Tân An: 2/3" in text
    assert "An Trường" not in text
    assert (await hoa.taps("target_unit::xa-an-truong")).startswith("Đơn vị này không có trong phạm vi")
    assert (await hoa.says("xã An Trường đạt bao nhiêu phần trăm")).startswith("Đơn vị này không có trong phạm vi")


async def test_groups_under_five_are_kept_from_those_who_may_not_see_names(
    db: Database, linked: Linked, house: House
) -> None:
    await add_clerks(db, roster.AN_TRUONG, 5)
    leader = await linked(roster.THANH)
    leader.house = without_names(house)
    text = await leader.says("theo đơn vị")
    assert text.startswith("Chậm nhất: xã An Trường, 1/8 (12,5%).")
    assert "4. xã Tân An: dưới 5 người, không nêu số liệu" in text
    text = await leader.says("xã An Trường đạt bao nhiêu phần trăm")
    assert "5. Ủy viên BCH Đảng bộ cấp xã: dưới 5 người, không nêu số liệu." in text
    assert "6. Cán bộ, công chức cấp xã: 1/8 (12,5%)" in text
    assert "Cần thêm" not in text
    assert "Ai còn thiếu ở đây" not in leader.labels


async def test_a_right_to_names_in_one_unit_shows_its_small_groups_only(
    db: Database, linked: Linked, house: House
) -> None:
    await grant(db, roster.THANH, Role.OFFICER, roster.TAN_AN)
    leader = await linked(roster.THANH)
    leader.house = without_names(house)
    text = await leader.says("theo đơn vị")
    assert "1. xã Tân An: 2/3 (66,7%), thiếu 1" in text
    assert "xã An Trường: dưới 5 người, không nêu số liệu" in text


async def test_neither_a_stranger_nor_a_cadre_compares_units(linked: Linked, stranger: Person) -> None:
    for person in (stranger, await linked(roster.NHA)):
        for way in ("target_units", "target_unit::xa-tan-an", "target_modes"):
            assert "Tân An" not in await person.taps(way)
            assert "%" not in person.last.text
        assert "%" not in await person.says("đơn vị nào chậm nhất")


async def test_a_unit_with_nobody_in_the_groups_says_so(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    assert "Không có ai thuộc các nhóm của chỉ tiêu." in await leader.taps("target_unit::phong-y-te")


async def test_a_unit_with_a_very_long_name_is_opened_too(db: Database, linked: Linked) -> None:
    name = "Trung tâm Phát triển quỹ đất và Quản lý các dự án đầu tư xây dựng hạ tầng"
    unit = Unit("trung-tam-phat-trien-quy-dat-va-quan-ly-cac-du-an-dau-tu-xay-dung-ha-tang", name, Tier.COMMUNE)
    async with db.transaction() as tx:
        await units.save(tx, [unit])
    await add_clerks(db, unit, 12)
    leader = await linked(roster.THANH)
    assert name.upper() in await leader.taps(await _key_of_first(leader))
    await leader.taps("Ai còn thiếu ở đây")
    assert "\n11. Lý Văn An110," in await leader.taps("Xem tiếp")


async def _key_of_first(leader: Person) -> str:
    await leader.says("theo đơn vị")
    await leader.taps("Mở một đơn vị")
    keys = [button.key for row in leader.last.buttons for button in row]
    assert all(len(key.encode()) <= 64 for key in keys)
    return keys[0]
