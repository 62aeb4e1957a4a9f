"""A PostgreSQL database held still: one transaction that sees one instant."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from storage.database import DatabaseUnavailable
from storage.held import PORTION, RECORD, Held, Portion, Table
from storage.postgresql_lines import connect_alive

_COLUMNS = (
    "select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns from pg_class c"
    " join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
    " where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> $1"
    " group by c.relname order by c.relname"
)


@asynccontextmanager
async def hold_postgresql(url: str) -> AsyncIterator[Held]:
    """The database of a `postgresql://` URL as it is now. Raises DatabaseUnavailable, without the password."""
    try:
        connection = await connect_alive(url, timeout=10)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
        raise DatabaseUnavailable(f"cannot reach PostgreSQL ({type(error).__name__})") from None
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            yield _HeldPostgres(connection)
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DatabaseUnavailable(f"the database cannot be read: {error}") from error
    finally:
        await connection.close()


class _HeldPostgres:
    engine = "postgresql"

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def migrations(self) -> list[int]:
        rows = await self._connection.fetch(f"select number from {RECORD} order by number")
        return [int(row["number"]) for row in rows]

    async def tables(self) -> list[Table]:
        rows = await self._connection.fetch(_COLUMNS, RECORD)
        return [Table(row["name"], tuple(row["columns"])) for row in rows]

    async def portions(self, table: Table) -> AsyncIterator[Portion]:
        cursor = await self._connection.cursor(f'select {table.selected} from "{table.name}"')
        while rows := await cursor.fetch(PORTION):
            yield [tuple(row) for row in rows]
