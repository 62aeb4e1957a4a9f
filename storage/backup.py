"""A copy of the whole database in one file, made while others go on writing."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.database import Database


class BackupFailed(Exception):
    """The copy could not be made, or does not read back; the message says why, in English."""


async def copy_database(db: Database, to: Path) -> int:
    """Write a copy of an SQLite database to a new file, read it back, and return its size in bytes.

    It gets its name only when it is whole; only its owner may read it. Raises BackupFailed.
    """
    if db.engine != "sqlite":
        raise BackupFailed("a PostgreSQL database is copied by its own tools (pg_dump)")
    half = to.with_name(f"{to.name}.part")
    try:
        await asyncio.to_thread(_make_empty, half)
        await db.rows_aside("vacuum into $1", str(half))
        return await asyncio.to_thread(_finish, half, to)
    except (OSError, sqlite3.Error) as error:
        half.unlink(missing_ok=True)
        raise BackupFailed(str(error)) from error


def _make_empty(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)


def _finish(half: Path, to: Path) -> int:
    uri = f"{half.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        [found] = connection.execute("pragma integrity_check(1)").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(found)
    with half.open("r+b") as file:
        os.fsync(file.fileno())
    half.replace(to)
    return to.stat().st_size
