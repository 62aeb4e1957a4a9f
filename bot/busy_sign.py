"""The sign that an answer is being made, for those who wait longer than people take for an answer at once."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from bot.channel import Channel


@contextmanager
def busy_sign(channel: Channel, chat: str) -> Iterator[None]:
    """Shown in the chat from `channel.patience` seconds on, until the work inside is done.

    A timer, not a task that sleeps: nearly every answer is made before it rings, and a task for each costs more than
    many an answer.
    """
    loop = asyncio.get_running_loop()
    shown: list[asyncio.Task[None]] = []
    timer = loop.call_later(channel.patience, lambda: shown.append(loop.create_task(channel.busy(chat))))
    try:
        yield
    finally:
        timer.cancel()
        for sign in shown:
            sign.cancel()
