"""SQLite asked in place, without the thread that keeps the event loop free: a half of what a short statement costs."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest

Work = Callable[[], Any]


@contextmanager
def in_place() -> Iterator[None]:
    """Connections that are opened meanwhile do each statement as it comes, to their end."""
    with patch("aiosqlite.core.SimpleQueue", _Line), patch("aiosqlite.core.Thread", _NoThread):
        yield


@pytest.fixture
def at_once() -> Iterator[None]:
    """All that a test opens: where nothing else waits for the loop, as in a simulated year or a command."""
    with in_place():
        yield


class _Line:
    """Stands for the line in which statements wait for the thread; whoever asks goes on in the loop's next round."""

    def put_nowait(self, item: tuple[asyncio.Future[Any] | None, Work]) -> None:
        future, work = item
        try:
            result = work()
        except BaseException as error:
            if future is not None:
                future.get_loop().call_soon(_fail, future, error)
        else:
            if future is not None:
                future.get_loop().call_soon(_answer, future, result)


def _answer(future: asyncio.Future[Any], result: object) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: asyncio.Future[Any], error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)


class _NoThread:
    """Stands for the thread."""

    def __init__(self, target: Callable[..., None], args: Sequence[object]) -> None:
        """Nobody takes from the line."""

    def start(self) -> None:
        """Nothing is to be started."""
