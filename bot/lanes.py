"""Lanes: what belongs to one chat is handled in order, while the chats run side by side."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Lanes(Generic[Item]):
    """One lane a chat, as long as there is something in it; at most `at_once` items are worked on together.

    `handle` deals with its own errors: what it raises ends the lane's task and is a fault of this program.
    """

    def __init__(self, handle: Callable[[Item], Awaitable[None]], at_once: int = 64) -> None:
        self._handle = handle
        self._places = asyncio.Semaphore(at_once)
        self._lanes: dict[str, deque[Item]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._open = True

    def put(self, chat: str, item: Item) -> None:
        """Stand in line behind what came from the same chat before."""
        if chat in self._lanes:
            self._lanes[chat].append(item)
            return
        self._lanes[chat] = deque([item])
        self._tasks[chat] = asyncio.create_task(self._drain(chat))

    def __len__(self) -> int:
        """How many chats have something in line."""
        return len(self._lanes)

    @property
    def chats(self) -> Iterable[str]:
        """The chats that have something in line, or are being worked on."""
        return self._lanes.keys()

    def drop(self, chats: Iterable[str]) -> list[Item]:
        """Forget what stands in line for these, and return it. What is being worked on goes on."""
        dropped: list[Item] = []
        for chat in chats:
            if lane := self._lanes.get(chat):
                dropped += lane
                lane.clear()
        return dropped

    async def over(self, chats: Iterable[str]) -> None:
        """Until what is being worked on for these is done."""
        if tasks := [self._tasks[chat] for chat in chats if chat in self._tasks]:
            await asyncio.wait(tasks)

    async def idle(self) -> None:
        """Until everything in line is done."""
        while self._tasks:
            await asyncio.wait(self._tasks.values())

    async def stop(self, grace: float) -> None:
        """Begin nothing more; wait up to `grace` seconds for what is being worked on, then break it off."""
        self._open = False
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks.values(), timeout=grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _drain(self, chat: str) -> None:
        lane = self._lanes[chat]
        try:
            while lane:
                async with self._places:
                    if not self._open or not lane:  # stopped, or dropped while it waited for a place
                        return
                    await self._handle(lane.popleft())
        finally:
            del self._lanes[chat], self._tasks[chat]
