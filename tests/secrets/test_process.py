"""The real program, in trouble: what it prints, logs, keeps and copies tells no secret."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from bot.sections import SHORTEST_PASSPHRASE
from storage.backup import backups_in
from storage.database import open_database
from storage.house_facts import SIGNING_KEY, kept_secret
from tests.bot.conftest import free_port, telegram, until
from tests.bot.telegram_server import TelegramServer
from tests.secrets.finding import find_secrets

__all__ = ["telegram"]

ROOT = Path(__file__).parents[2]
PASSPHRASE = "mật khẩu khó đoán"
METRICS = "token-of-the-metrics-0123456789"
PASSWORD = "password-of-the-database"
CODE = "7K3M9-QX2WA"
PHONE = "0912345678"
WORDS = "Điều tôi hỏi không ai được đọc trong nhật ký"


@pytest.fixture
def config(tmp_path: Path, telegram: TelegramServer) -> Path:
    assert len(PASSPHRASE) >= SHORTEST_PASSPHRASE
    (tmp_path / "copies").mkdir()
    file = tmp_path / "config.toml"
    file.write_text(
        f"""
        [database]
        url = "sqlite:///{tmp_path}/data/bot.db"
        [telegram]
        enabled = true
        token = "{telegram.token}"
        base_url = "{telegram.base_url}"
        base_file_url = "{telegram.base_file_url}"
        [web]
        enabled = true
        port = {free_port()}
        [metrics]
        token = "{METRICS}"
        [files]
        folder = "{tmp_path}/data/files"
        [backup]
        folder = "{tmp_path}/copies"
        passphrase = "{PASSPHRASE}"
        """,
        encoding="utf-8",
    )
    return file


def with_other(config: Path, this: str, instead: str) -> Path:
    """Settings that differ in one text."""
    other = config.with_name("other.toml")
    other.write_text(config.read_text("utf-8").replace(this, instead), "utf-8")
    return other


async def says(config: Path, *command: str, expect: int = 0) -> None:
    """Run a command; what it prints goes to the printed lines of the test."""
    with (config.parent / "printed").open("ab") as printed:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "--config", str(config), *command, cwd=ROOT, stdout=printed, stderr=printed
        )
        assert await process.wait() == expect, (config.parent / "printed").read_text()


async def lives_through_trouble(telegram: TelegramServer, config: Path) -> None:
    """The program serves while the messenger fails in every way, and is told codes and phones; then it is stopped."""
    printed = config.parent / "log"
    with printed.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "--config", str(config), "serve", "--verbose", cwd=ROOT, stdout=log, stderr=log
        )
    try:
        await until(lambda: asyncio.sleep(0, "ready" in printed.read_text()), 60)
        person = telegram.person(7)
        for number, trouble in enumerate(("server_error", "cut_before", "cut_after", "bad_json_after", "bad_gateway")):
            telegram.faults.add(trouble, method="sendMessage", times=1)
            person.says(f"{CODE[:-1]}{number}")
        person.says(CODE)
        person.shares_contact(PHONE)
        telegram.faults.add("cut_before", times=5)
        person.sends_file("a.xlsx", PHONE.encode())
        person.says(WORDS)
        await until(lambda: asyncio.sleep(0, len(person.messages) > 2))
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def test_nothing_that_the_program_leaves_behind_tells_a_secret(telegram: TelegramServer, config: Path) -> None:
    await lives_through_trouble(telegram, config)
    await says(config, "backup")
    await says(config, "jobs")
    await says(with_other(config, telegram.token, f"{telegram.token} {PASSPHRASE}"), "jobs", expect=2)
    away = f"postgresql://cadrebot:{PASSWORD}@127.0.0.1:9/cadrebot"
    await says(config, "migrate-database", f"sqlite:///{config.parent}/data/bot.db", away, expect=1)
    copy, *_ = backups_in(config.parent / "copies").values()
    await says(with_other(config, PASSPHRASE, "another passphrase"), "restore", str(copy), expect=1)

    secrets = {"token": telegram.token, "passphrase": PASSPHRASE, "metrics token": METRICS, "password": PASSWORD}
    db = await open_database(f"sqlite:///{config.parent}/data/bot.db")
    signing = {"signing key": await kept_secret(db, SIGNING_KEY)}
    await db.close()
    talked = {"linking code": CODE, "linking code as one": CODE.replace("-", ""), "phone": PHONE, "words": WORDS}
    folder = config.parent
    assert find_secrets([folder / "log", folder / "printed", folder / "copies"], secrets | signing | talked) == []
    assert find_secrets([folder / "data"], secrets) == []
