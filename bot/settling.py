"""Outcomes are kept in groups: one commit for all that arrived while the last one was on its way to the disk."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from bot.faults import kind_of
from storage import deliveries
from storage.database import Database
from storage.deliveries import Outcome

logger = logging.getLogger(__name__)

GROUP = 0.02
"""Seconds in which outcomes gather."""
PAUSE = 1.0
"""Seconds before the database is asked again that refused."""


class Settler:
    """Keeps outcomes and tells `settled` of each group. `now` gives the present as stored milliseconds."""

    def __init__(self, db: Database, now: Callable[[], int], settled: Callable[[Sequence[Outcome]], None]) -> None:
        self._db = db
        self._now = now
        self._settled = settled
        self._waiting: list[Outcome] = []
        self._work: asyncio.Task[None] | None = None

    @property
    def is_idle(self) -> bool:
        return self._work is None

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome with the next group."""
        self._waiting.append(outcome)
        if self._work is None:
            self._work = asyncio.create_task(self._go())

    async def idle(self) -> None:
        """Until everything is kept."""
        if self._work is not None:
            await self._work

    async def _go(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(GROUP)
                await self._keep()
        finally:
            self._work = None

    async def _keep(self) -> None:
        """Keep a group. What was sent must not be forgotten: it would count as unknown after a restart."""
        group, self._waiting = self._waiting, []
        try:
            await deliveries.settle(self._db, group, self._now())
        except self._db.errors as error:
            self._waiting = group + self._waiting
            logger.error("outcomes of %d deliveries cannot be kept (%s); trying again", len(group), kind_of(error))
            await asyncio.sleep(PAUSE)
        else:
            self._settled(group)
