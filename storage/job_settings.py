"""What staff chose for the jobs: on or off, their own hour; and of which trouble staff were told."""

from dataclasses import dataclass

from storage.database import Database, Transaction
from storage.journal import By, Entry, record

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class JobSetting:
    """Without a row a job is on, at its usual hour."""

    is_on: bool = True
    own_when: str = ""
    """As crontab; empty for the usual hour."""
    changed_by: str = ""
    changed_at: int = 0
    """Instants before it no longer count: nothing is made up for of a time at which it was off, or at another hour."""


USUAL = JobSetting()


async def job_settings(source: Source) -> dict[str, JobSetting]:
    """Of every job that somebody changed."""
    rows = await source.rows("select job, is_on, own_when, changed_by, changed_at from job_setting")
    return {
        each["job"]: JobSetting(bool(each["is_on"]), each["own_when"], each["changed_by"], each["changed_at"])
        for each in rows
    }


async def job_setting(source: Source, job: str) -> JobSetting:
    """Of one job."""
    return (await job_settings(source)).get(job, USUAL)


async def switch(tx: Transaction, by: By, job: str, is_on: bool) -> bool:
    """Switch a job on or off; False where it is so already."""
    before = await job_setting(tx, job)
    if before.is_on == is_on:
        return False
    await _keep(tx, by, job, is_on, before.own_when)
    await record(tx, by, Entry("switch_job", "job", job, str(int(before.is_on)), str(int(is_on))))
    return True


async def set_hour(tx: Transaction, by: By, job: str, own_when: str) -> bool:
    """Give a job an hour of its own, as crontab, or the usual one back; False where it is so already."""
    before = await job_setting(tx, job)
    if before.own_when == own_when:
        return False
    await _keep(tx, by, job, before.is_on, own_when)
    await record(tx, by, Entry("set_job_hour", "job", job, before.own_when, own_when))
    return True


async def _keep(tx: Transaction, by: By, job: str, is_on: bool, own_when: str) -> None:
    await tx.rows(
        "insert into job_setting (job, is_on, own_when, changed_by, changed_at) values ($1, $2, $3, $4, $5)"
        " on conflict (job) do update set is_on = excluded.is_on, own_when = excluded.own_when,"
        " changed_by = excluded.changed_by, changed_at = excluded.changed_at",
        job, int(is_on), own_when, by.actor, by.at,
    )  # fmt: skip


async def note_trouble(tx: Transaction, job: str, day: str, at: int) -> bool:
    """Keep that staff are told of a job that fails; False where they were that day."""
    return bool(
        await tx.rows(
            "insert into job_trouble (job, day, told_at) values ($1, $2, $3) on conflict (job, day) do nothing"
            " returning job",
            job, day, at,
        )
    )  # fmt: skip


async def note_over(tx: Transaction, job: str, at: int) -> bool:
    """Keep that a job runs again; False where staff were told of no trouble that lasted."""
    return bool(
        await tx.rows("update job_trouble set over_at = $2 where job = $1 and over_at is null returning job", job, at)
    )
