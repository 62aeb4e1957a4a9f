"""Several centres in one deployment: each person is answered by their own, whoever stands above them by all."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from handlers.figures import target_figures
from handlers.house import House
from handlers.leader.target_pushes import push_target_news
from handlers.month_ends import count_again, freeze_month_ends
from handlers.texts.common import STALE
from rules.access import OPERATOR, Role
from rules.subscriptions import Rhythm, Schedule
from storage import accounts, snapshots, subscriptions
from storage.clock import to_ms
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.several import AN_TRUONG, TAN_AN, grant, two_centres


@pytest.fixture
def house(house: House) -> House:
    return two_centres(house)


async def test_a_cadre_is_judged_by_the_policy_of_their_own_centre(linked: Linked) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    assert "Cần có: cao cấp lý luận chính trị." in await nha.says("/status")
    assert "Đã đạt mức cần có: trung cấp lý luận chính trị." in await hoa.says("/status")


async def test_a_cadre_is_told_the_phone_of_their_own_centre(linked: Linked) -> None:
    nha, hoa, tuan = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.TUAN)
    assert AN_TRUONG.phone in await nha.says("/lienhe")
    assert TAN_AN.phone in await hoa.says("/lienhe")
    assert "0294 388 2000" in await tuan.says("/lienhe")


async def test_a_stranger_is_told_of_the_deployment_itself(stranger: Person) -> None:
    assert "0294 388 2000" in await stranger.says("/lienhe")


async def test_staff_without_a_record_are_of_the_centre_that_bounds_their_role(house: House, linked: Linked) -> None:
    await grant(house, roster.LAN.id, Role.STAFF, roster.AN_TRUONG.id)
    assert AN_TRUONG.phone in await (await linked(roster.LAN)).says("/lienhe")


async def test_who_stands_above_centres_hears_of_their_own_record_by_their_own_centre(
    house: House, linked: Linked
) -> None:
    await grant(house, roster.NHA.id, Role.LEADER, None)
    nha = await linked(roster.NHA)
    assert "0294 388 2000" in await nha.says("/lienhe")
    assert "Cần có: cao cấp lý luận chính trị." in await nha.says("/status")


async def test_the_nearest_of_nested_centres_wins(house: House, linked: Linked) -> None:
    whole, *own = house.several
    district = replace(whole, centre_unit="huyen-cang-long", centre=replace(whole.centre, phone="0294 999 9999"))
    nested = replace(house, several=(whole, district, *own))
    nha, tuan = await linked(roster.NHA), await linked(roster.TUAN)
    nha.house = tuan.house = nested
    assert AN_TRUONG.phone in await nha.says("/lienhe")
    assert "0294 999 9999" in await tuan.says("/lienhe")


async def test_who_stands_above_reads_the_centres_side_by_side_the_slowest_first(linked: Linked) -> None:
    thanh = await linked(roster.THANH)
    text = await thanh.says("Chỉ tiêu tới đâu rồi?")
    assert "0/3 nơi đạt đủ chỉ tiêu. Cần thêm 5 đồng chí." in text
    assert "1. xã An Trường (Trung tâm An Trường): đạt 0/6 chỉ tiêu, cần thêm 2 đồng chí." in text
    assert "2. xã Tân An (Trung tâm Tân An): đạt 1/6 chỉ tiêu, cần thêm 1 đồng chí." in text
    assert "3. Các đơn vị còn lại (Trung tâm Chính trị huyện Càng Long): đạt 2/6 chỉ tiêu" in text
    assert thanh.labels == ["xã An Trường", "xã Tân An", "Các đơn vị còn lại", "Về đầu"]


async def test_a_centre_that_was_opened_answers_what_is_tapped_and_said_next(linked: Linked) -> None:
    thanh = await linked(roster.THANH)
    await thanh.says("/chitieu")
    opened = await thanh.taps("xã An Trường")
    assert opened.startswith("xã An Trường (Trung tâm An Trường). Xem mọi Trung tâm: /chitieu")
    assert "5. Ủy viên BCH Đảng bộ cấp xã: 0/1 (0,0%), chỉ tiêu 100%. Thiếu 1." in opened
    by_unit = await thanh.taps("Theo đơn vị")
    assert "1. xã An Trường: 1/3 (33,3%), thiếu 2" in by_unit
    assert "Tân An" not in by_unit
    missing = await thanh.says("ai còn thiếu")
    assert "Trần Văn Nhã, Công chức Văn phòng - Thống kê (chỉ tiêu 5, 6): có sơ cấp, cần cao cấp" in missing
    assert "Thảo" not in missing
    assert "Thảo" in await thanh.says("ai còn thiếu ở xã Tân An")


async def test_a_unit_that_is_named_is_told_by_the_policy_of_its_centre(linked: Linked) -> None:
    thanh = await linked(roster.THANH)
    assert "5. Ủy viên BCH Đảng bộ cấp xã: 0/1" in await thanh.says("xã An Trường đạt chỉ tiêu chưa")
    assert "5. Ủy viên BCH Đảng bộ cấp xã: 1/1" in await thanh.says("xã Tân An đạt chỉ tiêu chưa")


async def test_who_stands_above_is_asked_which_centre_where_none_is_meant(linked: Linked) -> None:
    thanh = await linked(roster.THANH)
    assert await thanh.says("xuất excel chỉ tiêu") == "Đồng chí hỏi về Trung tâm nào?"
    assert "có tên và trình độ của 3 đồng chí" in await thanh.taps("xã Tân An")


async def test_what_is_asked_in_steps_stays_in_its_centre(linked: Linked) -> None:
    thanh = await linked(roster.THANH)
    await thanh.says("/chitieu")
    await thanh.taps("xã An Trường")
    await thanh.taps("Cử đi học")
    await thanh.taps(next(key for key in keys_of(thanh) if "target_plan_limits" in key))
    assert thanh.last.form is not None
    await thanh.says("2")
    while thanh.last.form is not None:
        await thanh.taps(next(key for key in keys_of(thanh) if key.startswith("f:")))
    assert any(key.startswith("in:") for key in keys_of(thanh))


async def test_a_leader_of_one_centre_reads_the_screen_of_one_centre(house: House, linked: Linked) -> None:
    await grant(house, roster.THANH.id, Role.LEADER, roster.TAN_AN.id)
    thanh = await linked(roster.THANH)
    text = await thanh.says("/chitieu")
    assert text.startswith("CHỈ TIÊU TRÌNH ĐỘ LÝ LUẬN CHÍNH TRỊ, XÃ TÂN AN")
    assert keys_of(thanh)[0] == "target_units"
    for key in await keys_inside(thanh, house):
        assert await thanh.taps(key) == STALE
    assert "An Trường" not in await thanh.says("xã An Trường đạt chỉ tiêu chưa")


async def test_who_has_roles_within_two_centres_reads_as_far_as_each_goes(house: House, linked: Linked) -> None:
    await grant(house, roster.THANH.id, Role.LEADER, roster.TAN_AN.id)
    await grant(house, roster.THANH.id, Role.STAFF, roster.AN_TRUONG.id)
    thanh = await linked(roster.THANH)
    await thanh.says("/chitieu")
    assert thanh.labels == ["xã An Trường", "xã Tân An", "Về đầu"]
    assert "Các đơn vị còn lại" not in thanh.last.text


async def test_who_stands_above_is_sent_all_centres_and_a_leader_of_one_their_own(
    house: House, linked: Linked, sent: Sent, clock: Clock
) -> None:
    await grant(house, roster.HOA.id, Role.LEADER, roster.TAN_AN.id)
    people = {who.id: await linked(who) for who in (roster.THANH, roster.HOA)}
    async with house.db.transaction() as tx:
        for holder in people:
            monday = Schedule(Rhythm.WEEKLY, "0", 7)
            await subscriptions.subscribe(tx, By(holder, to_ms(house.clock())), holder, monday)
    clock.now = clock.now.replace(day=9, hour=7)
    await push_target_news(house)
    [above] = await sent(people[roster.THANH.id])
    [own] = await sent(people[roster.HOA.id])
    assert "1. xã An Trường (Trung tâm An Trường): đạt 0/6" in above
    assert own.startswith("CHỈ TIÊU TRÌNH ĐỘ LÝ LUẬN CHÍNH TRỊ, XÃ TÂN AN")
    assert "An Trường" not in own


async def test_months_are_frozen_for_each_centre_and_counted_again_alike(house: House, clock: Clock) -> None:
    clock.move(days=30)
    await freeze_month_ends(house)
    frozen = [await snapshots.days(house.db, each.policy.id, each.place) for each in house.places]
    assert [len(days) for days in frozen] == [1, 1, 1]
    again = [await count_again(house, days[0][1]) for days in frozen]
    assert [each is not None and each.reproduced for each in again] == [True, True, True]
    met = [each.frozen.of("bch_xa") for each in again if each is not None]
    assert [(each.met, each.total) for each in met] == [(0, 0), (0, 1), (1, 1)]
    await freeze_month_ends(house)
    assert [await snapshots.days(house.db, each.policy.id, each.place) for each in house.places] == frozen


async def test_whoever_stands_above_reads_each_record_by_the_policy_of_its_centre(linked: Linked) -> None:
    phuc = await linked(roster.PHUC)
    assert "cao cấp" in await phuc.taps("cadre:cb001")
    assert "cao cấp" not in await phuc.taps("cadre:cb002")


async def test_an_officer_of_two_centres_reads_who_lacks_what_by_each_policy(house: House, linked: Linked) -> None:
    await grant(house, roster.LOC.id, Role.OFFICER, "huyen-cang-long")
    text = await (await linked(roster.LOC)).taps("unit_lacking")
    assert "Trần Văn Nhã" in text
    assert "Nguyễn Thị Hòa" not in text


@pytest.mark.parametrize("key", ["cadre:cb002", "cadre:CB002", "target_person:cb002", "find:Hòa", "target_missing"])
async def test_staff_of_a_centre_never_read_a_name_of_another(house: House, linked: Linked, key: str) -> None:
    await grant(house, roster.LAN.id, Role.STAFF, roster.AN_TRUONG.id)
    lan = await linked(roster.LAN)
    await lan.taps(key)
    names = [cadre.name for cadre in roster.CADRES if cadre.unit != roster.AN_TRUONG]
    assert not [name for name in names if name in lan.last.text]
    for said in (
        "tìm đồng chí Hòa",
        "xuất danh sách cán bộ",
        "ai còn thiếu",
        "ai còn thiếu ở xã Tân An",
        "xuất excel chỉ tiêu",
    ):
        text = await lan.says(said)
        assert not [name for name in names if name in text]
        assert not [name for name in names for file in lan.last.files if name in _cells(file.content)]


def _cells(content: bytes) -> str:
    sheets = load_workbook(BytesIO(content)).worksheets
    return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)


async def test_the_parts_sum_up_to_all(house: House) -> None:
    whole = replace(house, several=())
    people = [await target_figures(each, OPERATOR, house.clock().date()) for each in house.places]
    members = [{id for figure in figures for id in figure.member_ids} for figures in people]
    every = {id for figure in await target_figures(whole, OPERATOR, house.clock().date()) for id in figure.member_ids}
    assert set.union(*members) == every
    assert sum(map(len, members)) == len(every)


async def test_without_centres_every_answer_is_what_it_was(house: House, linked: Linked) -> None:
    thanh = await linked(roster.THANH)
    thanh.house = replace(house, several=())
    text = await thanh.says("/chitieu")
    assert text.startswith("CHỈ TIÊU TRÌNH ĐỘ LÝ LUẬN CHÍNH TRỊ, HUYỆN CÀNG LONG, ĐẾN NĂM 2025")
    assert not [key for key in keys_of(thanh) if key.startswith("in:")]
    for key in await keys_inside(thanh, house):
        assert await thanh.taps(key) == STALE
    assert await thanh.taps("target_centres:0:target_units") == STALE


def keys_of(person: Person) -> list[str]:
    return [button.key for row in person.last.buttons for button in row]


async def keys_inside(person: Person, house: House) -> list[str]:
    """The keys of another centre, as somebody above it would have them."""
    above = Person(replace(house), "telegram", "above", "Trên")
    async with house.db.transaction() as tx:
        await accounts.open_account(tx, "telegram", "above", "Trên", 1)
        await tx.rows("update account set holder_id = $1 where chat = 'above'", roster.PHUC.id)
    await above.says("/chitieu")
    tops = [key for key in keys_of(above) if key.startswith("in:")]
    await above.taps("xã An Trường")
    return [tops[0], *(key for key in keys_of(above) if key.startswith("in:"))]
