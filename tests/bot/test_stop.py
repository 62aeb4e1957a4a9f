"""The real process told to stop in the middle of its work: what it began is ended, nothing is lost, and it is quick."""

import asyncio
import signal
import sys
import time
from pathlib import Path

import pytest

from handlers.messages import Reply
from handlers.push import reply_to_json
from storage import outbox
from storage.database import Database
from tests.bot.telegram_server import TelegramServer
from tests.bot.test_kill import config, memory, serving
from tests.bot.waiting import until
from tests.delivery.conftest import telegram
from tests.delivery.office import FIRST_CHAT, link_people, send_to_all

__all__ = ["config", "telegram"]

WRITERS, TOLD = range(1, 41), 60
"""Chats that ask, and how many people a notice and other news go to meanwhile."""


async def begin_work(db: Database, telegram: TelegramServer) -> None:
    """Questions, a notice and news, all at once, at a messenger that takes its time."""
    await link_people(db, TOLD)
    telegram.latency = 0.3
    async with db.transaction() as tx:
        for n in range(TOLD):
            await outbox.add(tx, "telegram", str(FIRST_CHAT + n), reply_to_json(Reply("Tin của Trung tâm.")), 1)
    await send_to_all(db, TOLD)
    for number in WRITERS:
        telegram.person(number).says("/help")


async def states(db: Database, table: str) -> set[str]:
    return {row["state"] for row in await db.rows(f"select distinct state from {table}")}


async def under_way(db: Database) -> bool:
    """Whether an answer, a parcel and a notice are on their way at this moment."""
    return all(
        [
            "answering" in await states(db, "inbox"),
            "sending" in await states(db, "outbox"),
            "sending" in await states(db, "delivery"),
        ]
    )


async def test_told_to_stop_under_load_it_ends_what_it_began_and_begins_no_more(
    telegram: TelegramServer, config: Path
) -> None:
    async with serving(config) as process, memory(config) as db:
        await begin_work(db, telegram)
        await until(lambda: under_way(db))
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
        assert time.monotonic() - begun < 10
        assert await states(db, "inbox") <= {"waiting", "answered"}
        assert await states(db, "outbox") <= {"waiting", "sent"}
        assert await states(db, "delivery") <= {"waiting", "sent"}
    telegram.latency = 0.0
    async with serving(config), memory(config) as db:
        await until(lambda: all_sent(db))
    assert {len(telegram.person(number).messages) for number in WRITERS} == {1}
    assert {len(telegram.person(FIRST_CHAT + n).messages) for n in range(TOLD)} == {2}


async def all_sent(db: Database) -> bool:
    found = [await states(db, table) for table in ("inbox", "outbox", "delivery")]
    return found == [{"answered"}, {"sent"}, {"sent"}]


async def test_a_pause_of_the_messenger_holds_no_stop_up_and_loses_no_news(
    telegram: TelegramServer, config: Path
) -> None:
    async with serving(config) as process, memory(config) as db:
        await link_people(db, 1)
        telegram.faults.add("too_many", method="sendMessage", seconds=60)
        async with db.transaction() as tx:
            await outbox.add(tx, "telegram", str(FIRST_CHAT), reply_to_json(Reply("Tin của Trung tâm.")), 1)
        await until(lambda: telegram_asked(telegram))
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await process.wait() == 0
        assert await states(db, "outbox") == {"waiting"}


async def telegram_asked(telegram: TelegramServer) -> bool:
    return bool(telegram.calls_of("sendMessage"))


async def test_told_twice_it_ends_at_once(telegram: TelegramServer, config: Path) -> None:
    telegram.faults.add("latency", method="sendMessage", seconds=60)
    async with serving(config) as process, memory(config) as db:
        telegram.person(1).says("/help")
        await until(lambda: db.rows("select 1 from inbox where state = 'answering'"))
        process.send_signal(signal.SIGINT)
        await asyncio.sleep(0.5)
        assert process.returncode is None
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 1
        assert time.monotonic() - begun < 1


NEVER_ENDS = """
import asyncio, os, signal, threading
from bot import stopping
stopping.LONGEST = 0.2
async def run():
    with stopping.told_to_stop() as told:
        os.kill(os.getpid(), signal.SIGTERM)
        await told.wait()
        threading.Event().wait()
asyncio.run(run())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself SIGTERM there")
async def test_whatever_never_ends_is_broken_off() -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", NEVER_ENDS, stderr=asyncio.subprocess.PIPE)
    async with asyncio.timeout(30):
        _, said = await process.communicate()
    assert process.returncode == 1
    assert b"not everything ended in time" in said
