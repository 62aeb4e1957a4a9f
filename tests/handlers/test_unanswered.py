"""What waits too long for a word: its unit, or the centre, is reminded once, in working hours, without names."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from handlers.house import House
from handlers.unanswered import remind_of_requests
from rules.access import Role
from storage import classes, grants
from storage.database import Database
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.test_registering import COURSE, SCHOOL
from tests.handlers.test_target_plan import BY, HIGH, MIDDLE


@pytest.fixture(autouse=True)
async def an_officer(db: Database) -> None:
    """Two classes are open; Khoa is the officer of xã An Trường, which is Nhã's."""
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "create", [replace(MIDDLE, register_until=date(2025, 6, 12)), HIGH, COURSE])
        await grants.grant(tx, BY, roster.KHOA.id, Role.OFFICER, roster.AN_TRUONG.id)


async def send(leader: Person) -> None:
    for label in ("target_plan", "Phương án ít suất nhất", "Gửi đề nghị tới đơn vị", "Gửi đề nghị"):
        await leader.taps(label)


async def last_day(db: Database, clock: Clock) -> datetime:
    """The last day for the units' word, at 8:00."""
    [row] = await db.rows("select min(answer_by) as day from study_request")
    return datetime.fromisoformat(row["day"]).replace(hour=8, tzinfo=clock().tzinfo)


def reminders(told: list[str]) -> list[str]:
    return [text for text in told if text.startswith("Nhắc: ")]


async def test_a_unit_is_reminded_once_of_all_that_waits_three_days_before_the_last(
    house: House, db: Database, linked: Linked, sent: Sent, clock: Clock
) -> None:
    khoa, lan = await linked(roster.KHOA), await linked(roster.LAN)
    await send(await linked(roster.THANH))
    await remind_of_requests(house)
    assert reminders(await sent(khoa)) == [], "asked just now"
    clock.now = (await last_day(db, clock)).replace(hour=9)
    clock.move(days=-3)
    for _ in range(2):
        await remind_of_requests(house)
    [text] = reminders(await sent(khoa))
    assert text.startswith("Nhắc: 2 đề nghị cử đi học chờ đơn vị trả lời.\n- ")
    assert "2 đồng chí, trả lời đến hết " in text
    assert "chưa phải là cử" in text
    assert not [cadre.name for cadre in roster.CADRES if cadre.name in text]
    phone = reminders(await sent(lan))
    assert phone
    assert all("đơn vị chưa có người nhận tin" in each for each in phone), "the centre phones the units without officer"


async def test_a_unit_that_answered_is_not_reminded(
    house: House, db: Database, linked: Linked, sent: Sent, clock: Clock
) -> None:
    khoa = await linked(roster.KHOA)
    await send(await linked(roster.THANH))
    await khoa.taps("study_answer")
    await khoa.taps("Đồng ý tất cả")
    assert "Đã ghi" in await khoa.says("1")
    clock.now = await last_day(db, clock)
    clock.move(days=-1)
    await remind_of_requests(house)
    assert reminders(await sent(khoa)) == []


async def test_nobody_is_reminded_outside_working_hours(
    house: House, db: Database, linked: Linked, sent: Sent, clock: Clock
) -> None:
    khoa = await linked(roster.KHOA)
    await send(await linked(roster.THANH))
    clock.now = (await last_day(db, clock)).replace(hour=18)
    clock.move(days=-1)
    assert await remind_of_requests(house) == 0
    assert reminders(await sent(khoa)) == []


async def agreed(linked: Linked, key: str) -> Person:
    """Somebody asked, and the officer of the unit said yes."""
    nha, khoa = await linked(roster.NHA), await linked(roster.KHOA)
    await nha.taps(key)
    await khoa.taps("seat_wishes")
    await khoa.says("đồng ý 1")
    return khoa


@pytest.mark.parametrize(
    ("key", "name"),
    [("register_send:cap_uy:cu3", COURSE.name), ("register_send:trung_cap:tc16", SCHOOL.name)],
)
async def test_the_centre_is_reminded_once_of_what_lies_there_for_three_working_days(
    house: House, linked: Linked, sent: Sent, clock: Clock, key: str, name: str
) -> None:
    lan = await linked(roster.LAN)
    await agreed(linked, key)
    clock.now = clock.now.replace(day=4)
    await remind_of_requests(house)
    assert reminders(await sent(lan)) == []
    clock.move(days=1)
    for _ in range(3):
        await remind_of_requests(house)
        clock.move(days=1)
    [text] = reminders(await sent(lan))
    assert text.splitlines()[:2] == ["Nhắc: 1 yêu cầu học đơn vị đã đồng ý, chờ Trung tâm xét.", f"- {name}: 1."]
    assert "Trần Văn Nhã" not in text


async def test_what_was_withdrawn_or_taken_up_is_not_mentioned(
    house: House, linked: Linked, sent: Sent, clock: Clock
) -> None:
    lan, nha = await linked(roster.LAN), await linked(roster.NHA)
    await agreed(linked, "register_send:cap_uy:cu3")
    await nha.taps("cancel_registration")
    await nha.taps("Đồng ý rút")
    clock.move(days=7)
    await remind_of_requests(house)
    assert reminders(await sent(lan)) == []
