"""Waiting for what happens in the program."""

import asyncio
from collections.abc import Awaitable, Callable


async def until(holds: Callable[[], Awaitable[object]], within: float = 5.0) -> None:
    """Wait for something to become true. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while not await holds():  # noqa: ASYNC110 — what is waited for happens in the program, not here
            await asyncio.sleep(0.005)
