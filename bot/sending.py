"""Sending the messages of a reply: one after the other, each on a slot of the budget, again where that is safe."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

from bot.budget import Budget, Slot, Urgency
from bot.channel import Channel, Closed, Instead, Message, NotSent, SendFailure, TooMany
from storage import accounts
from storage.database import Database

logger = logging.getLogger(__name__)

TRIES = 12
"""How often a message is tried that certainly did not go out: some five minutes in all."""
LONGEST_WAIT = 60.0
"""Seconds between two tries."""
ARRIVED = 3.0
"""Seconds after which a message without an answer has arrived or never will: others need not wait for its slot."""


def backoff(attempt: int) -> float:
    """Seconds before trying again after the given attempt (from 1), with jitter so that not all come back at once."""
    return min(LONGEST_WAIT, 0.25 * 2.0**attempt) * random.uniform(0.5, 1.0)


async def until_done(
    what: str, call: Callable[[], Awaitable[object]], errors: type[Exception], reason_of: Callable[[Any], str]
) -> None:
    """Call until it succeeds: at start nothing is given up, and the operator reads why it takes so long."""
    for failures in count(1):
        try:
            await call()
            return
        except errors as error:
            pause = backoff(failures)
            logger.warning("%s failed (%s); next try in %.1f s", what, reason_of(error), pause)
            await asyncio.sleep(pause)


class Sender:
    """Sends on one channel for all who do. `now` gives the present as stored milliseconds."""

    def __init__(self, channel: Channel, budget: Budget, db: Database, now: Callable[[], int]) -> None:
        self._channel = channel
        self._db = db
        self._now = now
        self.budget = budget

    async def slot(self, urgency: Urgency, chat: str) -> Slot:
        """The right to send one message to a chat, waited for."""
        return await self.budget.take(urgency, chat)

    async def send_all(
        self, messages: list[Message], urgency: Urgency, chat: str, slot: Slot | None = None, hands_back: bool = False
    ) -> str:
        """Send the messages of a reply, the first on a slot already held, if any; what the messenger calls the first.

        A closed chat is kept as closed. `hands_back` raises TooMany while nothing arrived, in place of waiting the
        pause out. Raises SendFailure when it did not all go; `partly` tells whether some did.
        """
        waiting = list(reversed(messages))
        first: str | None = None
        while waiting:
            message = waiting.pop()
            begun = first is not None
            try:
                sent = await self._send(
                    message, urgency, chat, slot, begun or urgency is Urgency.REPLY, hands_back and not begun
                )
                first = sent if first is None else first
            except Instead as other:
                waiting.extend(reversed(other.messages))
            except SendFailure as failure:
                failure.partly = begun
                if isinstance(failure, Closed):
                    await self._close(chat)
                raise
            slot = None
        return first or ""

    async def _send(
        self, message: Message, urgency: Urgency, chat: str, slot: Slot | None, persists: bool, hands_back: bool
    ) -> str:
        """Send one message; again and again while it certainly does not arrive, if it `persists`."""
        for attempt in count(1):
            slot = await self.budget.take(urgency, chat, slot)
            try:
                return await self._on(slot, message)
            except TooMany as failure:
                logger.warning("%s asks for a %s", self._channel.name, failure)
                self.budget.pause(failure.seconds)
                if hands_back:
                    raise
            except NotSent as failure:
                if attempt >= TRIES or not persists:
                    raise
                logger.warning("%s: %s; try %d failed", self._channel.name, failure, attempt)
                slot.answered()
                await asyncio.sleep(backoff(attempt))
            finally:
                slot.answered()
            slot = None
        raise AssertionError("unreachable: it is tried for ever")

    @staticmethod
    async def _on(slot: Slot, message: Message) -> str:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        overdue = loop.call_later(ARRIVED, slot.answered)
        try:
            sent = await message()
        finally:
            overdue.cancel()
        slot.answered(loop.time() - begun)
        return sent

    async def _close(self, chat: str) -> None:
        async with self._db.transaction() as tx:
            await accounts.close_account(tx, self._channel.name, chat, self._now())
