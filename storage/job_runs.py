"""Runs of the jobs: each instant belongs to whoever inserts its row first; what came of it stays beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage.database import Database, Row, Transaction, row

Source = Database | Transaction
KEPT_RUNS = 60
"""Runs of a job that are kept however old they are."""


class Cause(StrEnum):
    """Why a job ran."""

    CLOCK = "clock"
    START = "start"
    HAND = "hand"


class RunState(StrEnum):
    """How far a run is."""

    ASKED = "asked"
    RUNNING = "running"
    DONE = "done"
    LATE = "late"
    """Done, but later than it was due."""
    FAILED = "failed"
    SKIPPED = "skipped"


class Skip(StrEnum):
    """Why a run was passed by."""

    TOO_LATE = "too_late"
    HOLIDAY = "holiday"


INTERRUPTED = "interrupted"
"""Stands for the kind of error where the program ended in the middle of a run."""


@dataclass(frozen=True, slots=True)
class Run:
    """One row. All instants in stored milliseconds."""

    job: str
    due_at: int
    cause: Cause
    asked_by: str
    """The holder who asked for it, `operator` on the command line; empty for the clock."""
    started_at: int
    alive_at: int
    ended_at: int | None
    state: RunState
    reason: str
    missed: int
    tries: int
    next_try_at: int | None
    did: int | None
    error: str


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of a run."""

    state: RunState
    at: int
    did: int | None = None
    error: str = ""
    next_try_at: int | None = None


_NAMES = (
    "job", "due_at", "cause", "asked_by", "started_at", "alive_at", "ended_at",
    "state", "reason", "missed", "tries", "next_try_at", "did", "error",
)  # fmt: skip
_COLUMNS = ", ".join(_NAMES)
_OPEN = "(state in ('asked', 'running') or next_try_at is not null)"
"""As the index of the open runs has it: they are found without looking through the others."""


@dataclass(frozen=True, slots=True)
class Fallen:
    """An instant of the clock that fell due."""

    job: str
    due_at: int
    missed: int = 0
    """How many instants before it passed without a run."""


async def last_due(source: Source, job: str, before: int) -> int | None:
    """The last instant of the clock before another that has a row; None where there is none."""
    found = await row(
        source,
        "select max(due_at) as last from job_run where job = $1 and due_at < $2 and cause = 'clock'",
        job,
        before,
    )
    return found["last"] if found else None


async def claim(tx: Transaction, fallen: Fallen, at: int) -> Run | None:
    """Take an instant for oneself; None where it is somebody's already.

    What was still to be tried of earlier instants is dropped: this run does it.
    """
    found = await tx.rows(
        f"insert into job_run ({_COLUMNS}) values ($1, $2, 'clock', '', $3, $3, null, 'running', '', $4, 1, null, null,"
        f" '') on conflict (job, due_at) do nothing returning {_COLUMNS}",
        fallen.job, fallen.due_at, at, fallen.missed,
    )  # fmt: skip
    if not found:
        return None
    await tx.rows(
        "update job_run set next_try_at = null where job = $1 and due_at < $2 and next_try_at is not null",
        fallen.job, fallen.due_at,
    )  # fmt: skip
    return _run(found[0])


async def forget_coming(db: Database, job: str, after: int) -> None:
    """Drop the runs of instants that are still to come: they were written by a clock that has been set back since."""
    await db.write("delete from job_run where job = $1 and due_at > $2 and cause = 'clock'", job, after)


async def skip(db: Database, fallen: Fallen, reason: Skip, at: int) -> None:
    """Pass an instant by, unless it is somebody's already."""
    await db.write(
        f"insert into job_run ({_COLUMNS}) values ($1, $2, 'clock', '', $3, $3, $3, 'skipped', $4, $5, 0, null, null,"
        " '') on conflict (job, due_at) do nothing",
        fallen.job, fallen.due_at, at, reason.value, fallen.missed,
    )  # fmt: skip


