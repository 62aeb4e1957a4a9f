"""The board of what happens by the clock, as staff read it and change it in chat."""

from datetime import time, timedelta

import pytest

from handlers.house import House
from handlers.table_jobs import JOBS, Theme
from handlers.texts import jobs as texts
from handlers.understanding.job_hours import job_hours_in
from rules.job_times import Rhythm
from storage import job_runs, job_settings
from storage.clock import to_ms
from storage.database import Database
from storage.job_runs import Cause, Ended, Fallen, RunState
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked


@pytest.fixture
async def lan(linked: Linked) -> Person:
    return await linked(roster.LAN)


async def ran(db: Database, clock: Clock, job: str, state: RunState, did: int | None = None) -> None:
    at = to_ms(clock())
    async with db.transaction() as tx:
        run = await job_runs.claim(tx, Fallen(job, at), at)
        assert run is not None
        await job_runs.end(tx, run, Ended(state, at, did))


async def test_the_board_says_what_does_not_run_and_what_is_off(lan: Person, db: Database, clock: Clock) -> None:
    assert (await lan.says("/lichtudong")).startswith(f"Lịch tự động: {len(JOBS)} việc.\nKhông có việc nào đang gặp")
    await ran(db, clock, "backup", RunState.FAILED)
    await lan.taps("job_off_yes:class-openings")
    board = await lan.says("lịch tự động")
    assert "Lần gần nhất không chạy được: Sao lưu hằng đêm." in board
    assert "Đang tắt: Báo lớp nhận danh sách." in board
    assert [label for label in lan.labels if label in texts.THEMES.values()] == [*texts.THEMES.values()]


async def test_every_job_is_on_the_board_with_its_last_and_its_next_run(
    lan: Person, db: Database, clock: Clock
) -> None:
    await ran(db, clock, "class-openings", RunState.DONE, did=4)
    said = ""
    for theme in texts.THEMES:
        said += await lan.taps(f"jobs:{theme.value}")
        while "Xem tiếp" in lan.labels:
            said += await lan.taps("Xem tiếp")
    assert [job.title for job in JOBS.values() if f"{job.title}: đang bật.\n{job.does}" not in said] == []
    assert "Gần nhất: 08:00 hôm nay, xong, xử lý 4. Lần tới: 13:30 hôm nay." in said


async def test_a_card_tells_the_last_runs_the_latest_first(lan: Person, db: Database, clock: Clock) -> None:
    await ran(db, clock, "class-feedback", RunState.DONE)
    clock.move(days=1)
    await ran(db, clock, "class-feedback", RunState.FAILED)
    card = await lan.taps("job:class-feedback")
    assert "Giờ chạy: 08:45, 14:45 hằng ngày." in card
    assert card.endswith("Các lần gần đây:\n- 08:00 hôm nay, không chạy được\n- 08:00 thứ Hai 02/06/2025, xong")


async def test_run_now_is_asked_once_and_waits_for_the_watch(lan: Person, db: Database) -> None:
    await lan.taps("job:class-feedback")
    assert await lan.taps("Chạy ngay") == texts.ASKED
    assert await lan.taps("job_run:class-feedback") == texts.ASKED_ALREADY
    [run] = await job_runs.open_runs(db)
    assert (run.job, run.state, run.asked_by) == ("class-feedback", RunState.ASKED, roster.LAN.id)


async def test_before_it_is_off_staff_read_what_will_not_happen(lan: Person, db: Database) -> None:
    await lan.taps("job:silent-receipts")
    assert JOBS["silent-receipts"].without in await lan.taps("Tắt việc này")
    assert (await job_settings.job_setting(db, "silent-receipts")).is_on
    await lan.taps("Đồng ý tắt")
    assert not (await job_settings.job_setting(db, "silent-receipts")).is_on
    assert "ĐANG TẮT" in await lan.taps("job:silent-receipts")
    await lan.taps("Bật việc này")
    assert (await job_settings.job_setting(db, "silent-receipts")).is_on
    entries = await db.rows("select by_whom from journal where action = 'switch_job'")
    assert [row["by_whom"] for row in entries] == [roster.LAN.id] * 2


