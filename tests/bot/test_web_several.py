"""The web chat of two programs on one PostgreSQL: whichever a page is at, it sees what happens as it happens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

import httpx
import pytest

from bot.app import App
from handlers.house import House
from storage import postgresql_lines, signals_postgresql
from storage.database import Database, open_database
from tests.bot.web_page import Event, Page, web_settings
from tests.storage.proxy import Proxy

AT_ONCE = 5.0
"""Seconds: far less than the twenty after which a page that was not woken looks by itself."""


@pytest.fixture
async def db(emptied_postgres: str) -> AsyncIterator[Database]:
    """In place of the file that other tests stand on."""
    database = await open_database(emptied_postgres)
    yield database
    await database.close()


@pytest.fixture
async def line(emptied_postgres: str) -> AsyncIterator[Proxy]:
    async with Proxy() as proxy:
        await proxy.start(emptied_postgres)
        yield proxy


@asynccontextmanager
async def program(house: House, url: str) -> AsyncIterator[App]:
    """A program with its own way to the database."""
    database = await open_database(url)
    app = App(web_settings(), replace(house, db=database))
    await app.start()
    async with asyncio.timeout(30):
        await app.ready.wait()
    try:
        yield app
    finally:
        await app.stop()
        await database.close()


@pytest.fixture
async def one(house: House, emptied_postgres: str) -> AsyncIterator[App]:
    async with program(house, emptied_postgres) as app:
        yield app


@pytest.fixture
async def other(house: House, line: Proxy, emptied_postgres: str) -> AsyncIterator[App]:
    """A program whose line to the database may break."""
    async with program(house, line.through(emptied_postgres)) as app:
        yield app


@asynccontextmanager
async def same_browser(page: Page, app: App) -> AsyncIterator[Page]:
    """The same browser, whose next request went to another program."""
    async with Page(app) as twin:
        twin.http.cookies = page.http.cookies
        await twin.me()
        yield twin


async def texts(events: AsyncIterator[Event], count: int) -> list[str]:
    found: list[str] = []
    async with asyncio.timeout(AT_ONCE):
        async for name, _, data in events:
            if name == "message":
                found.append(data["text"])
            if len(found) == count:
                return found
    raise AssertionError(f"the stream ended after {found}")


async def test_a_page_reads_at_once_what_another_program_took_in_or_answered(one: App, other: App) -> None:
    async with AsyncExitStack() as held:
        for _ in range(6):  # some of these chats are answered by one, some by the other
            page = await held.enter_async_context(Page(one))
            seen = (await page.enters())["seq"]
            twin = await held.enter_async_context(same_browser(page, other))
            here = await held.enter_async_context(page.watching(after=seen))
            there = await held.enter_async_context(twin.watching(after=seen))
            await page.sends("/help")
            await twin.sends("/lienhe")
            read_here, read_there = await asyncio.gather(texts(here, 4), texts(there, 4))
            assert read_here == read_there
            assert {"/help", "/lienhe"} < set(read_there)
            said = [message["text"] for message in await page.messages()]
            assert read_there == said[1:]


async def test_leaving_at_one_program_ends_the_stream_at_the_other(one: App, other: App) -> None:
    async with Page(one) as page:
        await page.enters()
        async with same_browser(page, other) as twin, twin.watching(after=2**52) as events:
            await page.post("/api/logout", {})
            async with asyncio.timeout(AT_ONCE):
                assert [event async for event in events] == []


async def looks_on(page: Page, after: int, count: int) -> list[tuple[int, str]]:
    """(number, text) as a page reads them that comes again when its stream ends."""
    found: list[tuple[int, str]] = []
    while len(found) < count:
        try:
            async with page.watching(after=found[-1][0] if found else after) as events:
                async for name, event_id, data in events:
                    found += [(int(event_id), data["text"])] if name == "message" else []
                    if len(found) == count:
                        break
        except (AssertionError, httpx.HTTPError):
            await asyncio.sleep(0.1)
    return found


@pytest.mark.parametrize("broken", ["cut", "refuse", "pause"])
async def test_a_page_misses_nothing_while_its_program_is_cut_off(
    one: App, other: App, line: Proxy, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_lines, "LOOK_AFTER", 0.2)
    monkeypatch.setattr(signals_postgresql, "LOOK_EVERY", 0.2)
    monkeypatch.setattr(signals_postgresql, "ANSWER_WITHIN", 0.5)
    async with Page(one) as page:
        seen = (await page.enters())["seq"]
        async with same_browser(page, other) as twin:
            looking = asyncio.create_task(looks_on(twin, seen, 8))
            await page.says("/help")
            getattr(line, broken)()
            await page.sends("/lienhe")
            await asyncio.sleep(0.5)
            await page.sends("/help")
            line.resume()
            await page.says("/lienhe")
            async with asyncio.timeout(15):
                read = await looking
        assert [text for _, text in read] == [message["text"] for message in await page.messages()][1:]
        assert read == sorted(read)
