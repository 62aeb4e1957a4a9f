"""The reception of a channel: an update is kept, stands in its chat's lane, is answered once, and is ticked off."""

import asyncio
import logging
from dataclasses import replace
from functools import partial
from itertools import count

from bot.budget import Slot
from bot.busy_sign import busy_sign
from bot.channel import Channel, Closed, Letter, NotSent, Unsure
from bot.courier import Courier
from bot.faults import frames, kind_of
from bot.lanes import Lanes
from bot.lateness import Lateness
from bot.menus import Menus
from bot.shared import Shared
from bot.ticks import Ticks
from handlers.front_door import Turned, receive
from handlers.house import House
from handlers.messages import FileUnavailable, Incoming, IncomingFile, Reply
from handlers.texts import common
from storage import inbox
from storage.clock import to_ms
from storage.database import Transaction

logger = logging.getLogger(__name__)

_TRIES = 5
"""How often a message is handled that the database did not take: one that it never takes must not hold up its chat."""
_BY_DATABASE = "web"
"""The channel whose messages lie in the database themselves: its page says so when nothing can be kept."""


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
    """Takes the updates of one channel."""

    def __init__(self, house: House, channel: Channel, courier: Courier, menus: Menus, shared: Shared) -> None:
        self.house = house
        self._channel = channel
        self._courier = courier
        self._menus = menus
        self.outage = shared.outage
        self._questions = shared.questions
        self._telling: set[asyncio.Task[None]] = set()
        self._lateness = Lateness()
        self._ticks = Ticks(house.db, self._now)
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
        try:
            kept = await inbox.store(self.house.db, self._channel.name, event, chat, raw.decode(), self._now())
        except Exception as error:
            if self.outage.met(error) is not None:
                self._tell_meanwhile(raw)
            raise
        self.take(kept)

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
        for attempt in count(1):
            letter: Letter | None = None
            try:
                letter = self._channel.read(update.payload)
                await self._see_to(update, letter)
            except Exception as error:  # the outermost door: one that cannot be handled must not stop those behind it
                trouble = self.outage.met(error)
                if trouble is None or not trouble.passes or attempt == _TRIES:
                    await self._survive(update, letter, error)
                elif await self._outlast(update, letter):
                    continue
            return

    async def _see_to(self, update: inbox.Update, letter: Letter | None) -> None:
        try:
            if letter is not None:
                await self._answer(update.seq, letter)
            self._ticks.put(update.seq)
        except Unsure as failure:
            logger.warning("update %d: %s; whether the answer was read is unknown", update.seq, failure)
            await inbox.unsure(self.house.db, update.seq, self._now())

    async def _outlast(self, update: inbox.Update, letter: Letter | None) -> bool:
        """Say that it must wait, and wait until changes are kept again; whether it may then be handled anew."""
        if letter is not None:
            await self._tell_once(letter)
        await self.outage.over()
        try:
            if await inbox.is_waiting(self.house.db, update.seq):
                return True
            # What was decided was kept after all: to decide it twice would be worse than to say nothing.
            await inbox.unsure(self.house.db, update.seq, self._now())
        except Exception as error:  # the next outage: a start takes it up
            logger.warning("update %d is left to the next start (%s)", update.seq, kind_of(error))
        return False

    def _tell_meanwhile(self, raw: bytes) -> None:
        """Tell whoever wrote what could not be kept. The messenger, which is told the same, sends it again."""
        letter = self._channel.read(raw.decode())
        if letter is not None:
            self._telling.add(task := asyncio.create_task(self._tell_once(letter)))
            task.add_done_callback(self._telling.discard)

    async def _tell_once(self, letter: Letter) -> None:
        """Once a chat in an outage, and without the database."""
        incoming = letter.incoming
        if not incoming.private or self._channel.name == _BY_DATABASE:
            return
        if not self.outage.is_first_for(f"{self._channel.name}:{incoming.chat}"):
            return
        try:
            slot = await self._courier.slot(incoming.chat)
            await self._courier.deliver(letter, Reply(common.NOT_KEPT_YET), slot)
        except Exception as error:  # nobody can be told
            logger.warning("somebody could not be told of the outage (%s)", kind_of(error))

    async def _answer(self, seq: int, letter: Letter) -> None:
        chat = letter.incoming.chat
        acknowledged = asyncio.create_task(self._channel.acknowledge(letter.tap)) if letter.tap else None
        # The right to send is waited for first: from the moment the turn is decided, a kill would lose the answer.
        right = _Right(self._courier, chat, await self._courier.slot(chat))
        try:
            turned = await self._decide(seq, letter.incoming, right)
            self._menus.met(chat, turned.roles)
            self._questions.add(turned.question)
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
                words = common.WENT_WRONG if self.outage.met(error) is None else common.NOT_KEPT
                slot = await self._courier.slot(letter.incoming.chat)
                await self._courier.deliver(letter, Reply(words, common.HOME_ROW), slot)
        except Exception as second:  # nothing may end the lane
            logger.error("update %d: nobody could be told\n%s", update.seq, frames(second))

    def _now(self) -> int:
        return to_ms(self.house.clock())
