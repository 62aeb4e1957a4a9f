"""The units of the database as questions are searched for them: kept in memory, read anew once they changed."""

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rules.cadres import Unit
from rules.text import fold
from storage import former_units, units
from storage.database import Database
from storage.former_units import Former

if TYPE_CHECKING:  # commands that read no question need not wait for what does
    from handlers.understanding.place_index import Spelled
    from handlers.understanding.places import Places

_AT_ONCE = 20
"""Names taken apart before others have their turn: some two milliseconds' work."""


class KnownUnits:
    """What a house remembers of its units. They hold while their version is the one that comes with a turn's facts."""

    def __init__(self) -> None:
        self.places: Places | None = None
        """None before the first question."""
        self._version: str | None = None
        self._reading = asyncio.Lock()

    async def keep_up(self, db: Database, version: str) -> None:
        """Read the units if they are of another version than this. Whoever comes meanwhile waits for the one reading.

        What was read may be newer than the version: then it is read once more than needed, and never once too few.
        """
        if version == self._version:
            return
        async with self._reading:
            if version != self._version:
                self.places, self._version = await _read(db), version


def former_names(in_force: Iterable[Unit], former: Iterable[Former]) -> dict[str, list[str]]:
    """By id of a unit, the names of those it alone took over from, unless one in force bears the name again."""
    borne = {fold(unit.name) for unit in in_force}
    found: dict[str, list[str]] = {}
    for each in former:
        if len(each.successors) == 1 and fold(each.name) not in borne:
            found.setdefault(each.successors[0].id, []).append(each.name)
    return found


async def _read(db: Database) -> "Places":
    from handlers.understanding.place_index import spelled
    from handlers.understanding.places import place_of, places_of

    names: list[Spelled] = []
    in_force = await units.in_force(db)
    former = former_names(in_force, await former_units.former_units(db))
    for number, unit in enumerate(in_force, 1):
        names += spelled(place_of(unit, former.get(unit.id, ())))
        if number % _AT_ONCE == 0:
            await asyncio.sleep(0)
    return places_of(names)
