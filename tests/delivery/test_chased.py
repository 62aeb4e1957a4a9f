"""Reminders as they come on a phone: after the hours, while people are awake, so often at most, never once answered."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest

from handlers.chasing import remind_the_silent
from handlers.house import House
from tests.bot.conftest import running, settings_for
from tests.bot.telegram_server import TelegramServer
from tests.bot.telegram_server.people import Person
from tests.handlers import roster
from tests.handlers.conftest import Clock, Linked, linked
from tests.handlers.noticed import notify

__all__ = ["linked"]

Hours = Callable[[int], Awaitable[None]]
REMINDER = "Trung tâm chưa nhận được xác nhận của đồng chí về thông báo số 1. Đề nghị xác nhận:"


@pytest.fixture
def house(still_house: House) -> House:
    """The clock stands at eight on Monday until a test moves it. Reminders after 24 hours, twice at most."""
    return replace(still_house, chase_after=24, chase_times=2)


@pytest.fixture
async def hours(telegram: TelegramServer, house: House, clock: Clock, linked: Linked) -> AsyncIterator[Hours]:
    """`await hours(5)`: five hours pass, the job runs in each, and what it put in line is sent.

    A notice has just reached Nhã, 101, and Hoa, 102.
    """
    nha, hoa = await linked(roster.NHA, chat="101"), await linked(roster.HOA, chat="102")
    for chat in (101, 102):
        telegram.person(chat, started=True)
    await notify(house, nha, hoa)
    async with running(settings_for(telegram), house) as app:

        async def passing(count: int) -> None:
            for _ in range(count):
                clock.move(hours=1)
                await remind_the_silent(house)
                await app.services["telegram"].courier.carry_due()

        yield passing


def reminders(person: Person) -> int:
    return sum(message.text == REMINDER for message in person.messages)


async def test_the_silent_are_reminded_after_a_day_and_twice_at_most(telegram: TelegramServer, hours: Hours) -> None:
    nha, hoa = telegram.person(101), telegram.person(102)
    hoa.says("đã nhận")
    await hoa.reads()
    await hours(23)
    assert reminders(nha) == 0
    await hours(1)
    assert reminders(nha) == 1
    await hours(23)
    assert reminders(nha) == 1
    await hours(80)
    assert (reminders(nha), reminders(hoa)) == (2, 0)


async def test_an_answer_to_a_reminder_ends_the_reminding(telegram: TelegramServer, hours: Hours) -> None:
    nha = telegram.person(101)
    await hours(24)
    await nha.reads()
    nha.taps("Sẽ dự")
    assert "đồng chí sẽ dự" in (await nha.reads()).text
    await hours(80)
    assert reminders(nha) == 1


async def test_nobody_is_woken_by_a_reminder(telegram: TelegramServer, hours: Hours, house: House) -> None:
    nha = telegram.person(101)
    await house.db.write("update delivery set settled_at = settled_at + $1", 13 * 3_600_000)  # at nine in the evening
    await hours(13 + 24)
    assert reminders(nha) == 0, "nine in the evening again"
    await hours(9)
    assert reminders(nha) == 0, "six in the morning"
    await hours(1)
    assert reminders(nha) == 1
