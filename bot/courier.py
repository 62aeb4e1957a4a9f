"""The courier: carries answers and the parcels of the outbox to one channel, within its budget."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from bot.budget import Slot, Urgency
from bot.channel import Channel, Closed, Letter, NotSent, SendFailure, TooMany, Unsure
from bot.sending import TRIES, Sender, backoff
from handlers.dialog import menu_json
from handlers.messages import Reply
from handlers.push import reply_from_json, with_contents
from storage import outbox
from storage.database import Database
from storage.files import FileStore
from storage.outbox import Parcel

logger = logging.getLogger(__name__)

ROUND = 1.0
"""Seconds between two looks into the outbox when nobody calls."""
CALM = 0.05
"""Seconds between two looks when somebody does."""


class Courier:
    """Sends for one channel. `now` gives the present as stored milliseconds."""

    def __init__(
        self, channel: Channel, sender: Sender, db: Database, now: Callable[[], int], files: FileStore
    ) -> None:
        self._channel = channel
        self._sender = sender
        self._db = db
        self._now = now
        self._files = files
        self._called = asyncio.Event()
        self._carrying = asyncio.Lock()
        self._is_stopped = False
        self._under_way: asyncio.Task[bool] | None = None

    async def slot(self, chat: str) -> Slot:
        """The right to answer a chat, waited for before the answer is decided."""
        return await self._sender.slot(Urgency.REPLY, chat)

    async def deliver(self, letter: Letter, reply: Reply, slot: Slot) -> None:
        """Send an answer, its first message on the slot already held. Raises SendFailure when it did not all go."""
        chat = letter.incoming.chat
        await self._sender.send_all(self._channel.messages(chat, reply, letter), Urgency.REPLY, chat, slot)

    def call(self) -> None:
        """Something may lie in the outbox."""
        self._called.set()

    async def recover(self) -> None:
        """Parcels that were on their way when the process died that sent them."""
        if await self._channel.resume_parcels():
            return
        lost = await outbox.give_up_unknown(self._db, self._channel.name, self._now())
        if lost:
            logger.warning("%d messages were being sent when the program stopped; they are not sent again", lost)

    async def empty_outbox(self) -> None:
        """Send what the outbox holds, and what comes in later, until cancelled. A parcel under way goes on then.

        Whatever else is on its way when this begins, nobody sends any more: its process died, or lost the database.
        """
        if self._under_way is not None:
            with suppress(Exception):  # what it failed of was told to whom began it
                await asyncio.shield(self._under_way)
        await self.recover()
        while True:
            await self.carry_due()
            with suppress(TimeoutError):
                async with asyncio.timeout(ROUND):
                    await self._called.wait()
            await asyncio.sleep(CALM)
            self._called.clear()

    async def carry_due(self) -> None:
        """Send what is due by now; when this returns, none of it is on its way any more."""
        async with self._carrying:
            while not self._is_stopped:
                self._under_way = asyncio.create_task(self._carry_next())
                if not await asyncio.shield(self._under_way):
                    return

    async def stop(self, grace: float) -> None:
        """Claim nothing more and end the parcel under way, within `grace` seconds."""
        self._is_stopped = True
        if self._under_way is None:
            return
        _, late = await asyncio.wait([self._under_way], timeout=grace)
        for task in late:
            task.cancel()
        await asyncio.gather(self._under_way, return_exceptions=True)

    async def _carry_next(self) -> bool:
        """Carry the next parcel that is due; False when there is none."""
        parcel = await outbox.claim(self._db, self._channel.name, self._now())
        if parcel is not None:
            await self._carry(parcel)
        return parcel is not None

    async def _carry(self, parcel: Parcel) -> None:
        if parcel.needless:
            await outbox.drop(self._db, parcel.id)
            return
        if parcel.astray:
            await self._send_on(parcel, "the chat is no longer theirs")
            return
        reply = await with_contents(reply_from_json(parcel.reply), self._files)
        try:
            await self._send(parcel, reply)
        except NotSent as failure:
            await self._try_later(parcel, failure)
        except Closed as failure:
            await self._send_on(parcel, str(failure))
        except SendFailure as failure:
            state = "unknown" if isinstance(failure, Unsure) else "failed"
            logger.warning("parcel %s: %s", parcel.id, failure)
            await outbox.settle(self._db, parcel.id, state, str(failure), self._now())
        else:
            async with self._db.transaction() as tx:
                await outbox.settle_sent(tx, parcel, menu_json(reply), self._now())

    async def _send(self, parcel: Parcel, reply: Reply) -> None:
        while True:
            slot = await self._slot_for(parcel)
            try:
                messages = self._channel.messages(parcel.chat, reply)
                await self._sender.send_all(messages, Urgency.PUSH, parcel.chat, slot, hands_back=True)
            except TooMany:
                continue  # the budget pauses until then
            return

    async def _slot_for(self, parcel: Parcel) -> Slot:
        """The right to send it. Told to stop while waiting for that, it has sent nothing and puts the parcel back."""
        try:
            return await self._sender.slot(Urgency.PUSH, parcel.chat)
        except asyncio.CancelledError:
            await outbox.put_back(self._db, parcel.id, "stopped before it was sent", self._now())
            raise

    async def _send_on(self, parcel: Parcel, reason: str) -> None:
        """To the person's next chat, or nowhere when there is none."""
        if await outbox.send_on(self._db, parcel, self._now()):
            logger.info("parcel %s goes on to the person's next chat: %s", parcel.id, reason)
        else:
            logger.info("parcel %s: %s", parcel.id, reason)
            await outbox.settle(self._db, parcel.id, "failed", reason, self._now())

    async def _try_later(self, parcel: Parcel, failure: NotSent) -> None:
        if parcel.attempts >= TRIES:
            logger.error("parcel %s was tried %d times: %s", parcel.id, parcel.attempts, failure)
            await outbox.settle(self._db, parcel.id, "failed", str(failure), self._now())
        else:
            due = self._now() + round(backoff(parcel.attempts) * 1000)
            await outbox.put_back(self._db, parcel.id, str(failure), due)
