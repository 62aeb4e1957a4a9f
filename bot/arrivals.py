"""Arrivals: what comes in for one chat is kept in the order in which it came, whatever the database does first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Arrivals:
    """The messages that are being kept. Nobody waits whose chat has none."""

    def __init__(self) -> None:
        self._last: dict[str, asyncio.Future[None]] = {}

    @asynccontextmanager
    async def turn(self, chat: str) -> AsyncIterator[None]:
        """The block is entered when those of the same chat that came before have left it."""
        before = self._last.get(chat)
        mine = self._last[chat] = asyncio.get_running_loop().create_future()
        try:
            if before is not None:
                await asyncio.shield(before)
            yield
        finally:
            mine.set_result(None)
            if self._last[chat] is mine:
                del self._last[chat]
