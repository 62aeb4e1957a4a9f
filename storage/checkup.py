"""How a database is: looked at as it lies there, without bringing its tables up to date."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from storage import leases
from storage.accounts import TERMINAL
from storage.database import Database, DatabaseUnavailable, row
from storage.migrate import known_migrations, seen_migrations


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found."""

    engine: str
    size: int
    """Bytes."""
    wal: int
    """Bytes of the write-ahead log beside the file; 0 where there is none."""
    damage: str
    """What the engine says of a damaged file; empty when it is whole."""
    pending: int
    """Migrations that the next start will apply."""
    unlinked: tuple[str, ...]
    """Staff, leaders, officers and administrators who have no open chat, by name and code."""
    processes: int | None = None
    """How many serve the database together at present; None where it is a file, or its tables are old."""


def database_file(url: str) -> Path | None:
    """The file of an `sqlite:///` URL, or None for a database that is no file."""
    parts = urlsplit(url)
    return Path(unquote(parts.path)[1:]).resolve() if parts.scheme == "sqlite" else None


async def check_up(url: str) -> Checkup | None:
    """Look at the database of a URL; None when its file is not there yet. Raises DatabaseUnavailable."""
    from storage.sqlite import is_damage, open_sqlite

    file = database_file(url)
    if file is None:
        from storage.postgresql import open_postgresql

        db: Database = await open_postgresql(url)
    elif file.exists():
        try:
            db = await open_sqlite(url)
        except DatabaseUnavailable as error:
            if is_damage(error.__cause__):
                return _damaged(file, error.__cause__)
            raise
    else:
        return None
    try:
        return await _look(db, file)
    except db.errors as error:
        if file is not None and is_damage(error):
            return _damaged(file, error)
        raise DatabaseUnavailable(f"the database cannot be read: {error}") from error
    finally:
        await db.close()


def _damaged(file: Path, error: BaseException | None) -> Checkup:
    """Of a file too damaged to be asked anything."""
    return Checkup("sqlite", *_file_sizes(file), str(error), pending=0, unlinked=())


async def _look(db: Database, file: Path | None) -> Checkup:
    seen = await seen_migrations(db)
    if newer := seen - known_migrations():
        raise DatabaseUnavailable(f"the database has tables of a newer program (migration {max(newer)})")
    pending = len(known_migrations() - seen)
    damage = "" if file is None else await _damage(db)
    unlinked = () if pending else await _unlinked(db)
    size, wal = await _size(db) if file is None else await asyncio.to_thread(_file_sizes, file)
    processes = None if pending or file is not None else len(await leases.processes(db))
    return Checkup(db.engine, size, wal, damage, pending, unlinked, processes)


async def _damage(db: Database) -> str:
    found = await db.rows("pragma integrity_check(1)")
    return "" if found[0][0] == "ok" else str(found[0][0])


async def _size(db: Database) -> tuple[int, int]:
    found = await row(db, "select pg_database_size(current_database()) as size")
    return int(found["size"]) if found else 0, 0


def _file_sizes(file: Path) -> tuple[int, int]:
    wal = file.with_name(f"{file.name}-wal")
    return file.stat().st_size, wal.stat().st_size if wal.exists() else 0


async def _unlinked(db: Database) -> tuple[str, ...]:
    rows = await db.rows(
        "select distinct h.name, h.code from role_grant g"
        " join (select id, code, name from cadre where gone_at is null"
        " union all select id, code, name from staff_person) h on h.id = g.holder_id"
        " where g.revoked_at is null and not exists (select 1 from account a where a.holder_id = h.id"
        f" and a.closed_at is null and a.channel <> '{TERMINAL}') order by h.code"
    )
    return tuple(f"{found['name']} ({found['code']})" for found in rows)
