"""A district at work; each example has a copy of its own to do harm to."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from handlers.house import House
from storage.database import Database, open_database
from tests.handlers.conftest import Linked, clock, database_file, fill, house, link_in, linked
from tests.handlers.permitted import KINDS, World, make_world

__all__ = ["clock", "database_file", "house", "linked"]

Town = Callable[[], AbstractAsyncContextManager[World]]


@pytest.fixture
async def db(database_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """The district's database in a file of the test's own, to be copied."""
    path = tmp_path / "district.db"
    shutil.copyfile(database_file, path)
    database = await open_database(f"sqlite:///{path}?synchronous=off")
    yield database
    await database.close()


async def everybody(house: House, link: Linked, path: Path) -> World:
    """The world of the permission tests, with each kind of person at their chat."""
    made = await make_world(house, link, path)
    for who in filter(None, KINDS.values()):
        await link(who)
    async with house.db.transaction() as tx:
        # What stands there for those tests alone, and no conversation writes.
        await tx.rows("update notice set audience = 'everyone' where audience = 'tat_ca'")
        await tx.rows("delete from privacy_request where kind = 'erase_chat'")
    return made


@pytest.fixture
async def town(house: House, linked: Linked, tmp_path: Path) -> Town:
    """`async with town() as world`: the world of the permission tests, as nobody has touched it yet."""
    made = await everybody(house, linked, tmp_path / "district.db")
    await house.db.close()
    numbers = count()

    @asynccontextmanager
    async def fresh() -> AsyncIterator[World]:
        path = tmp_path / f"copy-{next(numbers)}.db"
        shutil.copyfile(made.path, path)
        db = await open_database(f"sqlite:///{path}?synchronous=off")
        try:
            yield replace(made, house=replace(house, db=db), path=path)
        finally:
            await db.close()
            path.unlink()

    return fresh


@pytest.fixture
async def postgresql_world(house: House, emptied_postgres: str, tmp_path: Path) -> AsyncIterator[World]:
    """The same world on PostgreSQL, one for all examples."""
    await house.db.close()
    await fill(emptied_postgres)
    db = await open_database(emptied_postgres)
    there = replace(house, db=db)
    try:
        yield await everybody(there, link_in(there), tmp_path)
    finally:
        await db.close()
