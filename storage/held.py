"""A database held still: every table as it was at one instant, while others go on writing."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from storage.database import DatabaseUnavailable, Value

PORTION = 2000
"""Rows that are read at once."""
Portion = Sequence[Sequence[Value]]
RECORD = "migration"
"""The table that belongs to a database itself and not to what it holds."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its name and its columns."""

    name: str
    columns: tuple[str, ...]

    @property
    def selected(self) -> str:
        """The columns as a statement names them."""
        return ", ".join(f'"{column}"' for column in self.columns)


class Held(Protocol):
    """A database at one instant."""

    engine: str

    async def migrations(self) -> list[int]:
        """The numbers of the migrations it has seen."""
        ...

    async def tables(self) -> list[Table]:
        """All tables but the record of migrations, by name."""
        ...

    def portions(self, table: Table) -> AsyncIterator[Portion]:
        """The rows of a table, so many at a time, in no order."""
        ...


@asynccontextmanager
async def hold(url: str) -> AsyncIterator[Held]:
    """The database of a URL as it is now. Raises DatabaseUnavailable, also for a file that is damaged."""
    if urlsplit(url).scheme == "sqlite":
        async with _hold_sqlite(Path(unquote(urlsplit(url).path)[1:])) as held:
            yield held
        return
    from storage.held_postgresql import hold_postgresql

    async with hold_postgresql(url) as held:
        yield held


@asynccontextmanager
async def _hold_sqlite(path: Path) -> AsyncIterator[Held]:
    if not path.is_file():  # noqa: ASYNC240 — once, at its begin
        raise DatabaseUnavailable(f"there is no database {path}")
    try:
        connection = await asyncio.to_thread(_begin, path)
    except sqlite3.Error as error:
        raise DatabaseUnavailable(f"the database {path} cannot be read: {error}") from error
    try:
        yield _HeldSqlite(connection)
    except sqlite3.Error as error:
        raise DatabaseUnavailable(f"the database {path} cannot be read: {error}") from error
    finally:
        await asyncio.to_thread(connection.close)


def _begin(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
    try:
        connection.execute("begin")
        # The first read chooses the instant; and nothing of a damaged file may pass for all there is.
        [found] = connection.execute("pragma integrity_check(1)").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError(found)
    except BaseException:
        connection.close()
        raise
    return connection


class _HeldSqlite:
    engine = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def migrations(self) -> list[int]:
        return [number for [number] in await self._rows(f"select number from {RECORD} order by number")]

    async def tables(self) -> list[Table]:
        names = await self._rows(
            f"select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> '{RECORD}'"
            " order by name"
        )
        return [Table(name, await self._columns(name)) for [name] in names]

    async def portions(self, table: Table) -> AsyncIterator[Portion]:
        cursor = await asyncio.to_thread(self._connection.execute, f'select {table.selected} from "{table.name}"')
        while portion := await asyncio.to_thread(cursor.fetchmany, PORTION):
            yield portion

    async def _columns(self, table: str) -> tuple[str, ...]:
        return tuple(str(row[1]) for row in await self._rows(f'pragma table_info("{table}")'))

    async def _rows(self, sql: str) -> list[Any]:
        return await asyncio.to_thread(lambda: self._connection.execute(sql).fetchall())


def in_portions(rows: Iterator[Sequence[Value]]) -> Iterator[list[Sequence[Value]]]:
    """Rows, so many at a time."""
    portion: list[Sequence[Value]] = []
    for row in rows:
        portion.append(row)
        if len(portion) == PORTION:
            yield portion
            portion = []
    if portion:
        yield portion
