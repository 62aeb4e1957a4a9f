"""Where a database lies: made anew beside the one in use, and put in its place in one step."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from storage.database import Database, DatabaseUnavailable

IN_USE = "another program uses this database: end cadrebot serve first"
_BESIDE = ("", "-wal", "-shm")
"""What belongs to an SQLite file, by how the names end."""


class Place(Protocol):
    """The place of one database."""

    errors: tuple[type[Exception], ...]
    """What its engine raises."""

    async def refuse_if_used(self) -> None:
        """Raises DatabaseUnavailable while a program uses the database there."""
        ...

    def fresh(self) -> AbstractAsyncContextManager[Database]:
        """A database without tables, to be filled. When the block raises, nothing is left of it."""
        ...

    async def take_over(self, at: datetime) -> str:
        """Put the fresh one in its place; the name under which the old one is kept, empty if there was none."""
        ...


def place_of(url: str) -> Place:
    """The place that a database URL names."""
    if urlsplit(url).scheme == "sqlite":
        return _SqlitePlace(Path(unquote(urlsplit(url).path)[1:]).resolve())
    from storage.place_postgresql import PostgresPlace

    return PostgresPlace(url)


def scratch_file(path: Path) -> Place:
    """A place for trying something."""
    return _SqlitePlace(path)


class _SqlitePlace:
    errors: tuple[type[Exception], ...] = (sqlite3.Error,)

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fresh = path.with_name(f"{path.name}.restoring")

    async def refuse_if_used(self) -> None:
        if self._path.exists():
            await asyncio.to_thread(_refuse_if_open, self._path)

    @asynccontextmanager
    async def fresh(self) -> AsyncIterator[Database]:
        from storage.sqlite import open_sqlite

        _remove(self._fresh)
        try:
            # Until it is whole it need not survive a power cut.
            db = await open_sqlite(f"sqlite:///{self._fresh}?synchronous=off")
            try:
                yield db
            finally:
                await db.close()
            await asyncio.to_thread(_finish, self._fresh)
        except BaseException:
            _remove(self._fresh)
            raise

    async def take_over(self, at: datetime) -> str:
        await self.refuse_if_used()
        return await asyncio.to_thread(self._swap, f"{at:%Y%m%d-%H%M%S}")

    def _swap(self, stamp: str) -> str:
        old = self._path.with_name(f"{self._path.name}.before-{stamp}")
        was_there = self._path.exists()
        for end in _BESIDE[1:]:  # only a damaged database still has them: of one that reads well they are gone by now
            beside = self._path.with_name(f"{self._path.name}{end}")
            if beside.exists():
                beside.rename(old.with_name(f"{old.name}{end}"))
        if was_there:
            _keep_as(self._path, old)
        self._fresh.replace(self._path)
        return str(old) if was_there else ""


def _refuse_if_open(path: Path) -> None:
    """SQLite leaves the write-ahead log only where nobody else has the file open; on every system."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
        try:
            connection.execute("pragma journal_mode = delete")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise DatabaseUnavailable(IN_USE) from error
            # Whatever else ails it: to be put aside is what it is for.


def _keep_as(path: Path, old: Path) -> None:
    """Keep a file under a second name. Where the disk knows no two names for a file, it loses the first."""
    try:
        old.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:
        path.rename(old)


def _finish(path: Path) -> None:
    """One file, on disk, for its owner only."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma synchronous = full")
        connection.execute("pragma journal_mode = delete")
        [found] = connection.execute("pragma integrity_check(1)").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError(found)
    with path.open("r+b") as file:
        os.fsync(file.fileno())
    path.chmod(0o600)


def _remove(path: Path) -> None:
    for end in _BESIDE:
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
