"""The real process, killed while it sends and started again: nobody is missed, nobody is written to twice unasked."""

import asyncio
import random
from pathlib import Path

import pytest

from bot.delivery import MOST_TOGETHER
from rules.notices import Notice
from storage import deliveries
from storage.database import Database
from tests.delivery.killed_at import POINTS
from tests.delivery.office import (
    BY,
    Messenger,
    all_settled,
    configured,
    link_people,
    memory,
    messenger,
    send_to_all,
    serving,
    taken,
)

KILLED_AT = "tests.delivery.killed_at"


async def killed_at_points(config: Path) -> None:
    """Start it once for each point, and wait until it died there."""
    for point, number in POINTS.items():
        async with serving(config, "-m", KILLED_AT, point, str(number)) as bot:
            async with asyncio.timeout(30):
                await bot.process.wait()


async def killed_at_random(config: Path, times: int, seed: int = 7) -> None:
    moments = random.Random(seed)
    for _ in range(times):
        async with serving(config) as bot:
            await asyncio.sleep(moments.uniform(0.0, 0.4))
            bot.process.kill()


async def check(db: Database, server: Messenger, count: int, kills: int) -> None:
    """Whoever counts as sent was written to; of the others nobody was, except those of whom nobody knows."""
    rows = await db.rows("select holder_id, chat, state, reason, attempts from delivery")
    arrived = taken(await server.log())
    assert len(rows) == count
    assert all(arrived[int(row["chat"])] >= 1 for row in rows if row["state"] == "sent")
    again = {int(row["chat"]) for row in rows if row["reason"] == deliveries.SENT_AGAIN or row["state"] == "unknown"}
    assert {chat for chat, times in arrived.items() if times > 1} <= again
    in_flight = (await server.ask("stats"))["most_in_flight"] + 2 * MOST_TOGETHER
    assert sum(row["state"] == "unknown" for row in rows) <= kills * in_flight


async def ask_again(db: Database, notice: Notice) -> None:
    async with db.transaction() as tx:
        await deliveries.send_unknown_again(tx, BY, notice.id)


async def killed_and_started_again(folder: Path, count: int, kills: int, rate: int, urgent: bool = False) -> None:
    """The whole story, with so many kills at random moments beside those at the points.

    Each start sends about as many as the rate before it is killed: all of them together fewer than there are.
    """
    async with messenger("--latency-ms", "60") as server, memory(folder) as db:
        config = configured(folder, server.root, rate=rate, paid=True)
        await link_people(db, count)
        notice = await send_to_all(db, count, urgent=urgent)
        await killed_at_points(config)
        await killed_at_random(config, kills)
        async with serving(config):
            found = await all_settled(db, 60 + count / 50)
            assert set(found) <= {"sent", "unknown"}
            assert urgent or found["unknown"]
            await check(db, server, count, kills + len(POINTS))
            assert max(taken(await server.log()).values()) == 1 + urgent
            await ask_again(db, notice)
            assert await all_settled(db, 60) == {"sent": count}
        await check(db, server, count, kills + len(POINTS))


async def test_killed_at_any_point_everybody_is_written_to_once(tmp_path: Path) -> None:
    await killed_and_started_again(tmp_path, 200, kills=1, rate=36)


@pytest.mark.proof
@pytest.mark.parametrize("urgent", [False, True])
async def test_two_thousand_and_twenty_kills(tmp_path: Path, urgent: bool) -> None:
    await killed_and_started_again(tmp_path, 2_000, kills=20, rate=60, urgent=urgent)
