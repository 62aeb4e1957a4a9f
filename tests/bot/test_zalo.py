"""People on Zalo and the real program: what they send, what they read."""

import asyncio
from collections.abc import AsyncIterator
from typing import Literal

import httpx
import pytest

from bot.app import App
from bot.ways_in import way_in_fact
from handlers.house import House
from handlers.texts import common, first_contact
from storage.database import Database
from storage.house_facts import house_fact
from tests.bot.conftest import running, until
from tests.bot.zalo import JPEG, settings_for, zalo
from tests.bot.zalo_server import ZaloServer
from tests.handlers import roster
from tests.handlers.conftest import Code, Linked, code

__all__ = ["code", "zalo"]


@pytest.fixture(params=["polling", "webhook"])
async def app(request: pytest.FixtureRequest, zalo: ZaloServer, house: House) -> AsyncIterator[App]:
    """The program, once fetching its events and once having them sent."""
    async with running(settings_for(zalo, request.param), house) as program:
        yield program


@pytest.fixture
async def bot(zalo: ZaloServer, house: House) -> AsyncIterator[App]:
    """The program by polling, where the way in makes no difference."""
    async with running(settings_for(zalo), house) as program:
        yield program


async def states(db: Database) -> list[str]:
    return [row["state"] for row in await db.rows("select state from inbox order by seq")]


async def test_a_question_is_answered_with_options_as_numbers(app: App, zalo: ZaloServer, db: Database) -> None:
    person = zalo.person(name="Nguyễn Văn Minh")
    person.says("/help")
    answer = await person.reads()
    assert answer.text.endswith("Trả lời bằng số.")
    assert "\n0. Về đầu\n" in answer.text
    await app.idle()
    assert await states(db) == ["answered"]


@pytest.mark.parametrize("words", ["Xin chào", "Bắt đầu", "/start"])
async def test_the_first_word_of_a_stranger_is_met_by_who_is_speaking(bot: App, zalo: ZaloServer, words: str) -> None:
    person = zalo.person()
    person.says(words)
    said = (await person.reads()).text
    assert said.startswith(first_contact.welcome(bot.services["zalo"].reception.house.centre).replace("**", "")[:40])
    assert f"1. {first_contact.AGREE}" in said


async def test_a_number_means_the_option_it_stands_for(app: App, zalo: ZaloServer) -> None:
    person = zalo.person()
    person.says("/start")
    asked = await person.reads()
    assert "\n1. " in asked.text
    person.says("1")
    assert (await person.reads()).text.startswith("Đã ghi nhận anh/chị đồng ý.")


async def test_a_linking_code_and_consent_make_a_link(app: App, zalo: ZaloServer, code: Code) -> None:
    invite = await code(roster.NHA)
    person = zalo.person()
    person.says(f"LIENKET {invite.code}")
    await person.reads()
    person.says("1")
    assert f"Đã liên kết: đồng chí {roster.NHA.name}" in (await person.reads()).text


async def test_no_way_to_share_a_phone_is_spoken_of(app: App, zalo: ZaloServer) -> None:
    person = zalo.person()
    person.says("/start")
    await person.reads()
    person.says("1")
    ways = (await person.reads()).text
    assert "Số điện thoại" not in ways
    assert "Nhập mã liên kết" in ways
    assert "Nhờ Trung tâm xác nhận" in ways


async def test_emphasis_is_a_style_and_never_a_mark(bot: App, zalo: ZaloServer, linked: Linked) -> None:
    person = zalo.person()
    await linked(roster.NHA, "zalo", person.id)
    person.says("trình độ của tôi")
    answer = await person.reads()
    assert "**" not in answer.text
    assert all(part and part in answer.text for part in answer.bold)


@pytest.mark.parametrize(
    ("what", "text"),
    [("sticker", common.STICKER), ("voice", common.VOICE), ("unsupported", common.not_carried("Zalo"))],
)
async def test_what_cannot_be_read_gets_a_polite_sentence(bot: App, zalo: ZaloServer, what: str, text: str) -> None:
    person = zalo.person()
    getattr(person, f"sends_{what}")()
    assert (await person.reads()).text.startswith(text)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
