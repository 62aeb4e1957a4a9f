"""Visits to the thread of an SQLite connection: the statements of many tasks are run in one.

Each visit costs two changes of thread, several times what a small statement itself takes. Whatever is asked for while
one visit is under way goes along on the next.
"""

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

import aiosqlite

from storage.database import Row, Value


class Asked(NamedTuple):
    """A statement on its way, and where its rows or its error will be."""

    sql: str
    args: Mapping[str, Value]
    answer: "asyncio.Future[Sequence[Row]]"


def ask(sql: str, args: Mapping[str, Value]) -> Asked:
    """A statement for the next visit."""
    return Asked(sql, args, asyncio.get_running_loop().create_future())


async def visit(connection: aiosqlite.Connection, batch: Sequence[Asked]) -> list[Sequence[Row] | sqlite3.Error]:
    """Run statements one after another; what each came to, in their order.

    One that fails stops the others only if it ended the transaction they were to be part of.
    """
    # aiosqlite has no public way to run more than one statement in a visit; this is all that is used of its inside.
    execute: Any = connection._execute
    return cast("list[Sequence[Row] | sqlite3.Error]", await execute(_run, connection._conn, batch))


def _run(connection: sqlite3.Connection, batch: Sequence[Asked]) -> list[Any]:
    outcomes: list[Any] = []
    together = connection.in_transaction
    for sql, args, _ in batch:
        try:
            outcomes.append(connection.execute(sql, args).fetchall())
        except sqlite3.Error as error:
            if together and not connection.in_transaction:
                return outcomes + [error] * (len(batch) - len(outcomes))
            outcomes.append(error)
    return outcomes


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
        return await asked.answer

    async def close(self) -> None:
        """Answer what was asked, then close."""
        if self._going is not None:
            await self._going
        await self._connection.close()

    async def _go(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                settle(batch, await visit(self._connection, batch))
            except ValueError as closed:
                settle(batch, [closed] * len(batch))
        self._going = None
