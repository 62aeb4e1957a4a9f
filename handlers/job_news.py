"""What staff hear of the jobs: one that keeps failing, one that runs again, one they asked for."""

from collections.abc import Sequence

from handlers.house import House
from handlers.messages import HOME, Button, Reply
from handlers.push import holders_told, push_to_person
from handlers.table_jobs import Job
from handlers.texts import jobs as texts
from rules.access import Role
from storage import job_settings
from storage.clock import to_ms
from storage.database import Transaction
from storage.job_runs import Ended, Run


async def tell_failing(tx: Transaction, house: House, job: Job, is_tried_again: bool) -> None:
    """Tell staff and admins that a job does not run, once a day."""
    now = house.clock()
    if await job_settings.note_trouble(tx, job.name, now.date().isoformat(), to_ms(now)):
        await tell_staff(tx, house, Reply(texts.failing(job, is_tried_again), _ways(job)))


async def tell_over(tx: Transaction, house: House, job: Job) -> None:
    """Tell those who heard that it did not run that it does."""
    await tell_staff(tx, house, Reply(texts.over(job), _ways(job)))


async def tell_asker(tx: Transaction, house: House, job: Job, run: Run, ended: Ended) -> None:
    """Tell whoever asked for a run in chat what came of it."""
    await push_to_person(tx, house, house.clock(), run.asked_by, Reply(texts.result(job, ended), _ways(job)))


async def tell_staff(tx: Transaction, house: House, reply: Reply) -> None:
    """Something that can wait, to everyone of staff and every admin, once each; of the house's centre, where there are
    several."""
    holders: Sequence[str] = [
        holder for role in (Role.STAFF, Role.ADMIN) for holder in await holders_told(tx, house, role)
    ]
    for holder in dict.fromkeys(holders):
        await push_to_person(tx, house, house.clock(), holder, reply)


def _ways(job: Job) -> tuple[tuple[Button, ...], ...]:
    return ((Button(texts.SEE, f"job:{job.name}"),), (HOME,))
