"""Arrivals: what comes in for one chat is kept in the order in which it came, whatever the database does first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class KeptBack(Exception):
    """What came before it in its chat could not be kept: it must come again, after that."""


class Arrivals:
    """The messages that are being kept. Nobody waits whose chat has none."""

    def __init__(self) -> None:
        self._last: dict[str, asyncio.Future[bool]] = {}

    @asynccontextmanager
    async def turn(self, chat: str) -> AsyncIterator[None]:
        """The block is entered when those of the same chat that came before have left it.

        Raises KeptBack when one of those raised: a messenger sends again what could not be kept, and what was kept in
        its stead would be answered first.
        """
        before = self._last.get(chat)
        mine = self._last[chat] = asyncio.get_running_loop().create_future()
        is_kept = False
        try:
            if before is not None and not await asyncio.shield(before):
                raise KeptBack
            yield
            is_kept = True
        finally:
            mine.set_result(is_kept)
            if self._last[chat] is mine:
                del self._last[chat]
