"""The short forms that staff added, as questions are read by them: kept in memory, read anew once they changed."""

import asyncio
from typing import TYPE_CHECKING

from storage import short_forms
from storage.database import Database

if TYPE_CHECKING:  # commands that read no question need not wait for what does
    from handlers.understanding.own_forms import OwnForms


class KnownForms:
    """What a house remembers of them, centre by centre: those hold while their version is that of a turn's facts."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[str, OwnForms]] = {}
        self._reading = asyncio.Lock()

    async def keep_up(self, db: Database, version: str, centre: str) -> None:
        """Read those of a centre, by its top unit, if they are of another version than this; empty is none at all.

        What was read may be newer than the version: then it is read once more than needed, and never once too few.
        """
        if version == self._version(centre):
            return
        from handlers.understanding.own_forms import own_forms

        async with self._reading:
            if version != self._version(centre):
                near = await short_forms.in_use(db, centre)
                self._of[centre] = version, own_forms((each.typed, each.meanings) for each in near)

    def of(self, centre: str) -> "OwnForms":
        """Those of a centre over those that all share; of a centre whose people asked nothing yet the latter alone."""
        from handlers.understanding.own_forms import NO_OWN_FORMS

        _, forms = self._of.get(centre) or self._of.get("") or ("", NO_OWN_FORMS)
        return forms

    def _version(self, centre: str) -> str:
        return self._of[centre][0] if centre in self._of else ""
