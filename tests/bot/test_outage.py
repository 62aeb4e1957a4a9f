"""Real faults under the running program: each person reads one sentence, nothing is half kept, and it goes on alone."""

import asyncio
import re
import resource
import sqlite3
import sys
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from bot import outage, reception
from bot.app import App
from handlers.front_door import Turned
from handlers.house import House
from handlers.messages import Incoming
from handlers.texts import common
from storage import inbox
from storage.database import Database
from storage.sqlite import SqliteDatabase
from tests.bot.conftest import running, settings_for, until
from tests.bot.telegram_server import TelegramServer
from tests.bot.test_kill import ROOT, config, serving
from tests.bot.web_page import Page

__all__ = ["config"]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outage, "PROBE", 0.05)


@pytest.fixture
def db(own_db: Database) -> Database:
    return own_db


@pytest.fixture
async def file(house: House) -> SqliteDatabase:
    """The database under the house, which waits for no other program."""
    assert isinstance(house.db, SqliteDatabase)
    await house.db._writer.execute("pragma busy_timeout = 5")
    return house.db


async def readyz(app: App) -> tuple[int, str]:
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"http://127.0.0.1:{app.http.port}/readyz")
        return answer.status_code, answer.text


async def test_while_another_program_holds_it_people_are_told_once_and_answered_later(
    file: SqliteDatabase, telegram: TelegramServer, tmp_path: Path, house: House
) -> None:
    person = telegram.person(7)
    async with running(settings_for(telegram), house) as app:
        other = sqlite3.connect(tmp_path / "district.db", isolation_level=None, check_same_thread=False)
        await asyncio.to_thread(other.execute, "begin immediate")
        person.says("/help")
        assert (await person.reads()).text == common.NOT_KEPT_YET
        assert await readyz(app) == (503, "another program holds the database")
        other.execute("rollback")
        other.close()
        answer = await person.reads(timeout=20)
        assert "Có thể hỏi" in answer.text
        assert await readyz(app) == (200, "ready")
    assert len(person.messages) == 2


WROTE: dict[str, Any] = {
    "update_id": 900_000_000,
    "message": {
        "message_id": 900,
        "date": 1_748_800_000,
        "chat": {"id": 7, "type": "private", "first_name": "Nhã"},
        "from": {"id": 7, "is_bot": False, "first_name": "Nhã"},
        "text": "/lienhe",
    },
}


async def test_a_message_that_was_kept_before_waits_for_the_end_and_is_answered_once(
    file: SqliteDatabase, telegram: TelegramServer, house: House
) -> None:
    person = telegram.person(7)
    person.says("/help")
    async with running(settings_for(telegram), house) as app:
        await person.reads()
        await app.idle()
        reception = app.services["telegram"].reception
        update = await inbox.store(house.db, "telegram", "900000000", "7", orjson.dumps(WROTE).decode(), 1)
        await file._writer.execute("pragma query_only = on")
        reception.take(update)
        assert (await person.reads()).text == common.NOT_KEPT_YET
        assert (await readyz(app))[0] == 503
        await file._writer.execute("pragma query_only = off")
        assert "Liên hệ" in (await person.reads(timeout=20)).text
        await app.idle()
    assert [row["state"] for row in await house.db.rows("select state from inbox")] == ["answered", "answered"]
    assert len(person.messages) == 3


