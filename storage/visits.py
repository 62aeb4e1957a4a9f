"""Visits to the thread of an SQLite connection: the statements of many tasks are run in one.

Each visit costs two changes of thread, several times what a small statement itself takes. Whatever is asked for while
one visit is under way goes along on the next.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple, cast

import aiosqlite

from storage.database import DatabaseUnavailable, Row, Value


class Asked(NamedTuple):
    """A statement on its way, and where its rows or its error will be."""

    sql: str
    args: Mapping[str, Value]
    answer: "asyncio.Future[Sequence[Row]]"


Outcomes = list[Sequence[Row] | Exception]
"""What each statement of a batch came to, in their order."""


def ask(sql: str, args: Mapping[str, Value]) -> Asked:
    """A statement for the next visit."""
    return Asked(sql, args, asyncio.get_running_loop().create_future())


async def visit(connection: aiosqlite.Connection, batch: Sequence[Asked]) -> Outcomes:
    """Run statements one after another; what each came to, in their order.

    One that fails stops the others only if it ended the transaction they were to be part of.
    """
    # aiosqlite has no public way to run more than one statement in a visit; this is all that is used of its inside.
    execute: Any = connection._execute
    return cast("Outcomes", await execute(_run, connection._conn, batch))


async def visit_and_commit(connection: aiosqlite.Connection, batch: Sequence[Asked]) -> Outcomes:
    """Run statements in a transaction of their own, on disk when this returns; what each came to, in their order.

    One that fails is undone alone. Raises sqlite3.Error when they could not begin, DatabaseUnavailable when they were
    not kept.
    """
    execute: Any = connection._execute
    return cast("Outcomes", await execute(_run_and_commit, connection._conn, batch))


def _run_and_commit(connection: sqlite3.Connection, batch: Sequence[Asked]) -> list[Any]:
    if connection.in_transaction:  # left by a group that was given up
        connection.execute("rollback")
    connection.execute("begin immediate")
    try:
        outcomes = _run(connection, batch)
        if not connection.in_transaction:  # a full or broken disk made SQLite drop all of it
            raise next(each for each in outcomes if isinstance(each, Exception))
        connection.execute("commit")
    except sqlite3.Error as error:
        if connection.in_transaction:  # at once, so that no other program waits
            connection.execute("rollback")
        raise not_kept(error) from error
    return outcomes


def _run(connection: sqlite3.Connection, batch: Sequence[Asked]) -> list[Any]:
    outcomes: list[Any] = []
    together = connection.in_transaction
    for sql, args, _ in batch:
        try:
            outcomes.append(connection.execute(sql, args).fetchall())
        except Exception as error:  # a text or a number that SQLite cannot take is no sqlite3.Error
            if together and not connection.in_transaction:
                return outcomes + [error] * (len(batch) - len(outcomes))
            outcomes.append(error)
    return outcomes


def not_kept(error: BaseException) -> DatabaseUnavailable:
    """What whoever asked for a change is told when it did not reach the disk."""
    told = DatabaseUnavailable(f"a change could not be kept: {str(error) or type(error).__name__}")
    told.__cause__ = error
    return told


def fail(batch: Sequence[Asked], error: BaseException) -> None:
    """Give up on statements: each asker gets the error, or is told that the program stopped before an answer."""
    told = error if isinstance(error, Exception) else DatabaseUnavailable("the program stopped before the answer")
    settle(batch, [told] * len(batch))


def settle(batch: Sequence[Asked], outcomes: Sequence[Sequence[Row] | BaseException]) -> None:
    """Hand each asker what their statement came to; who was cancelled meanwhile is passed over."""
    for asked, outcome in zip(batch, outcomes, strict=True):
        if asked.answer.done():
            continue
        if isinstance(outcome, BaseException):
            asked.answer.set_exception(outcome)
        else:
            asked.answer.set_result(outcome)


class Reader:
    """A connection that only reads."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._waiting: list[Asked] = []
        self._going: asyncio.Task[None] | None = None

    async def rows(self, sql: str, args: Mapping[str, Value]) -> Sequence[Row]:
        """The rows of one statement."""
        asked = ask(sql, args)
        self._waiting.append(asked)
        if self._going is None:
            self._going = asyncio.create_task(self._go())
            self._going.add_done_callback(self._ended)
        return await asked.answer

    async def close(self) -> None:
        """Answer what was asked, then close."""
        if self._going is not None:
            await self._going
        await self._connection.close()

    def _ended(self, task: asyncio.Task[None]) -> None:
        if self._going is task:  # cancelled before its first step, it ran nothing of its own
            self._going = None
            fail(self._waiting, asyncio.CancelledError())
            self._waiting = []

    async def _go(self) -> None:
        batch: list[Asked] = []
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                settle(batch, await visit(self._connection, batch))
        except BaseException as error:  # whatever it was, nobody may wait for an answer that never comes
            fail([*batch, *self._waiting], error)
            self._waiting = []
            if not isinstance(error, Exception):
                raise
        finally:
            self._going = None


Connect = Callable[[], Awaitable[aiosqlite.Connection]]

_ASIDE = 2
"""Long reads at once: as many as a small machine has processors. SQLite reads without Python's lock."""


class Asides:
    """Connections for reads that take their time, opened when the first one comes."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._free: list[aiosqlite.Connection] = []
        self._places = asyncio.Semaphore(_ASIDE)

    async def rows(self, sql: str, args: Mapping[str, Value]) -> Sequence[Row]:
        """The rows of one statement, when one of the connections is free."""
        async with self._places:
            connection = self._free.pop() if self._free else await self._connect()
            try:
                return cast("Sequence[Row]", await connection.execute_fetchall(sql, args))
            finally:
                self._free.append(connection)

    async def close(self) -> None:
        """Let those who read come to their end, then close."""
        for _ in range(_ASIDE):
            await self._places.acquire()
        while self._free:
            await self._free.pop().close()
        for _ in range(_ASIDE):  # whoever closes a second time finds nothing left to wait for
            self._places.release()
