""" "Lịch tự động": every job with what came of its last run; run now, switch off and on, another hour."""

from datetime import datetime

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, start
from handlers.messages import HOME, Button, FormState, Reply
from handlers.table_jobs import JOBS, Job, Theme
from handlers.texts import common
from handlers.texts import jobs as texts
from handlers.turn import Answered, Turn, Write
from handlers.understanding.job_hours import JobHours, job_hours_in
from rules.job_times import Rhythm, When, at_other_hours
from rules.quiet_hours import waking
from storage import job_runs, job_settings
from storage.clock import to_ms
from storage.database import Transaction
from storage.job_settings import USUAL, JobSetting

BOARD, CARD, HOUR = "jobs", "job", "job_hour"
_RUNS = 10
"""Runs that a card shows."""
_PAGE = 3
"""Jobs that a page of the board shows."""
_MOST_HOURS = 3
_PAGE = 3
"""Jobs of a theme that are shown at once."""
_STALE = Reply(common.STALE, common.HOME_ROW)


async def board(turn: Turn) -> Reply:
    """`jobs`: what is off and what does not run; `jobs:THEME:PLACE`: some jobs of one theme."""
    theme = next((each for each in Theme if turn.args[:1] == (each.value,)), None)
    if theme is not None:
        return await _of_theme(turn, theme, turn.number(1) or 0)
    runs, settings = await job_runs.latest_runs(turn.house.db), await job_settings.job_settings(turn.house.db)
    rows = tuple((Button(label, f"{BOARD}:{each.value}"),) for each, label in texts.THEMES.items())
    return Reply(texts.board([*JOBS.values()], runs, settings), (*rows, (HOME,)), topic=BOARD)


async def _of_theme(turn: Turn, theme: Theme, place: int) -> Reply:
    runs, settings = await job_runs.latest_runs(turn.house.db), await job_settings.job_settings(turn.house.db)
    every = [job for job in JOBS.values() if job.theme is theme]
    jobs = every[place : place + _PAGE]
    lines = []
    for job in jobs:
        setting = settings.get(job.name, USUAL)
        following = _times(job, setting).following(turn.now)
        lines.append(texts.line(job, runs.get(job.name), _is_on(job, setting), following, turn.now))
    rows = tuple((Button(job.title, _key(CARD, job)),) for job in jobs)
    has_more = len(every) > place + _PAGE
    on = Button(texts.MORE, f"{BOARD}:{theme.value}:{place + _PAGE}") if has_more else Button(texts.ALL, BOARD)
    return Reply("\n\n".join([texts.THEMES[theme], *lines]), (*rows, (on,), (HOME,)), topic=BOARD)


async def card(turn: Turn) -> Reply:
    """`job:NAME`: one job, its last runs, and what may be done with it."""
    job = _named(turn)
    return await _card(turn, job) if job else _STALE


async def _card(turn: Turn, job: Job) -> Reply:
    setting = await job_settings.job_setting(turn.house.db, job.name)
    runs = await job_runs.last_runs(turn.house.db, job.name, _RUNS)
    times = _times(job, setting)
    head = texts.card(job, _is_on(job, setting), bool(setting.own_when), times, turn.now)
    text = f"{head}\n\n{texts.history(runs, turn.now)}"
    return Reply(text, _ways(job, setting, times), topic=BOARD)


def _ways(job: Job, setting: JobSetting, times: When) -> tuple[tuple[Button, ...], ...]:
    rows = [(Button(texts.RUN_NOW, _key("job_run", job)),)]
    if not _is_on(job, setting):
        rows.append((Button(texts.SWITCH_ON, _key("job_on", job)),))
    elif not job.must_stay_on:
        rows.append((Button(texts.SWITCH_OFF, _key("job_off", job)),))
    if times.rhythm is not Rhythm.THROUGH:
        rows.append((Button(texts.HOUR, _key(HOUR, job)),))
    if setting.own_when:
        rows.append((Button(texts.USUAL_HOUR, _key("job_usual_hour", job)),))
    return (*rows, (Button(texts.ALL, BOARD),), (HOME,))


