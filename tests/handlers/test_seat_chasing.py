"""Requests by the clock: reminded once, let go with a word to everyone, and what comes free is offered."""

from dataclasses import replace

import pytest

from handlers.house import House
from handlers.seat_chasing import see_to_requests
from rules.access import Role
from rules.classes import ClassState
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