async def ask(tx: Transaction, job: str, asked_by: str, at: int) -> bool:
    """Leave word that a job is to run now; False where somebody asked already."""
    waiting = await tx.rows("select 1 from job_run where job = $1 and state = 'asked'", job)
    if waiting:
        return False
    await _insert_beside(tx, job, Cause.HAND, asked_by, at, RunState.ASKED)
    return True


async def begin(tx: Transaction, job: str, cause: Cause, asked_by: str, at: int) -> Run:
    """The row of a run that the clock did not call for."""
    return await _insert_beside(tx, job, cause, asked_by, at, RunState.RUNNING)


async def _insert_beside(tx: Transaction, job: str, cause: Cause, asked_by: str, at: int, state: RunState) -> Run:
    """A row at an instant, or at the next millisecond that is nobody's."""
    due = at
    while True:
        found = await tx.rows(
            f"insert into job_run ({_COLUMNS}) values ($1, $2, $3, $4, $5, $5, null, $6, '', 0, $7, null, null, '')"
            f" on conflict (job, due_at) do nothing returning {_COLUMNS}",
            job, due, cause.value, asked_by, at, state.value, int(state is RunState.RUNNING),
        )  # fmt: skip
        if found:
            return _run(found[0])
        due += 1


async def open_runs(db: Database) -> list[Run]:
    """The runs that are not over: asked for, running, or to be tried again."""
    rows = await db.rows(f"select {_COLUMNS} from job_run where {_OPEN} order by due_at, job")
    return [_run(each) for each in rows]


async def take_up(db: Database, run: Run, at: int) -> Run | None:
    """Take an open run for oneself, as it was seen; None where somebody else has it by now."""
    found = await db.write(
        "update job_run set state = 'running', started_at = $3, alive_at = $3, ended_at = null, tries = tries + 1,"
        " next_try_at = null, error = '' where job = $1 and due_at = $2 and state = $4 and alive_at = $5"
        f" returning {_COLUMNS}",
        run.job, run.due_at, at, run.state.value, run.alive_at,
    )  # fmt: skip
    return _run(found[0]) if found else None


async def still_alive(db: Database, runs: Sequence[Run], at: int) -> None:
    """Say of runs that somebody is at work on them."""
    for run in runs:
        await db.write(
            "update job_run set alive_at = $3 where job = $1 and due_at = $2 and state = 'running'",
            run.job, run.due_at, at,
        )  # fmt: skip


async def end(source: Transaction, run: Run, ended: Ended) -> None:
    """Keep what came of a run."""
    await source.rows(
        "update job_run set state = $3, ended_at = $4, did = $5, error = $6, next_try_at = $7"
        " where job = $1 and due_at = $2",
        run.job, run.due_at, ended.state.value, ended.at, ended.did, ended.error, ended.next_try_at,
    )  # fmt: skip


async def give_up(db: Database, run: Run) -> None:
    """Try a failed run no more."""
    await db.write("update job_run set next_try_at = null where job = $1 and due_at = $2", run.job, run.due_at)


async def last_runs(source: Source, job: str, most: int) -> list[Run]:
    """The last runs of a job, the latest first."""
    rows = await source.rows(f"select {_COLUMNS} from job_run where job = $1 order by due_at desc limit $2", job, most)
    return [_run(each) for each in rows]


async def latest_runs(source: Source) -> dict[str, Run]:
    """The latest run of each job."""
    rows = await source.rows(
        f"select {_COLUMNS} from job_run where (job, due_at) in (select job, max(due_at) from job_run group by job)"
    )
    return {each["job"]: _run(each) for each in rows}


async def forget(db: Database, before: int) -> None:
    """Drop runs of before an instant, but of each job as many of the last as a look back needs."""
    await db.write(
        "delete from job_run where (job, due_at) in (select job, due_at from (select job, due_at, started_at,"
        " row_number() over (partition by job order by due_at desc) as place from job_run) ranked"
        " where place > $1 and started_at < $2)",
        KEPT_RUNS, before,
    )  # fmt: skip


def _run(found: Row) -> Run:
    values = {name: found[name] for name in _NAMES}
    return Run(**{**values, "cause": Cause(values["cause"]), "state": RunState(values["state"])})
