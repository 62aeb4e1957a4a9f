"""Filling an empty database with the rows of another, whichever engine either has."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping

from storage.database import Database, Transaction
from storage.held import Portion, Table
from storage.migrate import migrate
from storage.patience import take_time

Portions = Callable[[Table], AsyncIterator[Portion]]
"""The rows of a table, so many at a time."""

_REFERENCES = (
    "select conrelid::regclass::text as owner, conname::text as name, pg_get_constraintdef(oid) as said"
    " from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace"
)


class Miscounted(Exception):
    """What was loaded is not what there was; the message names the first table that differs."""


async def load(db: Database, migrations: Collection[int], tables: Iterable[Table], portions: Portions) -> None:
    """Bring the tables of a new database to these migrations, and fill them; all of it is kept, or none.

    Whatever the migrations themselves put in gives way. Raises what the engine says of rows that do not fit.
    """
    await migrate(db, only=migrations)
    async with db.transaction() as tx:
        await take_time(tx)
        # Rows come in no order: what they refer to is looked for at the end.
        references = await _let_references_wait(tx)
        for table in tables:
            await tx.rows(f'delete from "{table.name}"')
            places = ", ".join(f"${n}" for n in range(1, len(table.columns) + 1))
            statement = f'insert into "{table.name}" ({table.selected}) values ({places})'
            async for portion in portions(table):
                await tx.run_many(statement, portion)
        for statement in references:
            await tx.rows(statement)


async def _let_references_wait(tx: Transaction) -> list[str]:
    """Let rows refer to rows that are not there yet; the statements after which that is over."""
    if tx.engine == "sqlite":
        await tx.rows("pragma defer_foreign_keys = on")
        return []
    found = await tx.rows(_REFERENCES)
    for each in found:
        await tx.rows(f'alter table {each["owner"]} drop constraint "{each["name"]}"')
    return [f'alter table {each["owner"]} add constraint "{each["name"]}" {each["said"]}' for each in found]


async def compare(db: Database, rows: Mapping[str, int]) -> None:
    """Count every table. Raises Miscounted for the first that has not so many rows."""
    for table, expected in rows.items():
        [found] = await db.rows(f'select count(*) as many from "{table}"')
        if found["many"] != expected:
            raise Miscounted(f"table {table} has {found['many']} rows of {expected}")
