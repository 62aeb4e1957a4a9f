"""The short forms that staff added, as questions are read by them: kept in memory, read anew once they changed."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from storage import short_forms
from storage.database import Database
from storage.short_forms import ShortForm

if TYPE_CHECKING:  # commands that read no question need not wait for what does
    from handlers.understanding.own_forms import OwnForms


class KnownForms:
    """What a house remembers of them. They hold while their version is the one that comes with a turn's facts."""

    def __init__(self) -> None:
        self._kept: Sequence[ShortForm] = ()
        self._of: dict[str, OwnForms] = {}
        self._version = ""
        self._reading = asyncio.Lock()

    async def keep_up(self, db: Database, version: str) -> None:
        """Read them if they are of another version than this, which is empty where there never were any.

        What was read may be newer than the version: then it is read once more than needed, and never once too few.
        """
        if version == self._version:
            return
        async with self._reading:
            if version != self._version:
                found = await short_forms.every_form(db)
                self._kept, self._of, self._version = [each for each in found if not each.is_removed], {}, version

    def of(self, centre: str) -> "OwnForms":
        """Those of a centre, by its top unit, over those of the whole deployment."""
        from handlers.understanding.own_forms import own_forms

        if centre not in self._of:
            near = [each for each in self._kept if each.centre in ("", centre)]
            near.sort(key=lambda each: each.centre)
            self._of[centre] = own_forms((each.typed, each.meanings) for each in near)
        return self._of[centre]
