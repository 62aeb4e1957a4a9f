"""Whatever breaks under SQLite, everybody who asked gets an answer: nobody waits for ever."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Iterator

import pytest

from storage import sqlite as storage_sqlite
from storage.database import DatabaseUnavailable, open_database
from storage.sqlite import SqliteDatabase

INSERT = "insert into house_fact (name, value) values ($1, $2)"
FOR_EVER = 10
"""Seconds: an answer that has not come by then never comes."""


@pytest.fixture
async def db(sqlite_url: str) -> AsyncIterator[SqliteDatabase]:
    database = await open_database(sqlite_url)
    assert isinstance(database, SqliteDatabase)
    await database._writer.execute("pragma busy_timeout = 5")
    yield database
    await within(database.close())


@pytest.fixture
def other(db: SqliteDatabase, sqlite_url: str) -> Iterator[sqlite3.Connection]:
    """Another program on the same file."""
    connection = sqlite3.connect(sqlite_url.removeprefix("sqlite:///").partition("?")[0], isolation_level=None)
    yield connection
    connection.close()


async def within(work: Awaitable[object]) -> object:
    return await asyncio.wait_for(work, FOR_EVER)


async def keep(db: SqliteDatabase, name: str) -> None:
    async with db.transaction() as tx:
        await tx.rows(INSERT, name, "1")


async def all_told(db: SqliteDatabase) -> list[BaseException | object]:
    """What two writes and a transaction at once come to."""
    work = (db.write(INSERT, "a", "1"), keep(db, "b"), db.write(INSERT, "c", "1"))
    found = await within(asyncio.gather(*work, return_exceptions=True))
    assert isinstance(found, list)
    return found


async def names(db: SqliteDatabase) -> set[str]:
    return {row["name"] for row in await db.rows("select name from house_fact")}


async def test_another_program_that_holds_the_file_too_long_is_an_error_for_each(
    db: SqliteDatabase, other: sqlite3.Connection
) -> None:
    other.execute("begin immediate")
    assert [type(each) for each in await all_told(db)] == [sqlite3.OperationalError] * 3
    other.execute("rollback")
    await keep(db, "after")
    assert await names(db) == {"after"}


@pytest.mark.parametrize("broken", [{"commit"}, {"commit", "rollback"}])
@pytest.mark.parametrize("error", [sqlite3.OperationalError("disk I/O error"), ValueError("no active connection")])
async def test_a_commit_that_fails_is_told_to_all_of_its_group_and_undone(
    db: SqliteDatabase, monkeypatch: pytest.MonkeyPatch, broken: set[str], error: Exception
) -> None:
    run = db._run

    async def failing(sql: str) -> None:
        if sql in broken:
            raise error
        await run(sql)

    monkeypatch.setattr(db, "_run", failing)
    assert {type(each) for each in await all_told(db)} == {DatabaseUnavailable}
    monkeypatch.undo()
    await keep(db, "after")
    assert await names(db) == {"after"}


async def test_a_transaction_that_cannot_be_undone_takes_its_group_with_it(
    db: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = db._run

    async def failing(sql: str) -> None:
        if sql == "rollback to one":
            raise sqlite3.OperationalError("disk I/O error")
        await run(sql)

    async def half() -> None:
        async with db.transaction() as tx:
            await tx.rows(INSERT, "half", "1")
            raise ZeroDivisionError

    monkeypatch.setattr(db, "_run", failing)
    found = await asyncio.gather(keep(db, "a"), half(), return_exceptions=True)
    assert [type(each) for each in found] == [DatabaseUnavailable, ZeroDivisionError]
    monkeypatch.undo()
    await keep(db, "after")
    assert await names(db) == {"after"}


async def test_a_full_disk_is_told_by_the_commit_or_before(db: SqliteDatabase) -> None:
    [[pages]] = await db._writer.execute_fetchall("pragma page_count")
    await db._writer.execute(f"pragma max_page_count = {pages}")
    big = "x" * 50_000
    work = (db.write(INSERT, "a", big), db.write(INSERT, "b", big))
    found = await within(asyncio.gather(*work, return_exceptions=True))
    assert isinstance(found, list)
    assert all(isinstance(each, sqlite3.OperationalError | DatabaseUnavailable) for each in found)
    await db._writer.execute("pragma max_page_count = 100000")
    await keep(db, "after")
    assert await names(db) == {"after"}


@pytest.mark.parametrize("steps", range(0, 16, 2))
async def test_a_stopped_writer_or_committer_leaves_nobody_waiting(db: SqliteDatabase, steps: int) -> None:
    asked = [asyncio.create_task(db.write(INSERT, "a", "1")), asyncio.create_task(keep(db, "b"))]
    for _ in range(steps):
        await asyncio.sleep(0)
    for task in (*db._tasks, *([db._committer] if db._committer else [])):
        task.cancel()
    found = await within(asyncio.gather(*asked, return_exceptions=True))
    assert isinstance(found, list)
    assert all(isinstance(each, list | DatabaseUnavailable | None) for each in found)
    await within(keep(db, "after"))
    assert "after" in await names(db)


@pytest.mark.parametrize("value", ["\ud800", 2**70])
async def test_a_value_that_cannot_be_stored_is_the_error_of_its_asker_alone(
    db: SqliteDatabase, value: str | int
) -> None:
    asked = (db.write(INSERT, "a", "1"), db.write(INSERT, value, "1"), db.rows("select $1", value), db.rows("select 1"))
    found = await within(asyncio.gather(*asked, return_exceptions=True))
    assert isinstance(found, list)
    assert [isinstance(each, UnicodeEncodeError | OverflowError) for each in found] == [False, True, True, False]
    assert await names(db) == {"a"}


async def test_a_stopped_reader_leaves_nobody_waiting(db: SqliteDatabase) -> None:
    for steps in range(4):
        asked = asyncio.create_task(db.rows("select 1"))
        for _ in range(steps):
            await asyncio.sleep(0)
        if db._reader._going:
            db._reader._going.cancel()
        [found] = await asyncio.gather(asyncio.wait_for(asked, FOR_EVER), return_exceptions=True)
        assert isinstance(found, list | DatabaseUnavailable)
    assert len(await db.rows("select 1")) == 1


async def test_closing_waits_for_no_transaction_that_never_ends(
    db: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_sqlite, "_PATIENCE", 0.01)
    inside = asyncio.Event()

    async def endless() -> None:
        async with db.transaction() as tx:
            await tx.rows(INSERT, "a", "1")
            inside.set()
            await asyncio.Event().wait()

    stuck = asyncio.create_task(endless())
    await inside.wait()
    behind = asyncio.create_task(db.write(INSERT, "b", "1"))
    await asyncio.sleep(0)
    await within(db.close())
    with pytest.raises(DatabaseUnavailable):
        await within(behind)
    with pytest.raises(DatabaseUnavailable, match="closed"):
        await db.rows("select 1")
    stuck.cancel()
    [ended] = await asyncio.gather(asyncio.wait_for(stuck, FOR_EVER), return_exceptions=True)
    assert isinstance(ended, BaseException)


async def test_a_long_read_holds_nobody_up(db: SqliteDatabase) -> None:
    endless = (
        "with recursive n (i) as (values (1) union all select i + 1 from n where i < 1000000) select max(i) from n"
    )
    long = [asyncio.create_task(db.rows_aside(endless)) for _ in range(3)]
    await asyncio.sleep(0.01)
    assert await within(db.rows("select 1"))
    assert not any(each.done() for each in long), "somebody's question was answered before"
    assert [rows[0][0] for rows in await asyncio.gather(*long)] == [1_000_000] * 3


async def test_closing_waits_for_a_long_read(db: SqliteDatabase) -> None:
    endless = "with recursive n (i) as (values (1) union all select i + 1 from n where i < 300000) select max(i) from n"
    long = asyncio.create_task(db.rows_aside(endless))
    await asyncio.sleep(0.01)
    await within(db.close())
    assert (await long)[0][0] == 300_000
