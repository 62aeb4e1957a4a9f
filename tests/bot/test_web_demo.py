"""The demonstration in the browser: be anybody, move the clock, and see what falls due."""

import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.app import App
from bot.demo import DEMO_PEOPLE, demo_clock, open_demo
from bot.jobs import Jobs
from handlers.house import House
from handlers.messages import Reply
from handlers.push import push, reply_to_json
from handlers.table_jobs import JOBS, Tick
from rules.notices import NoticeKind
from storage import accounts, deliveries, notices, outbox
from storage.clock import to_ms
from storage.deliveries import Recipient
from storage.journal import By
from storage.notices import Draft
from tests.bot.ticking import job
from tests.bot.waiting import until
from tests.bot.web_page import Json, Page, web_settings
from tests.handlers import roster

NOTICE_AT = to_ms(datetime(2025, 6, 2, 14, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))


@pytest.fixture(autouse=True)
def no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program announces by itself is the business of other tests."""
    for name in list(JOBS):
        monkeypatch.delitem(JOBS, name)


@pytest.fixture
async def demo(house: House, demo_file: Path, tmp_path: Path, at_once: None) -> AsyncIterator[App]:
    """The demonstration's district, served with its panel."""
    shutil.copyfile(demo_file, tmp_path / "demo.db")
    db = await open_demo(roster.POLICY, f"sqlite:///{tmp_path / 'demo.db'}?synchronous=off")
    there = replace(house, db=db, clock=await demo_clock(db))
    app = App(web_settings(), there, is_demo=True)
    await app.start()
    await app.ready.wait()
    yield app
    await app.stop()
    await db.close()


async def become(page: Page, code: str) -> Json:
    """Be somebody; the first message of their chat."""
    await page.me()
    answer = await page.post("/demo/as", {"code": code})
    assert answer.status_code == 200, answer.text
    page.csrf = answer.json()["csrf"]
    return await page.reads(1)


async def test_one_may_be_everybody_of_the_panel(demo: App) -> None:
    async with Page(demo) as page:
        panel = (await page.http.get("/demo/people")).json()
        assert panel["me"] == ""
        assert [person["code"] for person in panel["people"]] == [person.code for person in DEMO_PEOPLE]
        for person in panel["people"]:
            first = await become(page, person["code"])
            assert person["name"] in first["text"]
            assert (await page.http.get("/demo/people")).json()["me"] == person["code"]
            me = await page.me()
            assert (me["demo"], me["name"]) == (True, person["name"])


async def _are(demo: App, sql: str, many: int) -> bool:
    return len(await demo.services["web"].reception.house.db.rows(sql)) == many


async def test_what_is_sent_to_somebody_is_there_before_one_was_ever_they(demo: App, told: list[datetime]) -> None:
    everybody = len(DEMO_PEOPLE) - 1  # the stranger is nobody yet
    chats = "select distinct chat from web_message where author = 'assistant'"
    await until(lambda: _are(demo, chats, everybody))
    async with Page(demo) as page:
        await become(page, "CL0755")
        await page.post("/demo/clock", {"to": "+1d"})
        await become(page, "CL0484")
        assert [m["text"] for m in await page.messages()][1:] == ["Hôm nay 02/06"]


