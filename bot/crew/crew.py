"""What the program asks of the crew it belongs to, and the crew of one."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.crew.lanes import ALL_LANES

Work = Callable[[], Awaitable[None]]


class Hands(Protocol):
    """Whoever answers the chats of lanes."""

    async def take_up(self, lanes: frozenset[int]) -> None:
        """Answer what comes in on these from now on, beginning with what was left there, in order."""
        ...

    async def let_go(self, lanes: frozenset[int]) -> None:
        """Begin nothing more on these. Returns when what was begun is over, and kept."""
        ...

    def lose(self, lanes: frozenset[int]) -> None:
        """These are another's already: forget what stood in line."""
        ...


class Crew(Protocol):
    """The processes that serve a database together, as one of them sees it."""

    async def begin(self, hands: Hands) -> None:
        """Take what is free: before anything comes in."""
        ...

    async def work(self) -> None:
        """Hold what was taken, take what becomes free, share with whoever comes; until cancelled."""
        ...

    async def while_holding(self, duty: str, work: Work) -> None:
        """Do a piece of work whenever, and as long as, this process alone holds a duty; until cancelled."""
        ...

    def holds(self, duty: str) -> bool:
        """Whether it is surely this process that holds a duty at present."""
        ...

    async def leave(self) -> None:
        """Hand everything over at once. What was begun must be over."""
        ...


class Alone:
    """The crew of one: where the database is a file, this process does everything."""

    async def begin(self, hands: Hands) -> None:
        await hands.take_up(ALL_LANES)

    async def work(self) -> None:
        await asyncio.Event().wait()

    async def while_holding(self, duty: str, work: Work) -> None:
        await work()

    def holds(self, duty: str) -> bool:
        return True

    async def leave(self) -> None:
        return
