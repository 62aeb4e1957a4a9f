"""One SQLite file for many tests: each finds it as it was made, and none opens it anew.

To open a database is dear (each connection reads the whole schema), to write into one is not. What a test writes stands
in the write-ahead log alone, since nothing moves it into the file; with that log emptied it never was. SQLite finds its
index of the log void, as after a crash, and makes it anew. What a test sets on the connections themselves would outlive
it unseen: a test that leaves them changed fails at its end.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import aiosqlite

from storage.sqlite import SqliteDatabase, open_sqlite
from storage.visits import Connect
from tests.storage.in_place import in_place

State = tuple[object, ...]
GivenBack = Callable[[], Awaitable[None]]

_INDEX_HEADER = 136
"""Bytes at the begin of the index of the log: both copies of its header, and where the readers stand."""
_SETTINGS = (
    "busy_timeout", "cache_size", "defer_foreign_keys", "foreign_keys", "ignore_check_constraints", "locking_mode",
    "max_page_count", "query_only", "recursive_triggers", "reverse_unordered_selects", "synchronous", "temp_store",
    "writable_schema",
)  # fmt: skip
_STATE = (
    f"select {', '.join(f'(select * from pragma_{name})' for name in _SETTINGS)},"
    " (select group_concat(name || ' ' || file) from pragma_database_list where name <> 'temp'),"
    " (select group_concat(name) from temp.sqlite_master)"
)
"""What a connection has of its own: settings, attached databases, temporary tables."""


@contextmanager
def kept_sqlite(file: Path) -> Iterator["Kept"]:
    """The file, open until the block is left."""
    kept = asyncio.run(Kept.opened(file))
    yield kept
    asyncio.run(kept.end())


class Kept:
    """A file with its writer and its reader, which outlive the databases that are lent."""

    def __init__(self, file: Path, database: SqliteDatabase) -> None:
        self.file = file
        self._made = file.stat().st_mtime_ns
        self._database = database
        self._connections = (database._writer, database._reader._connection)
        self._ends = [connection.close for connection in self._connections]
        for connection in self._connections:
            connection.close = _stay_open  # type: ignore[method-assign]  # whoever is lent it closes it
        self._states = [_state(connection) for connection in self._connections]

    @classmethod
    async def opened(cls, file: Path) -> "Kept":
        """Keep a file that nobody else has open."""
        with in_place():
            database = await open_sqlite(f"sqlite:///{file}?synchronous=off")
        await database._writer.execute("pragma wal_autocheckpoint = 0")
        return cls(file, database)

    async def lend(self) -> SqliteDatabase:
        """The database as it was made. One at a time: what the one before wrote is forgotten."""
        await self._forget()
        writer, reader = self._connections
        return _Lent(writer, reader, self._database._aside._connect, self.take_back)

    async def take_back(self) -> None:
        """See that the connections are as they were, and set right what is not."""
        for connection, state in zip(self._connections, self._states, strict=True):
            if (left := _state(connection)) != state:
                for name, value in zip(_SETTINGS, state, strict=False):
                    await connection.execute(f"pragma {name} = {value}")
                raise AssertionError(f"a test left its connection changed: {dict(_differing(state, left))}")

    async def end(self) -> None:
        """Close the file."""
        for end in self._ends:
            await end()

    async def _forget(self) -> None:
        for connection in self._connections:
            if connection.in_transaction:
                await connection.rollback()
        _beside(self.file, "-wal").write_bytes(b"")
        with _beside(self.file, "-shm").open("r+b") as index:
            index.write(bytes(_INDEX_HEADER))
        assert self.file.stat().st_mtime_ns == self._made, "a test wrote into the file itself: give it one of its own"
        for connection in self._connections:  # each sees it now, whatever a test did to the tables
            await connection.execute_fetchall("pragma schema_version")


class _Lent(SqliteDatabase):
    def __init__(
        self, writer: aiosqlite.Connection, reader: aiosqlite.Connection, connect: Connect, given_back: GivenBack
    ) -> None:
        super().__init__(writer, reader, connect)
        self._given_back = given_back

    async def close(self) -> None:
        await super().close()
        await self._given_back()


def _state(connection: aiosqlite.Connection) -> State:
    return tuple(connection._conn.execute(_STATE).fetchone())


def _differing(lent: State, left: State) -> Iterator[tuple[str, object]]:
    names = (*_SETTINGS, "databases", "temporary tables")
    return ((name, is_now) for name, was, is_now in zip(names, lent, left, strict=True) if was != is_now)


async def _stay_open() -> None: ...


def _beside(file: Path, end: str) -> Path:
    return file.with_name(f"{file.name}{end}")
