"""Jobs: what they do, and that they are made up for at the start."""

import asyncio
from contextlib import suppress

from bot.jobs import Jobs
from handlers.house import House
from storage import links, outbox
from storage.clock import to_ms
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
    await until(tried, within=5)
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work
    assert [row["digest"] for row in await house.db.rows("select digest from link_code")] == ["just over"]
    assert len(await house.db.rows("select 1 from outbox")) == 1, "what still waits is kept"
