"""Several real processes on one PostgreSQL: one is killed, freezes or is cut off; the others go on, none does harm."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
from httpx import AsyncClient

from handlers.texts import common
from storage import leases
from storage.database import Database
from tests.bot.conftest import SECRET, free_port, until
from tests.bot.telegram_server import TelegramServer
from tests.bot.test_kill import serving
from tests.storage.proxy import Proxy

HANDED_OVER = 15.0
"""Seconds within which others go on in place of a process that is gone."""


@dataclass(frozen=True, slots=True)
class Running:
    """A process, with its line to the database, and its name in the leases."""

    process: asyncio.subprocess.Process
    line: Proxy
    name: str
    port: int


@pytest.fixture
def db(shared_db: Database) -> Database:
    return shared_db


class Office:
    """Starts processes, each with a line to the database of its own."""

    def __init__(self, folder: Path, url: str, telegram: TelegramServer, db: Database, stack: AsyncExitStack) -> None:
        self._folder = folder
        self._url = url
        self._telegram = telegram
        self._db = db
        self._stack = stack
        self._known: set[str] = set()

    async def opens(self, count: int = 1, mode: str = "polling") -> list[Running]:
        """So many processes more, once the lanes are shared among all."""
        opened = [await self._open(mode) for _ in range(count)]
        await until(self._is_fair)
        return opened

    async def holder(self, running: Sequence[Running], duty: str = "channel:telegram") -> Running:
        """Who holds a duty."""
        name = (await leases.holders(self._db))[duty]
        return next(each for each in running if each.name == name)

    async def _open(self, mode: str) -> Running:
        line, port = await self._stack.enter_async_context(Proxy()), free_port()
        await line.start(self._url)
        config = self._folder / f"{line.port}.toml"
        config.write_text(self._settings(line.through(self._url), port, mode))
        process = await self._stack.enter_async_context(serving(config))
        names = {name.partition(":")[2] for name in await leases.holders(self._db) if name.startswith("process:")}
        [name] = names - self._known
        self._known |= names
        return Running(process, line, name, port)

    async def _is_fair(self) -> bool:
        held = await leases.holders(self._db)
        lanes = Counter(holder for name, holder in held.items() if name.startswith("lane:"))
        return lanes.total() == 64 and max(lanes.values()) <= -(-64 // len(lanes)) and lanes.keys() == _alive(held)

    def _settings(self, url: str, port: int, mode: str) -> str:
        return f"""
            [centre]
            quiet_hours = "03:00-03:01"  # the process goes by the real clock, whenever the tests run
            [database]
            url = "{url}"
            [telegram]
            enabled = true
            token = "{self._telegram.token}"
            mode = "{mode}"
            {'webhook_url = "https://chat.example.vn/hook"' if mode == "webhook" else ""}
            {f'webhook_secret = "{SECRET}"' if mode == "webhook" else ""}
            base_url = "{self._telegram.base_url}"
            base_file_url = "{self._telegram.base_file_url}"
            [web]
            port = {port}
            """


def _alive(held: dict[str, str] | object) -> set[str]:
    assert isinstance(held, dict)
    return {holder for name, holder in held.items() if name.startswith("process:")}


@pytest.fixture
async def office(
    tmp_path: Path, emptied_postgres: str, telegram: TelegramServer, db: Database
) -> AsyncIterator[Office]:
    async with AsyncExitStack() as stack:
        yield Office(tmp_path, emptied_postgres, telegram, db, stack)


@asynccontextmanager
async def people_writing(telegram: TelegramServer, count: int) -> AsyncIterator[None]:
    """People who write one after the other, all the time."""

    async def write() -> None:
        number = 0
        while True:
            telegram.person(1 + number % count).says("/help" if number // count % 2 else "/lienhe")
            number += 1
            await asyncio.sleep(0.03)

    writing = asyncio.create_task(write())
    try:
        yield
    finally:
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)


async def everything_is_answered_once(db: Database, telegram: TelegramServer, most_unknown: int) -> None:
    """Every message that came is answered once; of a few, whose process was gone, nobody knows."""

    async def over() -> bool:
        rows = await db.rows("select 1 from inbox where state in ('waiting', 'answering')")
        return not rows and not telegram.updates.waiting

    await until(over)
    rows = await db.rows("select chat, state, count(*) as many from inbox group by chat, state")
    assert {row["state"] for row in rows} <= {"answered", "unknown"}
    assert sum(row["many"] for row in rows if row["state"] == "unknown") <= most_unknown
    for chat in {row["chat"] for row in rows}:
        states = {row["state"]: row["many"] for row in rows if row["chat"] == chat}
        said = [message.text for message in telegram.person(int(chat)).messages]
        read = sum(text not in (common.NOT_KEPT_YET, common.NOT_KEPT) for text in said)
        assert states.get("answered", 0) <= read <= sum(states.values())


async def goes_on_within(db: Database, seconds: float, without: Running) -> None:
    """Until all of the lanes, and the duties, are others'."""
    begun = monotonic()

    async def handed_over() -> bool:
        held = await leases.holders(db)
        return len(held) >= 67 and without.name not in held.values()

    await until(handed_over, within=seconds)
    assert monotonic() - begun < seconds


