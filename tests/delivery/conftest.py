"""A worker on a database of its own, against the strict stand-in of Telegram."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.app import App
from bot.settings import Settings
from handlers.house import House
from storage import job_settings
from storage.journal import By
from tests.bot.conftest import brisk, clock, running, settings_for
from tests.bot.telegram_server import TelegramServer
from tests.handlers.conftest import database_file, db, district, own_db
from tests.handlers.conftest import house as still_house

__all__ = ["brisk", "clock", "database_file", "db", "district", "own_db", "still_house"]


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """The stand-in; everybody once wrote to the bot. At the end it must have seen nothing a careful bot never does."""
    async with TelegramServer(any_chat=True) as server:
        yield server
    assert server.violations == []
    assert server.drift == []


@pytest.fixture
def house(still_house: House) -> House:
    """The small district at 8:00, its clock going."""
    begun = datetime.now(UTC)
    first = still_house.clock()
    return replace(still_house, clock=lambda: first + (datetime.now(UTC) - begun))


def paid(server: TelegramServer, rate: int = 1000) -> Settings:
    """Settings for so many messages a second."""
    settings = settings_for(server)
    return settings.model_copy(update={"telegram": settings.telegram.model_copy(update={"rate": rate, "paid": True})})


@pytest.fixture
async def app(telegram: TelegramServer, house: House) -> AsyncIterator[App]:
    """The program, at a thousand messages a second."""
    # A Monday at eight, the first working day of a month: news of the week and of the month would come in between.
    async with house.db.transaction() as tx:
        for job in ("below-level", "records"):
            await job_settings.switch(tx, By("operator", 1), job, is_on=False)
    async with running(paid(telegram), house) as program:
        yield program
