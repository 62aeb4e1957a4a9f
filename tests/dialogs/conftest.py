"""The program with one channel open, its server beside it, and the people of the small district who talk there."""

from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import count

import pytest

from handlers.house import House
from rules.cadres import Cadre
from tests.bot.conftest import running, settings_for
from tests.bot.telegram_server import TelegramServer
from tests.dialogs.on_telegram import OnTelegram
from tests.dialogs.talker import Talker
from tests.handlers.conftest import Linked, clock, code, database_file, db, house, linked
from tests.handlers.roster import Centre

__all__ = ["clock", "code", "database_file", "db", "house", "linked"]

Meets = Callable[..., Awaitable[Talker]]


@pytest.fixture(params=["telegram"])
async def meets(request: pytest.FixtureRequest, house: House, linked: Linked) -> AsyncIterator[Meets]:
    """`await meets(roster.TUAN)`: that person, linked, at their chat; `await meets()`: a stranger."""
    numbers = count(101)
    async with TelegramServer() as server, running(settings_for(server), house) as app:

        async def meet(who: Cadre | Centre | None = None) -> Talker:
            number = next(numbers)
            if who is not None:
                await linked(who, chat=str(number))
            return OnTelegram(server, number, app.idle)

        yield meet
        assert server.violations == []
