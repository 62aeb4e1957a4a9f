"""Reorganisations in chat: a plan is looked at, saved, undone in time, carried out on its day; old names still work."""

import asyncio
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from handlers.figures import unit_figures
from handlers.house import House
from handlers.reorganising import EXAMPLE, carry_out_due, example, look_at
from handlers.texts.reorganising_preview import preview
from rules.access import OPERATOR, Asker, Grant, Role
from rules.cadres import Tier, Unit
from rules.text import fold
from storage import cadres, grants, reorganisations, units
from storage.database import Database
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.leaders import grant
from tests.handlers.several import AN_TRUONG, AN_TRUONG_POLICY, terms_of, two_centres

HEADINGS = ("Đơn vị cũ", "Đơn vị mới", "Ngày", "Căn cứ")
MERGE = (
    HEADINGS,
    ("xã An Trường", "xã An Trường", "01/07/2025", "Nghị quyết 1"),
    ("xã Tân An", "xã An Trường", None, None),
)
SPLIT = (
    HEADINGS,
    ("xã Tân An", "xã Tân An", "01/07/2025", "Nghị quyết 2"),
    ("xã Tân An", "xã Tân Lập", None, None),
)
PLACED = (("Mã cán bộ", "Họ và tên", "Đơn vị mới"), ("CB006", "Huỳnh Văn Lộc", "xã Tân Lập"))


def book(*sheets: tuple[tuple[object, ...], ...]) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets):
        sheet = made.create_sheet(f"Trang {number + 1}")
        for row in rows:
            sheet.append(row)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


async def planned(staff: Person, *sheets: tuple[tuple[object, ...], ...]) -> str:
    await staff.sends_file("sap-xep.xlsx", book(*sheets))
    return await staff.taps("Lưu kế hoạch")


async def names_in_force(db: Database) -> list[str]:
    return [unit.name for unit in await units.in_force(db) if unit.tier is Tier.COMMUNE]


async def test_a_file_is_shown_whole_before_anything_is_kept(house: House, linked: Linked) -> None:
    staff = await linked(roster.LAN)
    text = await staff.sends_file("sap-xep.xlsx", book(MERGE))
    assert "Từ ngày 01/07/2025. Căn cứ: Nghị quyết 1." in text
    assert "Đơn vị kết thúc: 2. Đơn vị bắt đầu: 1." in text
    assert "- xã An Trường + xã Tân An → xã An Trường" in text
    assert "Cán bộ chuyển đơn vị: 7." in text
    assert "- Nguyễn Thị Hòa: xã Tân An → xã An Trường" in text
    assert "Nguyễn Thị Hòa: Phó Bí thư Đảng ủy xã" in text
    assert "- Ủy viên BCH Đảng bộ cấp xã: 1/2 (50,0%) → không có dữ liệu" in text
    assert "- Huỳnh Văn Lộc, cán bộ phụ trách: xã Tân An → xã An Trường" in text
    assert await reorganisations.every(house.db) == []
    await staff.taps("Không lưu")
    assert await reorganisations.every(house.db) == []


async def test_a_plan_is_saved_seen_and_taken_back_before_its_day(house: House, linked: Linked) -> None:
    staff = await linked(roster.LAN)
    assert "Đã lưu kế hoạch số 1; đến ngày 01/07/2025" in await planned(staff, MERGE)
    assert "1. 01/07/2025: sap-xep (chờ đến ngày)" in await staff.says("/sapxep")
    assert "Cán bộ chuyển đơn vị: 7." in await staff.taps("Kế hoạch số 1")
    assert "Hủy kế hoạch số 1" in await staff.taps("Hủy kế hoạch")
    assert await staff.taps("Hủy kế hoạch này") == "Đã hủy kế hoạch số 1. Các đơn vị giữ nguyên."
    assert "đã hủy trước đó" in await staff.taps("reorg_undo_yes:1")
    lines = await house.db.rows("select action from journal where kind = 'reorganisation' order by action desc")
    assert [line["action"] for line in lines] == ["undo", "plan"]


