"""What goes wrong, by a seed: each mishap begins, lasts a while, is over; several may meet."""

import asyncio
import signal
from collections import Counter
from collections.abc import Callable, Coroutine
from random import Random
from time import monotonic
from typing import Any

from benchmarks.soak.clock import Offset
from benchmarks.soak.database import Given
from benchmarks.soak.fleet import Fleet, Member
from benchmarks.soak.world import World
from tests.bot.telegram_server import TelegramServer, Trouble
from tests.storage.proxy import Proxy

_HOUR = 3600.0
_SENDS = ("sendMessage", "editMessageText", "answerCallbackQuery", "sendDocument")
_PASSING = (Trouble.TOO_MANY, Trouble.SERVER_ERROR, Trouble.BAD_GATEWAY, Trouble.HANG, Trouble.HANG_AFTER,
            Trouble.CUT_BEFORE, Trouble.CUT_AFTER, Trouble.BAD_JSON_AFTER, Trouble.LATENCY)  # fmt: skip
Mishap = Callable[[], Coroutine[Any, Any, None]]


class Mishaps:
    """Does one after the other until told to stop, and counts them."""

    def __init__(
        self, server: TelegramServer, fleet: Fleet, database: Given, offset: Offset, world: World, random: Random
    ) -> None:
        self._server, self._fleet, self._database, self._offset = server, fleet, database, offset
        self._world, self._random = world, random
        self._running: set[asyncio.Task[None]] = set()
        self.did: Counter[str] = Counter()
        self.killed_at: list[float] = []
        """By a steady clock."""
        self.farthest = 0.0
        """The farthest that the clock was ever ahead, in seconds."""

    async def go_on(self, seconds: float) -> None:
        """For so long; at the end everything is whole again."""
        end = monotonic() + seconds
        while monotonic() < end:
            task = asyncio.create_task(self._random.choice(self._possible())())
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            await asyncio.sleep(self._random.uniform(1.0, 8.0))
        await asyncio.gather(*self._running)
        self._mend()

    def _possible(self) -> list[Mishap]:
        each: list[Mishap] = [
            self._kill, self._kill, self._stop, self._freeze, self._fill_disk, self._move_clock,
            self._move_clock, self._trouble_messenger, self._trouble_messenger, self._messenger_away,
            self._close_chats, self._repeat_updates, self._reverse_updates, self._burst,
        ]  # fmt: skip
        if self._database.lines:
            each += [self._pause_line, self._strand_line, self._cut_line, self._refuse_line, self._end_backends]
        return each

    def _mend(self) -> None:
        self._server.faults.clear()
        for line in self._database.lines:
            line.resume()
        for member in self._fleet.members:
            member.send(signal.SIGCONT)
            member.limit_files(None)
        self._server.updates.release()
        self._offset.seconds = self.farthest = max(self.farthest, self._offset.seconds)

    def _somebody(self) -> Member:
        return self._random.choice(self._fleet.members)

    async def _for_a_while(self, least: float, most: float) -> None:
        await asyncio.sleep(self._random.uniform(least, most))

    async def _kill(self) -> None:
        if self._somebody().send(signal.SIGKILL):
            self.killed_at.append(monotonic())
            self.did["killed"] += 1

    async def _stop(self) -> None:
        if self._somebody().send(signal.SIGTERM):
            self.did["told to stop"] += 1

    async def _freeze(self) -> None:
        member = self._somebody()
        if member.send(signal.SIGSTOP):
            self.did["frozen"] += 1
            pid = member.pid
            await self._for_a_while(3.0, 20.0)
            if member.pid == pid:
                member.send(signal.SIGCONT)

    async def _fill_disk(self) -> None:
        member = self._somebody()
        if member.limit_files(self._random.choice((0, 4096, 1_000_000))):
            self.did["disk full"] += 1
            await self._for_a_while(3.0, 12.0)
            member.limit_files(None)

    async def _move_clock(self) -> None:
        by = self._random.choice((-7, -3, -1, -0.2, 0.2, 1, 3, 6, 11, 25)) * _HOUR
        self._offset.seconds = max(-8 * _HOUR, self._offset.seconds + by)
        self.farthest = max(self.farthest, self._offset.seconds)
        self.did["clock moved " + ("forward" if by > 0 else "back")] += 1

    async def _trouble_messenger(self) -> None:
        trouble = self._random.choice(_PASSING)
        method = self._random.choice((None, *_SENDS))
        self._server.faults.add(
            trouble, method=method, times=self._random.randint(1, 8), probability=self._random.choice((0.3, 1.0)),
            seconds=self._random.choice((1.0, 2.0, 4.0)),
        )  # fmt: skip
        self.did[f"messenger: {trouble.value}"] += 1

    async def _messenger_away(self) -> None:
        self.did["messenger away"] += 1
        fault = self._server.faults.add(self._random.choice((Trouble.CUT_BEFORE, Trouble.BAD_GATEWAY)), times=None)
        await self._for_a_while(2.0, 12.0)
        if fault in self._server.faults.planned:
            self._server.faults.planned.remove(fault)

    async def _close_chats(self) -> None:
        """Some of those whom notices reach block the assistant, and come back later."""
        people = [self._server.person(chat) for chat in self._random.sample(self._world.readers, 5)]
        for person in people:
            person.blocks()
        self.did["chats closed"] += len(people)
        await self._for_a_while(5.0, 30.0)
        for person in people:
            person.unblocks()

    async def _repeat_updates(self) -> None:
        """The messenger sends again what was taken long ago."""
        for update in self._random.sample(self._server.updates.log, min(20, len(self._server.updates.log))):
            self._server.updates.repeat(update["update_id"])
        self.did["updates repeated"] += 20

    async def _reverse_updates(self) -> None:
        self.did["updates held and turned round"] += 1
        self._server.updates.hold()
        await self._for_a_while(0.5, 3.0)
        self._server.updates.release(reverse=True)

    async def _burst(self) -> None:
        """Somebody taps and types without waiting."""
        someone = self._server.person(self._random.choice(self._world.readers))
        for _ in range(25):
            someone.says(self._random.choice(("/status", "/lop", "0", "1", "xin chào")))
        self.did["bursts"] += 1

    async def _pause_line(self) -> None:
        await self._break("database stands still", Proxy.pause, 2.0, 20.0)

    async def _strand_line(self) -> None:
        await self._break("database connections stranded", Proxy.strand, 2.0, 20.0)

    async def _cut_line(self) -> None:
        await self._break("database connections cut", Proxy.cut, 0.0, 0.1)

    async def _refuse_line(self) -> None:
        await self._break("database away", Proxy.refuse, 2.0, 20.0)

    async def _break(self, name: str, how: Callable[[Proxy], None], least: float, most: float) -> None:
        """To one of the programs, or to all of them."""
        lines = self._random.choice((self._database.lines, [self._random.choice(self._database.lines)]))
        self.did[name] += 1
        for line in lines:
            how(line)
        await self._for_a_while(least, most)
        for line in lines:
            line.resume()
            if how is Proxy.strand:
                line.cut()  # by now the server has found out

    async def _end_backends(self) -> None:
        self.did["database connections ended by the server"] += await self._database.end_connections()