@pytest.mark.proof
async def test_messages_of_one_chat_are_answered_in_order_whoever_fetched_them(
    office: Office, telegram: TelegramServer, db: Database
) -> None:
    await office.opens(2)
    people = [telegram.person(number) for number in range(1, 13)]
    for _ in range(3):
        for person in people:
            person.says("/help")
            person.says("/lienhe")
    await everything_is_answered_once(db, telegram, most_unknown=0)
    for person in people:
        texts = [message.text for message in person.messages]
        assert texts[1::2] == [texts[1]] * 3
        assert texts[2::2] == [texts[2]] * 2
        assert texts[1] != texts[2]


@pytest.mark.proof
async def test_a_webhook_may_call_any_process_and_a_chat_keeps_its_order(
    office: Office, telegram: TelegramServer, db: Database
) -> None:
    running = await office.opens(2, mode="webhook")
    telegram.updates.hold()
    person = telegram.person(7)
    for _ in range(4):
        for text in ("/help", "/lienhe", "/caidat"):
            person.says(text)
    header = {"x-telegram-bot-api-secret-token": SECRET}
    async with AsyncClient() as http:
        for number, update in enumerate(telegram.updates.log):
            called = running[number % 2].port
            answer = await http.post(f"http://127.0.0.1:{called}/hook", json=update, headers=header)
            assert answer.status_code == 200
    await everything_is_answered_once(db, telegram, most_unknown=0)
    texts = [message.text for message in person.messages]
    assert len(texts) == 12
    assert [texts[n::3] for n in (1, 2)] == [[texts[1]] * 4, [texts[2]] * 4]
    assert texts[3::3] == [texts[3]] * 3


async def test_a_process_killed_in_the_middle_is_replaced(
    office: Office, telegram: TelegramServer, db: Database
) -> None:
    running = await office.opens(3)
    async with people_writing(telegram, 20):
        await asyncio.sleep(1)
        gone = await office.holder(running)
        gone.process.kill()
        await goes_on_within(db, HANDED_OVER, without=gone)
    await everything_is_answered_once(db, telegram, most_unknown=30)


@pytest.mark.proof
async def test_a_process_that_freezes_is_replaced_and_does_no_harm_when_it_wakes(
    office: Office, telegram: TelegramServer, db: Database
) -> None:
    running = await office.opens(2)
    async with people_writing(telegram, 20):
        await asyncio.sleep(1)
        frozen = await office.holder(running)
        frozen.process.send_signal(signal.SIGSTOP)
        try:
            await goes_on_within(db, HANDED_OVER, without=frozen)
        finally:
            frozen.process.send_signal(signal.SIGCONT)
        await asyncio.sleep(3)
    await everything_is_answered_once(db, telegram, most_unknown=30)


@pytest.mark.proof
async def test_a_process_cut_off_from_the_database_is_replaced_and_comes_back(
    office: Office, telegram: TelegramServer, db: Database
) -> None:
    running = await office.opens(2)
    async with people_writing(telegram, 20):
        await asyncio.sleep(1)
        lost = await office.holder(running)
        lost.line.pause()
        await goes_on_within(db, HANDED_OVER, without=lost)
        lost.line.resume()
        await until(office._is_fair)
    await everything_is_answered_once(db, telegram, most_unknown=30)


async def test_a_process_told_to_stop_hands_over_at_once(
    office: Office, telegram: TelegramServer, db: Database
) -> None:
    running = await office.opens(2)
    async with people_writing(telegram, 20):
        await asyncio.sleep(0.5)
        leaving = await office.holder(running)
        leaving.process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(leaving.process.wait(), 10) == 0
        await goes_on_within(db, 4, without=leaving)
    await everything_is_answered_once(db, telegram, most_unknown=0)
