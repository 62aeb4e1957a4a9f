"""Waiting for what happens in the program."""

import asyncio
from collections.abc import Awaitable, Callable


async def until(holds: Callable[[], Awaitable[object]], within: float = 30.0) -> None:
    """Wait for something to become true. Raises TimeoutError; machines that test are busy, so late."""
    async with asyncio.timeout(within):
        while not await holds():  # noqa: ASYNC110 — what is waited for happens in the program, not here
            await asyncio.sleep(0.005)
