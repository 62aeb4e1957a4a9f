"""Runs of jobs and what staff chose for them, on both engines."""

import asyncio

from storage import job_runs, job_settings
from storage.database import Database
from storage.job_runs import KEPT_RUNS, Cause, Ended, Fallen, Run, RunState, Skip
from storage.job_settings import JobSetting
from storage.journal import By


async def claim(db: Database, due: int, at: int = 0) -> Run | None:
    async with db.transaction() as tx:
        return await job_runs.claim(tx, Fallen("news", due), at or due)


async def end(db: Database, run: Run, ended: Ended) -> None:
    async with db.transaction() as tx:
        await job_runs.end(tx, run, ended)


async def test_of_many_who_want_an_instant_one_gets_it(db: Database) -> None:
    found = await asyncio.gather(*(claim(db, 1000) for _ in range(8)))
    assert len([run for run in found if run is not None]) == 1


async def test_a_failed_run_is_open_until_it_is_taken_up_by_one_or_a_later_one_begins(db: Database) -> None:
    run = await claim(db, 1000)
    assert run is not None
    await end(db, run, Ended(RunState.FAILED, 1100, error="ValueError", next_try_at=1200))
    [open_run] = await job_runs.open_runs(db)
    taken = [await job_runs.take_up(db, open_run, 1300) for _ in range(2)]
    assert [each.tries for each in taken if each] == [2]
    await end(db, run, Ended(RunState.FAILED, 1400, next_try_at=1500))
    await claim(db, 2000)
    assert [each.due_at for each in await job_runs.open_runs(db)] == [2000]


async def test_a_run_is_asked_for_once_and_lies_beside_those_of_the_clock(db: Database) -> None:
    await claim(db, 1000)
    async with db.transaction() as tx:
        asked = [await job_runs.ask(tx, "news", "lan", 1000) for _ in range(2)]
        await job_runs.begin(tx, "news", Cause.START, "", 1000)
    assert asked == [True, False]
    assert [each.due_at for each in await job_runs.last_runs(db, "news", 9)] == [1002, 1001, 1000]
    assert (await job_runs.latest_runs(db))["news"].cause is Cause.START
    assert await job_runs.last_due(db, "news", 5000) == 1000


async def test_a_run_that_was_passed_by_says_why(db: Database) -> None:
    for reason in (Skip.TOO_LATE, Skip.HOLIDAY):
        await job_runs.skip(db, Fallen("news", 1000, missed=2), reason, 1500)
    [run] = await job_runs.last_runs(db, "news", 9)
    assert (run.state, run.reason, run.missed) == (RunState.SKIPPED, "too_late", 2)


async def test_the_last_runs_are_kept_however_old(db: Database) -> None:
    for due in range(1, KEPT_RUNS + 6):
        await job_runs.skip(db, Fallen("news", due), Skip.HOLIDAY, due)
    await job_runs.forget(db, 4)
    assert len(await job_runs.last_runs(db, "news", 100)) == KEPT_RUNS + 2
    await job_runs.forget(db, 10_000)
    assert len(await job_runs.last_runs(db, "news", 100)) == KEPT_RUNS


async def test_what_was_run_by_a_clock_that_went_ahead_is_dropped(db: Database) -> None:
    for due in (1000, 2000):
        await claim(db, due)
    await job_runs.forget_coming(db, "news", 1500)
    assert [each.due_at for each in await job_runs.last_runs(db, "news", 9)] == [1000]


async def test_the_life_of_a_run_is_kept(db: Database) -> None:
    run = await claim(db, 1000)
    assert run is not None
    await job_runs.still_alive(db, [run], 1700)
    assert [each.alive_at for each in await job_runs.open_runs(db)] == [1700]
    await end(db, run, Ended(RunState.LATE, 1800, did=3))
    await job_runs.give_up(db, run)
    assert await job_runs.open_runs(db) == []


async def test_switches_and_hours_are_kept_and_journaled(db: Database) -> None:
    by = By("lan", 1000)
    async with db.transaction() as tx:
        done = [await job_settings.switch(tx, by, "news", is_on=False) for _ in range(2)]
        done += [await job_settings.set_hour(tx, by, "news", "0 6 * * *") for _ in range(2)]
    assert done == [True, False, True, False]
    assert await job_settings.job_settings(db) == {"news": JobSetting(False, "0 6 * * *", "lan", 1000)}
    assert [row[0] for row in await db.rows("select action from journal order by action")] == [
        "set_job_hour",
        "switch_job",
    ]


async def test_trouble_is_told_once_a_day_and_its_end_once(db: Database) -> None:
    async with db.transaction() as tx:
        told = [await job_settings.note_trouble(tx, "news", day, 1000) for day in ("2025-06-02", "2025-06-02")]
        over = [await job_settings.note_over(tx, "news", 2000) for _ in range(2)]
    assert (told, over) == ([True, False], [True, False])