async def run(turn: Turn) -> Answered:
    """`job_run:NAME`: leave word that it is to run; the watch takes it up, and whoever asked is told."""
    job = _named(turn)
    if job is None:
        return _STALE

    async def write(tx: Transaction) -> Reply:
        is_new = await job_runs.ask(tx, job.name, turn.by.actor, to_ms(turn.now))
        return Reply(texts.ASKED if is_new else texts.ASKED_ALREADY, _back(job))

    return write


async def off(turn: Turn) -> Reply:
    """`job_off:NAME`: what does not happen meanwhile is said first."""
    job = _named(turn)
    if job is None:
        return _STALE
    if job.must_stay_on:
        return Reply(job.must_stay_on, _back(job))
    yes = Button(texts.OFF_SURELY, _key("job_off_yes", job))
    return Reply(texts.off_surely(job), ((yes,), *_back(job)))


async def off_yes(turn: Turn) -> Answered:
    """`job_off_yes:NAME`."""
    return await _switch(turn, is_on=False)


async def on(turn: Turn) -> Answered:
    """`job_on:NAME`."""
    return await _switch(turn, is_on=True)


async def _switch(turn: Turn, is_on: bool) -> Answered:
    job = _named(turn)
    if job is None or (job.must_stay_on and not is_on):
        return _STALE

    async def write(tx: Transaction) -> Reply:
        await job_settings.switch(tx, turn.by, job.name, is_on)
        return Reply(texts.switched(job, is_on), _back(job))

    return write


async def hour(turn: Turn) -> Reply:
    """`job_hour:NAME`: ask for another hour."""
    job = _named(turn)
    if job is None:
        return _STALE
    if job.times().rhythm is Rhythm.THROUGH:
        return Reply(texts.NO_HOUR, _back(job))
    return await start(turn, FORM, {"job": job.name})


async def usual_hour(turn: Turn) -> Answered:
    """`job_usual_hour:NAME`: give a job its usual hour back."""
    job = _named(turn)
    return _set(turn, job, "") if job else _STALE


async def _ask(turn: Turn, state: FormState) -> Reply:
    job = JOBS.get(state.data["job"])
    if job is None:
        return _STALE
    setting = await job_settings.job_setting(turn.house.db, job.name)
    return Reply(texts.which_hour(job, _times(job, setting)))


async def _take(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    job, said = JOBS.get(state.data["job"]), job_hours_in(value)
    if job is None:
        return _STALE
    if said is None:
        return Again(texts.NOT_AN_HOUR, unlike=True)
    why = _why_not(turn, job, said)
    return Again(why) if why else _set(turn, job, at_other_hours(job.when, [*said.times], said.weekday))


def _why_not(turn: Turn, job: Job, said: JobHours) -> str:
    """Why a job cannot run then; empty where it can."""
    if len(said.times) > _MOST_HOURS:
        return texts.TOO_MANY_HOURS
    if said.weekday is not None and len(job.times().weekdays) > 1:
        return texts.NOT_A_WEEKDAY
    at = [datetime.combine(turn.today, each, turn.now.tzinfo) for each in said.times]
    is_quiet = any(waking(each, turn.house.quiet_hours) != each for each in at)
    return texts.IN_QUIET_HOURS if job.writes_to_people and is_quiet else ""


def _set(turn: Turn, job: Job, own_when: str) -> Write:
    async def write(tx: Transaction) -> Reply:
        await job_settings.set_hour(tx, turn.by, job.name, own_when)
        times = job.times(own_when)
        return Reply(texts.hour_set(job, times, turn.now), _back(job))

    return write


def _named(turn: Turn) -> Job | None:
    return JOBS.get(turn.args[0]) if turn.args else None


def _times(job: Job, setting: JobSetting) -> When:
    return job.times(setting.own_when)


def _is_on(job: Job, setting: JobSetting) -> bool:
    return setting.is_on or bool(job.must_stay_on)


def _key(name: str, job: Job) -> str:
    return f"{name}:{job.name}"


def _back(job: Job) -> tuple[tuple[Button, ...], ...]:
    return ((Button(texts.SEE, _key(CARD, job)),), (Button(texts.ALL, BOARD),), *common.HOME_ROW)


FORM = Form(HOUR, "hour", {"hour": Step(_ask, _take)}, STAFF)
