"""The worker of a channel: takes what is due from the ledger, sends it within the budget, keeps what became of it.

Every step is on disk before the next begins: rows are claimed a little ahead, marked just before their bytes go, and
settled when the answer is here. Killed anywhere between, the ledger tells of each row whether it may have arrived.
"""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, TypeVar

from bot.budget import Slot, Urgency
from bot.channel import Channel, Closed, NotSent, SendFailure, TooMany, Unsure
from bot.correcting import sending_of
from bot.faults import frames, kind_of
from bot.sending import TRIES, Sender, backoff
from bot.settling import Settler
from handlers import notice_news
from handlers.house import House
from handlers.notice_letter import NoticeLetter, letter_of
from rules.notices import DeliveryState
from rules.quiet_hours import waking
from storage import deliveries, notices
from storage.clock import to_ms
from storage.deliveries import Claimed, Outcome

logger = logging.getLogger(__name__)

CLAIMED_AHEAD = 2.0
"""Seconds of sending for which rows are claimed: what an urgent notice may have to wait."""
MOST_CLAIMED = 500
"""Rows claimed at once: the answers to people stand in line behind it."""
SLOTS_AHEAD = 0.04
"""Seconds before a slot opens in which its row is marked."""
TICK = 0.01
"""Seconds between two groups of rows that are marked together."""
MOST_TOGETHER = 40
"""Rows marked together: those whose bytes are not out when the program is killed count as unknown too."""
MOST_UNDER_WAY = 200
"""Sends under way: the messenger's client has some connections more, and replies need them."""
ROUND = 0.5
"""Seconds between two looks into the ledger when nothing is due."""
SWEEP = 30.0
"""Seconds between two looks for rows that are claimed or being sent by nobody, while nothing is to do here."""
FAILURES = 20
"""Failures in a row, none of them about one person, after which a notice is paused."""
FAILING = 2.0
"""Seconds they must have gone on: of two hundred under way the refused answer before those that arrive."""

T = TypeVar("T")
Marking = asyncio.Task[set[tuple[str, str]]]
"""Keeps that a group's bytes are about to go; the keys of those that may."""


