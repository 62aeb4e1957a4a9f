"""`python -m tests.delivery.killed_at POINT NUMBER --config FILE serve`: the program, killed at a point of its sending.

It is patched from outside, in this process alone: the program itself knows of no such points.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any, TypeVar

from bot.cli import main
from bot.telegram import Telegram
from storage import deliveries
from tests.delivery.office import FIRST_CHAT

T = TypeVar("T")
POINTS = {"claim": 1, "mark": 2, "bytes": 20, "answer": 20}
"""Where it may die, and the so many-th time it comes there."""


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dying_after(work: Callable[..., Awaitable[T]], number: int) -> Callable[..., Awaitable[T]]:
    """The work, and death after its so many-th time that came to something."""
    times = count(1)

    async def work_and_die(*given: Any, **named: Any) -> T:
        result = await work(*given, **named)
        if result and next(times) == number:
            _die()
        return result

    return work_and_die


def _dying_in_request(number: int, answered: bool) -> Callable[..., Awaitable[Any]]:
    """Death in the so many-th notice: when its bytes are out, or when its answer is here."""
    request, times = Telegram._request, count(1)

    async def ask(self: Telegram, method: str, **fields: Any) -> Any:
        if int(fields.get("chat_id", 0)) < FIRST_CHAT or next(times) != number:
            return await request(self, method, **fields)
        asking = asyncio.create_task(request(self, method, **fields))
        await (asking if answered else asyncio.sleep(0.03))
        _die()
        raise AssertionError("dead")

    return ask


def patch(point: str, number: int) -> None:
    """Make the program die at a point, the so many-th time it comes there."""
    if point == "claim":
        deliveries.claim = _dying_after(deliveries.claim, number)  # type: ignore[assignment]  # that is the point
    elif point == "mark":
        deliveries.mark_sending = _dying_after(deliveries.mark_sending, number)  # type: ignore[assignment]
    else:
        Telegram._request = _dying_in_request(number, point == "answer")  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    patch(sys.argv[1], int(sys.argv[2]))
    del sys.argv[1:3]
    main()
