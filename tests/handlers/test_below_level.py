"""The monthly numbers: on the first working day, without names, once, and the names behind a button."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.below_level import send_numbers
from handlers.house import House
from rules.access import Role
from rules.holidays import Days
from storage import grants
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Clock, Linked, Sent

BY = By("operator", 1)


@pytest.fixture(autouse=True)
def first_monday(clock: Clock) -> None:
    clock.now = clock.now.replace(day=2, hour=8)


async def test_an_officer_reads_the_number_of_the_list_behind_the_button(
    house: House, linked: Linked, sent: Sent, db: Database
) -> None:
    loc = await linked(roster.LOC)
    assert await send_numbers(house) == 1
    [text] = await sent(loc)
    listed = await loc.taps("unit_lacking")
    many = listed.partition(": ")[2].partition(" ")[0]
    assert text.splitlines()[0] == f"Tháng 6/2025: {many} đồng chí của đơn vị có trình độ thấp hơn mức cần có."
    assert "Số liệu ngày 02/06/2025." in text
    assert not any(each.name in text for each in roster.CADRES)
    rows = await db.rows("select 1 from journal where action = 'look_at_names' and record_id = 'unit_lacking'")
    assert len(rows) == 1, "the look, not the message, is a look at names"


async def test_staff_read_the_numbers_by_unit_and_leaders_and_cadres_nothing(
    house: House, linked: Linked, sent: Sent
) -> None:
    lan, thanh, nha = await linked(roster.LAN), await linked(roster.THANH), await linked(roster.NHA)
    await send_numbers(house)
    [text] = await sent(lan)
    head, *rest = text.splitlines()
    counted = [int(line.rpartition(": ")[2]) for line in rest if line.startswith("- ")]
    assert head == (f"Tháng 6/2025: {sum(counted)} đồng chí có trình độ thấp hơn mức cần có, ở {len(counted)} đơn vị.")
    assert (await sent(thanh), await sent(nha)) == ([], [])
    assert "Chưa" not in await lan.taps("target_missing")


async def test_running_it_again_and_on_later_days_sends_nothing_more_until_the_next_month(
    house: House, linked: Linked, sent: Sent, clock: Clock
) -> None:
    lan = await linked(roster.LAN)
    for _ in range(3):
        await send_numbers(house)
        clock.move(days=1)
    assert len(await sent(lan)) == 1
    clock.now = clock.now.replace(month=7, day=1)
    await send_numbers(house)
    assert len(await sent(lan)) == 2


@pytest.mark.parametrize(("day", "sends"), [(1, False), (2, True), (7, False), (13, True), (16, False)])
async def test_it_waits_for_a_working_day_and_gives_up_in_the_middle_of_the_month(
    house: House, linked: Linked, clock: Clock, day: int, sends: bool
) -> None:
    await linked(roster.LAN)
    clock.now = clock.now.replace(day=day)
    assert await send_numbers(house) == int(sends)


async def test_a_holiday_is_no_working_day(house: House, linked: Linked, clock: Clock) -> None:
    await linked(roster.LAN)
    off = Days(name="Nghỉ", first=date(2025, 6, 2), last=date(2025, 6, 3), source="TB 1")
    away = replace(house, holidays=roster.HOLIDAYS.model_copy(update={"days": (off,)}))
    assert await send_numbers(away) == 0
    clock.move(days=2)
    assert await send_numbers(away) == 1


async def test_who_is_both_officer_and_staff_reads_the_numbers_of_all(
    house: House, linked: Linked, sent: Sent, db: Database
) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, roster.LAN.id, Role.OFFICER, roster.TAN_AN.id)
    lan = await linked(roster.LAN)
    await send_numbers(house)
    assert ["ở" in text.splitlines()[0] for text in await sent(lan)] == [True]


async def test_who_wants_no_messages_gets_none(house: House, linked: Linked, sent: Sent) -> None:
    lan = await linked(roster.LAN)
    await lan.taps("mute:1")
    assert await send_numbers(house) == 0
    assert await sent(lan) == []