async def test_on_the_day_it_is_carried_out_and_staff_hear_of_it(
    house: House, db: Database, linked: Linked, clock: Clock, sent: Sent
) -> None:
    staff = await linked(roster.LAN)
    await planned(staff, MERGE)
    clock.move(days=28)
    assert await carry_out_due(house) == 0
    clock.move(days=1)
    assert sorted(await asyncio.gather(carry_out_due(house), carry_out_due(house))) == [0, 1]
    assert await carry_out_due(house) == 0
    assert "xã Tân An" not in await names_in_force(db)
    [news] = [text for text in await sent(staff) if "Đã thực hiện sắp xếp" in text]
    assert "2 đơn vị kết thúc, 1 đơn vị bắt đầu; 7 đồng chí chuyển đơn vị" in news
    assert "muộn" not in news
    assert "đã thực hiện (01/07/2025) nên không hủy được" in await staff.taps("reorg_undo:1")
    [officer] = [each for each in await grants.granted(db) if each.role is Role.OFFICER]
    assert officer.unit == "xã An Trường"


async def test_a_missed_day_is_made_up_for_and_said(
    house: House, db: Database, linked: Linked, clock: Clock, sent: Sent
) -> None:
    staff = await linked(roster.LAN)
    await planned(staff, MERGE)
    clock.move(days=40)
    assert "đã đến ngày thực hiện" in await staff.taps("reorg_undo:1")
    await carry_out_due(house)
    assert any("Thực hiện muộn, vào ngày 12/07/2025" in text for text in await sent(staff))
    nha = await cadres.by_code(db, OPERATOR, "CB001")
    assert nha is not None
    assert nha.posts[0].until is not None
    assert nha.posts[0].until.isoformat() == "2025-06-30"


async def test_what_cannot_be_done_on_the_day_is_told_and_changes_nothing(
    house: House, db: Database, linked: Linked, clock: Clock, sent: Sent
) -> None:
    staff = await linked(roster.LAN)
    await planned(staff, MERGE)
    await db.write("update unit set name = 'xã Tân Phú', folded = 'xa tan phu' where id = 'xa-tan-an'")
    await staff.says("/sapxep")
    assert (await staff.taps("Kế hoạch số 1")).startswith("Kế hoạch số 1 đang chờ, nhưng hiện chưa thực hiện được:")
    clock.move(days=29)
    assert await carry_out_due(house) == 0
    assert any("chưa thực hiện được sắp xếp đơn vị số 1" in text for text in await sent(staff))
    assert "không thực hiện được" in await staff.says("/sapxep")


async def test_people_of_a_split_go_where_they_are_placed_and_the_others_are_named(
    house: House, db: Database, linked: Linked, clock: Clock
) -> None:
    staff = await linked(roster.LAN)
    text = await staff.sends_file("chia.xlsx", book(SPLIT, PLACED))
    assert "- xã Tân An chia thành xã Tân An, xã Tân Lập" in text
    assert "Chưa nêu về đâu: 3 đồng chí" in text
    assert "- Thạch Sa Rây (CB011): tạm về xã Tân An" in text
    await staff.taps("Lưu kế hoạch")
    clock.move(days=29)
    await carry_out_due(house)
    people = {each.code: each.unit.name for each in await cadres.every_cadre(db, OPERATOR)}
    assert (people["CB006"], people["CB007"]) == ("xã Tân Lập", "xã Tân An")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((HEADINGS, ("xã Tân An", "xã Mới", None, "NQ 1")), 'Thiếu "Ngày"'),
        ((HEADINGS, ("xã Tân An", "xã Mới", "01/07/2025", None)), 'Thiếu "Căn cứ"'),
        ((HEADINGS, ("xã Tân An", None, "01/07/2025", "NQ 1")), 'Thiếu "Đơn vị mới"'),
        ((HEADINGS, ("xã Không Có", "xã Mới", "01/07/2025", "NQ 1")), 'Chưa có đơn vị nào tên "xã Không Có"'),
        (
            (HEADINGS, ("xã Tân An", "xã Mới", "01/07/2025", "NQ 1"), ("xã An Trường", "xã Mới", "02/07/2025", None)),
            "Ngày khác với dòng trên",
        ),
    ],
)
async def test_what_is_wrong_with_a_file_is_said(
    linked: Linked, rows: tuple[tuple[object, ...], ...], told: str
) -> None:
    staff = await linked(roster.LAN)
    assert told in await staff.sends_file("sap-xep.xlsx", book(rows))
    assert "Lưu kế hoạch" not in staff.labels