async def test_what_comes_after_an_outage_and_the_next_is_answered_in_order(
    file: SqliteDatabase, telegram: TelegramServer, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only somebody's look whether their message still waits meets the second outage."""
    person, is_waiting, looks = telegram.person(7), inbox.is_waiting, count(1)

    async def away_at_first(db: Database, seq: int) -> bool:
        if next(looks) == 1:
            raise ConnectionResetError
        return await is_waiting(db, seq)

    monkeypatch.setattr(inbox, "is_waiting", away_at_first)
    person.says("/help")
    async with running(settings_for(telegram), house) as app:
        await person.reads()
        await app.idle()
        wrote = WROTE | {"update_id": 900_000_001, "message": WROTE["message"] | {"text": "/help"}}
        updates = [
            await inbox.store(house.db, "telegram", str(each["update_id"]), "7", orjson.dumps(each).decode(), 1)
            for each in (WROTE, wrote)
        ]
        await file._writer.execute("pragma query_only = on")
        for update in updates:
            app.services["telegram"].reception.take(update)
        assert (await person.reads()).text == common.NOT_KEPT_YET
        await file._writer.execute("pragma query_only = off")
        assert "Liên hệ" in (await person.reads(timeout=20)).text
        assert "Có thể hỏi" in (await person.reads(timeout=20)).text


async def test_what_can_be_set_aside_only_after_an_outage_is_before_the_next_is_answered(
    telegram: TelegramServer, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Left in the inbox, it would be answered at the next start, after those that came later."""
    person, set_aside, tries, look_up = telegram.person(7), inbox.set_aside, count(1), reception.receive

    async def broken(house: House, incoming: Incoming, seq: int) -> Turned:
        if incoming.text == "/lienhe":
            raise LookupError
        return await look_up(house, incoming, seq)

    async def away_at_first(*asked: Any) -> None:
        if next(tries) == 1:
            raise ConnectionResetError
        await set_aside(*asked)

    monkeypatch.setattr(reception, "receive", broken)
    monkeypatch.setattr(inbox, "set_aside", away_at_first)
    person.says("/lienhe")
    person.says("/help")
    async with running(settings_for(telegram), house) as app:
        assert (await person.reads()).text == common.WENT_WRONG
        assert "Có thể hỏi" in (await person.reads()).text
        await app.idle()
    assert [row["state"] for row in await house.db.rows("select state from inbox order by seq")] == [
        "set_aside",
        "answered",
    ]


async def test_a_disk_that_fills_up_loses_nothing_and_the_program_goes_on_by_itself(
    telegram: TelegramServer, config: Path
) -> None:
    """No file of the real process may grow for a while, as on a full disk."""
    person = telegram.person(7)
    port = re.search(r"port = (\d+)", config.read_text())  # noqa: ASYNC240
    assert port is not None
    async with serving(config) as process, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port[1]}") as http:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        person.says("/help")
        assert (await person.reads(timeout=20)).text == common.NOT_KEPT_YET
        refused = await http.get("/readyz")
        assert (refused.status_code, refused.text) == (503, "the disk is full or broken")
        assert (await http.get("/healthz")).status_code == 200
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert "Có thể hỏi" in (await person.reads(timeout=30)).text
        await until(lambda: is_ready(http))
    assert len(person.messages) == 2


async def is_ready(http: httpx.AsyncClient) -> bool:
    return (await http.get("/readyz")).status_code == 200


async def test_a_damaged_table_is_told_and_named_to_whoever_watches(
    telegram: TelegramServer, house: House, tmp_path: Path
) -> None:
    await damage(house, tmp_path / "district.db", "account")
    person = telegram.person(7)
    async with running(settings_for(telegram), house) as app:
        person.says("/help")
        assert (await person.reads()).text == common.NOT_KEPT
        assert await readyz(app) == (503, "the database is damaged")


async def damage(house: House, file: Path, table: str) -> None:
    """Overwrite the root page of a table under the open program."""
    await house.db.rows("pragma wal_checkpoint(truncate)")
    [found] = await house.db.rows("select rootpage from sqlite_master where name = $1", table)
    [size] = await house.db.rows("pragma page_size")
    with file.open("r+b") as content:
        content.seek((found[0] - 1) * size[0])
        content.write(b"\xff" * size[0])
    await house.db.rows("pragma shrink_memory")


async def test_the_page_of_the_web_chat_is_told_in_a_sentence(file: SqliteDatabase, page: Page) -> None:
    await page.enters()
    await file._writer.execute("pragma query_only = on")
    answer = await page.sends("Tôi cần học trình độ gì?")
    await file._writer.execute("pragma query_only = off")
    assert (answer.status_code, answer.json()["error"]) == (503, common.NOT_KEPT)


async def test_a_start_on_a_damaged_database_is_one_sentence(config: Path) -> None:
    async with serving(config):
        pass
    file = config.parent / "data" / "bot.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("pragma journal_mode = delete")
        [page] = connection.execute("select rootpage from sqlite_master where name = 'house_fact'").fetchone()
        [size] = connection.execute("pragma page_size").fetchone()
    with file.open("r+b") as content:
        content.seek((page - 1) * size)
        content.write(b"\xff" * size)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "--config", str(config), "serve", cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(30):
        _, said = await process.communicate()
    assert process.returncode == 2
    assert "the database is damaged; stop the program, keep the file aside, and restore" in said.decode()
    assert "Traceback" not in said.decode()
