"""Leases: which process does what only one may do at a time, until when, by the database's own clock.

PostgreSQL alone: a file serves one process, which holds everything. The clocks of the machines may differ; that of the
database is one, so that a lease ends for everybody at the same instant.
"""

from collections.abc import Iterable, Mapping

from storage.database import Database
from storage.lists import list_text, members

PROCESS = "process:"
"""Begins the name of the lease by which a process says that it lives; its own name follows."""
_NOW = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"


async def renew(db: Database, holder: str, milliseconds: int) -> frozenset[str]:
    """Hold for so long, from now, what this holder has and did not let lapse; the names of it."""
    rows = await db.write(
        f"update lease set until = {_NOW} + $1 where holder = $2 and until > {_NOW} returning name",
        milliseconds, holder,
    )  # fmt: skip
    return frozenset(row["name"] for row in rows)


async def take(db: Database, holder: str, names: Iterable[str], milliseconds: int) -> frozenset[str]:
    """Take those that nobody holds, for so long from now; of two that want the same, one gets it."""
    rows = await db.write(
        f"insert into lease (name, holder, until) select wanted.name, $2, {_NOW} + $3"
        f" from {members(db.engine, '$1')} as wanted (name) where true order by wanted.name"
        " on conflict (name) do update set holder = excluded.holder, until = excluded.until"
        f" where lease.until <= {_NOW} returning name",
        list_text(names), holder, milliseconds,
    )  # fmt: skip
    return frozenset(row["name"] for row in rows)


async def give_back(db: Database, holder: str, names: Iterable[str]) -> None:
    """Leave some to whoever wants them next."""
    await db.write(
        f"delete from lease where holder = $1 and name in {members(db.engine, '$2')}", holder, list_text(names)
    )


async def give_everything_back(db: Database, holder: str) -> None:
    """Leave all of them to others, at an orderly end."""
    await db.write("delete from lease where holder = $1", holder)


async def holders(db: Database) -> Mapping[str, str]:
    """Name → holder of every lease that has not lapsed."""
    rows = await db.rows(f"select name, holder from lease where until > {_NOW}")
    return {row["name"]: row["holder"] for row in rows}


async def processes(db: Database) -> frozenset[str]:
    """The processes that serve the database at present."""
    return alive(await holders(db))


def alive(held: Mapping[str, str]) -> frozenset[str]:
    """The processes among the holders of leases."""
    return frozenset(holder for name, holder in held.items() if name.startswith(PROCESS))
