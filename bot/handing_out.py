"""Handing a file to a messenger that takes addresses only: kept, and to be fetched for a while."""

from datetime import timedelta

from bot.signed_files import SignedFiles
from handlers.house import House
from handlers.messages import Attachment
from storage.clock import to_ms

_SPARE = timedelta(hours=1)
"""A file is kept this much longer than its address lives: it may be asked for in the last moment."""


class HandOut:
    """Keeps files in the house and tells where they can be fetched."""

    def __init__(self, house: House, public_url: str) -> None:
        """`public_url` may be empty: then nobody can fetch anything."""
        self.is_possible = bool(public_url)
        self._house = house
        self._signed = SignedFiles(house.signing_key, public_url)

    async def address(self, file: Attachment, seconds: int) -> str:
        """Where the file can be fetched, any number of times, for so many seconds."""
        if file.digest:
            return self._signed.address(file.digest, file.name, seconds)
        now = self._house.clock()
        until = to_ms(now + timedelta(seconds=seconds) + _SPARE)
        stored = await self._house.files.put(file.content)
        async with self._house.db.transaction() as tx:
            await self._house.files.keep(tx, stored, to_ms(now), until)
        return self._signed.address(stored.digest, file.name, seconds)