async def test_a_chat_is_found_again_and_a_stranger_is_a_new_one(demo: App) -> None:
    async with Page(demo) as page:
        for code, length in (("CL0755", 3), ("stranger", 1)):
            await become(page, code)
            await page.says("/help")
            await become(page, code)
            assert len(await page.messages()) == length
        assert (await page.post("/demo/as", {"code": "CL0001"})).status_code == 400


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When a job ran that tells all chats of the web what day it is."""
    ran: list[datetime] = []

    async def tell(house: House) -> None:
        now = house.clock()
        ran.append(now)
        async with house.db.transaction() as tx:
            for row in await tx.rows("select chat from account where channel = 'web'"):
                account = (await accounts.facts(tx, "web", row["chat"])).account
                assert account is not None
                await push(tx, account, Reply(f"Hôm nay {now:%d/%m}"), to_ms(now))

    monkeypatch.setitem(JOBS, "tell", job("tell", "30 7 * * *", tell))
    return ran


async def test_the_clock_moves_and_what_fell_due_reaches_the_page(told: list[datetime], demo: App) -> None:
    async def ran_at_start() -> bool:
        return bool(told)

    async with Page(demo) as page:
        await until(ran_at_start)
        await become(page, "CL0755")
        moved = await page.post("/demo/clock", {"to": "+1w"})
        assert moved.json()["clock"].startswith("2025-06-09T07:0")
        assert [f"{at:%d %H:%M}" for at in told[1:]] == [f"{day:02} 07:30" for day in range(2, 9)]
        await page.reads(8)
        assert [m["text"] for m in await page.messages()][1:] == [f"Hôm nay {day:02}/06" for day in range(2, 9)]
        moved = await page.post("/demo/clock", {"to": "deadline"})
        assert moved.json()["clock"].startswith("2025-12-31T08:00")
        again = await page.post("/demo/clock", {"to": "deadline"})
        assert again.json()["clock"][:16] == moved.json()["clock"][:16]
        assert (await page.post("/demo/clock", {"to": "-1d"})).status_code == 400


async def test_news_of_a_span_that_was_skipped_carries_its_own_dates(told: list[datetime], demo: App) -> None:
    async with Page(demo) as page:
        await become(page, "CL0755")
        await page.post("/demo/clock", {"to": "+1w"})
        news = (await page.messages())[-7:]
        assert [m["at"][:16] for m in news] == [f"2025-06-{day:02}T07:30" for day in range(2, 9)]


async def test_news_that_waits_for_the_morning_is_dated_in_the_morning(
    demo: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def tell(house: House) -> None:
        async with house.db.transaction() as tx:
            for row in await tx.rows("select chat from account where channel = 'web'"):
                morning = house.clock().replace(hour=6, minute=30)
                await outbox.add(tx, "web", row["chat"], reply_to_json(Reply("Sáng nay")), to_ms(morning))

    async with Page(demo) as page:
        await become(page, "CL0755")
        monkeypatch.setitem(JOBS, "tell", job("tell", "15 3 * * *", tell))
        await page.post("/demo/clock", {"to": "+1d"})
        assert (await page.messages())[-1]["at"][:16] == "2025-06-03T06:30"


async def test_a_notice_within_a_span_goes_out_at_its_own_time(demo: App) -> None:
    async with Page(demo) as page:
        await become(page, "CL0755")
        db, at = demo._house.db, NOTICE_AT
        [row] = await db.rows("select holder_id, chat from account where channel = 'web' and holder_id = 'cl0755'")
        by = By("operator", at)
        async with db.transaction() as tx:
            draft = Draft(NoticeKind.OTHER, "Mời họp.", "codes=CL0755", send_at=at, useful_until=at + 3_600_000)
            notice = await notices.create_draft(tx, by, draft)
            await notices.send_alone(tx, by, notice.id, notice.version)

        async def portions() -> AsyncIterator[Sequence[Recipient]]:
            yield [Recipient(row["holder_id"], "web", row["chat"], due_at=at)]

        await deliveries.freeze(db, by, notice.id, portions())
        await page.post("/demo/clock", {"to": "+1d"})
        [told] = [each for each in await page.messages() if each["text"] == "Mời họp."]
        assert told["at"][:16] == "2025-06-02T14:00"


async def test_outside_a_demonstration_there_is_no_panel(page: Page) -> None:
    await page.enters()
    assert (await page.http.get("/demo/people")).status_code == 404
    for path in ("/demo/as", "/demo/clock"):
        assert (await page.post(path, {"code": "CB001", "to": "+1d"})).status_code == 404


async def test_what_is_written_to_offices_comes_in_their_hours_when_the_clock_is_moved(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[datetime] = []

    async def tick(house: House) -> None:
        ran.append(house.clock())

    monkeypatch.setitem(JOBS, "seat-requests", job("seat-requests", "*/20 * * * *", tick, in_office_hours=True))
    before = house.clock().replace(hour=7, minute=5)
    await Jobs(house, "Asia/Ho_Chi_Minh").catch_up(before, before + timedelta(days=2))
    assert [at.hour for at in ran] == [9, 9, 0], "the last day is not yet at its morning"


async def test_a_long_span_runs_a_job_thirty_one_times_in_order(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[datetime, str]] = []

    def noting(name: str) -> Tick:
        async def tick(house: House) -> None:
            ran.append((house.clock(), name))

        return tick

    monkeypatch.setitem(JOBS, "often", job("often", "*/5 * * * *", noting("often")))
    monkeypatch.setitem(JOBS, "monthly", job("monthly", "0 6 1 * *", noting("monthly")))
    before = house.clock()
    await Jobs(house, "Asia/Ho_Chi_Minh").catch_up(before, before.replace(month=12))
    often = [at for at, name in ran if name == "often"]
    assert ran == sorted(ran)
    assert len(often) == 31
    assert (often[0].date(), often[-1].date()) == (before.date(), before.replace(month=12).date())
    assert [f"{at:%d/%m}" for at, name in ran if name == "monthly"] == [f"01/{month:02}" for month in range(7, 13)]
