"""Logging in by a link: the button spends it, once; the person's chats are told; they agreed to no more than before."""

import asyncio

from bot.app import App
from handlers.house import House
from handlers.messages import Reply
from handlers.push import reply_to_json
from handlers.texts import first_contact
from handlers.texts import web as texts
from storage import accounts, consents, outbox, web_sessions
from storage.clock import to_ms
from storage.journal import By
from tests.bot.web_page import Page, login_token
from tests.handlers import roster
from tests.handlers.conftest import Linked, Sent


async def test_looking_at_the_link_does_not_spend_it(page: Page, house: House, linked: Linked) -> None:
    token = await login_token(house, (await linked(roster.NHA)).chat)
    for _ in range(2):
        door = await page.http.get(f"/vao/{token}")
        assert (door.status_code, door.headers["referrer-policy"]) == (200, "same-origin")
        assert texts.LOGIN_BUTTON in door.text
    assert (await page.follows(token)).headers["location"] == "/"
    assert (await page.me())["name"] == roster.NHA.name


async def test_a_link_is_spent_once(site: App, page: Page, house: House, linked: Linked) -> None:
    token = await login_token(house, (await linked(roster.NHA)).chat)
    await page.follows(token)
    async with Page(site) as other:
        again = await other.follows(token)
        assert again.status_code == 410
        assert texts.LINK_SPENT in again.text
        assert not (await other.me())["open"]


async def test_a_forged_link_opens_nothing(page: Page, house: House, linked: Linked) -> None:
    token = await login_token(house, (await linked(roster.NHA)).chat)
    for forged in ("x", token[:-1], token.rpartition(".")[0], "x" * 5000, "%00"):
        assert (await page.http.post(f"/vao/{forged}")).status_code == 410
    assert (await page.follows(token)).status_code == 303


async def test_another_site_cannot_log_anybody_in(page: Page, house: House, linked: Linked) -> None:
    token = await login_token(house, (await linked(roster.NHA)).chat)
    refused = await page.http.post(f"/vao/{token}", headers={"Origin": "https://evil.example"})
    assert refused.status_code == 403
    assert (await page.follows(token)).status_code == 303


async def test_all_chats_of_the_person_are_told(page: Page, house: House, linked: Linked, sent: Sent) -> None:
    person = await linked(roster.NHA)
    await page.follows(await login_token(house, person.chat))
    told = texts.opened(house.clock(), house.centre)
    assert await sent(person) == [told]
    assert (await page.reads(1))["text"] == told


async def test_what_was_agreed_to_there_holds_here_and_nothing_more(page: Page, house: House, linked: Linked) -> None:
    person = await linked(roster.NHA)
    async with house.db.transaction() as tx:
        account = (await accounts.facts(tx, "telegram", person.chat)).account
        assert account is not None
        await consents.withdraw(tx, By("x", to_ms(house.clock())), account.id, first_contact.THONG_BAO)
    await page.follows(await login_token(house, person.chat))
    chat = await web_sessions.chat_of(house.db, roster.NHA.id)
    facts = await accounts.facts(house.db, "web", chat or "")
    assert facts.consents == {(first_contact.LIEN_KET, first_contact.VERSION)}


async def test_who_was_in_as_a_stranger_becomes_themselves(page: Page, house: House, linked: Linked) -> None:
    person = await linked(roster.NHA)
    await page.enters()
    await page.follows(await login_token(house, person.chat))
    assert (await page.me())["linked"]
    assert len(await house.db.rows("select 1 from web_session")) == 1


async def test_who_is_told_of_a_foreign_login_closes_it_from_their_own_chat(
    page: Page, house: House, linked: Linked
) -> None:
    person = await linked(roster.NHA)
    await page.follows(await login_token(house, person.chat))
    async with page.watching() as events:
        await anext(events)
        await person.taps("web_close")
        assert not (await page.me())["open"]
        async with house.db.transaction() as tx:
            chat = await web_sessions.chat_of(tx, roster.NHA.id) or ""
            await outbox.add(tx, "web", chat, reply_to_json(Reply("x")), 0)
        async with asyncio.timeout(5):
            assert [data for _, _, data in [event async for event in events]] == []
