"""In the one browser, a fresh profile and program for each; no page may ask another host for anything."""

import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, Route

from tests.browser.chromium import PATIENCE
from tests.browser.place import Place
from tests.browser.screen import Screen

ELSEWHERE = re.compile(r"^(?!http://127\.0\.0\.1:\d+/|blob:http://127\.0\.0\.1:)")

Opens = Callable[..., Awaitable[Screen]]


async def _running(demo_file: Path, folder: Path, is_demo: bool) -> AsyncIterator[Place]:
    shutil.copyfile(demo_file, folder / "demo.db")
    place = Place(folder, is_demo)
    await place.start()
    yield place
    await place.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def place(demo_file: Path, tmp_path: Path) -> AsyncIterator[Place]:
    """The demonstration."""
    async for place in _running(demo_file, tmp_path, is_demo=True):
        yield place


@pytest_asyncio.fixture(loop_scope="session")
async def centre(demo_file: Path, tmp_path: Path) -> AsyncIterator[Place]:
    """The same world as a centre serves it: behind the login."""
    async for place in _running(demo_file, tmp_path, is_demo=False):
        yield place


@pytest_asyncio.fixture(loop_scope="session")
async def opens(browser: Browser) -> AsyncIterator[Opens]:
    """`await opens(place, **context)`: a screen in a browser profile of its own.

    At the end no page may have complained on its console, or asked another host for anything.
    """
    screens, contexts, asked = [], [], []

    async def refuse(route: Route) -> None:
        asked.append(route.request.url)
        await route.abort()

    async def open_screen(place: Place, **options: Any) -> Screen:
        options.setdefault("viewport", {"width": 1280, "height": 800})
        context = await browser.new_context(locale="vi-VN", reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        await context.route(ELSEWHERE, refuse)
        screen = Screen(await context.new_page())
        screens.append(screen)
        await screen.page.goto(place.url)
        return screen

    yield open_screen
    for context in contexts:
        await context.close()
    assert asked == []
    assert [error for screen in screens for error in screen.errors] == []


@pytest_asyncio.fixture(loop_scope="session")
async def screen(place: Place, opens: Opens) -> Screen:
    """The demonstration on a desktop, as its first person, who was greeted."""
    screen = await opens(place)
    await screen.reads("Kính chào đồng chí")
    return screen


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
"""A phone, for `opens`."""
