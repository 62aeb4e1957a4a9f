"""The send budgets of the channels, shared with the other processes: each takes, lends and gives back by the second."""

import asyncio
import logging
import random
from collections.abc import Coroutine, Mapping
from contextlib import suppress

from bot.budget import SPAN, Budget
from bot.crew.share import Share
from bot.faults import kind_of
from storage import send_shares
from storage.database import Database

logger = logging.getLogger(__name__)

BEAT = 1.0
"""Seconds between two looks at the board when nobody here is short of anything."""
SHORT = 0.5
"""The same, while more would be of use than there is."""
SOON = 0.1
"""The same, while tokens move; and how soon after a look the next may come that somebody calls for."""
_PATIENCE = 2.5
"""Seconds that a look at the board waits for the database."""
_TRIES = 10
"""Times that others may be quicker before a look is given up."""


class SharedBudgets:
    """What a process does to share its budgets, by channel. `worker_id` is unlike that of any other, ever.

    From the beginning the budgets hold nothing: not a message goes out before `work` has begun.
    """

    def __init__(self, db: Database, worker_id: str, budgets: Mapping[str, Budget]) -> None:
        self._keepers = [_Keeper(db, channel, worker_id, budget) for channel, budget in budgets.items()]

    async def work(self) -> None:
        """Look after the shares until cancelled, whatever the database says meanwhile."""
        async with asyncio.TaskGroup() as group:
            for keeper in self._keepers:
                group.create_task(keeper.work())

    async def release(self) -> None:
        """Give everything back, when all that was sent has cooled: takes about a second. Call when `work` is over.

        What is still under way then is free for others when the share ends by itself.
        """
        await asyncio.gather(*(keeper.release() for keeper in self._keepers))


class _Keeper:
    """Looks after one channel's share."""

    def __init__(self, db: Database, channel: str, worker: str, budget: Budget) -> None:
        self._db = db
        self._refusals: tuple[type[Exception], ...] = (TimeoutError, OSError, *db.errors)
        self._channel = channel
        self._worker = worker
        self._budget = budget
        self._share = Share(budget, worker)
        self._called = asyncio.Event()
        budget.call = self._called.set
        self._is_open = False
        self._is_well = True
        self._abandoned: set[asyncio.Task[None]] = set()

    async def work(self) -> None:
        while True:
            try:
                await self._within(_PATIENCE, self._beat())
            except self._refusals as error:
                self._note(error)
                await asyncio.sleep(SHORT)
            else:
                self._note(None)
                await self._rest()

    async def release(self) -> None:
        self._budget.resize(0, 0)
        if self._budget.held:
            await asyncio.sleep(SPAN + SOON)
        if not self._budget.held:
            with suppress(*self._refusals):
                await self._within(SPAN, send_shares.give_back(self._db, self._channel, self._worker))

    async def _beat(self) -> None:
        """Take, keep or give back what is right at present. Where others were quicker each time, the next look will."""
        self._called.clear()
        if not self._is_open:
            await send_shares.open_board(self._db, self._channel)
            self._is_open = True
        for _ in range(_TRIES):
            since = self._budget.clock()
            board = await send_shares.look(self._db, self._channel)
            claim = self._share.claim(board)
            if await send_shares.settle(self._db, self._channel, self._worker, board.version, claim):
                self._share.granted(claim, since)
                return
            await asyncio.sleep(random.uniform(0, 0.02))

    async def _rest(self) -> None:
        """Until the next look: soon while tokens move, or when a need arises that was not known before."""
        await asyncio.sleep(SOON)
        if self._share.moves:
            return
        if self._share.is_short:
            await asyncio.sleep(SHORT - SOON)  # more is called for all the time, and there was nothing to be had
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(BEAT - SOON):
                await self._called.wait()

    async def _within(self, seconds: float, work: Coroutine[None, None, None]) -> None:
        """Do it, or raise TimeoutError. What hangs is left behind: to wait for its end takes as long as the silence."""
        task = asyncio.create_task(work)
        self._abandoned.add(task)
        task.add_done_callback(self._forget)
        try:
            await asyncio.wait([task], timeout=seconds)
        finally:
            task.cancel()
        if not task.done():
            raise TimeoutError
        task.result()

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._abandoned.discard(task)
        if not task.cancelled():
            task.exception()  # looked at: it came too late for anybody to hear of it

    def _note(self, error: Exception | None) -> None:
        """Tell the operator when the share cannot be renewed, and when it can again; each once."""
        if error is not None and self._is_well:
            logger.warning("%s: the right to send cannot be renewed (%s)", self._channel, kind_of(error))
        elif error is None and not self._is_well:
            logger.warning("%s: the right to send is renewed again", self._channel)
        self._is_well = error is None
