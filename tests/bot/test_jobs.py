"""Jobs: what they do, and that they are made up for at the start."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest

from bot.jobs import Jobs
from handlers.house import House
from handlers.table_jobs import JOBS
from storage import inbox, links, outbox, web_chat
from storage.clock import to_ms
from storage.house_facts import DEMONSTRATION, keep_house_fact
from storage.journal import By
from tests.bot.conftest import until

DAY = 24 * 3600 * 1000


async def test_what_is_old_is_forgotten_at_the_start_too(house: House) -> None:
    now = to_ms(house.clock())
    async with house.db.transaction() as tx:
        await links.note_wrong_code(tx, "telegram", "1", now - 2 * DAY)
        await links.note_wrong_code(tx, "telegram", "1", now - 1000)
        await links.add_code(tx, By("operator", now - 90 * DAY), "long over", "c1", now - 31 * DAY)
        await links.add_code(tx, By("operator", now - 60 * DAY), "just over", "c2", now - DAY)
        await outbox.add(tx, "telegram", "1", "{}", now - 9 * DAY)

    async def tried() -> bool:
        return len(await house.db.rows("select 1 from link_attempt")) == 1

    work = asyncio.create_task(Jobs(house, "Asia/Ho_Chi_Minh").work())
    await until(tried)
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work
    assert [row["digest"] for row in await house.db.rows("select digest from link_code")] == ["just over"]
    assert len(await house.db.rows("select 1 from outbox")) == 1, "what still waits is kept"


async def test_updates_answered_a_week_ago_go_and_all_others_stay(house: House) -> None:
    now = to_ms(house.clock())
    for event, answered_at in (("old", now - 8 * DAY), ("recent", now - 6 * DAY), ("waiting", None)):
        update = await inbox.store(house.db, "telegram", event, "1", "{}", now - 9 * DAY)
        assert update is not None
        if answered_at is not None:
            await inbox.answered(house.db, [update.seq], answered_at)
    await Jobs(house, "Asia/Ho_Chi_Minh").run("housekeeping")
    assert await left(house, "select event from inbox order by seq") == ["recent", "waiting"]


@pytest.mark.parametrize("is_demo", [False, True])
async def test_the_web_chat_is_kept_ninety_days_and_in_a_demonstration_whose_clock_jumps_for_good(
    house: House, is_demo: bool
) -> None:
    now = to_ms(house.clock())
    async with house.db.transaction() as tx:
        for days in (91, 89):
            await web_chat.add(tx, f"days-{days}", "chat", "assistant", web_chat.Words("Lớp mới."), now - days * DAY)
        if is_demo:
            await keep_house_fact(tx, DEMONSTRATION, "1")
    await Jobs(house, "Asia/Ho_Chi_Minh").run("housekeeping")
    assert await left(house, "select id from web_message order by at") == ["days-91", "days-89"][not is_demo :]


async def test_parcels_sent_a_week_ago_go(house: House) -> None:
    now = to_ms(house.clock())
    async with house.db.transaction() as tx:
        for chat, days in (("old", 8), ("recent", 6)):
            await outbox.add(tx, "telegram", chat, "{}", now - 9 * DAY)
            await tx.rows("update outbox set state = 'sent', done_at = $1 where chat = $2", now - days * DAY, chat)
    await Jobs(house, "Asia/Ho_Chi_Minh").run("housekeeping")
    assert await left(house, "select chat from outbox") == ["recent"]


async def test_a_job_that_fails_takes_nothing_else_down(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(house: House) -> None:
        raise ValueError("as it happens")

    monkeypatch.setitem(JOBS, "planned-posts", replace(JOBS["planned-posts"], tick=fails))
    await Jobs(house, "Asia/Ho_Chi_Minh").run("planned-posts")


@pytest.mark.parametrize("name", JOBS)
async def test_every_job_runs_in_a_centre_where_nothing_is_due(
    house: House, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    await Jobs(house, "Asia/Ho_Chi_Minh").run(name)
    assert not caplog.records


async def left(house: House, sql: str) -> list[str]:
    return [str(row[0]) for row in await house.db.rows(sql)]
