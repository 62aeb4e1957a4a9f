"""Numbered SQL files, forward only: each in one transaction together with its own record."""

from collections.abc import Collection
from importlib import resources
from importlib.resources.abc import Traversable

from storage.clock import now_ms
from storage.database import Database, DatabaseUnavailable, Transaction

_LOCK = 7203845113
"""An arbitrary number: whoever migrates a PostgreSQL database holds the advisory lock of this name."""


_HAS_RECORD = {
    "sqlite": "select 1 from sqlite_master where type = 'table' and name = 'migration'",
    "postgresql": "select 1 where to_regclass('migration') is not null",
}


async def migrate(database: Database, only: Collection[int] | None = None) -> None:
    """Apply the files of `storage/migrations` that this database has not seen, in order; `only` some of them, if given.

    A process killed midway leaves the database before or after a file, never inside one. Raises DatabaseUnavailable
    if the database has seen files that this program does not know.
    """
    files = _files()
    seen = await seen_migrations(database)
    if seen and max(seen) > files[-1][0]:
        raise DatabaseUnavailable(
            f"the database has tables of a newer program (migration {max(seen)}, known here: {files[-1][0]});"
            " install that one, or restore an older backup"
        )
    for number, file in files:
        if number in seen or (only is not None and number not in only):
            continue
        sql = file.read_text(encoding="utf-8")
        async with database.transaction() as tx:
            await _take_lock(tx)
            if await _applied(tx, number):
                continue
            for statement in _statements(sql):
                await tx.rows(statement)
            await tx.rows("insert into migration values ($1, $2, $3)", number, file.name, now_ms())


async def seen_migrations(database: Database) -> set[int]:
    """The numbers applied so far. Read without a lock: at most starts there is nothing to do, and nobody waits."""
    if not await database.rows(_HAS_RECORD[database.engine]):
        return set()
    return {row["number"] for row in await database.rows("select number from migration")}


def known_migrations() -> set[int]:
    """The numbers of all files of this program."""
    return {number for number, _ in _files()}


async def _take_lock(tx: Transaction) -> None:
    if tx.engine == "postgresql":
        await tx.rows("select pg_advisory_xact_lock($1)", _LOCK)
        # SQLite has this order built in, under this name; PostgreSQL would sort by the language of its machine.
        await tx.rows('create collation if not exists "binary" from "C"')
    await tx.rows(
        "create table if not exists migration"
        " (number bigint primary key, name text not null, applied_at bigint not null)"
    )


async def _applied(tx: Transaction, number: int) -> bool:
    return bool(await tx.rows("select 1 from migration where number = $1", number))


def _files() -> list[tuple[int, Traversable]]:
    folder = resources.files("storage") / "migrations"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return [(int(file.name[:4]), file) for file in files]


def _statements(sql: str) -> list[str]:
    lines = [line for line in sql.splitlines() if not line.lstrip().startswith("--")]
    return [statement.strip() for statement in "\n".join(lines).split(";\n") if statement.strip("; \n")]
