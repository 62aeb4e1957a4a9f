"""From the tap on "Gửi" to the message on a phone, and the author's message that follows it, on a running program."""

import pytest

import bot.notice_work
from bot.app import App
from handlers.house import House
from rules.notices import NoticeKind
from storage import notices
from storage.database import Database
from storage.journal import By
from storage.notices import Draft
from tests.bot.telegram_server import TelegramServer
from tests.bot.telegram_server.people import Person
from tests.bot.waiting import until
from tests.handlers import roster
from tests.handlers.conftest import Linked, linked

__all__ = ["linked"]


@pytest.fixture
def house(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Progress is shown often, lest the test take long."""
    monkeypatch.setattr(bot.notice_work, "SHOWN_EVERY", 0.05)
    monkeypatch.setattr(bot.notice_work, "ROUND", 0.02)
    return house


async def has_read(person: Person, beginning: str) -> None:
    """Until a message that begins so stands in the chat, as it was sent or edited."""

    async def reads() -> bool:
        return any(message.text.startswith(beginning) for message in person.messages)

    await until(reads)


async def test_what_is_approved_arrives_and_its_author_sees_how_far_it_is(
    app: App, telegram: TelegramServer, linked: Linked, db: Database
) -> None:
    await linked(roster.NHA, chat="101")
    await linked(roster.LAN, chat="102")
    async with db.transaction() as tx:
        draft = Draft(NoticeKind.OTHER, "Kính gửi đồng chí {ho_ten}.", "codes=CB001,CB003")
        await notices.create_draft(tx, By(roster.LAN.id, 1), draft)
    nha, lan = telegram.person(101), telegram.person(102)
    nha.says("xin chào")
    lan.says("/thongbao")
    for label, beginning in (
        ("Bản nháp của tôi", "Thông báo của Trung tâm."),
        ("Số 1: Thông báo chung", "Bản nháp của đồng chí"),
        ("Xem trước và gửi", "Thông báo số 1 (bản nháp)"),
        ("Gửi", "Sẽ gửi cho 1 người trong 2 người"),
    ):
        await has_read(lan, beginning)
        lan.taps(label)
    await has_read(nha, "Kính gửi đồng chí Trần Văn Nhã.")
    await has_read(lan, "Thông báo số 1: đã gửi xong.\nTổng 2: đã gửi 1, không gửi 1, còn 0.")
    assert len([message for message in nha.messages if "Kính gửi" in message.text]) == 1
