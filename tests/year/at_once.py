"""SQLite asked in place, without the thread that keeps the event loop free: nobody waits for it in a simulated year."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest

Work = Callable[[], Any]


class _Line:
    """Stands for the line in which statements wait for the thread: each is done as it comes."""

    def put_nowait(self, item: tuple[asyncio.Future[Any] | None, Work]) -> None:
        future, work = item
        try:
            result = work()
        except BaseException as error:
            if future is not None:
                future.set_exception(error)
        else:
            if future is not None:
                future.set_result(result)


class _NoThread:
    """Stands for the thread."""

    def __init__(self, target: Callable[..., None], args: Sequence[object]) -> None:
        """Nobody takes from the line."""

    def start(self) -> None:
        """Nothing is to be started."""


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements are done where they are asked for: a tenth of the time, the same rows."""
    monkeypatch.setattr("aiosqlite.core.SimpleQueue", _Line)
    monkeypatch.setattr("aiosqlite.core.Thread", _NoThread)
