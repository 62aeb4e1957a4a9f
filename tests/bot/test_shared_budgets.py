"""Budgets that are shared through a real PostgreSQL: what one lends another has, and processes may be broken."""

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import pytest

from bot.budget import Budget, Urgency
from bot.crew.shares import SharedBudgets
from storage.database import Database, open_database
from tests.bot.test_budget_ahead import fullest_second
from tests.bot.waiting import until
from tests.storage.proxy import Proxy

RATE = 20
HOLDS = 2.0
"""Seconds for which the processes of these tests rely on their shares: less than in truth."""

PROCESS = f"""
import asyncio, sys, time
from bot.budget import Budget, Urgency
from bot.crew import share, shares
from storage.database import open_database

share.LASTS, share.UNDER_WAY, shares._PATIENCE = {HOLDS}, 1.5, 1.0

async def send(budget, chat):
    slot = await budget.take(Urgency.REPLY, chat)
    await asyncio.sleep(0.02)
    slot = await budget.take(Urgency.REPLY, chat, slot)
    print(time.monotonic(), flush=True)
    await asyncio.sleep(0.01)
    slot.answered()

async def main(url, worker):
    budget = Budget({RATE}, 2)
    work = asyncio.create_task(shares.SharedBudgets(await open_database(url), worker, {{"zalo": budget}}).work())
    while True:
        await asyncio.gather(*(send(budget, str(n)) for n in range(10)))

asyncio.run(main(*sys.argv[1:]))
"""


class Messenger:
    """Notes when each message arrived, and from whom."""

    def __init__(self) -> None:
        self.arrived: list[float] = []
        self.by: dict[str, list[float]] = {}

    def note(self, sender: str, at: float) -> None:
        self.arrived.append(at)
        self.by.setdefault(sender, []).append(at)

    def lately(self, sender: str) -> int:
        """How many came from somebody in the last second."""
        return sum(at > time.monotonic() - 1 for at in self.by.get(sender, []))


@pytest.fixture(params=["postgresql"])
def url(emptied_postgres: str) -> str:
    return emptied_postgres


@pytest.fixture
async def db(url: str) -> AsyncIterator[Database]:
    database = await open_database(url)
    yield database
    await database.close()


@asynccontextmanager
async def sharing(db: Database, worker: str) -> AsyncIterator[tuple[Budget, SharedBudgets]]:
    """A process that shares its budget of twenty a second."""
    budget = Budget(RATE, 2)
    shares = SharedBudgets(db, worker, {"zalo": budget})
    work = asyncio.create_task(shares.work())
    try:
        yield budget, shares
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


async def answers(messenger: Messenger, budget: Budget, sender: str, chat: int) -> None:
    """Answer somebody who asks again and again."""
    while True:
        slot = await budget.take(Urgency.REPLY, f"{sender} {chat}")
        messenger.note(sender, time.monotonic())
        slot.answered()


async def true(holds: Callable[[], bool]) -> None:
    async def now() -> bool:
        return holds()

    await until(now)


async def test_what_one_has_no_use_for_another_has_until_it_is_wanted(db: Database) -> None:
    messenger = Messenger()
    async with sharing(db, "a") as (one, _), sharing(db, "b") as (two, _):
        tasks = [asyncio.create_task(answers(messenger, one, "a", chat)) for chat in range(RATE)]
        await true(lambda: one.tokens == RATE - 1)
        tasks += [asyncio.create_task(answers(messenger, two, "b", chat)) for chat in range(RATE)]
        await true(lambda: one.tokens == two.tokens == RATE // 2)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert fullest_second(messenger.arrived) <= RATE


async def test_nothing_goes_out_before_there_is_a_share(db: Database) -> None:
    budget = Budget(RATE)
    SharedBudgets(db, "a", {"zalo": budget})
    assert budget.pushes(["a"], 0.0) == []


async def test_what_is_released_is_free_at_once(db: Database) -> None:
    async with sharing(db, "a") as (one, shares):
        (await one.take(Urgency.REPLY, "a")).unused()
    await shares.release()
    assert await db.rows("select worker from send_share") == []
    assert one.tokens == 0


async def test_what_was_sent_a_moment_ago_cools_before_it_is_released(db: Database) -> None:
    async with sharing(db, "a") as (one, shares):
        (await one.take(Urgency.REPLY, "a")).answered()
    sent = time.monotonic()
    await shares.release()
    assert await db.rows("select worker from send_share") == []
    assert time.monotonic() - sent > 1


async def test_a_pause_that_one_is_asked_for_holds_the_other(db: Database) -> None:
    async with sharing(db, "a") as (one, _), sharing(db, "b") as (two, _):
        await one.take(Urgency.REPLY, "a")
        one.pause(30)
        await true(lambda: two.paused_for > 25)
        assert two.pauses == 0


@asynccontextmanager
async def process(messenger: Messenger, url: str, name: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A real process that sends as much as it may."""
    pipe = asyncio.subprocess.PIPE
    started = await asyncio.create_subprocess_exec(sys.executable, "-c", PROCESS, url, name, stdout=pipe)

    async def listen() -> None:
        assert started.stdout is not None
        async for line in started.stdout:
            messenger.note(name, float(line))

    listening = asyncio.create_task(listen())
    try:
        yield started
    finally:
        with suppress(ProcessLookupError):
            started.kill()
        await started.wait()
        await listening


@pytest.mark.proof
@pytest.mark.skipif(sys.platform == "win32", reason="halting a process needs POSIX signals")
async def test_processes_that_are_killed_cut_off_and_halted_never_send_too_much(url: str) -> None:
    messenger = Messenger()
    async with AsyncExitStack() as held:
        line = await held.enter_async_context(Proxy())
        await line.start(url)
        one = await held.enter_async_context(process(messenger, url, "one"))
        await held.enter_async_context(process(messenger, line.through(url), "two"))
        three = await held.enter_async_context(process(messenger, url, "three"))
        await true(lambda: all(messenger.lately(name) >= 5 for name in ("one", "two", "three")))

        one.kill()
        await true(lambda: messenger.lately("two") >= 8 and messenger.lately("three") >= 8)

        line.pause()
        await true(lambda: messenger.lately("two") == 0 and messenger.lately("three") >= 17)
        line.resume()
        await true(lambda: messenger.lately("two") >= 8)

        three.send_signal(signal.SIGSTOP)
        await true(lambda: messenger.lately("two") >= 17)
        three.send_signal(signal.SIGCONT)
        await true(lambda: messenger.lately("three") >= 8)
    assert fullest_second(messenger.arrived) <= RATE
