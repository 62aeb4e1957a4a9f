"""Files sent in or handed out: the content in a folder by its digest, how long it stays in the database."""

import asyncio
import hashlib
import os
import time
from collections.abc import Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from storage.database import Database, Transaction
from storage.ids import new_id

_UNKNOWN = 3600.0
"""Seconds for which a file lies there without a row: its row is written right after it."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A content that is on disk, and its bytes."""

    digest: str
    size: int


class FileStore:
    """A folder of files named by the SHA-256 of their content. The same content lies there once."""

    def __init__(self, folder: Path) -> None:
        """The folder is made with the first file, readable by its owner only."""
        self._folder = folder

    async def put(self, content: bytes) -> Stored:
        """Write a content to disk, to be kept in the next transaction.

        Outside of one: a large file takes a second, and SQLite has one writer, for whom all others would wait.
        """
        return await asyncio.to_thread(self._put, content)

    async def keep(self, tx: Transaction, stored: Stored, at: int, keep_until: int | None) -> None:
        """Keep a content that was put until an instant (stored milliseconds), or for good.

        Kept again, it stays until the later of the two. A process killed between putting and keeping leaves a file
        that a later sweep takes away.
        """
        await tx.rows(
            "insert into stored_file (digest, size, created_at, keep_until) values ($1, $2, $3, $4)"
            " on conflict (digest) do update set keep_until = case"
            " when stored_file.keep_until is null or excluded.keep_until is null then null"
            " when excluded.keep_until > stored_file.keep_until then excluded.keep_until"
            " else stored_file.keep_until end",
            stored.digest, stored.size, at, keep_until,
        )  # fmt: skip

    async def keep_longer(self, tx: Transaction, digest: str, keep_until: int) -> None:
        """Keep what is kept already until an instant (stored milliseconds), unless it stays longer anyhow."""
        await tx.rows(
            "update stored_file set keep_until = $2 where digest = $1 and keep_until < $2", digest, keep_until
        )

    async def keep_for_good(self, tx: Transaction, digest: str) -> bool:
        """Keep for good what is kept already; False when it is gone."""
        return bool(
            await tx.rows("update stored_file set keep_until = null where digest = $1 returning digest", digest)
        )

    async def content(self, digest: str) -> bytes | None:
        """What was kept under a digest, or None when it is gone."""
        return await asyncio.to_thread(self._read, digest)

    async def has(self, digest: str) -> bool:
        """Whether there is a content under a digest, without reading it."""
        return await asyncio.to_thread(self._path(digest).exists)

    async def sweep(self, db: Database, at: int) -> int:
        """Take away what need no longer be kept, and what was never kept. Returns how many files went."""
        await db.write("delete from stored_file where keep_until <= $1", at)
        known = {str(row["digest"]) for row in await db.rows("select digest from stored_file")}
        return await asyncio.to_thread(self._leave_only, known)

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def _put(self, content: bytes) -> Stored:
        stored = Stored(hashlib.sha256(content).hexdigest(), len(content))
        path = self._path(stored.digest)
        with suppress(FileNotFoundError):
            os.utime(path)  # a sweep that runs now, be it of another process, spares it
            return stored
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half = path.with_name(f"{stored.digest}.{new_id()}")
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
        return stored

    def _leave_only(self, known: Set[str]) -> int:
        before = time.time() - _UNKNOWN
        unknown = [path for path in self._folder.glob("??/*") if path.name not in known]
        return sum(self._take_away(path, before) for path in unknown)

    def _take_away(self, path: Path, before: float) -> bool:
        if path.stat().st_mtime > before:
            return False
        aside = path.with_name(f"{path.name}.{new_id()}")
        path.replace(aside)  # from here on whoever puts the same content writes it anew
        if aside.stat().st_mtime > before:
            aside.replace(path)  # it was put again in the last moment
            return False
        aside.unlink()
        return True

    def _read(self, digest: str) -> bytes | None:
        path = self._path(digest)
        return path.read_bytes() if path.is_file() else None
