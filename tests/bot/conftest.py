"""The real program against a stand-in of Telegram's servers, by polling or by webhook, on a small district."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Literal

import pytest

from bot import courier
from bot.app import App
from bot.sections import Telegram, Web
from bot.settings import Settings
from handlers.house import House
from tests.bot.telegram_server import TelegramServer
from tests.bot.waiting import until
from tests.bot.web_page import Page
from tests.handlers.conftest import clock, code, database_file, db, district, house, linked, own_db, sent
from tests.storage.in_place import at_once

__all__ = ["at_once", "clock", "code", "database_file", "db", "district", "house", "linked", "own_db", "sent", "until"]

SECRET = "a-secret-of-the-webhook"
Mode = Literal["polling", "webhook"]
Run = Callable[..., Awaitable[App]]


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes into the outbox unannounced is found at once: no test waits the usual second for it."""
    monkeypatch.setattr(courier, "ROUND", 0.01)


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """The stand-in; at the end it must have seen nothing that a careful bot never does."""
    async with TelegramServer() as server:
        server.webhook.loopback_allowed = True
        yield server
    assert server.violations == []
    assert server.drift == []


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def settings_for(server: TelegramServer, mode: Mode = "polling", rate: int = 30) -> Settings:
    """Settings of a bot at the stand-in. Its webhook is plain http, which real settings refuse."""
    port = free_port()
    telegram = Telegram.model_validate(
        {
            "enabled": True,
            "token": server.token,
            "base_url": server.base_url,
            "base_file_url": server.base_file_url,
            "webhook_secret": SECRET,
            "rate": rate,
        }
    ).model_copy(update={"mode": mode, "webhook_url": f"http://127.0.0.1:{port}/telegram/hook"})
    return Settings(web=Web(port=port)).model_copy(update={"telegram": telegram})


@asynccontextmanager
async def running(settings: Settings, house: House) -> AsyncIterator[App]:
    """The program from its start to its orderly stop; answering when entered."""
    app = App(settings, house)
    await app.start()
    async with asyncio.timeout(30):
        await app.ready.wait()
    try:
        yield app
    finally:
        await app.stop()


@pytest.fixture(params=["polling", "webhook"])
async def app(request: pytest.FixtureRequest, telegram: TelegramServer, house: House) -> AsyncIterator[App]:
    """The program, once fetching its updates and once having them sent."""
    async with running(settings_for(telegram, request.param), house) as program:
        yield program


@pytest.fixture
async def bot(telegram: TelegramServer, house: House) -> AsyncIterator[App]:
    """The program by polling, where the way in makes no difference."""
    async with running(settings_for(telegram), house) as program:
        yield program


@pytest.fixture
async def site(house: House) -> AsyncIterator[App]:
    """The program with no channel but the web chat."""
    async with running(Settings(web=Web(enabled=True, port=0)), house) as program:
        yield program


@pytest.fixture
async def page(site: App) -> AsyncIterator[Page]:
    """A browser that has not come in yet."""
    async with Page(site) as browser:
        yield browser
