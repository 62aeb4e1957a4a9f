"""What the doctor says of a healthy house, of a sick one, and of one without a network."""

import asyncio
import json
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.app import App
from bot.bot_api import BotApi
from bot.cli.frame import cadrebot
from bot.doctor import Finding, State, examine
from bot.doctor.messengers import _seconds_off
from bot.sections import Backup, Centre, Database, Files, Telegram, Web
from bot.settings import Settings
from storage.trouble import Trouble
from tests.bot.conftest import free_port, settings_for
from tests.bot.telegram_server import TelegramServer


@pytest.fixture
def place(tmp_path: Path, database_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with the small district's database."""
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(database_file, tmp_path / "district.db")
    return tmp_path


def settings_of(place: Path, telegram: Telegram | None = None, **sections: Any) -> Settings:
    given = Settings(
        database=Database(url=f"sqlite:///{place}/district.db"),
        files=Files(folder=place / "files"),
        web=sections.pop("web", Web(port=free_port())),
        **sections,
    )
    return given.model_copy(update={"telegram": telegram}) if telegram else given


async def found(settings: Settings) -> dict[str, Finding]:
    return {finding.name: finding for finding in await examine(settings)}


@asynccontextmanager
async def server(answer: bytes | None) -> AsyncIterator[int]:
    """A server on this machine that gives one answer to everything, or keeps silent; its port."""
    closing_time = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if answer is None:
            await closing_time.wait()
        else:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as listening:
        yield listening.sockets[0].getsockname()[1]
        closing_time.set()
        await asyncio.sleep(0.01)


def at(port: int) -> Telegram:
    return Telegram.model_validate({"enabled": True, "token": "1:a", "base_url": f"http://127.0.0.1:{port}/bot"})


def run(*args: str) -> Result:
    return CliRunner().invoke(cadrebot, ["doctor", *args])


async def test_a_database_is_looked_through_and_its_size_told(place: Path) -> None:
    said = (await found(settings_of(place)))["database"]
    assert said.state is State.OK
    assert "MB" in said.said


@pytest.mark.parametrize("where", [0, 4096, None], ids=["its head", "its tables", "its middle"])
async def test_a_damaged_database_is_bad_and_sends_to_the_backup(place: Path, where: int | None) -> None:
    whole = (place / "district.db").read_bytes()
    start = len(whole) // 2 if where is None else where
    (place / "district.db").write_bytes(whole[:start] + b"\xff" * 4096 + whole[start + 4096 :])
    said = (await found(settings_of(place)))["database"]
    assert said.state is State.BAD
    assert "sao lưu" in said.mend


async def test_a_database_of_a_newer_program_is_bad(place: Path) -> None:
    with closing(sqlite3.connect(place / "district.db")) as connection, connection:
        connection.execute("insert into migration values (9999, 'later.sql', 0)")
    said = (await found(settings_of(place)))["database"]
    assert (said.state, "newer" in said.said) == (State.BAD, True)


async def test_looking_makes_no_database(place: Path) -> None:
    (place / "district.db").unlink()
    assert (await found(settings_of(place)))["database"].state is State.WARN
    assert not (place / "district.db").exists()


async def test_staff_whom_no_chat_reaches_are_named(place: Path) -> None:
    assert "cadrebot invite" in (await found(settings_of(place)))["staff"].mend


async def test_past_deadlines_and_missing_targets_are_said(place: Path) -> None:
    past = await found(settings_of(place))
    empty = await found(settings_of(place, centre=Centre(policies=("xa-2025-2030", "qd350"))))
    none = await found(settings_of(place, centre=Centre(policies=("qd350",))))
    assert [each["policies"].state for each in (past, empty, none)] == [State.WARN, State.WARN, State.BAD]


async def test_a_backup_folder_beside_the_data_is_a_warning_and_a_missing_one_bad(place: Path) -> None:
    (place / "copies").mkdir()
    beside = await found(settings_of(place, backup=Backup(folder=place / "copies")))
    gone = await found(settings_of(place, backup=Backup(folder=place / "usb")))
    assert [each["backup"].state for each in (beside, gone)] == [State.WARN, State.BAD]


async def test_a_backup_that_is_missing_or_old_is_a_warning(place: Path) -> None:
    copies = place / "copies"
    copies.mkdir()
    settings, states = settings_of(place, backup=Backup(folder=copies)), []
    for name in ("cadrebot-note.zip", "cadrebot-20200101-023000.zip", f"cadrebot-{datetime.now():%Y%m%d}-000000.zip"):  # noqa: DTZ005
        (copies / name).touch()
        states.append((await found(settings))["last_backup"].state)
    assert states == [State.WARN, State.WARN, State.OK]


async def test_a_token_that_works_is_told_with_the_bots_name(place: Path, telegram: TelegramServer) -> None:
    said = await found(settings_of(place, settings_for(telegram).telegram))
    assert said["telegram"].state is State.OK
    assert "telegram_webhook" not in said


async def test_a_wrong_token_is_bad(place: Path, telegram: TelegramServer) -> None:
    wrong = Telegram.model_validate({"enabled": True, "token": "1:wrong", "base_url": telegram.base_url})
    said = (await found(settings_of(place, wrong)))["telegram"]
    assert said.state is State.BAD
    assert "1:wrong" not in said.said + said.mend


async def test_a_webhook_that_stands_in_the_way_is_told(place: Path, telegram: TelegramServer) -> None:
    settings = settings_for(telegram)
    api = BotApi(telegram.base_url, telegram.token)
    assert (await api.call("setWebhook", url="https://127.0.0.1:8443/old", secret_token="a-secret")).ok
    await api.close()
    said = (await found(settings_of(place, settings.telegram)))["telegram_webhook"]
    assert said.state is State.WARN
    assert "polling" in said.said


async def test_a_clock_that_is_off_by_minutes_is_told(place: Path) -> None:
    body = b'{"ok":true,"result":{"username":"CangLongBot","url":""}}'
    head = f"HTTP/1.1 200 OK\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\nContent-Length: {len(body)}\r\n"
    async with server(head.encode() + b"Connection: close\r\n\r\n" + body) as port:
        said = (await found(settings_of(place, at(port))))["clock"]
    assert said.state is State.WARN
    assert "nhanh" in said.said


async def test_without_a_network_it_says_so_within_five_seconds(place: Path) -> None:
    begun = time.monotonic()
    async with server(None) as port:
        said = (await found(settings_of(place, at(port))))["telegram"]
    assert said.state is State.BAD
    assert "không kết nối được" in said.said
    assert time.monotonic() - begun < 5


async def test_a_port_held_by_the_program_is_fine_and_by_another_bad(place: Path, bot: App) -> None:
    ours = await found(settings_of(place, web=Web(port=bot.http.port)))
    async with server(b"220 mail\r\n") as port:
        taken = await found(settings_of(place, web=Web(port=port)))
    assert (ours["port"].state, taken["port"].state) == (State.OK, State.BAD)


@pytest.mark.parametrize(("told", "off"), [("", None), ("soon", None), ("Mon, 01 Jan 2024 00:00:00 GMT", 1)])
def test_the_clock_is_compared_only_with_a_date_that_can_be_read(told: str, off: int | None) -> None:
    seconds = _seconds_off(told)
    assert (seconds is None) is (off is None)


def test_json_is_one_value_with_stable_names(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CADREBOT_DATABASE__URL", "sqlite:///district.db")
    monkeypatch.setenv("CADREBOT_WEB__PORT", "0")
    result = run("--json")
    said = json.loads(result.stdout)
    assert (result.exit_code, said["ok"]) == (0, True)
    assert {"configuration", "timezone", "disk", "database", "files", "backup", "policies", "port"} <= {
        finding["name"] for finding in said["findings"]
    }


def test_settings_that_cannot_be_read_are_the_one_finding(place: Path) -> None:
    (place / "config.toml").write_text("[centre]\nnmae = 'x'\n")
    result = run()
    assert result.exit_code == 1
    assert "hỏng" in result.stdout
    assert "nmae" in result.stdout


async def test_a_program_that_can_keep_nothing_is_bad(place: Path, bot: App) -> None:
    bot.shared.outage.trouble = Trouble.FULL
    said = (await found(settings_of(place, web=Web(port=bot.http.port))))["port"]
    assert said.state is State.BAD
    assert "chưa ghi được" in said.said