@pytest.mark.parametrize("job", [job.name for job in JOBS.values() if job.must_stay_on])
async def test_what_must_stay_on_says_why_and_stays_on(lan: Person, db: Database, job: str) -> None:
    assert JOBS[job].must_stay_on in await lan.taps(f"job:{job}")
    assert "Tắt việc này" not in lan.labels
    assert await lan.taps(f"job_off:{job}") == JOBS[job].must_stay_on
    await lan.taps(f"job_off_yes:{job}")
    assert (await job_settings.job_setting(db, job)).is_on


async def test_another_hour_and_the_usual_one_back(lan: Person, db: Database) -> None:
    await lan.taps("job:class-feedback")
    assert "Xin viết giờ mới" in await lan.taps("Đổi giờ")
    assert await lan.says("9h và 15h30") == (
        "Đã đổi: “Xin góp ý sau lớp học” chạy lúc 09:00, 15:30 hằng ngày. Lần tới: 09:00 hôm nay."
    )
    assert (await job_settings.job_setting(db, "class-feedback")).own_when == "0 9 * * *; 30 15 * * *"
    assert "(Trung tâm đã đổi)" in await lan.taps("job:class-feedback")
    assert "chạy lúc 08:45, 14:45 hằng ngày" in await lan.taps("Về giờ mặc định")


async def test_a_weekly_job_takes_a_weekday(lan: Person) -> None:
    await lan.taps("job_hour:backup-rehearsal")
    assert "chạy lúc 07:00 thứ Bảy hằng tuần" in await lan.says("7:00 thứ bảy")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("lúc nào cũng được", texts.NOT_AN_HOUR), ("25h", texts.NOT_AN_HOUR),
        ("7h thứ hai", texts.NOT_A_WEEKDAY), ("22h", texts.IN_QUIET_HOURS), ("7h 8h 9h 10h", texts.TOO_MANY_HOURS),
    ],
)  # fmt: skip
async def test_an_hour_that_cannot_be_taken_is_asked_for_again(
    lan: Person, db: Database, said: str, answer: str
) -> None:
    await lan.taps("job_hour:class-feedback")
    assert (await lan.says(said)).startswith(answer)
    assert (await job_settings.job_setting(db, "class-feedback")).own_when == ""


async def test_what_runs_through_the_day_has_no_hour(lan: Person) -> None:
    await lan.taps("job:session-changes")
    assert "Đổi giờ" not in lan.labels
    assert await lan.taps("job_hour:session-changes") == texts.NO_HOUR


@pytest.mark.parametrize("who", [roster.NHA, roster.LOC], ids=["cadre", "officer"])
async def test_nobody_else_sees_or_changes_it(linked: Linked, db: Database, who: roster.Centre) -> None:
    person = await linked(who)
    for key in ("jobs", "job:backup", "job_run:backup", "job_off_yes:backup", "job_hour:backup"):
        assert "Lịch tự động" not in await person.taps(key)
    assert "Lịch tự động" not in await person.says("tắt nhắc lịch")
    assert not await db.rows("select 1 from job_setting union all select 1 from job_run")


@pytest.mark.parametrize("key", ["job", "job:x", "job_run:x", "job_off:x", "job_off_yes:x", "job_on", "job_hour:x"])
async def test_a_job_that_is_none_does_nothing(lan: Person, db: Database, key: str) -> None:
    await lan.taps(key)
    assert not await db.rows("select 1 from job_setting union all select 1 from job_run")