@pytest.mark.parametrize("seen", ["as documented", "in the wild"])
async def test_events_are_read_however_they_look(
    zalo: ZaloServer, house: House, mode: Literal["polling", "webhook"], seen: str
) -> None:
    if seen == "in the wild":
        looks = zalo.events.looks
        looks.wrapped, looks.photo_field, looks.name_field, looks.in_seconds = False, "photo_url", "name", True
    async with running(settings_for(zalo, mode), house) as program:
        person = zalo.person(name="Lê Thị Tám")
        person.says("/help")
        await person.reads()
        person.sends_photo(JPEG)
        await person.reads()
        await program.idle()
    [account] = await house.db.rows("select display_name from account")
    assert account["display_name"] == "Lê Thị Tám"


async def test_an_event_handed_out_twice_is_answered_once(app: App, zalo: ZaloServer) -> None:
    person = zalo.person()
    person.says("/help")
    await person.reads()
    zalo.events.repeat_last()
    person.says("/lienhe")
    await person.reads()
    await app.idle()
    assert len(person.messages) == 2


async def test_events_out_of_order_are_all_answered(app: App, zalo: ZaloServer, db: Database) -> None:
    people = [zalo.person(f"p{number}") for number in range(3)]
    zalo.events.hold()
    for person in people:
        person.says("/help")
    zalo.events.release(reverse=True)
    for person in people:
        await person.reads()
    await app.idle()
    assert await states(db) == ["answered"] * 3


async def test_in_a_group_nothing_personal_is_said(bot: App, zalo: ZaloServer, linked: Linked) -> None:
    person = zalo.person()
    await linked(roster.NHA, "zalo", person.id)
    person.says("trình độ của tôi", group="g1")
    person.says("/help")
    await person.reads()
    await bot.idle()
    assert zalo.chat("g1").messages == []


async def test_what_is_no_event_is_dropped_and_the_next_is_answered(bot: App, zalo: ZaloServer, db: Database) -> None:
    zalo.events.send({"surprise": True, "event_name": 3, "message": {}})
    person = zalo.person()
    person.says("/help")
    await person.reads()
    await bot.idle()
    assert await states(db) == ["answered"]
    zalo.drift.clear()


async def test_an_event_that_cannot_be_read_is_set_aside(bot: App, zalo: ZaloServer, db: Database) -> None:
    zalo.events.send({"event_name": "message.text.received", "message": {"text": "bí mật", "chat": {"id": "c1"}}})
    person = zalo.person()
    person.says("/help")
    await person.reads()
    await bot.idle()
    assert await states(db) == ["set_aside", "answered"]


async def test_the_name_of_the_bot_is_kept_for_those_who_look_for_it(bot: App, zalo: ZaloServer, house: House) -> None:
    await until(lambda: house_fact(house.db, way_in_fact("zalo")))
    assert await house_fact(house.db, way_in_fact("zalo")) == "bot.TroLyTest"
    assert bot.services["zalo"].reception.house.ways_in.zalo == "bot.TroLyTest"


async def test_typing_is_shown_while_an_answer_is_made(zalo: ZaloServer, house: House) -> None:
    async with running(settings_for(zalo), house) as program:
        person = zalo.person()
        chat = zalo.chat(person.id)
        task = asyncio.create_task(program.services["zalo"].channel.busy(person.id))

        async def shown() -> bool:
            return bool(chat.actions)

        await until(shown)
        task.cancel()
    assert chat.actions[0] == "typing"


async def test_a_webhook_left_from_before_is_taken_away_to_poll(zalo: ZaloServer, house: House) -> None:
    zalo.webhook.set(f"http://127.0.0.1:{zalo.port}/elsewhere", "another-secret")
    async with running(settings_for(zalo), house):
        person = zalo.person()
        person.says("/help")
        await person.reads()


async def test_a_call_without_the_secret_is_refused(zalo: ZaloServer, house: House) -> None:
    settings = settings_for(zalo, "webhook")
    async with running(settings, house), httpx.AsyncClient(trust_env=False, verify=False) as http:
        url = f"{settings.web.public_url}/zalo/webhook"
        refused = await http.post(url, json={}, headers={"X-Bot-Api-Secret-Token": "wrong"})
        empty = await http.post(url, json={}, headers={"X-Bot-Api-Secret-Token": "a-secret-of-the-webhook"})
    assert (refused.status_code, empty.status_code) == (403, 400)
