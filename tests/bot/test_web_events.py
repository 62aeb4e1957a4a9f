"""The stream of a chat: what was missed, what happens, and nothing twice or never."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from bot.app import App
from bot.web.events import MOST_STREAMS
from handlers.house import House
from handlers.messages import Reply
from handlers.push import reply_to_json
from storage import outbox
from tests.bot.conftest import running
from tests.bot.web_page import Event, Page, web_settings


async def next_message(events: AsyncIterator[Event]) -> tuple[str, str]:
    """(id of the event, text) of the next message."""
    async with asyncio.timeout(5):
        async for name, event_id, data in events:
            if name == "message":
                return event_id, data["text"]
    raise AssertionError("the stream ended")


async def test_what_happens_is_seen_as_it_happens(page: Page) -> None:
    welcome = await page.enters()
    async with page.watching(after=welcome["seq"]) as events:
        await page.sends("/help")
        seen = [await anext(events) for _ in range(3)]
    # One's own message and "typing" race each other; the answer comes last.
    assert sorted(str(data.get("from", name)) for name, _, data in seen[:2]) == ["me", "typing"]
    assert seen[2][2]["from"] == "bot"


async def test_what_a_page_missed_comes_first_and_once(page: Page) -> None:
    welcome = await page.enters()
    await page.says("/help")
    await page.says("/lienhe")
    everything = await page.messages()
    async with page.watching(last_event_id=str(welcome["seq"])) as events:
        missed = [await next_message(events) for _ in range(4)]
        await page.sends("/help")
        live = await next_message(events)
    assert missed == [(str(m["seq"]), m["text"]) for m in everything[1:]]
    assert live[1] == "/help"


async def test_both_browsers_see_what_one_of_them_says(site: App, page: Page) -> None:
    await page.enters()
    async with Page(site) as other:
        other.http.cookies = page.http.cookies
        seq = (await page.me())["seq"]
        async with other.watching(after=seq) as events:
            await page.sends("xin chào")
            assert (await next_message(events))[1] == "xin chào"


async def test_what_nobody_asked_for_arrives_too(page: Page, house: House) -> None:
    welcome = await page.enters()
    chat = (await house.db.rows("select chat from web_session"))[0]["chat"]
    async with page.watching(after=welcome["seq"]) as events:
        async with house.db.transaction() as tx:
            await outbox.add(tx, "web", chat, reply_to_json(Reply("Sắp mở lớp")), 0)
        assert (await next_message(events))[1] == "Sắp mở lớp"


async def test_a_session_has_few_streams(page: Page) -> None:
    await page.enters()
    async with AsyncExitStack() as held:
        streams = [await held.enter_async_context(page.watching()) for _ in range(MOST_STREAMS)]
        for events in streams:
            await anext(events)
        refused = await page.http.get("/api/events")
    assert refused.status_code == 429
    assert refused.json()["error"]


async def hold(page: Page) -> None:
    async with page.watching(after=2**52) as events:
        async for _ in events:
            pass


async def test_logging_out_ends_the_streams_of_that_browser(page: Page) -> None:
    await page.enters()
    async with page.watching(after=2**52) as events:
        await page.post("/api/logout", {})
        async with asyncio.timeout(2):
            assert [event async for event in events] == []


async def test_the_program_stops_at_once_while_pages_look_on(house: House) -> None:
    loop = asyncio.get_running_loop()
    async with running(web_settings(), house) as app:
        page = Page(app)
        await page.enters()
        stream = asyncio.create_task(hold(page))
        await asyncio.sleep(0.05)
        begun = loop.time()
    assert loop.time() - begun < 2
    await stream
    await page.http.aclose()


async def test_nobody_listens_without_a_session(page: Page) -> None:
    assert (await page.http.get("/api/events")).status_code == 401


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30, "²"])
async def test_a_number_that_is_none_means_from_the_beginning(page: Page, after: str) -> None:
    await page.enters()
    async with page.http.stream("GET", "/api/events", params={"after": after}) as stream:
        assert stream.status_code == 200
        async for line in stream.aiter_lines():
            if line.startswith("id: "):
                break


async def test_a_silent_line_is_kept_alive(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.events.HEARTBEAT", 0.01)
    await page.enters()
    async with page.http.stream("GET", "/api/events", params={"after": 2**52}) as stream:
        lines = stream.aiter_lines()
        assert [await anext(lines) for _ in range(4)] == ["retry: 1000", "", ": ", ""]
