"""The reception of a channel: an update is kept, stands in its chat's lane, is answered once, and is ticked off."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from bot.arrivals import Arrivals
from bot.budget import Slot
from bot.busy_sign import busy_sign
from bot.channel import Channel, Closed, Letter, NotSent, Unsure
from bot.courier import Courier
from bot.crew.forwarding import Forwarding
from bot.crew.lanes import lane_of
from bot.faults import frames, kind_of
from bot.lanes import Lanes
from bot.lateness import Lateness
from bot.menus import Menus
from bot.shared import Shared
from bot.ticks import Ticks
from handlers.house import House
from handlers.messages import FileUnavailable, Incoming, IncomingFile, Reply
from handlers.texts import common
from storage import inbox
from storage.clock import to_ms
from storage.database import Transaction

if TYPE_CHECKING:
    from handlers.front_door import Turned

logger = logging.getLogger(__name__)

_TRIES = 5
"""How often a message is handled that the database did not take: one that it never takes must not hold up its chat."""
_LOOK = 0.1
"""Seconds between two looks for the end of an answer that another process sends."""
_LOOKS = 150
"""That many: by then it was sent, or its process stands still, and what became of it is unknown."""
_BY_DATABASE = "web"
"""The channel whose messages lie in the database themselves: its page says so when nothing can be kept."""


async def receive(house: House, incoming: Incoming, seq: int) -> "Turned":
    """The turn of an event. The conversations are imported with the first, or once the program is ready."""
    from handlers import front_door

    return await front_door.receive(house, incoming, seq)


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
        self._refusals: tuple[type[Exception], ...] = (OSError, *house.db.errors)
        self.forwarding: Forwarding | None = None
        """Tells other processes what came in here for them, where there are any."""
        self._channel = channel
        self._courier = courier
        self._menus = menus
        self.outage = shared.outage
        self._questions = shared.questions
        self._aside: set[asyncio.Task[None]] = set()
        self._arrivals = Arrivals()
        self._lateness = Lateness()
        self._own: frozenset[int] = frozenset()
        """The lanes whose updates stand in line here."""
        self._decided: frozenset[int] = frozenset()
        """The lanes on which answers are decided here: these, and those that are being taken up or let go of."""
        self._in_hand: set[int] = set()
        """What stands in line here, is being answered, or is being ticked off."""
        self._ticks = Ticks(house.db, self._now, self._in_hand.difference_update)
        self.taken = 0
        """How many updates were kept since the program started, and how many of all were answered."""
        self.replied = 0
        self._open = asyncio.Event()
        self._lanes: Lanes[inbox.Update] = Lanes(self._handle)

    async def take_up(self, lanes: frozenset[int]) -> None:
        """Answer from now on what comes in on these lanes, beginning with what was left there, in order."""
        await inbox.go_on(self.house.db)
        self._decided |= lanes
        await self._give_up_unknown(lanes)
        left = await self._left()
        lanes &= self._decided  # the others were lost meanwhile
        self._put_those(left, lanes)
        self._own |= lanes
        left = await self._left()  # what came in meanwhile, and had to wait for what was before it
        self._put_those(left, lanes & self._own)

    async def let_go(self, lanes: frozenset[int]) -> None:
        """Begin nothing more on these lanes. Returns when what was begun is over, and kept."""
        self._stand_down(lanes)
        await self._lanes.over(self._chats_on(lanes))
        await self._ticks.all_kept()
        self._decided -= lanes - self._own

    def lose(self, lanes: frozenset[int]) -> None:
        """These are another's: forget what stood in line, decide nothing of what was begun. It lies in the inbox."""
        self._decided -= lanes
        self._stand_down(lanes)

    def _stand_down(self, lanes: frozenset[int]) -> None:
        self._own -= lanes
        dropped = self._lanes.drop(self._chats_on(lanes))
        self._in_hand.difference_update(update.seq for update in dropped)

    async def hear_of(self, seqs: Sequence[int]) -> None:
        """Answer those of these updates that are on lanes of this process: they came in at another."""
        for update in await inbox.waiting(self.house.db, seqs):
            if self._is_own(update.chat):
                self._put(update)

    async def look(self) -> None:
        """Answer whatever waits on lanes of this process and stands in no line."""
        try:
            left = await self._left() if self._own else []
        except self._refusals as error:  # the next look finds it
            self.outage.met(error)
        else:
            self._put_those(left, self._own)

    async def _give_up_unknown(self, lanes: frozenset[int]) -> None:
        """What a process that held these lanes was sending when it died is not sent again."""
        left = [
            each
            for each in await inbox.interrupted(self.house.db, self._channel.name)
            if self._lane_of(each.chat) in lanes and each.seq not in self._in_hand
        ]
        if left and not await self._channel.settle(left):
            lost = await inbox.give_up_unknown(self.house.db, [each.seq for each in left], self._now())
            logger.warning("%d answers were being sent when their process stopped; they are not sent again", lost)

    async def _left(self) -> list[inbox.Update]:
        return await inbox.unfinished(self.house.db, self._channel.name)

    def _put_those(self, left: Sequence[inbox.Update], lanes: frozenset[int]) -> None:
        """Put in line what is on these lanes: as they are now, not as they were when it was read."""
        new = [each for each in left if self._lane_of(each.chat) in lanes and each.seq not in self._in_hand]
        if new:
            logger.info("%d messages that were left are answered first", len(new))
        for update in new:
            self._put(update)

    def _lane_of(self, chat: str) -> int:
        return lane_of(self._channel.name, chat)

    def _chats_on(self, lanes: frozenset[int]) -> list[str]:
        return [chat for chat in self._lanes.chats if self._lane_of(chat) in lanes]

    def _is_own(self, chat: str) -> bool:
        return self._lane_of(chat) in self._own

    def _is_decided_here(self, chat: str) -> bool:
        return self._lane_of(chat) in self._decided

    def open(self) -> None:
        """Begin to answer: the messenger can be reached."""
        self._open.set()

    async def accept(self, raw: bytes) -> None:
        """Keep an update; on disk when this returns. The second of two alike is dropped.

        Raises ValueError when it has no id to be known by, and whatever the database says when it cannot keep it.
        """
        event, chat = self._channel.address(raw)
        try:
            async with self._arrivals.turn(chat):
                self.take(await inbox.store(self.house.db, self._channel.name, event, chat, raw.decode(), self._now()))
        except Exception as error:
            if self.outage.met(error) is not None:
                self._tell_meanwhile(raw)
            raise

    async def keep(self, tx: Transaction, raw: bytes) -> inbox.Update | None:
        """Keep an update together with what else the transaction keeps. What it returns goes to `take` after that."""
        address = self._channel.address(raw)
        return await inbox.store_with(tx, self._channel.name, address, raw.decode(), self._now())

    def take(self, update: inbox.Update | None) -> None:
        """Put a kept update in line, here or at the process that answers its chat.

        None, the second of two alike, is nothing.
        """
        if update is None:
            return
        self.taken += 1
        if self._is_own(update.chat):
            if self._in_hand.issuperset(update.behind):
                self._put(update)
            else:  # another process kept what comes before it
                self._start(self.look())
        elif self.forwarding is not None:
            self.forwarding.tell(update)

    def _put(self, update: inbox.Update) -> None:
        if update.seq not in self._in_hand:
            self._in_hand.add(update.seq)
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
        if not await self._has_answered(update):
            self._in_hand.discard(update.seq)  # else once it is ticked off

    async def _has_answered(self, update: inbox.Update) -> bool:
        """Whether it is to be ticked off; what else became of it is kept already."""
        for attempt in count(1):
            letter: Letter | None = None
            try:
                letter = self._channel.read(update.payload)
                return await self._see_to(update, letter)
            except inbox.DecidedElsewhere:
                logger.info("update %d was taken over by another process", update.seq)
                await self._until_ended_elsewhere(update)
            except Exception as error:  # the outermost door: one that cannot be handled must not stop those behind it
                trouble = self.outage.met(error)
                if trouble is None or not trouble.passes or attempt == _TRIES:
                    await self._survive(update, letter, error)
                elif await self._outlast(update, letter):
                    continue
            return False
        raise AssertionError("unreachable: it is tried so often at most")

    async def _until_ended_elsewhere(self, update: inbox.Update) -> None:
        """Whoever decided it may still be sending its answer: the next answer in its chat must not come before."""
        for _ in range(_LOOKS):
            if not self._is_decided_here(update.chat):
                return  # it is for the next holder of the lane to wait
            try:
                if not await inbox.is_answering(self.house.db, update.seq):
                    return
            except self._refusals as error:
                self.outage.met(error)
            await asyncio.sleep(_LOOK)
        with suppress(*self._refusals):
            await inbox.give_up_unknown(self.house.db, [update.seq], self._now())

    async def _see_to(self, update: inbox.Update, letter: Letter | None) -> bool:
        try:
            if letter is not None:
                await self._answer(update.seq, letter)
        except Unsure as failure:
            logger.warning("update %d: %s; whether the answer was read is unknown", update.seq, failure)
            await inbox.unsure(self.house.db, update.seq, self._now())
            return False
        self._ticks.put(update.seq)
        return True

    async def _outlast(self, update: inbox.Update, letter: Letter | None) -> bool:
        """Say that it must wait, and wait until changes are kept again; whether it may then be handled anew."""
        if letter is not None:
            await self._tell_once(letter)
        while True:
            await self.outage.over()
            if not self._is_decided_here(update.chat):
                return False  # it is for the next holder of the lane to say what became of it
            try:
                if await inbox.is_waiting(self.house.db, update.seq):
                    return True
                # What was decided was kept after all: to decide it twice would be worse than to say nothing.
                await inbox.unsure(self.house.db, update.seq, self._now())
                return False
            except Exception as error:  # the next outage: those behind it in its chat wait too
                trouble = self.outage.met(error)
                if trouble is None or not trouble.passes:
                    logger.warning("update %d is left to the next start (%s)", update.seq, kind_of(error))
                    return False

    def _tell_meanwhile(self, raw: bytes) -> None:
        """Tell whoever wrote what could not be kept. The messenger, which is told the same, sends it again."""
        letter = self._channel.read(raw.decode())
        if letter is not None:
            self._start(self._tell_once(letter))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        self._aside.add(task := asyncio.create_task(work))
        task.add_done_callback(self._aside.discard)

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
            if not self._is_decided_here(chat):
                self._in_hand.discard(seq)  # at once: the chat may be back before this came to its end
                raise inbox.DecidedElsewhere
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

    async def _decide(self, seq: int, incoming: Incoming, right: _Right) -> "Turned":
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
            is_set_aside = await self._set_aside(update, kind_of(error))
            if is_set_aside and letter is not None and letter.incoming.private and not isinstance(error, NotSent):
                words = common.WENT_WRONG if self.outage.met(error) is None else common.NOT_KEPT
                slot = await self._courier.slot(letter.incoming.chat)
                await self._courier.deliver(letter, Reply(words, common.HOME_ROW), slot)
        except Exception as second:  # nothing may end the lane
            logger.error("update %d: nobody could be told\n%s", update.seq, frames(second))

    async def _set_aside(self, update: inbox.Update, note: str) -> bool:
        """Whether it is: not where its chat was lost. Those behind it wait meanwhile, or it would come after them."""
        while self._is_decided_here(update.chat):
            try:
                await inbox.set_aside(self.house.db, update.seq, note, self._now())
                return True
            except self._refusals as error:
                trouble = self.outage.met(error)
                if trouble is None or not trouble.passes:
                    raise
            await self.outage.over()
        return False

    def _now(self) -> int:
        return to_ms(self.house.clock())
