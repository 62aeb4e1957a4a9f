"""A line to PostgreSQL that is paused, stranded, cut or refused: everybody gets an answer, and the next ones work."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Awaitable

import asyncpg
import pytest

from storage import postgresql_lines
from storage.database import Database, open_database
from storage.patience import take_time
from storage.trouble import Trouble, trouble_of
from tests.bot.waiting import until
from tests.storage.proxy import Proxy

INSERT = "insert into house_fact (name, value) values ($1, 'x')"
FOR_EVER = 10
"""Seconds: an answer that has not come by then never comes."""


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql_lines, "LOOK_AFTER", 0.1)
    monkeypatch.setattr(postgresql_lines, "ANSWER_WITHIN", 0.5)
    monkeypatch.setattr(postgresql_lines, "CONNECT_WITHIN", 0.5)
    monkeypatch.setattr(postgresql_lines, "LEAVE_WITHIN", 0.5)
    monkeypatch.setattr(postgresql_lines, "LATE_ANSWER", 0.1)


@pytest.fixture
async def line(emptied_postgres: str) -> AsyncIterator[Proxy]:
    async with Proxy() as proxy:
        await proxy.start(emptied_postgres)
        yield proxy


@pytest.fixture
async def db(emptied_postgres: str, line: Proxy) -> AsyncIterator[Database]:
    database = await open_database(line.through(emptied_postgres))
    yield database
    await within(database.close())


async def within(work: Awaitable[object]) -> object:
    return await asyncio.wait_for(work, FOR_EVER)


async def trouble(db: Database, work: Awaitable[object]) -> Trouble | None:
    with pytest.raises(db.errors) as met:
        await within(work)
    return trouble_of(met.value)


async def keep(db: Database, name: str, midway: float = 0) -> None:
    async with db.transaction() as tx:
        await tx.rows(INSERT, name)
        await asyncio.sleep(midway)
        await tx.run_many(INSERT, [[f"{name} too"]])


async def names(db: Database) -> set[str]:
    return {row["name"] for row in await db.rows("select name from house_fact")}


async def works_again(db: Database) -> None:
    """Everything passes on every line of the pool."""

    async def passes() -> bool:
        done = await asyncio.gather(*(db.rows("select pg_sleep(0.02)") for _ in range(10)), return_exceptions=True)
        return not any(isinstance(each, BaseException) for each in done)

    await until(passes, within=FOR_EVER)


@pytest.mark.parametrize("hole", ["pause", "strand"])
async def test_a_statement_into_the_void_ends(db: Database, line: Proxy, hole: str) -> None:
    getattr(line, hole)()
    assert await trouble(db, db.rows("select 1")) is Trouble.AWAY
    line.resume()
    await works_again(db)


@pytest.mark.parametrize("hole", ["pause", "strand", "cut", "refuse"])
async def test_of_a_transaction_that_loses_its_line_nothing_is_kept(
    db: Database, line: Proxy, emptied_postgres: str, hole: str
) -> None:
    async def broken() -> None:
        async with db.transaction() as tx:
            await tx.rows(INSERT, "lost")
            getattr(line, hole)()
            await asyncio.sleep(0.02)
            await tx.rows(INSERT, "lost too")

    assert await trouble(db, broken()) is Trouble.AWAY
    line.resume()
    await works_again(db)
    assert await names(db) == set()


async def test_it_ends_too_where_even_the_question_breaks(
    db: Database, line: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(lines: postgresql_lines.Lines) -> object:
        raise asyncpg.InternalClientError("got result for unknown protocol state")

    await db.rows("select 1")
    line.strand()
    monkeypatch.setattr(postgresql_lines.Lines, "connect", broken)
    assert await trouble(db, db.rows("select 1")) is Trouble.AWAY


async def test_many_at_once_each_get_their_answer(db: Database, line: Proxy) -> None:
    line.pause()
    told = await asyncio.gather(*(trouble(db, keep(db, str(number))) for number in range(20)))
    assert set(told) == {Trouble.AWAY}
    line.resume()
    await works_again(db)


async def test_whoever_gives_up_waiting_in_a_transaction_is_free_at_once(db: Database, line: Proxy) -> None:
    work = asyncio.create_task(keep(db, "given up", midway=5))
    await asyncio.sleep(0.05)
    line.pause()
    work.cancel()
    begun = time.monotonic()
    await asyncio.wait({work})
    assert time.monotonic() - begun < 3
    line.resume()
    await works_again(db)


async def test_no_line_goes_back_in_the_middle_of_a_transaction(
    db: Database, line: Proxy, caplog: pytest.LogCaptureFixture
) -> None:
    work = asyncio.create_task(keep(db, "given up", midway=5))
    await asyncio.sleep(0.05)
    line.pause()
    for _ in range(2):
        work.cancel()
        await asyncio.sleep(0.05)
    await asyncio.wait({work})
    line.resume()
    await works_again(db)
    assert caplog.messages == []


async def test_a_statement_that_only_takes_its_time_is_left_alone(db: Database) -> None:
    assert await within(db.rows("select 1 from pg_sleep(0.6)"))
    async with db.transaction() as tx:
        assert await within(tx.rows("select 1 from pg_sleep(0.6)"))


async def test_waiting_for_somebody_elses_row_is_no_void(db: Database) -> None:
    await db.write(INSERT, "row")
    async with db.transaction() as tx:
        await tx.rows("update house_fact set value = 'mine'")
        other = asyncio.create_task(db.write("update house_fact set value = 'theirs'"))
        await asyncio.sleep(0.6)
        assert not other.done()
    await within(other)


async def test_a_transaction_that_stands_still_is_ended_by_the_server(db: Database) -> None:
    [kept] = await db.rows("show idle_in_transaction_session_timeout")
    assert kept[0] == "10s"

    async def halted() -> None:
        async with db.transaction() as tx:
            await tx.rows(INSERT, "halted")
            await tx.rows("set local idle_in_transaction_session_timeout = '50ms'")
            await asyncio.sleep(0.3)
            await tx.rows(INSERT, "halted too")

    assert await trouble(db, halted()) is Trouble.AWAY
    await works_again(db)
    assert await names(db) == set()


async def test_who_takes_time_may_stand_still(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.rows("set local idle_in_transaction_session_timeout = '50ms'")
        await take_time(tx)
        await asyncio.sleep(0.2)
        await tx.rows(INSERT, "late")
    assert await names(db) == {"late"}
    [kept] = await db.rows("show idle_in_transaction_session_timeout")
    assert kept[0] == "10s"


async def test_nothing_of_a_statement_stays_with_its_line(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.rows("set local search_path = pg_catalog")
        await tx.rows("select pg_advisory_xact_lock(1)")
    [path] = await db.rows("show search_path")
    assert "public" in path[0]
    assert await db.rows("select 1 from pg_locks where locktype = 'advisory'") == []


async def test_closing_ends_while_nothing_passes(line: Proxy, emptied_postgres: str) -> None:
    db = await open_database(line.through(emptied_postgres))
    line.pause()
    await within(db.close())


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="an option of Linux")
async def test_both_ends_look_after_an_idle_line(line: Proxy, emptied_postgres: str) -> None:
    lines = postgresql_lines.Lines(line.through(emptied_postgres))
    found = await lines.connect()
    ours = found._transport.get_extra_info("socket")
    assert ours.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    assert ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 10_000
    found.terminate()


async def test_a_line_that_broke_in_the_middle_of_a_word_is_dropped(line: Proxy, emptied_postgres: str) -> None:
    lines = postgresql_lines.Lines(line.through(emptied_postgres))
    found = await lines.connect()
    with pytest.raises(postgresql_lines.ServerAway) as met, lines.watched(found):
        raise asyncpg.InternalClientError("cannot switch to state 6")
    assert trouble_of(met.value) is Trouble.AWAY
    assert found.is_closed()
