"""`cadrebot jobs`: what happens by the clock, what came of it last, and a run at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click

from bot.cli.frame import takes_config
from bot.cli.running import Refused, in_house, print_json, say
from handlers.house import House
from handlers.table_jobs import JOBS, Job
from rules.access import OPERATOR
from storage import job_runs
from storage.clock import from_ms
from storage.job_runs import Cause, Run, RunState
from storage.job_settings import USUAL, JobSetting, job_settings


@click.group(invoke_without_command=True)
@takes_config
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def jobs(ctx: click.Context, as_json: bool) -> None:
    """List every job: when it runs, what came of its last run, when it runs next."""
    if ctx.invoked_subcommand is None:
        found = in_house(_listed)
        if as_json:
            print_json(found)
        else:
            for each in found:
                click.echo(_line(each))


@jobs.command()
@takes_config
@click.argument("name", type=click.Choice(tuple(JOBS)), metavar="NAME")
def run(name: str) -> None:
    """Run one job now, whether it is due or switched off. Status 1 if it fails."""
    done = in_house(lambda house: _run(house, name))
    if done.state is RunState.FAILED:
        raise Refused(f"{name} failed: {done.error}; the log says where")
    say(f"{name}: done" if done.did is None else f"{name}: done, {done.did}")


async def _run(house: House, name: str) -> Run:
    from bot.jobs.running import run_now

    return await run_now(house, JOBS[name], Cause.HAND, OPERATOR.user_id)


async def _listed(house: House) -> Sequence[dict[str, Any]]:
    runs, settings = await job_runs.latest_runs(house.db), await job_settings(house.db)
    now = house.clock()
    return [_job_json(job, runs.get(name), settings.get(name, USUAL), now) for name, job in JOBS.items()]


def _job_json(job: Job, run: Run | None, setting: JobSetting, now: datetime) -> dict[str, Any]:
    is_on = setting.is_on or bool(job.must_stay_on)
    following = job.times(setting.own_when).following(now) if is_on else None
    return {
        "name": job.name,
        "on": is_on,
        "when": setting.own_when or job.when,
        "next": following.isoformat() if following else None,
        "last": _run_json(run, now) if run else None,
    }


def _run_json(run: Run, now: datetime) -> dict[str, Any]:
    due, begun = (from_ms(each).astimezone(now.tzinfo).isoformat() for each in (run.due_at, run.started_at))
    return {
        "due": due, "started": begun, "cause": run.cause.value, "state": run.state.value, "reason": run.reason,
        "missed": run.missed, "tries": run.tries, "did": run.did, "error": run.error,
    }  # fmt: skip


def _line(each: dict[str, Any]) -> str:
    last = each["last"]
    came = f"{last['due'][:16]} {last['state']} {last['reason'] or last['error']}".strip() if last else "never ran"
    following = f"next {each['next'][:16]}" if each["next"] else "OFF"
    return f"{each['name']:<20} {each['when']:<18} {following:<22} last {came}"
