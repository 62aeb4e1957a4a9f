"""Processes that share one send budget, in a time that is run on by hand: slow, frozen, cut off, killed."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from random import Random
from typing import Any, TypeVar

from bot.budget import Budget, Slot, Urgency
from bot.crew.share import Share
from bot.sending import ARRIVED
from storage.send_shares import Board, Claim, Held
from tests.bot.test_budget import Time

T = TypeVar("T")
PATIENCE = 2.5
"""Seconds after which a look at the board is given up; what it asked for may still come to pass."""


class Wall:
    """Where the board hangs, with the clock of the database: the rules of `storage/send_shares.py`."""

    def __init__(self, time: Time) -> None:
        self._time = time
        self._version = 0
        self._paused_until = 0
        self._shares: dict[str, tuple[Held, int]] = {}

    @property
    def now(self) -> int:
        return 1_000_000 + int(self._time.now * 1000)

    def look(self) -> Board:
        alive = {name: held for name, (held, until) in self._shares.items() if until > self.now}
        return Board(self._version, self.now, max(0, self._paused_until - self.now), alive)

    def settle(self, worker: str, version: int, claim: Claim) -> bool:
        if version != self._version:
            return False
        self._version += 1
        self._shares[worker] = (claim.share, self.now + claim.lasts)
        if claim.pause:
            self._paused_until = max(self._paused_until, self.now + claim.pause)
        return True


class World:
    """The processes, the wall, and the messenger that notes when each message arrived."""

    def __init__(self, rate: int, reserve: int, seed: int | None = None) -> None:
        """With a `seed` some messages and some changes of the board take long to arrive."""
        self.time = Time()
        self.wall = Wall(self.time)
        self.chance = Random(seed or 0)
        self.is_rough = seed is not None
        self.rate = rate
        self.reserve = reserve
        self.arrived: list[float] = []
        self.tasks: list[asyncio.Task[None]] = []

    def arrive(self) -> None:
        self.arrived.append(self.time.now)

    async def run(self) -> None:
        async with asyncio.timeout(20):
            await self.time.run()

    def since(self, at: float) -> int:
        """How many arrived in the second after an instant."""
        return sum(at <= each < at + 1 for each in self.arrived)


class Process:
    """One of them. Whatever it does goes through `later`, so that it can be frozen and killed."""

    def __init__(self, world: World, name: str, until: float) -> None:
        self.world = world
        self.name = name
        self.sent = 0
        self._until = world.time.now + until
        self._skew = world.chance.uniform(-50, 50)
        self._frozen_until = 0.0
        self._is_dead = False
        self._is_cut_off = False
        self._turn = 0
        self._line: list[str] = []
        self._numbers = 0
        self.budget = Budget(world.rate, world.reserve, clock=lambda: world.time.now + self._skew, later=self.later)
        self.share = Share(self.budget, name)
        self.later(0.0, self._beat)

    def later(self, delay: float, call: Callable[[], None]) -> None:
        """By its own clock, which is never finer than a nanosecond: what is less would be rounded away."""
        self.world.time.later(max(delay, 1e-9), partial(self._run, call))

    def freeze(self, seconds: float) -> None:
        self._frozen_until = self.world.time.now + seconds

    def kill(self) -> None:
        self._is_dead = True

    def cut_off(self, is_cut_off: bool) -> None:
        self._is_cut_off = is_cut_off

    # What it sends

    def reply(self, thinks: float = 0.0) -> None:
        """Answer somebody: a slot is taken, and used after a while."""
        self._begin(self._send(Urgency.REPLY, self._chat(), thinks))

    def push(self, number: int) -> None:
        """A notice to so many."""
        self._line += [self._chat() for _ in range(number)]
        self.later(0.0, self._deliver)

    def _deliver(self) -> None:
        room = self._line[:40]
        slots = self.budget.pushes(room, 0.04)
        for chat, slot in zip(room, slots, strict=False):
            if slot is not None:
                self._line.remove(chat)
                wait = max(0.0, slot.opens - self.budget.clock())
                self._begin(self._send(Urgency.PUSH, chat, wait, slot))
        if self._line and self.world.time.now < self._until:
            self.later(0.035, self._deliver)

    async def _send(self, urgency: Urgency, chat: str, thinks: float, slot: Slot | None = None) -> None:
        slot = slot or await self.budget.take(urgency, chat)
        if thinks:
            await self._sleep(thinks)
        slot = await self.budget.take(urgency, chat, slot)
        chance = self.world.chance
        there, back = (0.0, 0.0) if self.sent % 2 else (chance.uniform(0, 0.1), chance.uniform(0, 0.1))
        if self.world.is_rough and not chance.randrange(20):
            there = chance.uniform(0, ARRIVED - 0.01)
        self.sent += 1
        self.world.time.later(there, self.world.arrive)
        self.later(there + back, partial(slot.answered, there + back))
        self.later(ARRIVED, slot.answered)

    async def _sleep(self, seconds: float) -> None:
        over = asyncio.get_running_loop().create_future()
        self.later(seconds, partial(over.set_result, None))
        await over

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self.world.tasks.append(asyncio.create_task(work))

    def _chat(self) -> str:
        self._numbers += 1
        return f"{self.name} {self._numbers}"

    def _run(self, call: Callable[[], None]) -> None:
        if self._is_dead:
            return
        if (wait := self._frozen_until - self.world.time.now) > 0:
            self.world.time.later(wait, partial(self._run, call))
        else:
            call()

    # How it looks at the board: each way takes a while, and some requests arrive very late

    def _beat(self) -> None:
        self._turn += 1
        if self.world.time.now >= self._until:
            return
        self.later(PATIENCE, partial(self._on, self._turn, self._beat))
        if not self._is_cut_off:
            read, turn = partial(self._read, self.budget.clock()), self._turn
            self.world.time.later(self._way(), lambda: self._answer(turn, read, self.world.wall.look()))

    def _read(self, since: float, board: Board) -> None:
        claim, turn = self.share.claim(board), self._turn

        def settle() -> None:
            done = self.world.wall.settle(self.name, board.version, claim)
            self._answer(turn, partial(self._settled, claim, since), done)

        if not self._is_cut_off:
            is_late = self.world.is_rough and not self.world.chance.randrange(15)
            late = self.world.chance.uniform(2, 12) if is_late else 0.0
            self.world.time.later(self._way() + late, settle)

    def _settled(self, claim: Claim, since: float, done: bool) -> None:
        if done:
            self.share.granted(claim, since)
        self._turn += 1
        wait = 0.01 if not done else 0.1 if self.share.moves else 0.5 if self.share.is_short else 1.0
        self.later(wait, self._beat)

    def _answer(self, turn: int, take: Callable[[T], None], answer: T) -> None:
        if not self._is_cut_off:
            self.later(self._way(), partial(self._on, turn, partial(take, answer)))

    def _on(self, turn: int, call: Callable[[], None]) -> None:
        if turn == self._turn:
            call()

    def _way(self) -> float:
        return self.world.chance.uniform(0.0005, 0.02)
