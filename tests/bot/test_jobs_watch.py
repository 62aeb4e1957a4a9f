"""Jobs over time: what was missed, what fails, who runs it, and clocks that are set."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from apscheduler.schedulers import base
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.jobs import Jobs, watch
from handlers.house import House
from handlers.push import reply_from_json
from handlers.table_jobs import JOBS, Job
from rules.holidays import parse_holidays
from storage import job_runs, job_settings
from storage.clock import to_ms
from storage.database import Database
from storage.job_runs import Run, RunState
from storage.journal import By
from tests.bot.conftest import until
from tests.bot.ticking import job
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent

ZONE = "Asia/Ho_Chi_Minh"
MONDAY_AT_SIX = "0 6 * * mon"
Put = Callable[..., Job]


class Ticking:
    """A tick that notes when it ran, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.ran: list[datetime] = []
        self.failures = 0

    async def __call__(self, house: House) -> int:
        self.ran.append(house.clock())
        if self.failures:
            self.failures -= 1
            raise ValueError("as it happens")
        return 3


@pytest.fixture
def tick() -> Ticking:
    return Ticking()


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch, tick: Ticking) -> Put:
    """`put("0 6 * * mon")`: the only job there is."""
    for name in list(JOBS):
        monkeypatch.delitem(JOBS, name)

    def only(when: str, **more: object) -> Job:
        given = job("news", when, tick, **more)
        monkeypatch.setitem(JOBS, "news", given)
        return given

    return only


async def look(house: House, jobs: Jobs | None = None) -> Jobs:
    """What a program does when it looks at the clock; without `jobs` one that was just started."""
    jobs = jobs or Jobs(house, ZONE)
    await jobs.look()
    await jobs.idle()
    return jobs


async def runs(db: Database) -> list[Run]:
    return await job_runs.last_runs(db, "news", 50)


async def states(db: Database) -> list[RunState]:
    return [each.state for each in await runs(db)]


async def test_a_job_runs_when_it_is_due_and_once(house: House, clock: Clock, put: Put, tick: Ticking) -> None:
    put("5 8 * * *")
    jobs = await look(house)
    tick.ran.clear()
    for _ in range(20):
        clock.move(seconds=30)
        await look(house, jobs)
    assert [f"{at:%H:%M}" for at in tick.ran] == ["08:05"]
    [run, *_] = await runs(house.db)
    assert (run.state, run.did, run.tries) == (RunState.DONE, 3, 1)


async def test_after_a_power_cut_the_job_of_monday_six_runs_late_once_and_says_so(
    house: House, clock: Clock, put: Put, tick: Ticking
) -> None:
    put(MONDAY_AT_SIX)
    await look(house)
    clock.move(days=21, hours=3)
    tick.ran.clear()
    for _ in range(2):
        await look(house)
    [run, *_] = await runs(house.db)
    assert tick.ran == [clock.now]
    assert (run.state, run.missed) == (RunState.LATE, 2)
    assert run.due_at == to_ms(clock.now.replace(hour=6))


async def test_what_is_of_no_more_use_is_passed_by_with_the_reason(
    house: House, clock: Clock, put: Put, tick: Ticking
) -> None:
    put("0 7 * * *", useful_for=timedelta(hours=10))
    await look(house)
    clock.move(days=1, hours=10)
    await look(house)
    [run, _] = await runs(house.db)
    assert (len(tick.ran), run.state, run.reason) == (1, RunState.SKIPPED, "too_late")


async def test_two_programs_run_a_job_once(house: House, clock: Clock, put: Put, tick: Ticking) -> None:
    put("0 7 * * *")
    await asyncio.gather(*(look(house) for _ in range(3)))
    assert len(tick.ran) == 1


async def test_a_job_that_fails_is_tried_again_and_staff_are_told_after_the_last_try(
    house: House, clock: Clock, put: Put, tick: Ticking, linked: Linked, sent: Sent
) -> None:
    put("0 8 * * *")
    lan: Person = await linked(roster.LAN)
    tick.failures = 4
    jobs = Jobs(house, ZONE)
    told: list[int] = []
    for _ in range(25):
        await look(house, jobs)
        told.append(len(await sent(lan)))
        clock.move(minutes=1)
    assert [at.minute for at in tick.ran] == [0, 1, 6, 21]
    assert (told[20], told[21]) == (0, 1)
    [text] = await sent(lan)
    assert "“Việc thử” không chạy được sau nhiều lần thử" in text
    assert "Việc thử không được làm." in text
    clock.move(days=1)
    await look(house, jobs)
    assert (await sent(lan))[1:] == ["Việc tự động “Việc thử” đã chạy lại được."]


