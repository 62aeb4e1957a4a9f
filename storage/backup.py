"""Backups: the whole of a database and its stored files in one file, made while others go on writing."""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rules.backups import Keeping, kept
from storage.archive import SEALED, Contents, Unreadable, Writer, opened, written
from storage.clock import to_ms
from storage.copies import Copies
from storage.database import DatabaseUnavailable
from storage.erasures import COLUMNS, LEDGER, add_to_ledger, erasure_of
from storage.held import Held, Portion, Table, hold
from storage.house_facts import SIGNING_KEY

_LEFT = 24 * 3600.0
"""Seconds after which a half that was being written is nobody's any more."""
_NAMED = "cadrebot-%Y%m%d-%H%M%S.zip"


class BackupFailed(Exception):
    """The backup could not be made, or does not read back; the message says why, in English."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and read back."""

    file: Path
    size: int
    """Bytes."""
    contents: Contents


async def make_backup(copies: Copies, at: datetime) -> Made:
    """Write a backup of this instant, read it back, and return what it is. Raises BackupFailed, and leaves no half one.

    `at` is the present, for its name. Nobody who writes is held up.
    """
    to = copies.folder / f"{at:{_NAMED}}{SEALED if copies.passphrase else ''}"
    try:
        await asyncio.to_thread(_make_private, copies.folder)
        async with hold(copies.url) as held:
            await _write(held, copies, to, to_ms(at))
            await _keep_ledger(held, copies.folder)
        contents = await asyncio.to_thread(look_through, to, copies.passphrase)
        return Made(to, to.stat().st_size, contents)
    except Unreadable as error:
        to.unlink(missing_ok=True)
        raise BackupFailed(f"it does not read back: {error}") from error
    except (OSError, sqlite3.Error, DatabaseUnavailable) as error:
        raise BackupFailed(str(error)) from error


def _make_private(folder: Path) -> None:
    # Only this one: where the folder above is missing, its disk perhaps is, and the copy must not lie elsewhere.
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileNotFoundError:
        raise BackupFailed(f"there is no folder {folder.parent} to make {folder.name} in: is its disk there?") from None


async def _write(held: Held, copies: Copies, to: Path, at: int) -> None:
    contents = Contents(at, held.engine, await held.migrations())
    async with written(to, copies.passphrase, contents) as writer:
        for table in await held.tables():
            await _write_table(held, table, writer)
        async for digests in held.portions(Table("stored_file", ("digest",))):
            for [digest] in digests:
                content = await copies.files.content(str(digest))
                await asyncio.to_thread(writer.add_file, str(digest), content)


async def _keep_ledger(held: Held, folder: Path) -> None:
    """Bring the list of what was erased up to date, which older backups are to forget too."""
    erasures = Table("erasure", COLUMNS)
    if erasures.name not in {table.name for table in await held.tables()}:
        return  # tables of an earlier program, which erased nobody
    async for portion in held.portions(erasures):
        await asyncio.to_thread(add_to_ledger, folder, [erasure_of(row) for row in portion])


async def _write_table(held: Held, table: Table, writer: Writer) -> None:
    with writer.table(table) as lines:
        async for portion in held.portions(table):
            await asyncio.to_thread(writer.add, table, lines, _without_key(table, portion))


def _without_key(table: Table, portion: Portion) -> Portion:
    """The rows without the key that signs: whoever finds a copy that is not sealed could make addresses of any file.

    A restored database makes a new one, and with it only addresses of an hour and pages that are open end.
    """
    if table.name != "house_fact":
        return portion
    name = table.columns.index("name")
    return [row for row in portion if row[name] != SIGNING_KEY]


def look_through(file: Path, passphrase: str) -> Contents:
    """Read a backup from its begin to its end, and return what it holds. Raises Unreadable, OSError."""
    with opened(file, passphrase) as archive:
        contents = archive.contents
        for table in archive.tables:
            found = sum(map(len, archive.portions(table)))
            if found != contents.rows[table.name]:
                raise Unreadable(f"table {table.name} has {found} rows of {contents.rows[table.name]}")
        if sum(1 for _ in archive.files()) != contents.files:
            raise Unreadable("stored files are missing")
        return contents


def backups_in(folder: Path) -> dict[datetime, Path]:
    """The backups of a folder by when they were made, the newest first. Other files are none of ours."""
    found = ((_made_at(path), path) for path in folder.glob("cadrebot-*.zip*"))
    return dict(sorted(((at, path) for at, path in found if at is not None), reverse=True))


def drop_old(folder: Path, keeping: Keeping) -> Sequence[Path]:
    """Delete the backups of a folder that need no longer be kept, and return them. Raises OSError.

    Halves that a killed program left go too.
    """
    found = backups_in(folder)
    stay = kept(found, keeping)
    old = [path for at, path in found.items() if at not in stay]
    left = [path for path in folder.glob("cadrebot-*.part") if path.stat().st_mtime < time.time() - _LEFT]
    for path in (*old, *left):
        path.unlink()
    return old


def ledger_beside(file: Path) -> Path:
    """The list of what was erased, in the folder of a backup."""
    return file.parent / LEDGER


def _made_at(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.name.removesuffix(SEALED), _NAMED)  # noqa: DTZ007 — a name, in local time
    except ValueError:
        return None
