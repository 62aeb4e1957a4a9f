"""What a transaction promises: kept whole, undone whole, and nobody is told otherwise."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator

import pytest

from storage.database import Database, DatabaseUnavailable, TransactionFailed, open_database
from storage.sqlite import SqliteDatabase

INSERT = "insert into house_fact (name, value) values ($1, $2)"


async def names(db: Database) -> set[str]:
    return {r["name"] for r in await db.rows("select name from house_fact")}


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[SqliteDatabase]:
    database = await open_database(sqlite_url)
    assert isinstance(database, SqliteDatabase)
    yield database
    await database.close()


async def test_a_transaction_that_raises_is_undone(db: Database) -> None:
    async def broken() -> None:
        async with db.transaction() as tx:
            await tx.rows(INSERT, "a", "1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await broken()
    await db.write(INSERT, "b", "1")
    assert await names(db) == {"b"}


async def test_a_swallowed_error_does_not_keep_half_a_transaction(db: Database) -> None:
    async def half() -> None:
        async with db.transaction() as tx:
            await tx.rows(INSERT, "a", "1")
            try:
                await tx.rows(INSERT, "a", "2")
            except db.errors:
                return

    with pytest.raises(TransactionFailed):
        await half()
    assert await names(db) == set()


async def test_a_failing_statement_leaves_the_others_of_its_group_kept(db: Database) -> None:
    results = await asyncio.gather(
        db.write(INSERT, "a", "1"), db.write(INSERT, "a", "2"), db.write(INSERT, "b", "1"), return_exceptions=True
    )
    assert sum(isinstance(result, Exception) for result in results) == 1
    assert await names(db) == {"a", "b"}


@pytest.mark.parametrize("times", [1, 2])
async def test_a_cancelled_transaction_is_undone_and_the_next_one_works(db: Database, times: int) -> None:
    inside = asyncio.Event()

    async def slow() -> None:
        async with db.transaction() as tx:
            await tx.rows(INSERT, "a", "1")
            inside.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(slow())
    await inside.wait()
    for _ in range(times):
        task.cancel()
        await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await task
    await db.write(INSERT, "b", "1")
    assert await names(db) == {"b"}


@pytest.mark.parametrize("steps", range(12))
async def test_cancelled_at_any_step_the_connection_stays_clean(db: Database, steps: int) -> None:
    async def work() -> None:
        async with db.transaction() as tx:
            await tx.rows(INSERT, "a", "1")
            await tx.rows(INSERT, "a2", "1")

    task = asyncio.create_task(work())
    for _ in range(steps):
        await asyncio.sleep(0.0002)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await db.write(INSERT, "b", "1")
    assert await names(db) in ({"b"}, {"a", "a2", "b"})


async def test_a_write_inside_ones_own_transaction_is_refused_not_waited_for(sqlite: SqliteDatabase) -> None:
    with pytest.raises(RuntimeError, match="transaction open"):
        async with sqlite.transaction():
            await sqlite.write(INSERT, "a", "1")


async def test_many_writers_at_once_cost_few_commits(sqlite: SqliteDatabase) -> None:
    statements: list[str] = []
    await sqlite._writer.set_trace_callback(statements.append)
    await asyncio.gather(*(sqlite.write(INSERT, f"n{n}", "1") for n in range(100)))
    assert len(await names(sqlite)) == 100
    assert sum(statement.lower() == "commit" for statement in statements) <= 3


async def test_when_the_disk_is_full_nobody_is_told_that_their_change_was_kept(sqlite: SqliteDatabase) -> None:
    pages = (await sqlite.rows("pragma page_count"))[0][0]
    await sqlite._writer.execute(f"pragma max_page_count = {pages + 20}")
    results = await asyncio.gather(
        *(sqlite.write(INSERT, f"n{n}", "x" * 20_000) for n in range(20)), return_exceptions=True
    )
    told_kept = {f"n{n}" for n, result in enumerate(results) if not isinstance(result, BaseException)}
    assert len(told_kept) < 20
    assert all(isinstance(r, list | sqlite3.OperationalError | DatabaseUnavailable) for r in results)
    assert await names(sqlite) == told_kept
    await sqlite._writer.execute("pragma max_page_count = 100000")
    await sqlite.write(INSERT, "after", "x" * 20_000)


async def test_when_a_group_is_rolled_back_all_of_its_members_are_told(sqlite: SqliteDatabase) -> None:
    joined = asyncio.Event()

    async def breaking() -> None:
        async with sqlite.transaction() as tx:
            await joined.wait()
            await tx.rows("rollback")
            raise sqlite3.OperationalError("disk I/O error")

    async def keeping() -> None:
        async with sqlite.transaction() as tx:
            await tx.rows(INSERT, "a", "1")

    first = asyncio.create_task(keeping())
    for _ in range(2):
        await asyncio.sleep(0)  # it has the connection, and has not begun to commit
    last = asyncio.create_task(breaking())
    await asyncio.sleep(0)
    joined.set()
    results = await asyncio.gather(first, last, return_exceptions=True)
    assert isinstance(results[0], DatabaseUnavailable)
    assert isinstance(results[1], sqlite3.OperationalError)
    assert await names(sqlite) == set()
    await sqlite.write(INSERT, "b", "1")