async def test_of_a_job_that_fails_every_few_minutes_staff_hear_once_a_day(
    house: House, clock: Clock, put: Put, tick: Ticking, linked: Linked, sent: Sent
) -> None:
    put("*/5 * * * *")
    lan = await linked(roster.LAN)
    tick.failures = 10_000
    jobs = Jobs(house, ZONE)
    for _ in range(60):
        await look(house, jobs)
        clock.move(minutes=1)
    assert len(await sent(lan)) == 1
    clock.move(days=1)
    await look(house, jobs)
    assert len(await sent(lan)) == 2


async def test_a_run_that_the_program_left_in_the_middle_is_taken_up_at_the_next_start(
    house: House, clock: Clock, put: Put, tick: Ticking
) -> None:
    job = put("0 7 * * *")
    async with house.db.transaction() as tx:
        fallen = job_runs.Fallen(job.name, to_ms(clock.now.replace(hour=7)))
        assert await job_runs.claim(tx, fallen, to_ms(clock.now)) is not None
    await look(house)
    assert tick.ran == [], "whoever has it may be at work on it"
    jobs = Jobs(house, ZONE)
    await jobs.look(are_others_dead=True)
    await jobs.idle()
    assert (len(tick.ran), await states(house.db)) == (1, [RunState.LATE])


async def test_what_is_switched_off_does_not_run_and_nothing_of_that_time_is_made_up_for(
    house: House, clock: Clock, put: Put, tick: Ticking
) -> None:
    put("0 7 * * *")
    jobs = await look(house)
    tick.ran.clear()
    await switch(house, on=False)
    clock.move(days=2)
    await look(house, jobs)
    await switch(house, on=True)
    await look(house, jobs)
    assert tick.ran == []
    clock.move(days=1)
    await look(house, jobs)
    assert len(tick.ran) == 1


async def test_what_must_stay_on_runs_whatever_the_tables_say(
    house: House, clock: Clock, put: Put, tick: Ticking
) -> None:
    put("0 7 * * *", must_stay_on="Vì vậy.")
    await switch(house, on=False)
    clock.move(days=1)
    await look(house)
    assert len(tick.ran) == 1


async def test_at_an_hour_of_its_own_a_job_runs_and_at_the_usual_one_no_more(
    house: House, clock: Clock, put: Put, tick: Ticking
) -> None:
    put("0 7 * * *")
    jobs = await look(house)
    tick.ran.clear()
    async with house.db.transaction() as tx:
        await job_settings.set_hour(tx, By("x", to_ms(clock.now)), "news", "0 6 * * *; 30 9 * * *")
    for _ in range(48):
        clock.move(minutes=30)
        await look(house, jobs)
    assert [f"{at:%H:%M}" for at in tick.ran] == ["09:30", "06:00"]


async def test_on_a_holiday_a_job_that_rests_is_passed_by(house: House, clock: Clock, put: Put, tick: Ticking) -> None:
    put("0 7 * * *", rests_on_holidays=True)
    day = '[[every_year]]\nname = "Ngày hội"\nday = "02/06"\nsource = "Luật"'
    resting = replace(house, holidays=parse_holidays(day, "holidays.toml"))
    clock.move(days=-1)
    await look(resting)
    clock.move(days=1)
    await look(resting)
    assert ([at.day for at in tick.ran], (await runs(house.db))[0].reason) == ([1], "holiday")


async def test_a_clock_that_is_set_forward_and_back_runs_nothing_twice_and_loses_nothing(
    house: House, clock: Clock, put: Put, tick: Ticking
) -> None:
    put("0 9 * * *")
    jobs = await look(house)
    tick.ran.clear()
    for hours in (3, -3, 1, 24):
        clock.move(hours=hours)
        await look(house, jobs)
    assert [f"{at:%d %H}" for at in tick.ran] == ["02 11", "03 09"]


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_what_runs_through_the_day_goes_on_at_once_when_the_clock_is_set_back(
    house: House, clock: Clock, put: Put, tick: Ticking, is_restarted: bool
) -> None:
    put("*/5 * * * *")
    jobs = await look(house)
    for _ in range(12):
        clock.move(minutes=5)
        await look(house, jobs)
    clock.move(minutes=-59)
    tick.ran.clear()
    for _ in range(3):
        await look(house, None if is_restarted else jobs)
        clock.move(minutes=5)
    assert [f"{at:%H:%M}" for at in tick.ran] == ["08:06", "08:11"]


