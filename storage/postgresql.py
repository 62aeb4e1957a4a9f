"""PostgreSQL by asyncpg: the same statements, on a pool."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast
from urllib.parse import unquote, urlsplit

import asyncpg

from storage.database import DatabaseUnavailable, FirstFailure, Row, Transaction, Value
from storage.postgresql_lines import ERRORS, Lines

_NOT_OPENED: tuple[type[Exception], ...] = (*ERRORS, ValueError)


class _Statements:
    """A line as one transaction sees it."""

    engine = "postgresql"

    def __init__(self, lines: Lines, line: Any) -> None:
        self._lines = lines
        self._line = line
        self.failure = FirstFailure(ERRORS)

    async def rows(self, sql: str, *args: Value) -> Sequence[Row]:
        with self.failure, self._lines.watched(self._line):
            return cast("Sequence[Row]", await self._line.fetch(sql, *args))

    async def run_many(self, sql: str, many: Sequence[Sequence[Value]]) -> None:
        with self.failure, self._lines.watched(self._line):
            await self._line.executemany(sql, many)


class PostgresDatabase:
    """One database, by a pool of lines."""

    engine = "postgresql"
    errors = ERRORS

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    async def rows(self, sql: str, *args: Value) -> Sequence[Row]:
        async with self._lines.line() as line:
            with self._lines.watched(line):
                return cast("Sequence[Row]", await line.fetch(sql, *args))

    write = rows_aside = rows

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with self._lines.line() as line:
            transaction = line.transaction()
            try:
                with self._lines.watched(line):
                    await transaction.start()
                statements = _Statements(self._lines, line)
                yield statements
                statements.failure.check()
            except BaseException:
                await self._lines.undo(line, transaction)
                raise
            with self._lines.watched(line):
                await transaction.commit()

    async def connect(self) -> Any:
        """A line of one's own, which whoever asked for it closes. Raises one of `errors`."""
        return await self._lines.connect()

    async def close(self) -> None:
        await self._lines.close()


async def open_postgresql(url: str) -> PostgresDatabase:
    """Connect. Raises DatabaseUnavailable, which names the host but never the password."""
    lines = Lines(url)
    try:
        await lines.open()
    except _NOT_OPENED as error:
        # Without the original error: its text or its arguments may hold the URL.
        raise DatabaseUnavailable(_what_to_mend(url, error)) from None
    return PostgresDatabase(lines)


def _what_to_mend(url: str, error: Exception) -> str:
    if isinstance(error, asyncpg.InvalidAuthorizationSpecificationError):
        advice = "look at the user and the password in the url"
    elif isinstance(error, asyncpg.InvalidCatalogNameError):
        advice = "make the database first: createdb -E utf8 NAME"
    elif isinstance(error, OSError):
        advice = "look whether the server runs there and lets this machine in"
    else:
        advice = "the url must read postgresql://USER:PASSWORD@HOST:PORT/NAME"
    place = urlsplit(url).netloc.rpartition("@")[2]
    said = _without_password(url, str(error) or type(error).__name__)
    return f"cannot reach PostgreSQL at {place or 'its local socket'}: {said}; {advice}"


def _without_password(url: str, text: str) -> str:
    credentials = urlsplit(url).netloc.rpartition("@")[0]
    password = credentials.partition(":")[2]
    for secret in filter(None, (url, credentials, password, unquote(password))):
        text = text.replace(secret, "...")
    return text
