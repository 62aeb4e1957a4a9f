"""How the program is told to stop: once, to end what it began; twice, to end at once; never longer than ten seconds."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Timer
from types import FrameType

LONGEST = 9.5
"""Seconds after which the process ends whatever still runs. Everything on disk is made for that: see the kill tests."""
_BROKEN_OFF = 1
"""The exit status of a process that ended before all was put in order."""


def _known() -> Iterator[signal.Signals]:
    """Ctrl-C and what service managers send; on Windows, where nobody sends SIGTERM, Ctrl-Break."""
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            yield signal.Signals[name]


@contextmanager
def told_to_stop() -> Iterator[asyncio.Event]:
    """An event that the first signal sets, on systems whose event loop knows no signals too.

    From then on the process has `LONGEST` seconds, and a second signal ends it at once. For the one who runs the
    process: the time runs on after the block.
    """
    loop, told = asyncio.get_running_loop(), asyncio.Event()
    times = count(1)

    def stop(_: int, __: FrameType | None) -> None:
        if next(times) > 1:
            _end("told twice to stop: ended at once")
        loop.call_soon_threadsafe(told.set)
        last = Timer(LONGEST, _end, ["not everything ended in time: ended all the same"])
        last.daemon = True
        last.start()

    before = {number: signal.signal(number, stop) for number in _known()}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(why: str) -> None:
    # Past the logging, whose lock may be held by what was interrupted.
    os.write(2, f"{why}\n".encode())
    os._exit(_BROKEN_OFF)
