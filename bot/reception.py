"""The reception of a channel: an update is kept, stands in its chat's lane, is answered once, and is ticked off."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.budget import Slot
from bot.busy_sign import busy_sign
from bot.channel import Channel, Closed, Letter, NotSent, Unsure
from bot.courier import Courier
from bot.faults import frames, kind_of
from bot.lanes import Lanes
from bot.lateness import Lateness
from bot.menus import Menus
from bot.ticks import Ticks
from handlers.front_door import Turned, receive
from handlers.house import House
from handlers.messages import FileUnavailable, Incoming, IncomingFile, Reply
from handlers.texts import common
from storage import inbox
from storage.database import Transaction

logger = logging.getLogger(__name__)


class _Right:
    """The right to send one answer.

    It goes back while the person's file is on its way, which may take minutes, and is waited for again before the
    handler goes on. Nothing is decided during a download, so a kill then loses nothing: the turn is done anew.
    """

    def __init__(self, courier: Courier, chat: str, slot: Slot) -> None:
        self.slot = slot
        self._courier = courier
        self._chat = chat

    def returned_for_file(self, incoming: Incoming) -> Incoming:
        """The event, its file fetched without holding up the answers to others."""
        if incoming.file is None:
            return incoming
        return replace(incoming, file=replace(incoming.file, fetch=partial(self._fetch, incoming.file)))

    async def _fetch(self, file: IncomingFile) -> bytes:
        self.slot.unused()
        try:
            content = await file.fetch()
        except FileUnavailable:
            self.slot = await self._courier.slot(self._chat)
            raise
        self.slot = await self._courier.slot(self._chat)
        return content


class Reception:
    """Takes the updates of one channel. `now` gives the present as stored milliseconds."""

    def __init__(self, house: House, channel: Channel, courier: Courier, menus: Menus, now: Callable[[], int]) -> None:
        self.house = house
        self._channel = channel
        self._courier = courier
        self._menus = menus
        self._now = now
        self._lateness = Lateness()
        self._ticks = Ticks(house.db, now)
        self.taken = 0
        """How many updates were kept since the program started, and how many of all were answered."""
        self.replied = 0
        self._open = asyncio.Event()
        self._lanes: Lanes[inbox.Update] = Lanes(self._handle)

    async def resume(self) -> None:
        """Put what an earlier run left unanswered in line first, in order. Call before the first `accept`."""
        name = self._channel.name
        lost = await inbox.give_up_unknown(self.house.db, name, self._now())
        if lost:
            logger.warning("%d answers were being sent when the program stopped; they are not sent again", lost)
        left = await inbox.unfinished(self.house.db, name)
        if left:
            logger.info("%d messages of an earlier run are answered first", len(left))
        for update in left:
            self._lanes.put(update.chat, update)

    def open(self) -> None:
        """Begin to answer: the messenger can be reached."""
        self._open.set()

    async def accept(self, raw: bytes) -> None:
        """Keep an update; on disk when this returns. The second of two alike is dropped.

        Raises ValueError when it has no id to be known by, and whatever the database says when it cannot keep it.
        """
        event, chat = self._channel.address(raw)
        self.take(await inbox.store(self.house.db, self._channel.name, event, chat, raw.decode(), self._now()))

    async def keep(self, tx: Transaction, raw: bytes) -> inbox.Update | None:
        """Keep an update together with what else the transaction keeps. What it returns goes to `take` after that."""
        address = self._channel.address(raw)
        return await inbox.store_with(tx, self._channel.name, address, raw.decode(), self._now())

    def take(self, update: inbox.Update | None) -> None:
        """Put a kept update in line; None, the second of two alike, is nothing."""
        if update is not None:
            self.taken += 1
            self._lanes.put(update.chat, update)

    async def idle(self) -> None:
        """Until everything in line is answered."""
        await self._lanes.idle()
        await self._ticks.all_kept()

    async def stop(self, grace: float) -> None:
        """Begin nothing more and end what is being answered, within `grace` seconds; then tick off, within one more."""
        await self._lanes.stop(grace if self._open.is_set() else 0)
        await self._ticks.all_kept(1)

    async def _handle(self, update: inbox.Update) -> None:
        await self._open.wait()
        letter: Letter | None = None
        try:
            letter = self._channel.read(update.payload)
            if letter is not None:
                await self._answer(update.seq, letter)
            self._ticks.put(update.seq)
        except Unsure as failure:
            logger.warning("update %d: %s; whether the answer was read is unknown", update.seq, failure)
            await inbox.unsure(self.house.db, update.seq, self._now())
        except Exception as error:  # the outermost door: a message that cannot be handled must not stop those behind it
            await self._survive(update, letter, error)

    async def _answer(self, seq: int, letter: Letter) -> None:
        chat = letter.incoming.chat
        acknowledged = asyncio.create_task(self._channel.acknowledge(letter.tap)) if letter.tap else None
        # The right to send is waited for first: from the moment the turn is decided, a kill would lose the answer.
        right = _Right(self._courier, chat, await self._courier.slot(chat))
        try:
            turned = await self._decide(seq, letter.incoming, right)
            self._menus.met(chat, turned.roles)
            if turned.reply is not None:
                reply = self._lateness.excused(turned.reply, letter.incoming, self.house.clock())
                await self._deliver(seq, letter, reply, right.slot)
        finally:
            right.slot.unused()
            if acknowledged is not None:
                await acknowledged
        self._courier.call()

    async def _decide(self, seq: int, incoming: Incoming, right: _Right) -> Turned:
        """The turn itself; who waits for it sees that it is being worked on."""
        if not incoming.private:
            return await receive(self.house, incoming, seq)
        with busy_sign(self._channel, incoming.chat):
            return await receive(self.house, right.returned_for_file(incoming), seq)

    async def _deliver(self, seq: int, letter: Letter, reply: Reply, slot: Slot) -> None:
        try:
            await self._courier.deliver(letter, reply, slot)
            self.replied += 1
        except Closed as failure:
            logger.info("update %d: the chat is closed (%s)", seq, failure)

    async def _survive(self, update: inbox.Update, letter: Letter | None, error: Exception) -> None:
        """Set the message aside and say so to the person, if there is one to tell."""
        logger.error("update %d is set aside\n%s", update.seq, frames(error))
        try:
            await inbox.set_aside(self.house.db, update.seq, kind_of(error), self._now())
            if letter is not None and letter.incoming.private and not isinstance(error, NotSent):
                slot = await self._courier.slot(letter.incoming.chat)
                await self._courier.deliver(letter, Reply(common.WENT_WRONG, common.HOME_ROW), slot)
        except Exception as second:  # nothing may end the lane
            logger.error("update %d: nobody could be told\n%s", update.seq, frames(second))
