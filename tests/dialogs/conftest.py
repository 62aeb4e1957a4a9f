"""The program with one channel open, its server beside it, and the people of the small district who talk there."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from itertools import count

import pytest

from handlers.house import House
from rules.cadres import Cadre
from storage import job_settings
from storage.journal import By
from tests.bot.conftest import brisk
from tests.dialogs import on_telegram, on_web, on_zalo
from tests.dialogs.talker import Talker
from tests.handlers.conftest import Linked, clock, code, database_file, db, district, house, linked, own_db
from tests.handlers.roster import Centre
from tests.storage.in_place import at_once

__all__ = ["at_once", "brisk", "clock", "code", "database_file", "db", "district", "house", "linked", "own_db"]

Meets = Callable[..., Awaitable[Talker]]
Seat = Callable[[str], Awaitable[Talker]]
"""Gives the person of a chat what they talk through."""

CHANNELS: dict[str, Callable[[House], AbstractAsyncContextManager[Seat]]] = {
    "telegram": on_telegram.street,
    "zalo": on_zalo.street,
    "web": on_web.street,
}


@pytest.fixture(params=CHANNELS)
def channel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def meets(channel: str, house: House, linked: Linked) -> AsyncIterator[Meets]:
    """`await meets(roster.TUAN)`: that person, linked, at their chat; `await meets()`: a stranger."""
    numbers = count(101)
    # A Monday at eight, the first working day of a month: news of the week and of the month would come in between.
    async with house.db.transaction() as tx:
        for job in ("below-level", "records"):
            await job_settings.switch(tx, By("operator", 1), job, is_on=False)
    async with CHANNELS[channel](house) as seat:

        async def meet(who: Cadre | Centre | None = None) -> Talker:
            chat = str(next(numbers))
            if who is not None:
                await linked(who, channel, chat)
            return await seat(chat)

        yield meet
