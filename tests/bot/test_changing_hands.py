"""A chat changes hands while an answer is on its way: each is decided by one process, and all come in order."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import orjson
import pytest

from bot import reception
from bot.app import App
from bot.budget import Slot
from bot.crew.lanes import ALL_LANES
from bot.reception import Reception
from handlers.house import House
from storage import inbox
from storage.clock import to_ms
from storage.database import Database
from storage.inbox import Update
from tests.bot.conftest import running, settings_for
from tests.bot.telegram_server import TelegramServer
from tests.bot.telegram_server.people import Person


@pytest.fixture
def person(telegram: TelegramServer) -> Person:
    return telegram.person(7, started=True)


@pytest.fixture
async def app(telegram: TelegramServer, house: House) -> AsyncIterator[App]:
    async with running(settings_for(telegram), house) as app:
        yield app


@pytest.fixture
def desk(app: App) -> Reception:
    return app.services["telegram"].reception


async def kept(house: House, event: int, words: str) -> Update:
    """What somebody wrote, in the inbox and in no line."""
    sender: dict[str, Any] = {"id": 7, "first_name": "Lan"}
    message = {
        "message_id": event, "date": to_ms(house.clock()) // 1000, "text": words,
        "chat": sender | {"type": "private"}, "from": sender | {"is_bot": False},
    }  # fmt: skip
    payload = orjson.dumps({"update_id": event, "message": message}).decode()
    update = await inbox.store(house.db, "telegram", str(event), "7", payload, 1)
    assert update is not None
    return update


async def states(house: House) -> list[str]:
    return [row["state"] for row in await house.db.rows("select state from inbox order by seq")]


async def test_an_answer_waits_for_the_one_before_it_that_another_process_still_sends(
    house: House, desk: Reception, person: Person
) -> None:
    first, second = await kept(house, 900, "/lienhe"), await kept(house, 901, "/help")
    await inbox.answering(house.db, first.seq)
    desk.take(first)
    desk.take(second)
    await asyncio.sleep(0.3)
    assert (person.messages, await states(house)) == ([], ["answering", "waiting"])
    await inbox.answered(house.db, [first.seq], 1)
    assert "Có thể hỏi" in (await person.reads()).text


async def test_an_answer_that_another_process_never_ends_is_unknown_and_holds_up_nobody(
    house: House, desk: Reception, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception, "_LOOKS", 2)
    first, second = await kept(house, 900, "/lienhe"), await kept(house, 901, "/help")
    await inbox.answering(house.db, first.seq)
    desk.take(first)
    desk.take(second)
    assert "Có thể hỏi" in (await person.reads()).text
    await desk.idle()
    assert await states(house) == ["unknown", "answered"]


async def test_who_lost_the_chat_while_waiting_for_the_right_to_send_decides_nothing(
    house: House, app: App, desk: Reception, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    courier, may_send = app.services["telegram"].courier, asyncio.Event()
    at_once = courier.slot

    async def later(chat: str) -> Slot:
        await may_send.wait()
        return await at_once(chat)

    monkeypatch.setattr(courier, "slot", later)
    desk.take(await kept(house, 900, "/help"))
    await asyncio.sleep(0.01)
    desk.lose(ALL_LANES)
    may_send.set()
    await desk.idle()
    assert (person.messages, await states(house)) == ([], ["waiting"])
    await desk.take_up(ALL_LANES)
    assert "Có thể hỏi" in (await person.reads()).text
    await desk.idle()
    assert await states(house) == ["answered"]


async def test_chats_that_are_lost_while_they_are_taken_up_stand_in_no_line(
    house: House, desk: Reception, person: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.reception")
    unfinished, slow = inbox.unfinished, asyncio.Event()

    async def later(db: Database, channel: str) -> list[Update]:
        found = await unfinished(db, channel)
        await slow.wait()
        return found

    monkeypatch.setattr(inbox, "unfinished", later)
    await kept(house, 900, "/lienhe")
    await kept(house, 901, "/help")
    taking = asyncio.create_task(desk.take_up(ALL_LANES))
    await asyncio.sleep(0.05)
    desk.lose(ALL_LANES)
    slow.set()
    await taking
    desk.lose(ALL_LANES)
    await desk.idle()
    assert (person.messages, await states(house), caplog.messages) == ([], ["waiting", "waiting"], [])
    await desk.take_up(ALL_LANES)
    assert ["Liên hệ" in (await person.reads()).text, "Có thể hỏi" in (await person.reads()).text] == [True, True]


async def test_what_a_look_finds_on_chats_that_are_let_go_of_meanwhile_stands_in_no_line(
    house: House, app: App, desk: Reception, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its answer could be on its way still when the next holder begins."""
    courier, unfinished = app.services["telegram"].courier, inbox.unfinished
    may_send, slow, at_once = asyncio.Event(), asyncio.Event(), courier.slot

    async def later(chat: str) -> Slot:
        await may_send.wait()
        return await at_once(chat)

    async def slowly(db: Database, channel: str) -> list[Update]:
        left = await unfinished(db, channel)
        await slow.wait()
        return left

    monkeypatch.setattr(courier, "slot", later)
    monkeypatch.setattr(inbox, "unfinished", slowly)
    desk.take(await kept(house, 900, "/help"))
    await kept(house, 901, "/lienhe")
    looking = asyncio.create_task(desk.look())
    await asyncio.sleep(0.05)
    letting_go = asyncio.create_task(desk.let_go(ALL_LANES))
    await asyncio.sleep(0.01)
    slow.set()
    await looking
    may_send.set()
    await letting_go
    assert "Có thể hỏi" in (await person.reads()).text
    await desk.idle()
    assert await states(house) == ["answered", "waiting"]


async def test_after_an_outage_nothing_is_said_of_an_answer_that_another_process_took_over(
    house: House, desk: Reception, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    over, refused = asyncio.Event(), asyncio.Event()

    async def away(*asked: object) -> None:
        refused.set()
        raise ConnectionResetError

    monkeypatch.setattr(reception, "receive", away)
    monkeypatch.setattr(desk.outage, "over", over.wait)
    desk.take(first := await kept(house, 900, "/help"))
    await refused.wait()
    desk.lose(ALL_LANES)
    await inbox.answering(house.db, first.seq)
    over.set()
    await desk.idle()
    assert await states(house) == ["answering"]


@pytest.mark.parametrize("signalled", [True, False])
async def test_what_another_process_kept_before_is_answered_before(
    house: House, desk: Reception, person: Person, signalled: bool
) -> None:
    """Whether this one is told of the later, or keeps it itself, knowing that something is before it."""
    first, second = await kept(house, 900, "/lienhe"), await kept(house, 901, "/help")
    if signalled:
        await desk.hear_of([second.seq])
    else:
        desk.take(replace(second, behind=(first.seq,)))
    assert ["Liên hệ" in (await person.reads()).text, "Có thể hỏi" in (await person.reads()).text] == [True, True]
