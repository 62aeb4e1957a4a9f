"""What the errors of both engines say of the database."""

import errno
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from storage.database import Database, DatabaseUnavailable, open_database
from storage.sqlite import SqliteDatabase
from storage.trouble import MEND, Trouble, trouble_of

INSERT = "insert into house_fact (name, value) values ($1, $2)"


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[SqliteDatabase]:
    db = await open_database(url)
    assert isinstance(db, SqliteDatabase)
    await db._writer.execute("pragma busy_timeout = 5")
    try:
        yield db
    finally:
        await db.close()


async def refusals(db: Database) -> set[Trouble | None]:
    """What a write by itself and one in a transaction come to."""
    found = set()
    try:
        await db.write(INSERT, "a", "x" * 200_000)
    except Exception as error:
        found.add(trouble_of(error))
    try:
        async with db.transaction() as tx:
            await tx.rows(INSERT, "b", "x" * 200_000)
    except Exception as error:
        found.add(trouble_of(error))
    return found


async def test_a_full_disk(sqlite_url: str) -> None:
    async with opened(sqlite_url) as db:
        await db._writer.execute("pragma max_page_count = 1")
        assert await refusals(db) == {Trouble.FULL}


async def test_another_program_that_holds_it(sqlite_url: str) -> None:
    async with opened(sqlite_url) as db:
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///").partition("?")[0], isolation_level=None)
        other.execute("begin immediate")
        assert await refusals(db) == {Trouble.LOCKED}
        other.close()


async def test_a_database_that_may_not_be_written_to(sqlite_url: str) -> None:
    async with opened(sqlite_url) as db:
        await db._writer.execute("pragma query_only = on")
        assert await refusals(db) == {Trouble.READ_ONLY}


async def test_a_server_that_takes_no_changes(emptied_postgres: str) -> None:
    db = await open_database(f"{emptied_postgres}&default_transaction_read_only=on")
    assert await refusals(db) == {Trouble.READ_ONLY}
    await db.close()


async def test_a_server_that_hangs_up(emptied_postgres: str) -> None:
    db = await open_database(emptied_postgres)
    with pytest.raises(db.errors) as met:
        await db.rows("select pg_terminate_backend(pg_backend_pid())")
    assert trouble_of(met.value) is Trouble.AWAY
    await db.close()


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), Trouble.FULL),
        (ConnectionRefusedError(), Trouble.AWAY),
        (asyncpg.TooManyConnectionsError(), Trouble.AWAY),
        (FileNotFoundError(errno.ENOENT, "no such file"), None),
        (ZeroDivisionError(), None),
        (DatabaseUnavailable("closed"), None),
    ],
)
def test_other_errors(error: Exception, trouble: Trouble | None) -> None:
    assert trouble_of(error) is trouble


async def test_a_wrong_statement_is_no_trouble_of_the_database(db: Database) -> None:
    with pytest.raises(db.errors) as met:
        await db.write("insert into nowhere values (1)")
    assert trouble_of(met.value) is None


def test_for_each_trouble_there_is_something_to_do() -> None:
    assert set(MEND) == set(Trouble)
