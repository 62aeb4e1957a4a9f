"""What processes call to each other on one PostgreSQL: heard at once, or noticed as missed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, cast

import pytest

from storage import postgresql_lines, signals_postgresql
from storage.database import Database, open_database
from storage.signals import NoSignals, Signals, signals_of
from storage.signals_postgresql import PostgresSignals
from tests.bot.waiting import until
from tests.storage.proxy import Proxy


class Process:
    """One process with its signals, and what it heard under `lane`: payloads, and "?" for what may be missed."""

    def __init__(self, db: Database, worker_id: str) -> None:
        self.db = db
        self.signals: Signals = signals_of(db, worker_id)
        self.heard: list[str] = []
        self.signals.on("lane", self.heard.append, lambda: self.heard.append("?"))

    async def hears(self, *expected: str) -> None:
        async def there() -> bool:
            return self.heard == list(expected)

        await until(there, within=10)


@asynccontextmanager
async def process(url: str, worker_id: str) -> AsyncIterator[Process]:
    """A process that listens."""
    db = await open_database(url)
    found = Process(db, worker_id)
    work = asyncio.create_task(found.signals.work())
    try:
        await found.hears("?")
        found.heard.clear()
        yield found
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await db.close()


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks after the line often."""
    monkeypatch.setattr(signals_postgresql, "LOOK_EVERY", 0.1)
    monkeypatch.setattr(signals_postgresql, "ANSWER_WITHIN", 0.5)
    monkeypatch.setattr(postgresql_lines, "LEAVE_WITHIN", 0.5)


@pytest.fixture
async def line(migrated_postgres: str) -> AsyncIterator[Proxy]:
    async with Proxy() as proxy:
        await proxy.start(migrated_postgres)
        yield proxy


@pytest.fixture
async def one(migrated_postgres: str) -> AsyncIterator[Process]:
    async with process(migrated_postgres, "one") as found:
        yield found


@pytest.fixture
async def far(migrated_postgres: str, line: Proxy, brisk: None) -> AsyncIterator[Process]:
    """A process at the far end of a line that may break."""
    async with process(line.through(migrated_postgres), "far") as found:
        yield found


async def test_every_other_process_hears_and_in_order(one: Process, migrated_postgres: str) -> None:
    async with AsyncExitStack() as held:
        others = [await held.enter_async_context(process(migrated_postgres, name)) for name in ("two", "three")]
        for number in range(50):
            await one.signals.tell("lane", f"chat {number}")
        for other in others:
            await other.hears(*(f"chat {number}" for number in range(50)))
    assert one.heard == []


async def test_a_topic_is_heard_by_those_who_asked_for_it(one: Process, far: Process) -> None:
    await far.signals.tell("web", "something else")
    await far.signals.tell("lane", "a chat")
    await one.hears("a chat")


async def test_whoever_was_cut_off_hears_that_something_may_be_missed(one: Process, far: Process, line: Proxy) -> None:
    line.refuse()
    await one.signals.tell("lane", "nobody hears this")
    line.resume()
    await far.hears("?")
    await one.signals.tell("lane", "again")
    await far.hears("?", "again")


@pytest.mark.parametrize("hole", ["pause", "strand"])
async def test_a_line_into_the_void_is_noticed_by_looking(one: Process, far: Process, line: Proxy, hole: str) -> None:
    getattr(line, hole)()
    await one.signals.tell("lane", "into the void")
    await asyncio.sleep(0.7)
    line.resume()
    await far.hears("?")
    await one.signals.tell("lane", "again")
    await far.hears("?", "again")


async def test_telling_never_raises_and_never_hangs(far: Process, line: Proxy) -> None:
    line.refuse()
    await far.signals.tell("lane", "refused")
    line.resume()
    line.pause()
    async with asyncio.timeout(10):
        await far.signals.tell("lane", "paused")
    line.resume()


async def test_on_sqlite_there_is_nobody_to_tell(sqlite_url: str) -> None:
    db = await open_database(sqlite_url)
    signals = signals_of(db, "one")
    await signals.tell("lane", "a chat")
    await signals.work()
    await signals.close()
    await db.close()
    assert isinstance(signals, NoSignals)


class _Line:
    """A listening line whose answer to a look comes when the test says so."""

    def __init__(self) -> None:
        self.asked, self.answer, self.lost = asyncio.Event(), asyncio.Event(), False

    async def add_listener(self, *_: object) -> None:
        return

    def add_termination_listener(self, _: object) -> None:
        return

    async def fetchval(self, _: str) -> int:
        self.asked.set()
        await self.answer.wait()
        return 1

    def is_closed(self) -> bool:
        return self.lost

    def terminate(self) -> None:
        self.lost = True


class _OneLine:
    """As much of a database as the signals need."""

    def __init__(self) -> None:
        self.line = _Line()

    async def connect(self) -> _Line:
        return self.line


@pytest.mark.parametrize("steps", range(8))
async def test_told_to_stop_just_when_the_line_answers_it_stops(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """`asyncio.wait_for` forgets, in Python 3.11, that it was cancelled where its answer is there by then."""
    monkeypatch.setattr(signals_postgresql, "LOOK_EVERY", 0.001)
    db = _OneLine()
    work = asyncio.create_task(PostgresSignals(cast("Any", db), "one").work())
    await db.line.asked.wait()
    db.line.answer.set()
    for _ in range(steps):
        await asyncio.sleep(0)
    work.cancel()
    ended, _ = await asyncio.wait([work], timeout=0.2)
    assert ended
