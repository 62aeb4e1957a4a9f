"""Files sent in or handed out: the content in a folder by its digest, how long it stays in the database."""

import asyncio
import hashlib
import os
from pathlib import Path

from storage.database import Database, Transaction
from storage.ids import new_id


class FileStore:
    """A folder of files named by the SHA-256 of their content. The same content lies there once."""

    def __init__(self, folder: Path) -> None:
        """The folder is made with the first file, readable by its owner only."""
        self._folder = folder

    async def keep(self, tx: Transaction, content: bytes, at: int, keep_until: int | None) -> str:
        """Keep a content until an instant (stored milliseconds), or for good; returns its digest.

        Kept again, it stays until the later of the two. The file is on disk before the row that knows it: a process
        killed between the two leaves a file that the next sweep takes away.
        """
        digest = hashlib.sha256(content).hexdigest()
        await asyncio.to_thread(self._write, digest, content)
        await tx.rows(
            "insert into stored_file (digest, size, created_at, keep_until) values ($1, $2, $3, $4)"
            " on conflict (digest) do update set keep_until = case"
            " when stored_file.keep_until is null or excluded.keep_until is null then null"
            " when excluded.keep_until > stored_file.keep_until then excluded.keep_until"
            " else stored_file.keep_until end",
            digest, len(content), at, keep_until,
        )  # fmt: skip
        return digest

    async def keep_longer(self, tx: Transaction, digest: str, keep_until: int) -> None:
        """Keep what is kept already until an instant (stored milliseconds), unless it stays longer anyhow."""
        await tx.rows(
            "update stored_file set keep_until = $2 where digest = $1 and keep_until < $2", digest, keep_until
        )

    async def content(self, digest: str) -> bytes | None:
        """What was kept under a digest, or None when it is gone."""
        return await asyncio.to_thread(self._read, digest)

    async def sweep(self, db: Database, at: int) -> int:
        """Take away what need no longer be kept. Returns how many files went."""
        rows = await db.write("delete from stored_file where keep_until <= $1 returning digest", at)
        gone = [str(row["digest"]) for row in rows]
        await asyncio.to_thread(self._unlink, gone)
        return len(gone)

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def _write(self, digest: str, content: bytes) -> None:
        path = self._path(digest)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half = path.with_name(f"{digest}.{new_id()}")
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)

    def _unlink(self, digests: list[str]) -> None:
        for digest in digests:
            self._path(digest).unlink(missing_ok=True)

    def _read(self, digest: str) -> bytes | None:
        path = self._path(digest)
        return path.read_bytes() if path.is_file() else None
