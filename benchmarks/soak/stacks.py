"""What every task of a program waits for: printed when it is asked to, once a soak does not come to rest."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

ASK = signal.SIGUSR1


def print_on_demand() -> None:
    """From now on the signal prints, on standard error, where each task of the running loop stands."""
    signal.signal(ASK, _print)


def _print(_number: int, _frame: FrameType | None) -> None:
    for task in asyncio.all_tasks():
        sys.stderr.write(f"task {task.get_name()}: {' > '.join(_way(task.get_coro()))}\n")
    sys.stderr.flush()


def _way(awaited: Any) -> Iterator[str]:
    """From the outermost coroutine to what it waits for in the end."""
    while awaited is not None:
        frame = next((f for each in ("cr", "gi", "ag") if (f := getattr(awaited, f"{each}_frame", None))), None)
        if frame is None:
            yield str(awaited)[:200]
            return
        yield f"{frame.f_code.co_filename.rpartition('/')[2]}:{frame.f_lineno} {frame.f_code.co_name}"
        awaited = next(
            (a for each in ("cr_await", "gi_yieldfrom", "ag_await") if (a := getattr(awaited, each, None))), None
        )
