"""A time in which the database takes no changes: told once to the operator, looked at until it is over."""

import asyncio
import logging
import time

from storage.database import Database
from storage.house_facts import keep_house_fact
from storage.trouble import MEND, Trouble, trouble_of

logger = logging.getLogger(__name__)

PROBE = 2.0
"""Seconds between two tries to write."""
_FACT = "written_at"
"""The house fact that is written to see whether anything can be."""


class Outage:
    """Whether there is one now. What is refused meanwhile waits for its end, each in its place."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._begun = 0.0
        self._over = asyncio.Event()
        self._over.set()
        self._probing: asyncio.Task[None] | None = None
        self._told: set[str] = set()
        self.trouble: Trouble | None = None
        """What is the matter at present."""

    def met(self, error: BaseException) -> Trouble | None:
        """Take note of an error; what it says of the database, or None where it is about something else."""
        found = trouble_of(error)
        if found is None or self.trouble is not None:
            return found
        self.trouble, self._begun = found, time.monotonic()
        logger.error("nothing can be kept: %s; %s", found, MEND[found])
        if found.passes:
            self._over.clear()
            self._probing = asyncio.create_task(self._probe())
        return found

    def is_first_for(self, chat: str) -> bool:
        """Whether this chat hears of this outage for the first time."""
        is_first = chat not in self._told
        self._told.add(chat)
        return is_first

    async def over(self) -> None:
        """Until changes are taken again."""
        await self._over.wait()

    def close(self) -> None:
        """Look no longer."""
        if self._probing is not None:
            self._probing.cancel()

    async def _probe(self) -> None:
        while True:
            await asyncio.sleep(PROBE)
            try:
                async with self._db.transaction() as tx:
                    await keep_house_fact(tx, _FACT, str(time.time_ns()))
            except Exception as error:  # whatever it says now: nothing can be kept yet
                logger.debug("still nothing can be kept (%s)", type(error).__name__)
                continue
            logger.warning("changes are kept again, after %.0f s", time.monotonic() - self._begun)
            self.trouble = None
            self._told.clear()
            self._over.set()
            return
