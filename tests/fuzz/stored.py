"""All that is stored, as a digest of each table: whatever was refused has left them as they were."""

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from storage.database import Database

_TABLES = {
    "sqlite": "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'",
    "postgresql": "select tablename from pg_tables where schemaname = 'public'",
}
OPENING = ("house_fact", "faq_entry", "faq_word")
"""Tables that whoever opens the house brings up to date, be it for what is then refused."""
Stored = dict[str, str]


async def stored(db: Database, *without: str) -> Stored:
    """Table that has rows → their digest, on either engine, but for these tables."""
    names = {str(row[0]) for row in await db.rows(_TABLES[db.engine])} - set(without)
    filled = [str(row[0]) for row in await db.rows(_filled(names))]
    return {name: _digest(tuple(row[:]) for row in await db.rows(f'select * from "{name}"')) for name in filled}


def stored_in(file: Path, *without: str) -> Stored:
    """The same of a file of SQLite, and of how its tables are made."""
    with closing(sqlite3.connect(file)) as connection:
        names = {row[0] for row in connection.execute(_TABLES["sqlite"])} - set(without) | {"sqlite_master"}
        filled = [row[0] for row in connection.execute(_filled(names))]
        return {name: _digest(connection.execute(f'select * from "{name}"')) for name in filled}


def _filled(names: Iterable[str]) -> str:
    """One question for the tables with rows, most of which have none."""
    return " union all ".join(f"select '{name}' where exists (select 1 from \"{name}\")" for name in names)


def _digest(rows: Iterable[tuple[object, ...]]) -> str:
    """Of rows in any order: where the engine puts one is no matter."""
    lines = "\n".join(sorted(map(repr, rows)))
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()
