"""A number typed beside a progress message belongs to what was said last in the chat, whatever is edited above it."""

import pytest

import bot.notice_work
from bot.app import App
from handlers.dialog import meant_key
from handlers.house import House
from rules.notices import Notice
from storage import notice_progress, notices
from storage.journal import By
from tests.bot.telegram_server import TelegramServer
from tests.bot.telegram_server.people import Person
from tests.bot.waiting import until
from tests.delivery.test_approved import has_read
from tests.handlers import roster
from tests.handlers.conftest import Linked, linked
from tests.handlers.noticed import notify

__all__ = ["linked"]

AT_WORK = "Thông báo số 1: tạm dừng."
ON_ITS_WAY = "Thông báo số 1: đang gửi."


@pytest.fixture
def house(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Progress is shown often, lest the test take long."""
    monkeypatch.setattr(bot.notice_work, "SHOWN_EVERY", 0.05)
    monkeypatch.setattr(bot.notice_work, "ROUND", 0.02)
    return house


@pytest.fixture
async def paused(app: App, telegram: TelegramServer, linked: Linked, house: House) -> Notice:
    """A notice that stands still, its progress shown to its author; one row waits for a channel that is off."""
    nha, lan = await linked(roster.NHA, chat="101"), await linked(roster.LAN, chat="102")
    telegram.person(102, started=True)
    notice = await notify(house, nha)
    async with house.db.transaction() as tx:
        await tx.rows("update delivery set state = 'waiting', channel = 'zalo'")
        await tx.rows("update notice set state = 'paused', done_at = null where id = $1", notice.id)
        await notice_progress.begin(tx, notice.id, lan.channel, lan.chat)
    await has_read(telegram.person(102), AT_WORK)
    return notice


async def goes_on(house: House, notice: Notice, lan: Person) -> str | None:
    """It is resumed elsewhere; what 1 typed by its author then means, once the progress says so."""
    async with house.db.transaction() as tx:
        await notices.resume(tx, By(roster.PHUC.id, 1), notice.id)
    await has_read(lan, ON_ITS_WAY)

    async def kept() -> bool:
        return (await notice_progress.under_way(house.db, ["telegram"]))[0].shown.startswith(ON_ITS_WAY)

    await until(kept)
    [account] = await house.db.rows("select menu from account where chat = '102'")
    return meant_key("1", account["menu"])


async def test_it_means_the_progress_as_it_reads_now_while_nothing_else_was_said(
    telegram: TelegramServer, house: House, paused: Notice
) -> None:
    assert await goes_on(house, paused, telegram.person(102)) == "notice_pause:1:followed"


async def test_it_means_a_newer_card_though_that_had_the_same_options(
    telegram: TelegramServer, house: House, paused: Notice
) -> None:
    lan = telegram.person(102)
    lan.says("/thongbao 1")

    async def reads_both() -> bool:
        return sum(message.text.startswith(AT_WORK) for message in lan.messages) == 2

    await until(reads_both)
    assert await goes_on(house, paused, lan) == "notice_resume:1"


async def test_a_progress_that_is_looked_at_again_stays_the_one_that_is_followed(
    telegram: TelegramServer, house: House, paused: Notice
) -> None:
    lan = telegram.person(102)
    lan.taps("Xem lại")
    await until(lambda: house.db.rows("select 1 from account where chat = '102' and menu like '%notice:1:followed%'"))
    assert await goes_on(house, paused, lan) == "notice_pause:1:followed"
