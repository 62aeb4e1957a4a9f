"""The real process at Zalo, killed without warning, and started again."""

import asyncio
from pathlib import Path

import pytest

from tests.bot.conftest import free_port, until
from tests.bot.test_kill import all_done, memory, serving
from tests.bot.zalo import zalo
from tests.bot.zalo_server import ZaloServer

__all__ = ["zalo"]


@pytest.fixture
def config(tmp_path: Path, zalo: ZaloServer) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(
        f"""
        [database]
        url = "sqlite:///{tmp_path}/data/bot.db"
        [files]
        folder = "{tmp_path}/files"
        [zalo]
        enabled = true
        token = "{zalo.token}"
        base_url = "{zalo.base_url}"
        [web]
        port = {free_port()}
        """
    )
    return file


async def test_what_was_kept_and_not_answered_is_answered_after_a_kill(zalo: ZaloServer, config: Path) -> None:
    """Zalo never hands an event out twice: what was taken and not kept would be lost."""
    person = zalo.person()
    zalo.faults.add("too_many", method="sendMessage", times=None)
    async with serving(config) as process:
        person.says("/help")
        await until(lambda: asyncio.sleep(0, zalo.calls_of("sendMessage")))
        person.says("/lienhe")
        async with memory(config) as db:
            await until(lambda: db.rows("select 1 from inbox where state = 'waiting'"))
        process.kill()
        await process.wait()
    zalo.faults.clear()
    async with serving(config):
        await person.reads(timeout=30)
        assert await all_done(config, 2) == ["unknown", "answered"]
    assert len(person.messages) == 1
