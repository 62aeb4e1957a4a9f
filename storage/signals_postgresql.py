"""Signals by LISTEN and NOTIFY: one line that listens, looked after all the time; calls go out by the pool."""

import asyncio
import logging
import random
from contextlib import suppress
from itertools import chain
from typing import Any

from storage.postgresql import PostgresDatabase
from storage.postgresql_lines import ERRORS
from storage.signals import Missed, Told

logger = logging.getLogger(__name__)

_CHANNEL = "cadrebot"
LOOK_EVERY = 5.0
"""Seconds between two looks whether the listening line still holds: a line into the void says nothing by itself."""
ANSWER_WITHIN = 3.0
"""Seconds for the answer to such a look, and for a call to go out."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 3.0
"""Seconds between two tries to have the line again."""


class PostgresSignals:
    """The calls of one process, `worker_id`, to the others on the same database."""

    def __init__(self, db: PostgresDatabase, worker_id: str) -> None:
        self._db = db
        self._worker_id = worker_id
        self._hearers: dict[str, list[tuple[Told, Missed]]] = {}
        self._line: Any = None
        self._is_deaf = False

    def on(self, topic: str, told: Told, missed: Missed) -> None:
        """Hear what other processes tell under a topic."""
        self._hearers.setdefault(topic, []).append((told, missed))

    async def tell(self, topic: str, payload: str) -> None:
        """Call to the other processes; in vain where the line is broken."""
        call = f"{self._worker_id} {topic} {payload}"
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                await self._db.write("select pg_notify($1, $2)", _CHANNEL, call)
        except ERRORS as error:
            logger.debug("a call to the other processes is lost (%s)", type(error).__name__)

    async def work(self) -> None:
        """Keep the line on which the others are heard, until cancelled."""
        failures = 0
        while True:
            try:
                await self._connect()
                failures = 0
                await self._look_after()
            except ERRORS as error:
                self._say_deaf(error)
            finally:
                await self.close()
            failures += 1
            pause = min(_FIRST_PAUSE * 2 ** min(failures, 10), _LONGEST_PAUSE)
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))

    async def close(self) -> None:
        """Hear nothing more."""
        line, self._line = self._line, None
        if line is not None:
            line.terminate()

    async def _connect(self) -> None:
        async with asyncio.timeout(ANSWER_WITHIN):
            self._line = await self._db.connect()
            await self._line.add_listener(_CHANNEL, self._heard)
        if self._is_deaf:
            logger.warning("the other processes are heard again")
            self._is_deaf = False
        for _, missed in chain.from_iterable(self._hearers.values()):
            missed()

    async def _look_after(self) -> None:
        """Until the line is lost. Raises what the engine says of it, or TimeoutError."""
        lost = asyncio.Event()
        self._line.add_termination_listener(lambda _: lost.set())
        while not self._line.is_closed():
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY):
                    await lost.wait()
                return
            async with asyncio.timeout(ANSWER_WITHIN):
                await self._line.fetchval("select 1")

    def _heard(self, _line: object, _pid: int, _channel: str, call: str) -> None:
        worker_id, topic, payload = call.split(" ", 2)
        if worker_id != self._worker_id:
            for told, _ in self._hearers.get(topic, ()):
                told(payload)

    def _say_deaf(self, error: BaseException) -> None:
        if not self._is_deaf:
            kind = type(error).__name__
            logger.warning("the other processes are not heard (%s): what they did is found by looking", kind)
            self._is_deaf = True
