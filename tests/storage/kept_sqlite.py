"""One SQLite file for many tests: each finds it as it was made, and none opens it anew.

To open a database is dear (each connection reads the whole schema), to write into one is not. What a test writes stands
in the write-ahead log alone, since nothing moves it into the file; with that log emptied it never was. SQLite finds its
index of the log void, as after a crash, and makes it anew.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.sqlite import SqliteDatabase, open_sqlite
from tests.storage.in_place import in_place

_INDEX_HEADER = 136
"""Bytes at the begin of the index of the log: both copies of its header, and where the readers stand."""


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
        return SqliteDatabase(writer, reader, self._database._aside._connect)

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


async def _stay_open() -> None: ...


def _beside(file: Path, end: str) -> Path:
    return file.with_name(f"{file.name}{end}")
