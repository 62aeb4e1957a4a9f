"""The web chat over a restart: every question is answered or its person told, and nobody reads anything twice."""

import asyncio
from pathlib import Path

from bot.web.channel import answer_id
from handlers.house import House
from handlers.messages import Reply
from handlers.push import reply_to_json
from handlers.texts import web as texts
from storage import inbox, outbox
from tests.bot.conftest import free_port, running, until
from tests.bot.test_kill import serving
from tests.bot.web_page import Page, web_settings


async def chat_of(house: House) -> str:
    return str((await house.db.rows("select chat from web_session"))[0]["chat"])


async def test_what_waited_is_answered_after_the_restart(house: House) -> None:
    async with running(web_settings(), house) as app, Page(app) as page:
        await page.enters()
        cookies, chat = page.http.cookies, await chat_of(house)
    event = f'{{"chat":"{chat}","id":"while-away-1","kind":"text","text":"/help","at":0}}'
    await inbox.store(house.db, "web", "while-away-1", chat, event, 0)
    async with running(web_settings(), house) as app, Page(app) as page:
        page.http.cookies = cookies
        assert (await page.reads(2))["id"] == answer_id("while-away-1")


async def test_who_waits_for_an_answer_that_was_broken_off_is_told_once(house: House) -> None:
    async with running(web_settings(), house) as app, Page(app) as page:
        await page.enters()
        cookies, chat = page.http.cookies, await chat_of(house)
    update = await inbox.store(house.db, "web", "broken-off-1", chat, "{}", 0)
    assert update is not None
    await inbox.answering(house.db, update.seq)
    for _ in range(2):
        async with running(web_settings(), house) as app, Page(app) as page:
            page.http.cookies = cookies
            assert [m["text"] for m in await page.messages()][1:] == [texts.INTERRUPTED]
    rows = await house.db.rows("select state from inbox order by seq")
    assert [row["state"] for row in rows] == ["answered", "answered"]


async def test_what_was_on_its_way_to_a_chat_arrives_after_the_restart(house: House) -> None:
    async with running(web_settings(), house) as app, Page(app) as page:
        await page.enters()
        cookies, chat = page.http.cookies, await chat_of(house)
    async with house.db.transaction() as tx:
        await outbox.add(tx, "web", chat, reply_to_json(Reply("Sắp mở lớp")), 0)
    assert await outbox.claim(house.db, "web", 1) is not None
    async with running(web_settings(), house) as app, Page(app) as page:
        page.http.cookies = cookies
        assert (await page.reads(2))["text"] == "Sắp mở lớp"


async def test_a_kill_in_the_middle_leaves_no_question_without_an_answer(tmp_path: Path) -> None:
    port = free_port()
    config = tmp_path / "config.toml"
    config.write_text(f"""
        [database]
        url = "sqlite:///{tmp_path}/data/bot.db"
        [files]
        folder = "{tmp_path}/files"
        [web]
        enabled = true
        port = {port}
        """)
    page = Page(port)
    async with serving(config) as process:
        await page.enters()
        taken = await asyncio.gather(*(page.sends("/help", f"question-{n:02}") for n in range(20)))
        process.kill()
        await process.wait()
    assert {answer.status_code for answer in taken} == {202}
    async with serving(config):

        async def all_answered() -> bool:
            return len(await page.messages()) == 41

        await until(all_answered)
        ids = {message["id"] for message in await page.messages()}
    assert all({f"question-{n:02}", f"question-{n:02}.answer"} <= ids for n in range(20))
    await page.http.aclose()
