"""The worker: each is written to once, each failure leaves its row in the right state, and nobody waits for it."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot import delivery
from bot.app import App
from handlers.house import House
from rules.notices import Notice, NoticeFile, NoticeKind
from storage import deliveries, notices
from storage.database import Database
from storage.deliveries import Recipient
from storage.notices import Draft
from tests.bot.conftest import running, settings_for, until
from tests.bot.telegram_server import TelegramServer
from tests.delivery.conftest import paid
from tests.delivery.office import BY, FIRST_CHAT, all_settled, holder, link_people, recipients, send_to_all, states

WORDS = "Mai nghỉ học."


@pytest.fixture(autouse=True)
def _quick_second_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "backoff", lambda attempt: 0.05)


async def reasons(db: Database) -> dict[str, tuple[str, str]]:
    rows = await db.rows("select holder_id, state, reason from delivery order by holder_id")
    return {row["holder_id"]: (row["state"], row["reason"]) for row in rows}


async def states_of(db: Database, notice: Notice) -> str:
    found = await notices.by_id(db, notice.id)
    assert found is not None
    return found.state.value


def texts(telegram: TelegramServer, number: int) -> list[str]:
    return [message.text for message in telegram.sent(FIRST_CHAT + number)]


async def frozen(db: Database, draft: Draft, to: Sequence[Recipient]) -> Notice:
    async with db.transaction() as tx:
        notice = await notices.create_draft(tx, BY, draft)
        await notices.send_alone(tx, BY, notice.id, notice.version)

    async def portions() -> AsyncIterator[Sequence[Recipient]]:
        yield to

    await deliveries.freeze(db, BY, notice.id, portions())
    return notice


async def test_everybody_gets_the_notice_once_and_it_ends(app: App, telegram: TelegramServer, db: Database) -> None:
    await link_people(db, 50)
    notice = await send_to_all(db, 50)
    assert await all_settled(db, 10) == {"sent": 50}
    assert all(texts(telegram, n) == [WORDS] for n in range(50))
    rows = await db.rows("select message, attempts from delivery where holder_id = $1", holder(7))
    assert [tuple(row[:2]) for row in rows] == [(str(telegram.sent(FIRST_CHAT + 7)[0].id), 1)]

    async def ended() -> bool:
        return await states_of(db, notice) == "done"

    await until(ended)


async def test_each_person_reads_what_is_said_to_them(app: App, telegram: TelegramServer, db: Database) -> None:
    await link_people(db, 2)
    to = [Recipient(holder(n), "telegram", str(FIRST_CHAT + n), fields={"ho_ten": f"Số {n}"}) for n in range(2)]
    await frozen(db, Draft(NoticeKind.SUMMONS, "Mời đồng chí {ho_ten}.", receipt=True), to)
    assert await all_settled(db, 10) == {"sent": 2}
    [message] = telegram.sent(FIRST_CHAT + 1)
    assert message.text == "Mời đồng chí Số 1."
    assert [button["text"] for row in message.raw["reply_markup"]["inline_keyboard"] for button in row] == [
        "Sẽ dự",
        "Không dự được",
    ]
    [account] = await db.rows("select menu from account where holder_id = $1", holder(1))
    assert "notice_receipt:1:coming" in account["menu"]


async def test_a_file_is_uploaded_once_and_then_sent_by_its_name(
    app: App, telegram: TelegramServer, db: Database, house: House
) -> None:
    await link_people(db, 5)
    stored = await house.files.put(b"%PDF-1.4 lich")
    async with db.transaction() as tx:
        await house.files.keep(tx, stored, 1, None)
    file = NoticeFile(stored.digest, "lich.pdf", 13)
    to = [Recipient(holder(n), "telegram", str(FIRST_CHAT + n)) for n in range(5)]
    await frozen(db, Draft(NoticeKind.TIMETABLE, "Lịch học.", files=(file,)), to)
    assert await all_settled(db, 10) == {"sent": 5}
    given = [call.parameters["document"] for call in telegram.calls_of("sendDocument")]
    assert len(given) == 5
    assert sum(isinstance(document, str) and not document.startswith("attach:") for document in given) == 4


@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [
        ("blocked", ("failed", "chat closed")),
        ("deactivated", ("failed", "chat closed")),
        ("chat_not_found", ("failed", "chat closed")),
        ("cut_before", ("unknown", "ConnectError")),
        ("cut_after", ("unknown", "ConnectError")),
        ("bad_json_after", ("unknown", "TelegramError")),
        ("server_error", ("sent", "")),
        ("bad_gateway", ("sent", "")),
        ("too_many", ("sent", "")),
        ("migrated", ("sent", "")),
    ],
)
async def test_a_failure_leaves_its_row_in_the_right_state(
    app: App, telegram: TelegramServer, db: Database, trouble: str, outcome: tuple[str, str]
) -> None:
    await link_people(db, 3)
    telegram.group(-1001234567890)
    telegram.faults.add(trouble, method="sendMessage", chat=FIRST_CHAT + 1)
    await send_to_all(db, 3)
    await all_settled(db, 10)
    found = await reasons(db)
    assert [found[holder(n)][0] for n in (0, 2)] == ["sent", "sent"]
    assert found[holder(1)][0] == outcome[0]
    if outcome[0] == "failed":
        assert found[holder(1)] == outcome
    closed = await db.rows("select holder_id from account where closed_at is not null")
    assert [row["holder_id"] for row in closed] == ([holder(1)] if outcome[0] == "failed" else [])
    assert max(len(texts(telegram, n)) for n in range(3)) == 1


async def test_others_do_not_wait_for_one_that_hangs(
    app: App, telegram: TelegramServer, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.GRACE", 0.1)
    await link_people(db, 40)
    telegram.faults.add("hang", method="sendMessage", chat=FIRST_CHAT)
    await send_to_all(db, 40)

    async def but_one() -> bool:
        return (await states(db))["sent"] == 39

    await until(but_one)
    assert (await reasons(db))[holder(0)][0] == "sending"


async def test_what_never_gets_through_is_given_up(
    app: App, telegram: TelegramServer, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "TRIES", 3)
    await link_people(db, 2)
    telegram.faults.add("server_error", method="sendMessage", chat=FIRST_CHAT, times=None)
    await send_to_all(db, 2)
    await all_settled(db, 15)
    assert await reasons(db) == {holder(0): ("failed", "HTTP 500"), holder(1): ("sent", "")}
    assert len([call for call in telegram.calls_of("sendMessage") if call.chat == FIRST_CHAT]) == 3


async def test_many_failures_in_a_row_pause_the_notice_and_say_why(
    app: App, telegram: TelegramServer, db: Database
) -> None:
    await link_people(db, 60)
    fault = telegram.faults.add("server_error", method="sendMessage", times=None)
    notice = await send_to_all(db, 60)

    async def paused() -> bool:
        return await states_of(db, notice) == "paused"

    await until(paused)
    found = await notices.by_id(db, notice.id)
    assert found is not None
    assert "lượt gửi liền nhau" in found.pause_reason
    telegram.faults.planned.remove(fault)
    async with db.transaction() as tx:
        await notices.resume(tx, BY, notice.id)
    assert await all_settled(db, 10) == {"sent": 60}


async def test_a_burst_of_refusals_that_outruns_the_arrivals_pauses_nothing(
    telegram: TelegramServer, house: House
) -> None:
    await link_people(house.db, 60)
    telegram.faults.add("server_error", method="sendMessage", times=25)
    telegram.faults.add("latency", method="sendMessage", times=None, seconds=0.2)
    async with running(settings_for(telegram, rate=30), house):
        notice = await send_to_all(house.db, 60)
        assert await all_settled(house.db, 15) == {"sent": 60}
    assert await states_of(house.db, notice) == "done"


async def test_pause_and_cancel_take_effect_within_a_second(telegram: TelegramServer, house: House) -> None:
    db = house.db
    await link_people(db, 200)
    async with running(settings_for(telegram, rate=20), house):
        notice = await send_to_all(db, 200)
        await until(lambda: db.rows("select 1 from delivery where state = 'sent'"))
        async with db.transaction() as tx:
            await notices.pause(tx, BY, notice.id)
        await asyncio.sleep(1)
        before = (await states(db))["sent"]
        await asyncio.sleep(1)
        assert (await states(db))["sent"] == before
        async with db.transaction() as tx:
            await notices.cancel(tx, BY, notice.id)
        assert await all_settled(db, 5) == {"sent": before, "skipped": 200 - before}


async def test_an_urgent_notice_overtakes_one_that_is_being_sent(telegram: TelegramServer, house: House) -> None:
    db = house.db
    await link_people(db, 100)
    async with running(settings_for(telegram, rate=20), house):
        await send_to_all(db, 100)
        await until(lambda: db.rows("select 1 from delivery where state = 'sent'"))
        to = [Recipient(holder(99), "telegram", str(FIRST_CHAT + 99))]
        await frozen(db, Draft(NoticeKind.CHANGE, "Khẩn.", urgent=True), to)

        async def overtook() -> bool:
            return texts(telegram, 99) == ["Khẩn."]

        await until(overtook, within=4)


async def test_what_is_not_urgent_waits_for_the_end_of_the_quiet_hours(telegram: TelegramServer, house: House) -> None:
    db = house.db
    await link_people(db, 1)
    asleep = replace(house, quiet_hours="07:00-09:00")  # the clock of the tests stands at 8:00
    async with running(settings_for(telegram), asleep):
        await send_to_all(db, 1)
        await asyncio.sleep(0.8)
        assert set(await states(db)) == {"waiting"}
        await frozen(
            db, Draft(NoticeKind.CHANGE, "Khẩn.", urgent=True), [Recipient(holder(0), "telegram", str(FIRST_CHAT))]
        )

        async def woken() -> bool:
            return texts(telegram, 0) == ["Khẩn."]

        await until(woken)


async def test_a_chat_that_was_unlinked_meanwhile_gets_nothing(
    app: App, telegram: TelegramServer, db: Database
) -> None:
    await link_people(db, 3)
    await db.write("update account set holder_id = 'somebody-else' where holder_id = $1", holder(1))
    await send_to_all(db, 3)
    await all_settled(db, 10)
    assert (await reasons(db))[holder(1)] == ("failed", "chat closed before")
    assert texts(telegram, 1) == []


async def test_told_to_stop_it_ends_what_it_began_and_loses_nothing(telegram: TelegramServer, house: House) -> None:
    db = house.db
    await link_people(db, 60)
    telegram.latency = 0.2
    async with running(settings_for(telegram, rate=20), house):
        await send_to_all(db, 60)
        await until(lambda: db.rows("select 1 from delivery where state = 'sending'"))
    found = await states(db)
    assert set(found) == {"sent", "waiting"}
    telegram.latency = 0.0
    async with running(paid(telegram), house):
        assert await all_settled(db, 10) == {"sent": 60}
    assert Counter(len(texts(telegram, n)) for n in range(60)) == {1: 60}


async def test_a_program_that_died_before_it_froze_everybody_sends_nothing(
    telegram: TelegramServer, house: House
) -> None:
    db = house.db
    await link_people(db, 10)
    async with db.transaction() as tx:
        notice = await notices.create_draft(tx, BY, Draft(NoticeKind.OTHER, WORDS))
        await notices.send_alone(tx, BY, notice.id, notice.version)

    async def dying() -> AsyncIterator[Sequence[Recipient]]:
        async for portion in recipients(10, 5):
            yield portion
            raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        await deliveries.freeze(db, BY, notice.id, dying())
    async with running(settings_for(telegram), house):
        await asyncio.sleep(1)
    assert telegram.calls_of("sendMessage") == []
    assert await deliveries.freeze(db, BY, notice.id, recipients(10)) == 10


async def test_who_blocked_the_bot_is_reached_on_their_next_channel(telegram: TelegramServer, house: House) -> None:
    db = house.db
    await link_people(db, 1)
    async with db.transaction() as tx:
        await tx.rows(
            "insert into account (id, channel, chat, holder_id, display_name, muted, quiet, created_at, used_at)"
            " values ('w', 'web', 'their-web-chat', $1, '', 0, '', 1, 1)",
            holder(0),
        )
        await tx.rows(
            "insert into consent (id, account_id, purpose, version, given_at) values ('w', 'w', 'thong_bao', '1', 1)"
        )
    telegram.faults.add("blocked", method="sendMessage")
    settings = settings_for(telegram)
    both = settings.model_copy(update={"web": settings.web.model_copy(update={"enabled": True})})
    async with running(both, house):
        to = [Recipient(holder(0), "telegram", str(FIRST_CHAT), rest=("zalo", "web"))]
        await frozen(db, Draft(NoticeKind.OTHER, WORDS, receipt=True), to)
        assert await all_settled(db, 10) == {"sent": 1}
    [row] = await db.rows("select channel, chat, message from delivery")
    [shown] = await db.rows("select id, text from web_message")
    assert tuple(row[:3]) == ("web", "their-web-chat", shown["id"])
    assert shown["text"] == WORDS


async def test_a_row_that_was_marked_late_by_a_process_that_sends_no_more_is_unknown(
    telegram: TelegramServer, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stood still when the duty was taken over, marked the row when it went on, and died."""
    monkeypatch.setattr(delivery, "SWEEP", 0.05)
    db = house.db
    await link_people(db, 1)
    async with running(paid(telegram), house):
        await send_to_all(db, 1)
        assert await all_settled(db, 10) == {"sent": 1}
        await db.write("update delivery set state = 'sending', settled_at = null")
        assert await all_settled(db, 10) == {"unknown": 1}


async def test_rows_that_were_marked_without_a_word_of_it_are_unknown(
    app: App, telegram: TelegramServer, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = deliveries.mark_sending

    async def cut_off(*asked: Any) -> None:
        monkeypatch.setattr(deliveries, "mark_sending", mark)
        assert await mark(*asked)
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(deliveries, "mark_sending", cut_off)
    await link_people(db, 2)
    await send_to_all(db, 2)
    assert await all_settled(db, 10) == {"unknown": 2}
    assert [texts(telegram, n) for n in range(2)] == [[], []]
