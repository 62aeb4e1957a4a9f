"""One run of a job: its row is taken, its tick does what is due, what came of it is kept, and who must know is told."""

import logging
from datetime import datetime

from bot.faults import frames, kind_of
from handlers import job_news
from handlers.house import House
from handlers.table_jobs import Job
from rules.job_due import TRY_AGAIN_AFTER, is_late, next_try
from rules.job_times import Rhythm
from storage import job_runs, job_settings
from storage.clock import from_ms, to_ms
from storage.database import Transaction
from storage.job_runs import Cause, Ended, Fallen, Run, RunState

logger = logging.getLogger(__name__)


async def run_by_clock(house: House, job: Job, due: datetime, missed: int = 0) -> Run | None:
    """The run of an instant that fell due; None where somebody else has it, or had."""
    run = await claim_by_clock(house, job, due, missed)
    return await do(house, job, run) if run else None


async def claim_by_clock(house: House, job: Job, due: datetime, missed: int = 0) -> Run | None:
    """Take the instant; None where it is somebody's."""
    async with house.db.transaction() as tx:
        return await job_runs.claim(tx, Fallen(job.name, to_ms(due), missed), to_ms(house.clock()))


async def run_now(house: House, job: Job, cause: Cause, asked_by: str = "") -> Run:
    """A run at this moment, which no clock called for."""
    async with house.db.transaction() as tx:
        run = await job_runs.begin(tx, job.name, cause, asked_by, to_ms(house.clock()))
    return await do(house, job, run)


async def do(house: House, job: Job, run: Run) -> Run:
    """Do what a run that was taken is for. Its failure is logged and kept, and its next time comes all the same."""
    try:
        did = await job.tick(house)
    except Exception as error:  # the outermost door of a job
        logger.error("job %s failed\n%s", job.name, frames(error))
        await _failed(house, job, run, kind_of(error))
    else:
        await _done(house, job, run, did)
    [last] = [each for each in await job_runs.last_runs(house.db, job.name, 5) if each.due_at == run.due_at] or [run]
    return last


async def _done(house: House, job: Job, run: Run, did: int | None) -> None:
    now = house.clock()
    late = run.cause is Cause.CLOCK and is_late(from_ms(run.due_at), from_ms(run.started_at))
    ended = Ended(RunState.LATE if late else RunState.DONE, to_ms(now), did)
    async with house.db.transaction() as tx:
        await job_runs.end(tx, run, ended)
        if await job_settings.note_over(tx, job.name, to_ms(now)):
            await job_news.tell_over(tx, house, job)
        if run.cause is Cause.HAND:
            await job_news.tell_asker(tx, house, job, run, ended)


async def _failed(house: House, job: Job, run: Run, kind: str) -> None:
    now = house.clock()
    again = next_try(run.tries, now)
    ended = Ended(RunState.FAILED, to_ms(now), error=kind, next_try_at=to_ms(again) if again else None)
    async with house.db.transaction() as tx:
        await job_runs.end(tx, run, ended)
        if again is None or await _fails_all_the_time(tx, job):
            await job_news.tell_failing(tx, house, job, again is not None)
        elif run.cause is Cause.HAND:
            await job_news.tell_asker(tx, house, job, run, ended)


async def give_up(house: House, job: Job, run: Run) -> None:
    """Try a run that failed, or that the program left in the middle, no more; staff are told."""
    error = run.error or job_runs.INTERRUPTED
    async with house.db.transaction() as tx:
        await job_runs.end(tx, run, Ended(RunState.FAILED, to_ms(house.clock()), error=error))
        await job_news.tell_failing(tx, house, job, is_tried_again=False)


async def _fails_all_the_time(tx: Transaction, job: Job) -> bool:
    """Whether what runs every few minutes failed as often as would have been tried: its last try never comes."""
    if job.times().rhythm is not Rhythm.THROUGH:
        return False
    failed = 0
    for each in await job_runs.last_runs(tx, job.name, len(TRY_AGAIN_AFTER) + 1):
        if each.state is not RunState.FAILED:
            break
        failed += each.tries
    return failed > len(TRY_AGAIN_AFTER)
