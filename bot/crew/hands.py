"""All hands of a process: the receptions of its channels, which take lanes up and let them go together."""

import asyncio
from collections.abc import Iterable

from bot.crew.crew import Hands


class AllHands:
    """Several as one."""

    def __init__(self, hands: Iterable[Hands]) -> None:
        self._hands = list(hands)

    async def take_up(self, lanes: frozenset[int]) -> None:
        """Each takes them up. Raises what the database says to any."""
        await asyncio.gather(*(each.take_up(lanes) for each in self._hands))

    async def let_go(self, lanes: frozenset[int]) -> None:
        """Returns when all have ended what they began."""
        await asyncio.gather(*(each.let_go(lanes) for each in self._hands))

    def lose(self, lanes: frozenset[int]) -> None:
        """Each forgets what stood in line."""
        for each in self._hands:
            each.lose(lanes)