class Delivery:
    """Sends notices on one channel."""

    def __init__(self, channel: Channel, sender: Sender, house: House) -> None:
        self._channel = channel
        self._sender = sender
        self._house = house
        self._db = house.db
        self._line: deque[Claimed] = deque()
        self._letters: dict[str, NoticeLetter] = {}
        self._failures: defaultdict[str, list[float]] = defaultdict(list)
        self._under_way: set[asyncio.Task[Any]] = set()
        self._looking: asyncio.Task[None] | None = None
        self._look_at = 0.0
        self._sweep_at = 0.0
        self._called = asyncio.Event()
        self._settler = Settler(house.db, self._now, self._take_back)

    async def recover(self) -> None:
        """At start: what an earlier run had claimed waits again; what it was sending is unknown, or sent again."""
        lost = await deliveries.recover(self._db, self._channel.name, self._now())
        if lost:
            logger.warning("%d notices were being sent when the program stopped; a person decides about them", lost)

    def call(self) -> None:
        """Something may be due."""
        self._look_at = 0.0
        self._called.set()

    async def work(self) -> None:
        """Send what is due, until cancelled. What is under way then goes on until `stop`."""
        self._line.clear()
        self._sweep_at = 0.0
        await deliveries.release_all(self._db, self._channel.name)
        try:
            while True:
                self._claim_if_low()
                if self._line:
                    await self._begin_some()
                else:
                    await self._rest()
        finally:
            if self._looking is not None:
                self._looking.cancel()
            self._looking = None

    async def stop(self, grace: float) -> None:
        """End what is under way within `grace` seconds and keep what became of it. Call when `work` is cancelled."""
        with suppress(TimeoutError):
            async with asyncio.timeout(grace):
                while self._under_way:
                    await asyncio.wait(self._under_way)
        cut_off = list(self._under_way)
        for task in cut_off:
            task.cancel()
        await asyncio.gather(*cut_off, return_exceptions=True)
        with suppress(TimeoutError):  # the database may be the reason why it stops
            async with asyncio.timeout(1):
                await self._settler.idle()
        await deliveries.release_all(self._db, self._channel.name)

    # What is due

    def _claim_if_low(self) -> None:
        """Claim more while the line is being sent, so that sending never waits for it."""
        if self._looking is not None:
            if not self._looking.done():
                return
            looked, self._looking = self._looking, None
            looked.result()
        ahead = round(self._sender.budget.rate * CLAIMED_AHEAD)
        if len(self._line) <= ahead // 2 and asyncio.get_running_loop().time() >= self._look_at:
            self._looking = asyncio.create_task(self._look(min(MOST_CLAIMED, ahead - len(self._line))))

    async def _look(self, limit: int) -> None:
        """Begin what is scheduled, claim what is due, end what has run dry."""
        try:
            await notices.start_due(self._db, self._now())
            if await self._claim(limit) < limit:
                self._look_at = asyncio.get_running_loop().time() + ROUND
            for notice_id in await notices.run_dry(self._db):
                await notice_news.finish(self._house, notice_id)
        finally:
            self._called.set()

    async def _claim(self, limit: int) -> int:
        now = self._house.clock()
        is_quiet = waking(now, self._house.quiet_hours) != now
        rows = await deliveries.claim(self._db, self._channel.name, limit, to_ms(now), is_quiet)
        await self._stand_in_line(rows)
        return len(rows)

    async def _stand_in_line(self, rows: Sequence[Claimed]) -> None:
        """Urgent rows before all others; those whose chat is no longer theirs go on at once."""
        for notice_id in {row.notice_id for row in rows} - self._letters.keys():
            self._letters[notice_id] = await letter_of(self._house, notice_id)
        urgent = [row for row in rows if not row.astray and self._letters[row.notice_id].notice.urgent]
        self._line.extendleft(reversed(urgent))
        self._line.extend(row for row in rows if not row.astray and not self._letters[row.notice_id].notice.urgent)
        for row in rows:
            if row.astray:
                await self._move_on(row, "chat closed before")

    async def _rest(self) -> None:
        """Nothing stands in line: wait for a call or the next round."""
        if not self._under_way and self._settler.is_idle and self._looking is None:
            self._letters.clear()
            await self._sweep()
        with suppress(TimeoutError):
            async with asyncio.timeout(ROUND):
                await self._called.wait()
        self._called.clear()

    async def _sweep(self) -> None:
        """Take up what is claimed or being sent on disk, while nothing is in hand here.

        The database's word that it was so was lost on the way, or another process wrote it late, which froze meanwhile.
        """
        now = asyncio.get_running_loop().time()
        if now >= self._sweep_at:
            await self.recover()
            self._sweep_at = now + SWEEP

    # Sending

    async def _begin_some(self) -> None:
        """Send those for whom a slot is about to open: marked together, each sent when its slot does."""
        room = max(0, min(MOST_TOGETHER, MOST_UNDER_WAY - len(self._under_way)))
        slots = self._sender.budget.pushes((row.chat for row in islice(self._line, room)), SLOTS_AHEAD)
        looked_at = [(self._line.popleft(), slot) for slot in slots]
        self._line.extendleft(row for row, slot in reversed(looked_at) if slot is None)
        going = [(row, slot) for row, slot in looked_at if slot is not None]
        if going:
            await self._begin(going)
        await asyncio.sleep(TICK)

    async def _begin(self, going: list[tuple[Claimed, Slot]]) -> None:
        rows = [row for row, _ in going]
        marking = self._start(deliveries.mark_sending(self._db, rows))
        for row, slot in going:
            self._start(self._send(row, slot, marking))
        allowed = await asyncio.shield(marking)
        await deliveries.release(self._db, [row for row in rows if row.key not in allowed])

    def _start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Begin a piece of work that outlives `work`, until `stop`."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _send(self, row: Claimed, slot: Slot, marking: Marking) -> None:
        try:
            if row.key in await asyncio.shield(marking):
                await slot.opened()
                await self._deliver(row, slot)
        except self._db.errors as error:
            # It stays claimed, or sending, on disk until nothing else is to do: never sent twice.
            logger.error("a delivery cannot be kept (%s)", kind_of(error))
        finally:
            slot.unused()

    async def _deliver(self, row: Claimed, slot: Slot) -> None:
        letter = self._letters[row.notice_id]
        try:
            sending = await sending_of(self._channel, self._db, letter, row)
            sent = await self._sender.send_all(sending.messages, Urgency.PUSH, row.chat, slot, hands_back=True)
            if sending.rings(sent):
                await self._sender.send_all(sending.bell, Urgency.PUSH, row.chat)
        except SendFailure as failure:
            await self._note_failure(letter, failure)
            if isinstance(failure, Closed) and not failure.partly:
                await self._move_on(row, "chat closed")
            else:
                self._settler.add(outcome_of(row, failure, self._now()))
        except Exception as error:  # the outermost door of one delivery: the others go on
            logger.error("a delivery of notice %d failed\n%s", letter.notice.number, frames(error))
            self._settler.add(Outcome(row, DeliveryState.UNKNOWN, kind_of(error)))
        else:
            self._failures.pop(row.notice_id, None)
            self._settler.add(Outcome(row, DeliveryState.SENT, message=sent or None, menu=letter.menu))

    async def _note_failure(self, letter: NoticeLetter, failure: SendFailure) -> None:
        """Pause a notice that fails again and again for reasons that are not its recipients'."""
        notice = letter.notice
        if isinstance(failure, Closed | TooMany):
            self._failures.pop(notice.id, None)
            return
        row = self._failures[notice.id]
        row.append(asyncio.get_running_loop().time())
        if len(row) >= FAILURES and row[-1] - row[0] >= FAILING:
            del self._failures[notice.id]
            if await notice_news.pause(self._house, notice, len(row)):
                logger.error("notice %d is paused after %d failures in a row: %s", notice.number, len(row), failure)

    async def _move_on(self, row: Claimed, reason: str) -> None:
        await deliveries.move_on(self._db, row, reason, self._now())

    def _take_back(self, group: Sequence[Outcome]) -> None:
        """Those for whom the messenger asked a pause stand first in line again, in their order."""
        again = sorted((o.row for o in group if o.state is DeliveryState.CLAIMED), key=lambda row: row.holder_id)
        self._line.extendleft(reversed(again))
        self._called.set()

    def _now(self) -> int:
        return to_ms(self._house.clock())


def outcome_of(row: Claimed, failure: SendFailure, at: int) -> Outcome:
    """What a failure makes of a row at an instant (stored milliseconds)."""
    reason = str(failure)
    if isinstance(failure, Unsure):
        return Outcome(row, DeliveryState.UNKNOWN, reason)
    if failure.partly:
        return Outcome(row, DeliveryState.FAILED, f"arrived in part: {reason}")
    if isinstance(failure, TooMany):
        return Outcome(row, DeliveryState.CLAIMED, counts=False)
    attempt = row.attempts + 1
    if isinstance(failure, NotSent) and attempt < TRIES:
        return Outcome(row, DeliveryState.WAITING, reason, due_at=at + round(backoff(attempt) * 1000))
    return Outcome(row, DeliveryState.FAILED, reason)