@pytest.mark.parametrize(
    ("said", "times", "weekday"),
    [
        ("7h30", ["07:30"], None), ("6:00 thứ hai", ["06:00"], 0), ("2 giờ chiều", ["14:00"], None),
        ("8 giờ rưỡi", ["08:30"], None), ("9", ["09:00"], None), ("19g15 chủ nhật", ["19:15"], 6),
        ("9h15 và 2 giờ chiều", ["09:15", "14:00"], None), ("7h30, 13h", ["07:30", "13:00"], None),
        ("thứ 6 lúc 16h", ["16:00"], 4),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(said: str, times: list[str], weekday: int | None) -> None:
    found = job_hours_in(said)
    assert found is not None
    assert ([f"{each:%H:%M}" for each in found.times], found.weekday) == (times, weekday)


@pytest.mark.parametrize("words", ["/lichtudong", "lịch tự động", "việc tự động chạy chưa", "Tắt nhắc lịch"])
async def test_staff_come_to_the_board_by_command_and_by_words(lan: Person, words: str) -> None:
    assert (await lan.says(words)).startswith(f"Lịch tự động: {len(JOBS)} việc.\nKhông có việc nào đang gặp lỗi.")
    assert lan.labels == [*texts.THEMES.values(), "Về đầu"]


async def test_a_card_tells_the_last_ten_runs(house: House, lan: Person, clock: Clock) -> None:
    days = [clock.now.replace(hour=7, minute=30) - timedelta(days=back) for back in range(12)]
    for day in days:
        async with house.db.transaction() as tx:
            run = await job_runs.claim(tx, Fallen("class-openings", to_ms(day), missed=1), to_ms(day) + 3_600_000)
            assert run is not None
            await job_runs.end(tx, run, Ended(RunState.LATE, to_ms(day) + 3_600_500, did=4))
    text = await lan.taps("job:class-openings")
    assert text.splitlines()[0] == "Báo lớp nhận danh sách: đang bật."
    assert "Giờ chạy: 07:30, 13:30 hằng ngày.\nLần tới: 13:30 hôm nay." in text
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert len(lines) == 10
    assert lines[0] == (
        "- 07:30 hôm nay, xong, chạy muộn lúc 08:30 hôm nay, xử lý 4, trước đó lỡ 1 lần vì Trợ lý không hoạt động"
    )
    assert lines[1].startswith("- 07:30 Chủ nhật 01/06/2025, xong")


async def test_what_failed_and_what_was_passed_by_say_so(house: House, lan: Person, clock: Clock) -> None:
    at = to_ms(clock.now)
    await job_runs.skip(house.db, Fallen("class-feedback", at - 60_000), job_runs.Skip.TOO_LATE, at)
    async with house.db.transaction() as tx:
        run = await job_runs.begin(tx, "class-feedback", Cause.HAND, "x", at)
        await job_runs.end(tx, run, Ended(RunState.FAILED, at, error="ValueError", next_try_at=at + 1))
    text = await lan.taps("job:class-feedback")
    assert "- 08:00 hôm nay, không chạy được, theo yêu cầu, sẽ thử lại\n" in text
    assert "- 07:59 hôm nay, bỏ qua (đã quá giờ, không còn cần)" in text
    assert "Lần gần nhất không chạy được: Xin góp ý sau lớp học." in await lan.says("/lichtudong")


@pytest.mark.parametrize("words", ["", "sáng", "25h", "7h75", "thứ hai"])
def test_what_is_no_hour_is_none(words: str) -> None:
    assert job_hours_in(words) is None


@pytest.mark.parametrize("name", JOBS)
def test_every_job_is_told_in_words_that_keep_to_the_rules(name: str) -> None:
    job = JOBS[name]
    said = [job.title, job.does, job.without, job.must_stay_on, texts.rhythm(job.times())]
    assert "!" not in "".join(said)
    assert len(job.title.split()) <= 7
    assert job.does.endswith(".")
    assert bool(job.without) != bool(job.must_stay_on), "what may be switched off says what is lost, the rest why not"
    assert job.theme in Theme


@pytest.mark.parametrize("name", [name for name, job in JOBS.items() if job.times().rhythm is not Rhythm.THROUGH])
def test_what_writes_to_people_by_its_hour_does_so_outside_quiet_hours(name: str) -> None:
    job = JOBS[name]
    if job.writes_to_people and job.name not in ("link-requests", "backup-rehearsal"):
        assert all(time(6, 30) <= each < time(20, 30) for each in job.times().times)