async def test_two_plans_cannot_decide_of_one_unit(linked: Linked) -> None:
    staff = await linked(roster.LAN)
    await planned(staff, MERGE)
    assert '"xã Tân An" đã nằm trong kế hoạch số 1' in await staff.sends_file("chia.xlsx", book(SPLIT))


async def test_a_file_that_comes_to_something_else_by_now_is_not_kept(house: House, linked: Linked) -> None:
    staff = await linked(roster.LAN)
    await staff.sends_file("sap-xep.xlsx", book(MERGE))
    await house.db.write("update cadre set unit_id = 'phong-noi-vu' where id = 'cb007'")
    assert "chưa lưu" in await staff.taps("Lưu kế hoạch")


async def test_the_form_is_read_back_and_its_example_is_no_plan(house: House, linked: Linked) -> None:
    staff = await linked(roster.LAN)
    await staff.says("/sapxep")
    await staff.taps("Tải mẫu")
    [form] = staff.last.files
    filled = load_workbook(BytesIO(form.content))
    filled["Đơn vị"].append(["xã Tân An", "xã Tân Lập", "01/07/2025", "Nghị quyết 3"])
    buffer = BytesIO()
    filled.save(buffer)
    assert "- xã Tân An đổi tên thành xã Tân Lập" in await staff.sends_file("mau.xlsx", buffer.getvalue())


async def test_the_plan_that_ships_is_offered_and_says_what_is_not_sure(house: House, linked: Linked) -> None:
    staff = await linked(roster.LAN)
    await staff.says("/sapxep")
    text = await staff.taps("Xem kế hoạch mẫu")
    assert "Đơn vị kết thúc: 14. Đơn vị bắt đầu: 5." in text
    assert "- xã Nhị Long: chưa có căn cứ" in text
    found = await look_at(house, example(), EXAMPLE)
    assert found.worked is not None


async def test_a_leader_sees_units_and_restated_targets_but_no_names(house: House, linked: Linked) -> None:
    await planned(await linked(roster.LAN), MERGE)
    leader = await linked(roster.THANH)
    await leader.says("/sapxep")
    text = await leader.taps("Kế hoạch số 1")
    assert "1/2 (50,0%) → không có dữ liệu" in text
    assert "Nguyễn Thị Hòa" not in text
    assert "Hủy kế hoạch" not in leader.labels
    assert "Từ ngày 01/07/2025 có sắp xếp đơn vị (kế hoạch số 1)" in await leader.says("theo đơn vị")


async def test_staff_of_one_unit_plan_nothing_and_undo_nothing(house: House, db: Database, linked: Linked) -> None:
    await planned(await linked(roster.LAN), MERGE)
    await grant(db, roster.MAI, Role.STAFF, roster.HUYEN_UY)
    clerk = await linked(roster.MAI)
    await clerk.says("/sapxep")
    assert "Tải mẫu" not in clerk.labels
    await clerk.taps("reorg_undo_yes:1")
    assert "Lưu kế hoạch" not in (await clerk.sends_file("sap-xep.xlsx", book(SPLIT)))
    [still] = await reorganisations.every(db)
    assert still.state == "planned"


