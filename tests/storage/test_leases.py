"""Leases on one PostgreSQL: each is one process's at a time, and free again when that is heard of no more."""

import asyncio

import pytest

from storage import leases
from storage.checkup import check_up
from storage.database import Database

LONG = 60_000
OVER = -1


@pytest.fixture
def db(shared_db: Database) -> Database:
    return shared_db


async def test_of_many_who_want_the_same_each_lease_goes_to_one(db: Database) -> None:
    names = [f"lane:{n}" for n in range(20)]
    taken = await asyncio.gather(*(leases.take(db, f"p{n}", names, LONG) for n in range(6)))
    assert sorted(name for some in taken for name in some) == sorted(names)
    assert await leases.holders(db) == {name: f"p{n}" for n, some in enumerate(taken) for name in some}


async def test_what_is_held_is_not_taken_and_what_lapsed_is(db: Database) -> None:
    await leases.take(db, "first", ["jobs"], LONG)
    assert await leases.take(db, "second", ["jobs"], LONG) == frozenset()
    await leases.take(db, "first", ["channel:telegram"], OVER)
    assert await leases.take(db, "second", ["channel:telegram", "jobs"], LONG) == {"channel:telegram"}


async def test_what_lapsed_is_not_renewed_even_where_nobody_took_it(db: Database) -> None:
    await leases.take(db, "first", ["jobs"], LONG)
    await leases.take(db, "first", ["channel:telegram"], OVER)
    assert await leases.renew(db, "first", LONG) == {"jobs"}
    assert await leases.renew(db, "second", LONG) == frozenset()


async def test_what_is_given_back_is_free_at_once_and_nobody_gives_back_anothers(db: Database) -> None:
    await leases.take(db, "first", ["jobs", "lane:1", "lane:2"], LONG)
    await leases.give_back(db, "second", ["jobs"])
    await leases.give_back(db, "first", ["lane:1"])
    assert set(await leases.holders(db)) == {"jobs", "lane:2"}
    await leases.give_everything_back(db, "first")
    assert await leases.holders(db) == {}


async def test_the_doctor_is_told_how_many_processes_serve_the_database(db: Database, emptied_postgres: str) -> None:
    await leases.take(db, "first", ["process:first", "jobs"], LONG)
    await leases.take(db, "second", ["process:second"], LONG)
    await leases.take(db, "gone", ["process:gone"], OVER)
    found = await check_up(emptied_postgres)
    assert found is not None
    assert found.processes == 2
