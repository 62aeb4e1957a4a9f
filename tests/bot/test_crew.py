"""Several processes of a crew on a real PostgreSQL: each lane and duty is one's, and passes on when it is gone."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import pytest

from bot.crew import leaseholder
from bot.crew.lanes import ALL_LANES, LANES, lane_of
from bot.crew.leaseholder import Leaseholder
from storage import leases
from storage.database import Database
from storage.signals import NoSignals
from tests.bot.waiting import until


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beats often; lets a busy machine be slow for as long as the tests can wait for those who are gone."""
    monkeypatch.setattr(leaseholder, "TTL", 4.0)
    monkeypatch.setattr(leaseholder, "SURE", 3.0)
    monkeypatch.setattr(leaseholder, "BEAT", 0.1)
    monkeypatch.setattr(leaseholder, "_PATIENCE", 2.5)


@pytest.fixture
def db(shared_db: Database) -> Database:
    return shared_db


class Process:
    """A process of the crew: what it answers, and how often its duty began."""

    def __init__(self, db: Database, name: str) -> None:
        self.lanes: frozenset[int] = frozenset()
        self.busy = asyncio.Event()
        self.busy.set()
        self.begun = 0
        self.on_duty = False
        self.crew = Leaseholder(db, name, NoSignals())
        self.work: asyncio.Task[None] | None = None

    async def take_up(self, lanes: frozenset[int]) -> None:
        self.lanes |= lanes

    async def let_go(self, lanes: frozenset[int]) -> None:
        self.lanes -= lanes
        await self.busy.wait()

    def lose(self, lanes: frozenset[int]) -> None:
        self.lanes -= lanes

    async def do_its_duty(self) -> None:
        self.begun += 1
        self.on_duty = True
        try:
            await asyncio.Event().wait()
        finally:
            self.on_duty = False

    async def run(self) -> None:
        await self.crew.begin(self)
        await asyncio.gather(self.crew.work(), self.crew.while_holding("jobs", self.do_its_duty))

    async def dies(self) -> None:
        """Without a word."""
        assert self.work is not None
        self.work.cancel()
        with suppress(asyncio.CancelledError):
            await self.work
        self.lanes = frozenset()


@asynccontextmanager
async def crew_of(db: Database, *names: str) -> AsyncIterator[list[Process]]:
    """Processes that came one after the other, once the lanes are shared among them."""
    async with AsyncExitStack() as stack:
        processes: list[Process] = []
        for name in names:
            processes.append(await stack.enter_async_context(one(db, name)))
            await shared_by(*processes)
        yield processes


@asynccontextmanager
async def one(db: Database, name: str) -> AsyncIterator[Process]:
    process = Process(db, name)
    process.work = asyncio.create_task(process.run())
    try:
        yield process
    finally:
        await process.dies()


async def shared_by(*processes: Process) -> None:
    """Until every lane is somebody's, nobody has more than their part, and one is on duty."""

    async def fair() -> bool:
        held = [lane for process in processes for lane in process.lanes]
        most = -(-LANES // len(processes))
        is_fair = sorted(held) == sorted(ALL_LANES) and all(len(each.lanes) <= most for each in processes)
        return is_fair and sum(each.on_duty for each in processes) == 1

    await until(fair, within=30)


async def test_one_alone_holds_everything(db: Database) -> None:
    async with crew_of(db, "a") as [a]:
        assert a.lanes == ALL_LANES
        assert a.crew.holds("jobs")


async def test_whoever_comes_gets_a_part_and_the_duty_stays(db: Database) -> None:
    async with crew_of(db, "a", "b", "c") as [a, b, c]:
        assert [process.begun for process in (a, b, c)] == [1, 0, 0]
        assert {len(process.lanes) for process in (a, b, c)} <= {20, 21, 22}


async def test_a_lane_is_handed_over_when_what_was_begun_on_it_is_over(db: Database) -> None:
    async with crew_of(db, "a") as [a]:
        a.busy.clear()
        async with one(db, "b") as b:
            await until(lambda: bool_of(len(a.lanes) == LANES // 2), within=30)
            await asyncio.sleep(0.3)
            assert b.lanes == frozenset()
            a.busy.set()
            await shared_by(a, b)


async def test_what_a_dead_process_held_goes_to_the_others(db: Database) -> None:
    async with crew_of(db, "a", "b", "c") as [a, b, c]:
        await a.dies()
        await shared_by(b, c)


async def test_whoever_leaves_in_order_is_replaced_at_once(db: Database) -> None:
    async with crew_of(db, "a", "b") as [a, b]:
        await a.dies()
        await a.crew.leave()
        assert set(await leases.holders(db)) & {"jobs"} == set()
        await shared_by(b)


async def test_who_cannot_renew_stops_before_anybody_may_take_over(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = leases.renew

    async def cut_off(db: Database, holder: str, milliseconds: int) -> frozenset[str]:
        if holder == "a":
            await asyncio.sleep(60)
        return await real(db, holder, milliseconds)

    async with crew_of(db, "a", "b") as [a, b]:
        monkeypatch.setattr(leases, "renew", cut_off)
        overlaps: list[bool] = []

        async def taken_over() -> bool:
            overlaps.append(bool(a.lanes & b.lanes) or (a.on_duty and b.on_duty))
            return b.on_duty and b.lanes == ALL_LANES

        await until(taken_over, within=30)
        assert not any(overlaps)
        assert (a.lanes, a.on_duty) == (frozenset(), False)
        monkeypatch.setattr(leases, "renew", real)
        await shared_by(a, b)


async def test_a_process_that_slept_too_long_knows_it_before_it_does_anything(db: Database) -> None:
    async with crew_of(db, "a") as [a]:
        time.sleep(3.05)  # noqa: ASYNC251 — nothing of the process runs, as when it is stopped
        assert not a.crew.holds("jobs")


async def bool_of(value: bool) -> bool:
    return value


def test_the_lane_of_a_chat_is_the_same_in_every_process() -> None:
    assert (lane_of("telegram", "7"), lane_of("web", "7")) == (39, 11)
    assert {lane_of("telegram", str(chat)) for chat in range(2_000)} == ALL_LANES


async def test_what_was_given_up_too_early_is_taken_up_again(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    async with crew_of(db, "a") as [a]:
        monkeypatch.setattr(leaseholder, "SURE", 0.05)

        async def gave_up() -> bool:
            return not a.lanes and not a.on_duty

        await until(gave_up)
        monkeypatch.setattr(leaseholder, "SURE", 3.0)
        await shared_by(a)
        assert a.begun > 1
