"""Updates that came in at a process which does not answer their chat: whoever does is told their numbers.

They lie in the inbox already. What a signal loses is found there within a second, so that none need ever be repeated.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Protocol

import orjson

from storage.inbox import Update
from storage.signals import Signals

LOOK = 1.0
"""Seconds between two looks for what a signal lost."""
_TOPIC = "inbox"
_TOGETHER = 200
"""Numbers that one signal carries."""


class Desk(Protocol):
    """A channel's reception, as those who forward to it see it."""

    async def hear_of(self, seqs: Sequence[int]) -> None:
        """Answer those of these updates that are on lanes of this process."""
        ...

    async def look(self) -> None:
        """Answer whatever waits on lanes of this process and stands in no line."""
        ...


class Forwarding:
    """Tells the other processes, and hears from them. `desks` by channel."""

    def __init__(self, signals: Signals, desks: Mapping[str, Desk]) -> None:
        self._signals = signals
        self._desks = desks
        self._waiting: list[Update] = []
        self._heard: dict[str, list[int]] = {}
        self._called = asyncio.Event()
        self._going: asyncio.Task[None] | None = None
        signals.on(_TOPIC, self._hear, self._called.set)

    def tell(self, update: Update) -> None:
        """This one belongs to another process. Many at once go in one signal."""
        self._waiting.append(update)
        if self._going is None:
            self._going = asyncio.create_task(self._go())

    async def work(self) -> None:
        """Hand on what is heard, and look for what was lost; until cancelled."""
        loop = asyncio.get_running_loop()
        looked = loop.time()
        while True:
            try:
                async with asyncio.timeout(max(0.0, looked + LOOK - loop.time())):
                    await self._called.wait()
            except TimeoutError:
                looked = loop.time()
                await asyncio.gather(*(desk.look() for desk in self._desks.values()))
                continue
            self._called.clear()
            heard, self._heard = self._heard, {}
            for channel, seqs in heard.items():
                await self._desks[channel].hear_of(seqs)

    def _hear(self, payload: str) -> None:
        channel, seqs = orjson.loads(payload)
        if channel in self._desks:
            self._heard.setdefault(channel, []).extend(seqs)
            self._called.set()

    async def _go(self) -> None:
        try:
            while self._waiting:
                some, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
                for channel in dict.fromkeys(each.channel for each in some):
                    seqs = [each.seq for each in some if each.channel == channel]
                    await self._signals.tell(_TOPIC, orjson.dumps([channel, seqs]).decode())
        finally:
            self._going = None
