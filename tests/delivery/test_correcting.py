"""A notice that mends a sent one: edited in place where that goes, and everybody hears of it once."""

from collections.abc import AsyncIterator, Sequence

import pytest

from bot import delivery
from bot.app import App
from handlers.house import House
from rules.notices import Notice, NoticeKind
from storage import deliveries, notices
from storage.database import Database
from storage.deliveries import Recipient
from storage.notices import Draft
from tests.bot.conftest import running
from tests.bot.telegram_server import TelegramServer
from tests.delivery.conftest import paid
from tests.delivery.office import BY, FIRST_CHAT, all_settled, holder, link_people

OLD = Draft(NoticeKind.CHANGE, "Kính gửi {ho_ten}, lớp học lúc **8 giờ** sáng 10/6.", receipt=True)
NEW = Draft(NoticeKind.CHANGE, "Kính gửi {ho_ten}, lớp học lúc **9 giờ** sáng 10/6.", receipt=True)
MENDED = "Nội dung dưới đây đã được Trung tâm đính chính\n\nKính gửi Số 0, lớp học lúc 9 giờ sáng 10/6."
BELL = (
    "Đã sửa thông báo số 1: từ “lúc 8 giờ” thành “lúc 9 giờ”. Đề nghị đồng chí đọc lại tin đã sửa ở trên và xác nhận:"
)


async def goes(db: Database, draft: Draft, people: int = 1, corrects: Notice | None = None) -> Notice:
    async with db.transaction() as tx:
        notice = await notices.create_draft(tx, BY, draft, corrects=corrects.id if corrects else None)
        await notices.send_alone(tx, BY, notice.id, notice.version)

    async def portions() -> AsyncIterator[Sequence[Recipient]]:
        yield [
            Recipient(holder(n), "telegram", str(FIRST_CHAT + n), fields={"ho_ten": f"Số {n}"}) for n in range(people)
        ]

    await deliveries.freeze(db, BY, notice.id, portions())
    assert await all_settled(db, 15) == {"sent": people * notice.number}
    return notice


def shown(telegram: TelegramServer, number: int = 0) -> list[str]:
    return [message.text for message in telegram.sent(FIRST_CHAT + number)]


def options(telegram: TelegramServer, message: int) -> list[str]:
    keyboard = telegram.sent(FIRST_CHAT)[message].raw["reply_markup"]["inline_keyboard"]
    return [button["callback_data"] for row in keyboard for button in row]


async def test_who_had_it_finds_it_mended_and_is_told_once(app: App, telegram: TelegramServer, db: Database) -> None:
    await link_people(db, 3)
    await goes(db, NEW, 3, corrects=await goes(db, OLD, 3))
    assert shown(telegram) == [MENDED, BELL]
    assert [len(shown(telegram, n)) for n in range(3)] == [2, 2, 2]
    assert options(telegram, 0) == options(telegram, 1), "the receipt counts anew"
    [account] = await db.rows("select menu from account where holder_id = $1", holder(0))
    assert "notice_receipt:2:" in account["menu"], "a number typed next answers the mended notice"
    kept = await db.rows("select message from delivery where holder_id = $1", holder(0))
    assert {row["message"] for row in kept} == {str(telegram.sent(FIRST_CHAT)[0].id)}, "a second mending finds it"


async def test_a_second_mending_does_not_tell_what_some_had_read_before(
    app: App, telegram: TelegramServer, db: Database
) -> None:
    await link_people(db, 1)
    first = await goes(db, OLD)
    await goes(db, NEW, corrects=first)
    await goes(db, Draft(NoticeKind.CHANGE, "Lớp nghỉ."), corrects=first)
    assert shown(telegram)[0] == "Nội dung dưới đây đã được Trung tâm đính chính\n\nLớp nghỉ."
    assert shown(telegram)[2] == "Đã sửa thông báo số 1. Đề nghị đồng chí đọc lại tin đã sửa ở trên."


async def test_a_bell_that_does_not_get_through_is_tried_again(
    app: App, telegram: TelegramServer, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "backoff", lambda attempt: 0.05)
    await link_people(db, 1)
    old = await goes(db, OLD)
    telegram.faults.add("server_error", method="sendMessage", times=2)
    await goes(db, NEW, corrects=old)
    assert shown(telegram) == [MENDED, BELL]


async def test_where_the_old_message_cannot_be_edited_a_marked_one_goes_and_no_bell(
    app: App, telegram: TelegramServer, db: Database
) -> None:
    await link_people(db, 1)
    old = await goes(db, OLD)
    await goes(db, Draft(NoticeKind.CHANGE, "dài " * 1500), corrects=old)
    assert len(shown(telegram)) == 3, "the old one, and the new one in two parts"
    assert shown(telegram)[1].startswith("ĐÍNH CHÍNH thông báo số 1")


async def test_who_blocked_the_bot_meanwhile_does_not_hear_of_it(telegram: TelegramServer, house: House) -> None:
    await link_people(house.db, 1)
    async with running(paid(telegram), house):
        old = await goes(house.db, OLD)
        telegram.faults.add("blocked", method="sendMessage")
        async with house.db.transaction() as tx:
            notice = await notices.create_draft(tx, BY, NEW, corrects=old.id)
            await notices.send_alone(tx, BY, notice.id, notice.version)

        async def portions() -> AsyncIterator[Sequence[Recipient]]:
            yield [Recipient(holder(0), "telegram", str(FIRST_CHAT))]

        await deliveries.freeze(house.db, BY, notice.id, portions())
        assert await all_settled(house.db, 10) == {"sent": 1, "failed": 1}
