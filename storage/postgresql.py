"""PostgreSQL by asyncpg: the same statements, on a pool."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

import asyncpg

from storage.database import DatabaseUnavailable, Row, Transaction, Value


class _Statements:
    engine = "postgresql"

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def rows(self, sql: str, *args: Value) -> Sequence[Row]:
        return cast("Sequence[Row]", await self._connection.fetch(sql, *args))

    async def run_many(self, sql: str, many: Sequence[Sequence[Value]]) -> None:
        await self._connection.executemany(sql, many)


class PostgresDatabase:
    """A pool of connections to one database."""

    engine = "postgresql"

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    async def rows(self, sql: str, *args: Value) -> Sequence[Row]:
        return cast("Sequence[Row]", await self._pool.fetch(sql, *args))

    write = rows

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with self._pool.acquire() as connection, connection.transaction():
            yield _Statements(connection)

    async def close(self) -> None:
        await self._pool.close()


async def open_postgresql(url: str) -> PostgresDatabase:
    """Connect. Raises DatabaseUnavailable, without the password, when the server does not answer."""
    try:
        pool = await asyncpg.create_pool(url, min_size=1, max_size=8)
    except (OSError, asyncpg.PostgresError, ValueError) as error:
        raise DatabaseUnavailable(f"cannot reach PostgreSQL: {error}") from error
    return PostgresDatabase(pool)