async def test_alone_the_scheduler_sleeps_on_when_the_clock_is_set_back_and_the_watch_does_not(
    house: House, clock: Clock, put: Put, tick: Ticking, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Wall(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return clock.now

    monkeypatch.setattr(base, "datetime", Wall)
    monkeypatch.setattr(watch, "LOOK_EVERY", 0.01)
    put("*/5 * * * *")
    alone = AsyncIOScheduler(timezone=clock.now.tzinfo)
    alone.add_job(tick, CronTrigger.from_crontab("*/5 * * * *", clock.now.tzinfo), args=[house])
    alone.start()
    working = asyncio.create_task(Jobs(house, ZONE).work())
    await until(lambda: _ran(tick, 1))
    clock.move(hours=-4)
    assert alone._process_jobs() > 4 * 3600, "it would sleep for more than four hours"
    for count in (2, 3):
        clock.move(minutes=5)
        await until(lambda count=count: _ran(tick, count))  # type: ignore[misc]
    alone.shutdown(wait=False)
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
    assert [f"{at:%H:%M}" for at in tick.ran] == ["08:00", "04:05", "04:10"]


async def _ran(tick: Ticking, count: int) -> bool:
    return len(tick.ran) >= count


async def test_a_span_is_lived_through_in_order_once_and_at_the_pace_that_is_asked_for(
    house: House, clock: Clock, put: Put, tick: Ticking, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("*/5 * * * *")
    monkeypatch.setitem(JOBS, "daily", job("daily", "0 7 * * *", tick))
    reached: list[datetime] = []

    async def reach(at: datetime) -> None:
        reached.append(at)

    before, after = clock.now, clock.now + timedelta(days=2)
    for _ in range(2):
        await Jobs(house, ZONE).live_through(before, after, reach, timedelta(hours=6))
    assert tick.ran == sorted(tick.ran)
    assert [f"{at:%d %H:%M}" for at in tick.ran] == [
        "02 08:05", "02 14:05", "02 20:05", "03 02:05", "03 07:00", "03 08:05", "03 14:05", "03 20:05", "04 02:05",
        "04 07:00",
    ]  # fmt: skip
    assert (reached[-1], len(reached)) == (after, 22)


async def test_the_centre_s_zone_counts_and_not_the_machine_s(
    house: House, clock: Clock, put: Put, tick: Ticking
) -> None:
    put("30 14 * * *")
    await look(house)
    tick.ran.clear()
    await look(replace(house, clock=lambda: clock.now.replace(hour=14, minute=30).astimezone()))
    assert len(tick.ran) == 1


async def test_whoever_asked_for_a_run_is_told_what_came_of_it(
    house: House, clock: Clock, put: Put, linked: Linked, sent: Sent
) -> None:
    put("0 7 1 * *")
    lan = await linked(roster.LAN)
    async with house.db.transaction() as tx:
        assert await job_runs.ask(tx, "news", roster.LAN.id, to_ms(clock.now))
        assert not await job_runs.ask(tx, "news", roster.LAN.id, to_ms(clock.now))
    await look(house)
    assert await sent(lan) == ["“Việc thử” đã chạy xong theo yêu cầu của đồng chí. Đã xử lý: 3."]


async def test_days_off_that_nobody_entered_are_asked_for_a_month_ahead(
    house: House, clock: Clock, linked: Linked
) -> None:
    await linked(roster.LAN)
    clock.now = clock.now.replace(month=12, day=10)
    for _ in range(3):
        await Jobs(house, ZONE).run("holidays-ahead")
    rows = await house.db.rows("select reply from outbox order by created_at")
    texts = [reply_from_json(row["reply"]).text.splitlines()[0] for row in rows]
    assert texts == []
    clock.now = clock.now.replace(day=20)
    for _ in range(3):
        await Jobs(house, ZONE).run("holidays-ahead")
    rows = await house.db.rows("select reply from outbox order by created_at")
    texts = [reply_from_json(row["reply"]).text.splitlines()[0] for row in rows]
    assert texts == ["Chưa có ngày nghỉ Tết Âm lịch năm 2026 trong lịch của Trợ lý."]


async def switch(house: House, on: bool) -> None:
    async with house.db.transaction() as tx:
        assert await job_settings.switch(tx, By("x", to_ms(house.clock())), "news", on)


async def test_a_watch_that_changes_hands_in_the_middle_of_a_look_logs_no_error(
    house: House,
    clock: Clock,
    put: Put,
    tick: Ticking,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    put("5 8 * * *")
    clock.move(minutes=4, seconds=59.9)
    jobs = Jobs(house, ZONE)
    working = asyncio.create_task(jobs.work())
    await until(lambda: _ran(tick, 1))  # what fell due yesterday: the watch has begun
    looking = asyncio.Event()

    async def never(*_: object) -> None:
        looking.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(job_runs, "still_alive", never)
    async with asyncio.timeout(5):
        await looking.wait()  # a tenth of a second after, the alarm has rung
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
    await asyncio.sleep(0)
    assert caplog.messages == []