async def test_an_old_name_is_answered_for_what_took_over(house: House, linked: Linked, clock: Clock) -> None:
    await planned(await linked(roster.LAN), MERGE)
    clock.move(days=29)
    await carry_out_due(house)
    leader = await linked(roster.THANH)
    text = await leader.says("xã Tân An đạt bao nhiêu phần trăm")
    assert text.startswith("Xã Tân An nay là xã An Trường.\n")
    assert "XÃ AN TRƯỜNG" in text
    assert (await leader.says("xã An Trường cũ còn thiếu ai")).startswith("Xã An Trường nay là xã An Trường.")
    assert "nay là" not in await leader.says("xã An Trường đạt bao nhiêu phần trăm")


async def test_in_a_form_the_name_of_a_unit_that_was_split_is_no_unit(
    linked: Linked, house: House, clock: Clock
) -> None:
    staff = await linked(roster.LAN)
    await planned(staff, (HEADINGS, ("xã Tân An", "xã Tân Lập", "01/07/2025", "NQ 2"), ("xã Tân An", "xã Tân Mỹ")))
    clock.move(days=29)
    await carry_out_due(house)
    await staff.taps("edit:unit:cb001:1")
    assert "Xã Tân An đã chia thành xã Tân Lập, xã Tân Mỹ." in await staff.says("xã Tân An")
    assert staff.last.form is not None
    assert "Thêm đơn vị mới" not in staff.labels
    assert "xã Tân Mỹ" in await staff.says("xã Tân Mỹ")


async def test_a_roster_with_old_names_goes_to_the_new_unit_and_says_so(
    house: House, db: Database, linked: Linked, clock: Clock
) -> None:
    staff = await linked(roster.LAN)
    await planned(staff, MERGE)
    clock.move(days=29)
    await carry_out_due(house)
    people = (("Mã cán bộ", "Họ và tên", "Đơn vị"), ("CB077", "Lê Văn Mới", "xã Tân An"))
    text = await staff.sends_file("danh-sach.xlsx", book(people))
    assert "Đơn vị này nay là xã An Trường" in text
    await staff.taps(staff.labels[0])
    new = await cadres.by_code(db, OPERATOR, "CB077")
    assert new is not None
    assert new.unit.id == "xa-an-truong-2025"


async def test_the_unit_by_which_a_centre_is_known_is_not_reorganised_below_its_settings(house: House) -> None:
    found = await look_at(two_centres(house), book(MERGE), "sap-xep.xlsx")
    assert [each.what for each in found.wrong] == [
        '"xã An Trường" là đơn vị của một Trung tâm trong cài đặt',
        '"xã Tân An" là đơn vị của một Trung tâm trong cài đặt',
    ]


def with_district(house: House) -> House:
    """The house with a centre of the district in it, under the policy of An Trường."""
    district = terms_of(house, centre_unit="huyen-cang-long", centre=AN_TRUONG, policy=AN_TRUONG_POLICY)
    return replace(house, several=(terms_of(house), district))


async def test_a_unit_that_a_plan_will_begin_is_counted_by_the_centre_it_will_belong_to(
    house: House, linked: Linked
) -> None:
    await planned(await linked(roster.LAN), MERGE)
    district = with_district(house).of_centre("huyen-cang-long")
    [merged] = [
        each for each in await unit_figures(district, OPERATOR, date(2025, 7, 1)) if each.unit.id == "xa-an-truong-2025"
    ]
    assert merged.people.total > 0
    assert await unit_figures(district.whole, OPERATOR, date(2025, 7, 1)) == ()


async def test_targets_are_told_for_the_centre_whose_people_move_under_its_own_policy(house: House) -> None:
    found = await look_at(with_district(house), book(MERGE), "sap-xep.xlsx")
    assert found.worked is not None
    text = preview(found.worked, date(2025, 6, 2))
    assert "- Ủy viên BCH Đảng bộ cấp xã (Trung tâm An Trường): 0/2 (0,0%) → không có dữ liệu" in text
    assert len(found.worked.targets) == len(AN_TRUONG_POLICY.targets)


