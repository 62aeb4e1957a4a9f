"""`cadrebot setup` as a process: the link it prints, stopping it, and what it refuses to start on."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from bot.cli.frame import cadrebot
from storage.database import open_database
from storage.house_facts import DEMONSTRATION, keep_house_fact


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@contextmanager
def started() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running command, and the link it printed."""
    command = [sys.executable, "-m", "bot", "setup", "--no-browser"]
    here = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    # Where the run was begun in the background, Ctrl+C is ignored; and a child inherits that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=here) as program:
        assert program.stderr is not None
        yield program, next(line.strip() for line in program.stderr if "/vao?ma=" in line)


def test_ctrl_c_stops_it_without_a_traceback_and_what_was_done_stays() -> None:
    with started() as (program, address):
        root = str(httpx.URL(address).copy_with(path="/", query=None))
        with httpx.Client(base_url=root, headers={"X-Setup": "1"}, trust_env=False, verify=False) as page:
            page.get(address)
            assert page.post("/api/centre", json={"name": "Trung tâm Càng Long"}).status_code == 200
        program.send_signal(signal.SIGINT)
        assert program.stderr is not None
        said = program.stderr.read()
        assert program.wait(10) == 0
    assert "Traceback" not in said
    assert "start it again to go on" in said
    assert "Trung tâm Càng Long" in Path("config.toml").read_text(encoding="utf-8")


def test_settings_that_are_wrong_already_are_one_sentence() -> None:
    Path("config.toml").write_text("[centre]\nnmae = 'x'\n")
    result = CliRunner().invoke(cadrebot, ["setup", "--no-browser"])
    assert result.exit_code == 2
    assert 'did you mean "name"?' in result.stderr


def test_it_does_not_set_up_the_demonstration(monkeypatch: pytest.MonkeyPatch, desk: Path) -> None:
    async def make() -> None:
        db = await open_database("sqlite:///demo.db?synchronous=off")
        async with db.transaction() as tx:
            await keep_house_fact(tx, DEMONSTRATION, "1")
            await keep_house_fact(tx, "demo_clock", "0")
        await db.close()

    asyncio.run(make())
    monkeypatch.setenv("CADREBOT_DATABASE__URL", "sqlite:///demo.db?synchronous=off")
    result = CliRunner().invoke(cadrebot, ["setup", "--no-browser"])
    assert result.exit_code == 2
    assert "demonstration" in result.stderr
