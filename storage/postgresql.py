"""PostgreSQL by asyncpg: the same statements, on a pool."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast
from urllib.parse import unquote, urlsplit

import asyncpg

from storage.database import DatabaseUnavailable, FirstFailure, Row, Transaction, Value

_ERRORS: tuple[type[Exception], ...] = (asyncpg.PostgresError, asyncpg.InterfaceError)
PROGRAM = "cadrebot"
"""How its connections are named on the server."""
_TIMEOUT = 10.0
"""Seconds to wait for the server to take a connection."""


class _Statements:
    """A connection of the pool as one transaction sees it."""

    engine = "postgresql"

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.failure = FirstFailure(_ERRORS)

    async def rows(self, sql: str, *args: Value) -> Sequence[Row]:
        with self.failure:
            return cast("Sequence[Row]", await self._connection.fetch(sql, *args))

    async def run_many(self, sql: str, many: Sequence[Sequence[Value]]) -> None:
        with self.failure:
            await self._connection.executemany(sql, many)


class PostgresDatabase:
    """A pool of connections to one database."""

    engine = "postgresql"
    errors = _ERRORS

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    async def rows(self, sql: str, *args: Value) -> Sequence[Row]:
        return cast("Sequence[Row]", await self._pool.fetch(sql, *args))

    write = rows_aside = rows

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with self._pool.acquire() as connection, connection.transaction():
            statements = _Statements(connection)
            yield statements
            statements.failure.check()

    async def close(self) -> None:
        await self._pool.close()


async def open_postgresql(url: str) -> PostgresDatabase:
    """Connect. Raises DatabaseUnavailable, which names the host but never the password."""
    try:
        named = {"application_name": PROGRAM}
        pool = await asyncpg.create_pool(url, min_size=1, max_size=8, timeout=_TIMEOUT, server_settings=named)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
        # Without the original error: its text or its arguments may hold the URL.
        raise DatabaseUnavailable(_what_to_mend(url, error)) from None
    return PostgresDatabase(pool)


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