async def with_hamlets(db: Database, *hamlets: tuple[str, str], person: str) -> None:
    """Hamlets on record, each with the id of the unit above it; somebody stands in the last."""
    made = [Unit(fold(name).replace(" ", "-"), name, Tier.COMMUNE, above) for name, above in hamlets]
    async with db.transaction() as tx:
        await units.save(tx, made)
        await tx.rows("update cadre set unit_id = $2 where id = $1", person, made[-1].id)


async def test_a_unit_to_come_below_another_to_come_is_counted_where_that_one_is(
    house: House, db: Database, linked: Linked
) -> None:
    staff = await linked(roster.LAN)
    hamlets = ("ấp Bình Phú", "huyen-cang-long"), ("ấp Bình Phú tổ 2", "ap-binh-phu")
    await with_hamlets(db, *hamlets, person=roster.HOA.id)
    one, other = (name for name, _ in hamlets)
    await planned(staff, (HEADINGS, (one, "ấp Mới", "01/07/2025", "NQ 3"), (other, "ấp Mới tổ 2")))
    district = with_district(house).of_centre("huyen-cang-long")
    figures = {each.unit.name: each for each in await unit_figures(district, OPERATOR, date(2025, 7, 1))}
    assert figures["ấp Mới tổ 2"].people.total == figures["ấp Mới"].people.total == 1
    assert await unit_figures(district.whole, OPERATOR, date(2025, 7, 1)) == ()


async def test_who_goes_to_another_centre_is_counted_there_from_then_on(house: House, db: Database) -> None:
    hamlets = ("ấp An Trường 2", roster.AN_TRUONG.id), ("ấp Tân An 2", roster.TAN_AN.id)
    await with_hamlets(db, *hamlets, person=roster.HOA.id)
    one, other = (name for name, _ in hamlets)
    merge = (HEADINGS, (one, "ấp Chung", "01/07/2025", "NQ 4"), (other, "ấp Chung"))
    found = await look_at(two_centres(house), book(merge), "sap-xep.xlsx")
    assert found.worked is not None
    sat = {each.centre: (each.before.total, each.after.total) for each in found.worked.targets if "BCH" in each.group}
    assert sat == {"Trung tâm An Trường": (1, 2), "Trung tâm Tân An": (1, 0)}


async def test_each_day_is_compared_by_the_units_it_had_within_the_bounds_of_who_asks(
    house: House, db: Database, linked: Linked, clock: Clock
) -> None:
    eve = date(2025, 6, 30)
    before = {each.unit.name: each.summary for each in await unit_figures(house, OPERATOR, eve)}
    await planned(await linked(roster.LAN), MERGE)
    ahead = {each.unit.name: each.summary for each in await unit_figures(house, OPERATOR, date(2025, 7, 1))}
    clock.move(days=29)
    await carry_out_due(house)
    assert {each.unit.name: each.summary for each in await unit_figures(house, OPERATOR, eve)} == before
    assert {each.unit.name: each.summary for each in await unit_figures(house, OPERATOR, date(2025, 7, 1))} == ahead
    assert "xã Tân An" not in ahead
    leader = Asker(grants=(Grant(Role.LEADER, "xa-an-truong-2025"),))
    assert [each.unit.name for each in await unit_figures(house, leader, eve)] == ["xã An Trường", "xã Tân An"]
    assert [each.unit.name for each in await unit_figures(house, leader, date(2025, 7, 1))] == ["xã An Trường"]


async def test_a_notice_to_an_old_unit_goes_to_what_took_over_and_says_so(
    house: House, linked: Linked, clock: Clock
) -> None:
    staff = await linked(roster.LAN)
    await planned(staff, MERGE)
    await staff.says("thông báo cho xã Tân An: họp lúc 7 giờ 30 ngày 10/7")
    await staff.says("/sapxep")
    assert "thông báo và nhóm người nhận đã lưu 1" in await staff.taps("Kế hoạch số 1")
    clock.move(days=29)
    await carry_out_due(house)
    text = await staff.says("thông báo cho xã Tân An: họp lúc 7 giờ 30 ngày 10/7")
    assert "Xã Tân An nay là xã An Trường." in text
