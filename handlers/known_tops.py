"""What lies above the tops of the centres: kept in memory, read anew once units changed."""

from collections.abc import Mapping

from storage.centres import units_above
from storage.database import Database, Transaction


class KnownTops:
    """What a house remembers of where its centres lie. It holds while the version of the units is that of the turn."""

    def __init__(self) -> None:
        self._of: tuple[str, tuple[str, ...]] | None = None
        self._above: Mapping[str, frozenset[str]] = {}

    async def above(
        self, source: Database | Transaction, tops: tuple[str, ...], version: str
    ) -> Mapping[str, frozenset[str]]:
        """Top → itself and all units above it. What was read may be newer than the version, and is then read again."""
        if self._of != (version, tops):
            self._above = await units_above(source, tops)
            self._of = (version, tops)
        return self._above
