"""Lines to a PostgreSQL server: a pool of them, and how one into the void is noticed, on either side.

A line whose packets vanish says nothing by itself. Here a statement that takes long makes us ask the server, by a new
line, whether it is still at work on it: one that only takes its time is never ended. The server is asked to look after
its end too, so that a process that vanished holds no row for long.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import asyncpg

PROGRAM = "cadrebot"
"""How the connections are named on the server."""
ERRORS: tuple[type[Exception], ...] = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError)
"""What a statement raises: the server's refusal, a wrong use of its line, or the line itself."""

LOOK_AFTER = 5.0
"""Seconds that a statement may take before the server is asked whether it is at work on it; and once more each time."""
ANSWER_WITHIN = 5.0
"""Seconds for the server's answer to that."""
LATE_ANSWER = 1.0
"""Seconds for an answer that is already under way, where the server says that it has done the work."""
LEAVE_WITHIN = 3.0
"""Seconds to undo a transaction, give a line back to the pool or close it: after that it is dropped."""
CONNECT_WITHIN = 5.0
"""Seconds for the server to take a connection."""
LINE_WITHIN = 30.0
"""Seconds to wait for a line of the pool."""
_MOST_LINES = 8

_SERVER_SETTINGS = {
    "application_name": PROGRAM,
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "10000",
    "idle_in_transaction_session_timeout": "10000",
}
"""How the server looks after its end: the last also ends the transactions of a process that was halted."""
_KEEPALIVE = {"TCP_KEEPIDLE": 5, "TCP_KEEPINTVL": 2, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 10_000}
"""The same for our end, where the system knows these."""

_IS_AT_WORK = "select 1 from pg_stat_activity where pid = $1 and state not like 'idle%'"


class ServerAway(ConnectionError):
    """The server does not answer, or the line to it is lost."""


class Lines:
    """The lines of one process. Open it before use; raises as asyncpg does."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool: Any = None

    async def open(self) -> None:
        """Have a first line."""
        # Without a reset: nothing of ours outlives its transaction, and it would double the way of every statement.
        # Without a least number: a line is had when it is needed, and asyncpg does not complain while there is none.
        self._pool = await asyncpg.create_pool(
            self._url, min_size=0, max_size=_MOST_LINES, timeout=CONNECT_WITHIN, server_settings=_SERVER_SETTINGS,
            connect=connect_alive, reset=_leave_as_it_is,
        )  # fmt: skip
        async with self.line():
            return

    async def connect(self) -> Any:
        """A line beside the pool, which whoever asked for it closes."""
        return await connect_alive(self._url, timeout=CONNECT_WITHIN, server_settings=_SERVER_SETTINGS)

    @asynccontextmanager
    async def line(self) -> AsyncIterator[Any]:
        """A line of the pool for as long as the block lasts. Raises ServerAway where none can be had."""
        try:
            async with asyncio.timeout(LINE_WITHIN):
                line = await self._pool.acquire()
        except TimeoutError as error:
            raise ServerAway("no line to be had") from error
        try:
            yield line
        finally:
            with suppress(*ERRORS):  # what was done with it is done
                await self._pool.release(line, timeout=LEAVE_WITHIN)

    @contextmanager
    def watched(self, line: Any) -> Iterator[None]:
        """Around one statement: raises ServerAway, or what asyncpg says of a lost line, instead of waiting for ever."""
        loop = asyncio.get_running_loop()
        looks: list[asyncio.Task[None]] = []
        timer = loop.call_later(LOOK_AFTER, lambda: looks.append(loop.create_task(self._look_after(line))))
        try:
            yield
        except asyncpg.InternalClientError as error:  # cut in the middle of a word: it is good for nothing any more
            line.terminate()
            raise ServerAway("the line broke") from error
        except asyncpg.InterfaceError as error:
            if _is_lost(line):
                raise ServerAway("the line was lost") from error
            raise
        finally:
            timer.cancel()
            for look in looks:
                look.cancel()

    async def _look_after(self, line: Any) -> None:
        pid, goes_on = line.get_server_pid(), True
        while goes_on:
            goes_on = await self._is_at_work(pid)
            await asyncio.sleep(LOOK_AFTER if goes_on else LATE_ANSWER)
        line.terminate()

    async def _is_at_work(self, pid: int) -> bool:
        aside = None
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                aside = await self.connect()
                return await aside.fetchval(_IS_AT_WORK, pid) is not None
        except asyncpg.TooManyConnectionsError:
            return True  # it is there, and cannot say
        except Exception:  # the door of the look: whatever broke, without it the statement would wait for ever
            return False
        finally:
            if aside is not None:
                aside.terminate()

    async def undo(self, line: Any, transaction: Any) -> None:
        """Undo what a transaction did; the server does it by itself where it cannot be told."""
        try:
            async with asyncio.timeout(LEAVE_WITHIN):
                await transaction.rollback()
        except ERRORS:
            line.terminate()
        except asyncio.CancelledError:  # given up twice: it must not go back to the pool in the middle of one
            line.terminate()
            raise

    async def close(self) -> None:
        """End every line."""
        try:
            async with asyncio.timeout(LEAVE_WITHIN):
                await self._pool.close()
        except ERRORS:
            self._pool.terminate()


async def connect_alive(*args: Any, **more: Any) -> Any:
    """A line as asyncpg makes it, at whose other end the system looks while it is silent."""
    line = await asyncpg.connect(*args, **more)
    _keep_alive(line._transport.get_extra_info("socket"))  # asyncpg gives its socket to nobody
    return line


async def _leave_as_it_is(line: Any) -> None:
    """A line goes back to the pool as it is."""


def _keep_alive(line: Any) -> None:
    if line.family not in (socket.AF_INET, socket.AF_INET6):
        return
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _KEEPALIVE.items():
        if hasattr(socket, name):
            line.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _is_lost(line: Any) -> bool:
    try:
        return bool(line.is_closed())
    except asyncpg.InterfaceError:  # the pool has taken it away
        return True
