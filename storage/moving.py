"""Moving everything from one database to another, whichever engine either has."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from storage.database import DatabaseUnavailable
from storage.held import Held, Portion, Table, hold
from storage.loading import Miscounted, compare, load
from storage.migrate import known_migrations, migrate
from storage.places import place_of


class MoveFailed(Exception):
    """Nothing was put in place; the message says why, in English."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of it."""

    rows: dict[str, int]
    """How many each table has, counted on both sides."""
    old: str
    """Where what was at the goal before is kept; empty if there was nothing."""


async def move_database(from_url: str, to_url: str, at: datetime) -> Moved:
    """Copy a database that nobody uses to the place of another, count both, and only then put it there.

    The source stays as it is. Raises MoveFailed.
    """
    source, goal = place_of(from_url), place_of(to_url)
    try:
        # Whoever wrote on at the old place would write into what is left behind.
        await source.refuse_if_used()
        await goal.refuse_if_used()
        async with hold(from_url) as held, goal.fresh() as db:
            tables = await held.tables()
            if newer := set(await held.migrations()) - known_migrations():
                raise DatabaseUnavailable(f"the database is of a newer program (migration {max(newer)})")
            rows = dict.fromkeys((table.name for table in tables), 0)
            await load(db, await held.migrations(), tables, _Counting(held, rows).portions)
            await compare(db, rows)
            await migrate(db)
        return Moved(rows, await goal.take_over(at))
    except (DatabaseUnavailable, Miscounted, OSError) as error:
        raise MoveFailed(str(error)) from error
    except goal.errors as error:
        raise MoveFailed(str(error)) from error


class _Counting:
    """The rows of a database held still, counted on their way."""

    def __init__(self, held: Held, rows: dict[str, int]) -> None:
        self._held = held
        self._rows = rows

    async def portions(self, table: Table) -> AsyncIterator[Portion]:
        async for portion in self._held.portions(table):
            self._rows[table.name] += len(portion)
            yield portion
