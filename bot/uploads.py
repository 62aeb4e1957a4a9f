"""Files that go to many: uploaded once a channel, then sent by the handle the messenger gave them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from handlers.messages import Attachment
from storage import uploaded_files
from storage.database import Database

Key = tuple[str, bool]
"""The digest of the content, and whether it is sent as a picture: a messenger keeps the two apart."""


class Uploads:
    """What one channel was given already."""

    def __init__(self, channel: str, db: Database) -> None:
        self._channel = channel
        self._db = db
        self._known: dict[Key, str] = {}
        self._locks: dict[Key, asyncio.Lock] = {}

    @asynccontextmanager
    async def turn(self, file: Attachment) -> AsyncIterator[str]:
        """The handle of a stored file; or empty, and then all others wait until it was uploaded and `keep` was called.

        Who waited finds the handle. A file that is not stored (no digest) has no handle and waits for nobody.
        """
        key = file.digest, file.picture
        handle = await self._handle(key) if file.digest else ""
        if handle or not file.digest:
            yield handle
            return
        lock = self._locks.setdefault(key, asyncio.Lock())
        await lock.acquire()
        try:
            handle = await self._handle(key)
            if handle:
                lock.release()
            yield handle
        finally:
            if not handle:
                lock.release()

    async def keep(self, file: Attachment, handle: str, at: int) -> None:
        """Remember what the messenger calls a file."""
        self._known[file.digest, file.picture] = handle
        await uploaded_files.keep(self._db, self._channel, file.digest, file.picture, handle, at)

    async def _handle(self, key: Key) -> str:
        if key not in self._known:
            handle = await uploaded_files.handle(self._db, self._channel, *key)
            if not handle:
                return ""
            self._known[key] = handle
        return self._known[key]
