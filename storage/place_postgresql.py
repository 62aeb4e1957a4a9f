"""Where a database lies on PostgreSQL: the schema `public`, and others beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from storage.database import Database, DatabaseUnavailable
from storage.places import IN_USE
from storage.postgresql import open_postgresql
from storage.postgresql_lines import PROGRAM

_FRESH = "restoring"
"""The schema in which a database is made."""
_USED_BY = (
    "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    " and application_name = $1"
)


class PostgresPlace:
    errors: tuple[type[Exception], ...] = (asyncpg.PostgresError, asyncpg.InterfaceError)

    def __init__(self, url: str) -> None:
        self._url = url

    async def refuse_if_used(self) -> None:
        async with self._connection() as connection:
            if await connection.fetchval(_USED_BY, PROGRAM):
                raise DatabaseUnavailable(IN_USE)

    @asynccontextmanager
    async def fresh(self) -> AsyncIterator[Database]:
        async with self._connection() as connection:
            await connection.execute(f"drop schema if exists {_FRESH} cascade")
            await connection.execute(f"create schema {_FRESH}")
            try:
                db = await open_postgresql(_with_schema(self._url))
                try:
                    yield db
                finally:
                    await db.close()
            except BaseException:
                await connection.execute(f"drop schema {_FRESH} cascade")
                raise

    async def take_over(self, at: datetime) -> str:
        await self.refuse_if_used()
        old = f"before_{at:%Y%m%d_%H%M%S}"
        async with self._connection() as connection, connection.transaction():
            await connection.execute(f"alter schema public rename to {old}")
            await connection.execute(f"alter schema {_FRESH} rename to public")
        return f"schema {old}"

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        try:
            connection = await asyncpg.connect(self._url, timeout=10)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
            raise DatabaseUnavailable(f"cannot reach PostgreSQL ({type(error).__name__})") from None
        try:
            yield connection
        finally:
            await connection.close()


def _with_schema(url: str) -> str:
    return f"{url}{'&' if urlsplit(url).query else '?'}search_path={_FRESH}"
