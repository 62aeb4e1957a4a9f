"""Requests by the clock: reminded once, let go with a word to everyone, and what comes free is offered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.house import House
from handlers.seat_chasing import see_to_requests
from rules.access import Role
from rules.classes import ClassState, TrainingClass
from rules.levels import Level
from storage import classes, grants, seats
from storage.database import Database
from tests.handlers import roster
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.test_registering import BY, COURSE, SCHOOL


@pytest.fixture(autouse=True)
async def opened(db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "create", [COURSE, SCHOOL])
        await grants.grant(tx, BY, roster.KHOA.id, Role.OFFICER, roster.AN_TRUONG.id)


async def test_a_silent_unit_is_reminded_once_and_then_everyone_is_told_that_it_lapsed(
    linked: Linked, sent: Sent, house: House, clock: Clock
) -> None:
    nha, khoa = await linked(roster.NHA), await linked(roster.KHOA)
    await nha.taps("register_send:trung_cap:tc16")
    await see_to_requests(house)
    assert len(await sent(khoa)) == 1
    clock.move(days=9, hours=1)
    for _ in range(2):
        await see_to_requests(house)
    assert len(await sent(khoa)) == 2
    clock.move(days=3)
    for _ in range(2):
        await see_to_requests(house)
    assert "không còn hiệu lực" in (await sent(khoa))[-1]
    [told] = await sent(nha)
    assert "đơn vị chưa có ý kiến" in told


async def test_the_unit_reads_that_the_class_went_on_without_those_it_sent(
    linked: Linked, sent: Sent, house: House, db: Database
) -> None:
    nha, khoa = await linked(roster.NHA), await linked(roster.KHOA)
    await nha.taps("register_send:cap_uy:cu3")
    await khoa.taps("seat_wishes")
    await khoa.says("đồng ý 1")
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [replace(COURSE, state=ClassState.RUNNING)])
    await see_to_requests(house)
    lapsed = [text for text in await sent(khoa) if "không còn hiệu lực" in text]
    assert [text.rpartition(": ")[2] for text in lapsed] == ["lớp đã khai giảng hoặc không mở nữa."]


async def test_units_are_not_reminded_outside_office_hours(
    linked: Linked, sent: Sent, house: House, clock: Clock
) -> None:
    nha, khoa = await linked(roster.NHA), await linked(roster.KHOA)
    await nha.taps("register_send:trung_cap:tc16")
    clock.move(days=9, hours=11)
    await see_to_requests(house)
    assert len(await sent(khoa)) == 1


async def test_an_offer_nobody_answered_goes_to_the_next(
    linked: Linked, sent: Sent, house: House, clock: Clock, db: Database
) -> None:
    nha, hoa, loc = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.LOC)
    for person in (nha, hoa, loc):
        await person.taps("register_send:cap_uy:cu3")
    await nha.taps("cancel_registration")
    await nha.taps("Đồng ý rút")
    clock.move(days=2, hours=1)
    await see_to_requests(house)
    assert "chỗ đã chuyển cho người chờ kế tiếp" in (await sent(hoa))[-1]
    assert any("Có chỗ trống dành cho đồng chí" in text for text in await sent(loc))


async def test_a_class_that_opens_is_offered_first_to_those_who_wished_for_it(
    linked: Linked, sent: Sent, house: House, db: Database
) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [replace(COURSE, state=ClassState.PLANNED)])
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    await nha.taps("register_send:cap_uy:")
    await hoa.taps("register_send:cap_uy:")
    await see_to_requests(house)
    assert await sent(nha) == []
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [COURSE])
    await see_to_requests(house)
    assert "Có chỗ trống dành cho đồng chí" in (await sent(nha))[0]
    assert await sent(hoa) == []


async def test_opening_a_class_in_chat_asks_those_who_wished_before_anybody_else_can(
    linked: Linked, sent: Sent, db: Database
) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [replace(COURSE, state=ClassState.PLANNED)])
    nha, hoa, lan = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.LAN)
    await nha.taps("register_send:cap_uy:")
    [row] = await db.rows("select version from training_class where id = 'cu3'")
    key = f"class_step_yes:cu3:{row['version']}:open"
    assert "Đã mời trước 1 người có nguyện vọng." in await lan.taps(key)
    await lan.taps(key)
    assert len(await sent(nha)) == 1, "a second tap offers nothing more"
    assert "vị trí thứ 1" in await hoa.taps("register_send:cap_uy:cu3")
    await nha.taps("my_requests")
    assert "ý kiến của cấp ủy, đơn vị xã An Trường" in await nha.taps("Nhận chỗ"), "no word is skipped"


async def test_who_wished_before_stays_before_those_who_ask_once_the_class_is_full(
    linked: Linked, sent: Sent, house: House, db: Database
) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [replace(COURSE, state=ClassState.PLANNED)])
    nha, hoa, loc = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.LOC)
    await nha.taps("register_send:cap_uy:")
    await hoa.taps("register_send:cap_uy:")
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [COURSE])
    await see_to_requests(house)
    assert "vị trí thứ 2" in await loc.taps("register_send:cap_uy:cu3")
    assert "vị trí thứ 1" in await hoa.taps("register_send:cap_uy:cu3"), "the wish takes its own place in the line"
    await nha.taps("my_requests")
    await nha.taps("Không nhận chỗ")
    assert "Có chỗ trống" in (await sent(hoa))[-1]
    assert not any("Có chỗ trống" in text for text in await sent(loc))


async def test_an_offer_says_what_the_record_does_not_show_today(
    linked: Linked, sent: Sent, house: House, db: Database
) -> None:
    ray = await linked(roster.RAY)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [replace(COURSE, state=ClassState.PLANNED)])
    await ray.taps("register_send:cap_uy:")
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [COURSE])
    await see_to_requests(house)
    assert "Cần xem xét: lớp dành cho cấp ủy viên cơ sở" in (await sent(ray))[0]


async def test_who_came_to_hold_the_level_meanwhile_is_offered_nothing_and_told_why(
    linked: Linked, sent: Sent, house: House, db: Database
) -> None:
    nha, ray = await linked(roster.NHA), await linked(roster.RAY)
    await nha.taps("register_send:so_cap:")
    await ray.taps("register_send:so_cap:")
    course = TrainingClass("sc1", "SC-K1", "Sơ cấp, khóa 1", Level.SO_CAP, state=ClassState.OPEN, kind="so_cap")
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "create", [course])
    await see_to_requests(house)
    [told] = await sent(nha)
    assert "Hồ sơ đã ghi trình độ này" in told
    assert "Có chỗ trống" in (await sent(ray))[0]


async def test_raised_places_are_offered_to_who_waits(linked: Linked, sent: Sent, house: House, db: Database) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    for person in (nha, hoa):
        await person.taps("register_send:cap_uy:cu3")
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [replace(COURSE, places=2)])
    for _ in range(2):
        await see_to_requests(house)
    [told] = await sent(hoa)
    assert "Có chỗ trống dành cho đồng chí" in told
    await hoa.taps("my_requests")
    assert "ý kiến của cấp ủy, đơn vị xã Tân An" in await hoa.taps("Nhận chỗ"), "no word is skipped"


async def test_when_a_class_is_cancelled_those_who_asked_are_told(
    linked: Linked, sent: Sent, house: House, db: Database
) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("register_send:cap_uy:cu3")
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "cancel", [replace(COURSE, state=ClassState.CANCELLED)])
    await see_to_requests(house)
    assert "không mở nữa" in (await sent(nha))[0]


async def test_a_unit_that_sent_nobody_is_reminded_of_its_quota_before_the_last_day(
    linked: Linked, sent: Sent, house: House, db: Database, clock: Clock
) -> None:
    khoa = await linked(roster.KHOA)
    async with db.transaction() as tx:
        await tx.rows(
            "insert into class_quota (class_id, unit_id, places, taken) values ('cu3', $1, 1, 0)", roster.AN_TRUONG.id
        )
        await seats.count_quotas(tx, "cu3")
    clock.move(days=16)
    for _ in range(2):
        await see_to_requests(house)
    [told] = await sent(khoa)
    assert "đơn vị còn 1 suất và chưa cử ai" in told


async def test_a_unit_that_agreed_to_somebody_for_the_school_is_not_told_that_it_sent_nobody(
    linked: Linked, sent: Sent, house: House, db: Database, clock: Clock
) -> None:
    nha, khoa = await linked(roster.NHA), await linked(roster.KHOA)
    school = replace(SCHOOL, register_until=clock.now.date() + timedelta(days=2))
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [school])
        await tx.rows(
            "insert into class_quota (class_id, unit_id, places, taken) values ('tc16', $1, 2, 0)", roster.AN_TRUONG.id
        )
    await nha.taps("register_send:trung_cap:tc16")
    await khoa.taps("seat_wishes")
    await khoa.says("đồng ý 1")
    await see_to_requests(house)
    assert not any("chưa cử ai" in told for told in await sent(khoa))


async def test_a_unit_is_reminded_three_days_before_the_last_day_for_its_word(
    linked: Linked, sent: Sent, house: House, clock: Clock
) -> None:
    nha, khoa = await linked(roster.NHA), await linked(roster.KHOA)
    said = await nha.taps("register_send:trung_cap:tc16")
    assert "đến hết thứ Sáu 13/06/2025" in said
    for day, read in ((7, 1), (8, 2)):
        clock.now = clock.now.replace(day=2 + day)
        await see_to_requests(house)
        assert len(await sent(khoa)) == read, f"{2 + day}/6"
