"""Ticking off what was answered: many answers at once, and nobody waits for it."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress

from storage import inbox
from storage.database import Database, DatabaseUnavailable

logger = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds before the database is asked again that refused."""
GATHERING = 0.05
"""Seconds for which answers are gathered: one at a time, they would take a third of the disk's time from messages that
come in and answers that must be marked before they go."""


class Ticks:
    """The updates of one channel whose answers went out. `now` gives the present as stored milliseconds.

    A process killed before the tick leaves its rows as it leaves those whose answers were on their way: unknown, and
    not answered again.
    """

    def __init__(self, db: Database, now: Callable[[], int], kept: Callable[[Sequence[int]], None]) -> None:
        """`kept` is told of those that are on disk."""
        self._db = db
        self._refusals: tuple[type[Exception], ...] = (DatabaseUnavailable, *db.errors)
        self._now = now
        self._kept = kept
        self._waiting: list[int] = []
        self._going: asyncio.Task[None] | None = None
        self._in_haste = asyncio.Event()

    def put(self, seq: int) -> None:
        """This update is answered, or there was nothing to say."""
        self._waiting.append(seq)
        if self._going is None:
            self._going = asyncio.create_task(self._go())

    async def all_kept(self, grace: float | None = None) -> None:
        """Until everything put so far is on disk, for at most `grace` seconds."""
        if self._going is not None:
            self._in_haste.set()
            await asyncio.wait([self._going], timeout=grace)

    async def _go(self) -> None:
        try:
            while self._waiting:
                with suppress(TimeoutError):
                    async with asyncio.timeout(GATHERING):
                        await self._in_haste.wait()
                batch, self._waiting = self._waiting, []
                try:
                    await inbox.answered(self._db, batch, self._now())
                except self._refusals as error:
                    logger.warning(
                        "%d answers cannot be ticked off (%s); trying again", len(batch), type(error).__name__
                    )
                    self._waiting = batch + self._waiting
                    await asyncio.sleep(PAUSE)
                else:
                    self._kept(batch)
        finally:
            self._going = None
            self._in_haste.clear()
