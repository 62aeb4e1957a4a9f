"""People in the web chat and the real program: how they come in, what they say, what they read."""

from bot.app import App
from bot.web.channel import Web, answer_id
from handlers.house import House
from handlers.messages import Button, Reply
from handlers.texts import first_contact
from storage import web_chat
from storage.web_chat import Words
from tests.bot.web_page import Page, login_token
from tests.handlers import roster
from tests.handlers.conftest import Code, Linked


async def test_a_stranger_is_welcomed_and_answered(page: Page) -> None:
    welcome = await page.enters()
    assert welcome["from"] == "bot"
    assert [b["label"] for row in welcome["buttons"] for b in row][:2] == [
        first_contact.AGREE,
        first_contact.ONLY_GENERAL,
    ]
    answer = await page.says("/help")
    assert answer["text"]
    said = [(m["from"], m["text"]) for m in await page.messages()]
    assert said == [("bot", welcome["text"]), ("me", "/help"), ("bot", answer["text"])]


async def test_looking_at_the_page_opens_nothing(page: Page, house: House) -> None:
    me = await page.me()
    assert (me["open"], me["linked"], me["name"]) == (False, False, "")
    assert await house.db.rows("select 1 from web_session") == []
    assert "cadrebot_session" not in page.http.cookies


async def test_a_code_asks_for_consent_and_links(page: Page, code: Code) -> None:
    invite = await code(roster.NHA)
    assert first_contact.CODE_KEPT in (await page.logs_in(invite.code))["text"]
    assert roster.NHA.name in (await page.taps(first_contact.AGREE))["text"]
    me = await page.me()
    assert (me["linked"], me["name"]) == (True, roster.NHA.name)
    assert "hoso" in [command["name"] for command in me["commands"]]
    assert invite.code not in str(await page.messages())


async def test_a_tap_is_shown_as_ones_own_words(page: Page) -> None:
    await page.enters()
    await page.taps("Về đầu")
    assert [(m["from"], m["text"]) for m in await page.messages()][1] == ("me", "Về đầu")


async def test_a_number_means_the_choice_of_the_last_menu(page: Page) -> None:
    await page.enters()
    assert (await page.says("2"))["text"] == first_contact.DECLINED


async def test_the_same_id_again_is_the_same_message(page: Page) -> None:
    await page.enters()
    first = await page.sends("/help", "one-message-1")
    again = await page.sends("/help", "one-message-1")
    await page.reads(3)
    assert first.json() == again.json()
    assert [m["id"] for m in await page.messages()][1:] == ["one-message-1", "one-message-1.answer"]


async def test_what_cannot_be_kept_for_an_answer_is_not_shown_either(page: Page, house: House) -> None:
    await page.enters()
    await house.db.write("create trigger full before insert on inbox begin select raise(abort, 'disk full'); end")
    assert (await page.sends("/help", "one-message-1")).status_code == 500
    assert len(await page.messages()) == 1
    await house.db.write("drop trigger full")
    assert (await page.sends("/help", "one-message-1")).status_code == 202
    assert (await page.reads(3))["id"] == answer_id("one-message-1")


async def test_nobody_takes_the_id_of_another_chat(site: App, page: Page) -> None:
    await page.enters()
    await page.sends("/help", "one-message-1")
    async with Page(site) as other:
        await other.enters()
        assert (await other.sends("/help", "one-message-1")).status_code == 409


async def test_forged_buttons_are_met_politely(page: Page) -> None:
    await page.enters()
    tap = {"id": "forged-tap", "kind": "tap", "key": "cadre:cb001:1", "message": "none", "label": "Hồ sơ"}
    assert (await page.post("/api/messages", tap)).status_code == 202
    assert roster.NHA.name not in (await page.reads(3))["text"]


async def test_older_messages_come_page_by_page(page: Page) -> None:
    await page.enters()
    await page.says("/help")
    everything = await page.messages()
    newest = await page.messages(limit=2)
    older = await page.messages(limit=2, before=newest[0]["seq"])
    assert older + newest == everything


async def test_after_logging_out_the_cookie_is_worth_nothing(page: Page) -> None:
    await page.enters()
    kept = dict(page.http.cookies)
    assert (await page.post("/api/logout", {})).status_code == 200
    page.http.cookies.update(kept)
    assert (await page.http.get("/api/messages")).status_code == 401
    assert not (await page.me())["open"]


async def test_an_edit_changes_the_message_that_was_tapped(site: App, page: Page, house: House) -> None:
    await page.enters()
    welcome = (await page.messages())[0]
    web = site.services["web"].channel
    assert isinstance(web, Web)
    async with house.db.transaction() as tx:
        rows = await tx.rows("select chat from web_session")
        await web_chat.add(tx, "a-tap-1234", rows[0]["chat"], "person", Words("x"), 0)
    event = (
        f'{{"chat":"{rows[0]["chat"]}","id":"a-tap-1234","kind":"tap","key":"x","message":"{welcome["id"]}","at":0}}'
    )
    for _ in range(2):
        letter = web.read(event)
        for message in web.messages(rows[0]["chat"], Reply("Khác", ((Button("Đi", "go"),),), edits=True), letter):
            await message()
    changed = {m["id"]: m for m in await page.messages()}
    assert changed[welcome["id"]]["text"] == "Khác"
    assert changed[welcome["id"]]["seq"] > welcome["seq"]
    assert answer_id("a-tap-1234") not in changed


async def test_two_browsers_of_one_person_share_one_chat(site: App, linked: Linked, house: House) -> None:
    person = await linked(roster.NHA)
    async with Page(site) as phone, Page(site) as desk:
        for browser in (phone, desk):
            assert (await browser.follows(await login_token(house, person.chat))).status_code == 303
        answer = await phone.says("/help")
        assert answer in await desk.messages()  # not always the last: word of the second login may come after it
        await phone.post("/api/logout", {})
        assert (await desk.me())["name"] == roster.NHA.name
