"""One process of a crew on PostgreSQL: it beats, so that the others know it lives, and holds its part by leases.

Whoever was killed, froze or is cut off from the database lets its leases lapse, and knows that by its own steady clock
before anybody else may take them: nothing is ever held twice. Who takes over does so within `TTL + BEAT` seconds.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from functools import partial
from math import ceil

from bot.crew.crew import Hands, Work
from bot.crew.lanes import ALL_LANES, LANES
from bot.faults import kind_of
from storage import leases
from storage.database import Database
from storage.signals import Signals

logger = logging.getLogger(__name__)

TTL = 8.0
"""Seconds for which a lease is held from its last renewal."""
SURE = 6.0
"""Seconds from the begin of a renewal in which its holder relies on it; what it began then is over when it lapses."""
BEAT = 2.0
"""Seconds between two renewals."""
_PATIENCE = 2.5
"""Seconds that a beat waits for the database."""
_AGAIN = 0.5
"""Seconds before lanes are taken up again that the database did not give."""
_TOPIC = "lease"


class Leaseholder:
    """The crew, as one process of several sees it. `process_id` is unlike that of any other, ever."""

    def __init__(self, db: Database, process_id: str, signals: Signals) -> None:
        self._db = db
        self._refusals: tuple[type[Exception], ...] = (TimeoutError, OSError, *db.errors)
        self._id = process_id
        self._signals = signals
        self._hands: Hands | None = None
        self._duties: set[str] = set()
        self._held: frozenset[str] = frozenset()
        self._sure_until = 0.0
        self._alarm: asyncio.TimerHandle | None = None
        self._change = asyncio.Event()
        self._called = asyncio.Event()
        self._moving: set[asyncio.Task[None]] = set()
        self._leaving: frozenset[int] = frozenset()
        self._is_well = True

    async def begin(self, hands: Hands) -> None:
        """Take what is free, and take up the lanes among it. Raises what the database says."""
        self._hands = hands
        self._signals.on(_TOPIC, lambda _: self._called.set(), self._called.set)
        await self._beat()
        await asyncio.gather(*self._moving)

    async def work(self) -> None:
        """Beat until cancelled, and whenever somebody gives something back."""
        try:
            while True:
                with suppress(TimeoutError):
                    async with asyncio.timeout(BEAT):
                        await self._called.wait()
                self._called.clear()
                await self._beat_in_spite_of_faults()
        finally:
            if self._alarm is not None:
                self._alarm.cancel()
            for task in self._moving:
                task.cancel()

    async def while_holding(self, duty: str, work: Work) -> None:
        """Begin the work each time the duty is this process's, and break it off when it is not any more."""
        self._duties.add(duty)
        self._called.set()
        while True:
            await self._until(partial(self.holds, duty))
            logger.info("on duty: %s", duty)
            working = asyncio.ensure_future(work())
            lost = asyncio.create_task(self._until(partial(self._lacks, duty)))
            try:
                await asyncio.wait([working, lost], return_when=asyncio.FIRST_COMPLETED)
                if working.done():
                    return working.result()
            finally:
                for task in (working, lost):
                    task.cancel()
                await asyncio.gather(working, lost, return_exceptions=True)

    def holds(self, duty: str) -> bool:
        """By this process's own clock: false even before it found out that it slept too long."""
        return duty in self._held and asyncio.get_running_loop().time() < self._sure_until

    async def leave(self) -> None:
        """Hand everything over: the others hear of it at once."""
        self._forget(self._held)
        with suppress(*self._refusals):
            async with asyncio.timeout(1):
                await leases.give_everything_back(self._db, self._id)
                await self._signals.tell(_TOPIC, "")

    # The beat

    async def _beat_in_spite_of_faults(self) -> None:
        try:
            await self._beat()
        except self._refusals as error:
            if self._is_well:
                logger.warning("the leases cannot be renewed (%s); trying again", kind_of(error))
            self._is_well = False
        else:
            self._is_well = True

    async def _beat(self) -> None:
        begun = asyncio.get_running_loop().time()
        before = self._held | frozenset(map(_name, self._leaving))
        async with asyncio.timeout(_PATIENCE):
            renewed = await leases.renew(self._db, self._id, round(TTL * 1000))
            self._forget(self._held - renewed)
            self._rely_until(begun + SURE)
            held = await leases.holders(self._db)
            wanted = self._wanted(held)
            taken = await leases.take(self._db, self._id, wanted, round(TTL * 1000)) if wanted else frozenset()
        # What was given up too early, by the clock here, and is renewed after all: nobody else can have taken it.
        self._keep(taken | (renewed - before))
        self._share_with(leases.alive(held) | {self._id})
        if len(taken) < len(wanted):  # somebody was quicker with some of them: others may be free
            self._called.set()

    def _rely_until(self, at: float) -> None:
        self._sure_until = at
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = asyncio.get_running_loop().call_at(at, self._lapse)

    def _lapse(self) -> None:
        if self._held:
            logger.warning("the database was not reached for %g s: others take over", SURE)
        self._forget(self._held)

    def _wanted(self, held: Mapping[str, str]) -> list[str]:
        """What nobody holds: this process's own sign of life, duties, and lanes up to its share."""
        crew = sorted(leases.alive(held) | {self._id})
        free = [lane for lane in range(LANES) if _name(lane) not in held]
        begin = crew.index(self._id) * len(free) // len(crew)  # each begins elsewhere, so that they seldom collide
        room = max(0, ceil(LANES / len(crew)) - len(self._lanes))
        lanes = [_name(lane) for lane in (free[begin:] + free[:begin])[:room]]
        return [name for name in (leases.PROCESS + self._id, *sorted(self._duties)) if name not in held] + lanes

    # What is held

    @property
    def _lanes(self) -> frozenset[int]:
        return frozenset(lane for lane in ALL_LANES if _name(lane) in self._held)

    def _keep(self, taken: frozenset[str]) -> None:
        before = self._lanes
        self._held |= taken
        self._tell()
        if gained := self._lanes - before:
            self._move(self._take_up(gained))

    def _forget(self, lost: frozenset[str]) -> None:
        before = self._lanes
        self._held -= lost
        self._tell()
        if self._hands is not None and (gone := before - self._lanes):
            self._hands.lose(gone)

    async def _take_up(self, lanes: frozenset[int]) -> None:
        assert self._hands is not None
        while lanes := lanes & self._lanes:
            try:
                await self._hands.take_up(lanes)
            except self._refusals as error:
                logger.warning("what was left cannot be taken up (%s); trying again", kind_of(error))
                await asyncio.sleep(_AGAIN)
                continue
            self._hands.lose(lanes - self._lanes)  # lost while they were taken up
            return

    def _share_with(self, crew: frozenset[str]) -> None:
        """Give whoever came lately their part: what was begun on a lane is ended first."""
        staying = self._lanes - self._leaving
        if surplus := max(0, len(staying) - ceil(LANES / len(crew))):
            lanes = frozenset(sorted(staying)[-surplus:])
            self._leaving |= lanes
            self._move(self._let_go(lanes))

    async def _let_go(self, lanes: frozenset[int]) -> None:
        assert self._hands is not None
        try:
            await self._hands.let_go(lanes)
            await leases.give_back(self._db, self._id, map(_name, lanes))
            self._forget(frozenset(map(_name, lanes)))
            await self._signals.tell(_TOPIC, "")
        except self._refusals as error:
            logger.warning("lanes cannot be handed over (%s)", kind_of(error))
            await self._take_up(lanes)
        finally:
            self._leaving -= lanes

    def _move(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._moving.add(task)
        task.add_done_callback(self._moving.discard)

    def _lacks(self, duty: str) -> bool:
        return duty not in self._held

    def _tell(self) -> None:
        self._change.set()
        self._change = asyncio.Event()

    async def _until(self, is_so: Callable[[], bool]) -> None:
        while not is_so():
            await self._change.wait()


def _name(lane: int) -> str:
    return f"lane:{lane:02}"
