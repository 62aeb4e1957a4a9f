"""The demonstration from the command line: made once, its own clock, apart from everything real."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.frame import cadrebot
from bot.demo import DEMO_PEOPLE

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working directory whose demonstration is made by the first test that asks for it."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(autouse=True)
def at_the_desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(desk)
    yield
    Path("config.toml").unlink(missing_ok=True)


def demo(*lines: str) -> Result:
    return CliRunner().invoke(cadrebot, ["demo", "--terminal"], input="\n".join(lines))


def test_one_can_be_anyone_and_move_the_clock() -> None:
    talk = demo("tôi cần học trình độ gì?", ":as NV01", ":clock +1d", ":as CL9999", ":clock soon")
    assert talk.exit_code == 0, talk.output
    assert "Hiện có: sơ cấp. Cần có: trung cấp lý luận chính trị." in talk.stdout
    assert "It is 03/06/2025" in talk.stderr
    assert "nobody has the code CL9999" in talk.stderr
    assert "'soon' is not a shift" in talk.stderr
    assert all(person.code in talk.stderr for person in DEMO_PEOPLE)


def test_its_database_brings_its_own_clock_to_every_command() -> None:
    demo()
    Path("config.toml").write_text('[database]\nurl = "sqlite:///data/demo.db"\n', encoding="utf-8")
    asked = CliRunner().invoke(cadrebot, ["ask", "--as", "CL0755", "tôi cần học trình độ gì?", "--json"])
    assert "06/2025" in json.loads(asked.stdout)["text"]


def test_it_never_runs_with_a_token_that_may_be_real() -> None:
    Path("config.toml").write_text(f'[telegram]\ntoken = "123456789:{"A" * 35}"\n', encoding="utf-8")
    refused = demo()
    assert refused.exit_code == 2
    assert "telegram.token" in refused.stderr
    assert "AAAA" not in refused.stderr


def test_it_leaves_a_database_alone_that_is_not_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    Path("data/demo.db").write_bytes(b"something else")
    refused = demo()
    assert refused.exit_code == 2
    assert "is not a demonstration's database" in refused.stderr
    assert Path("data/demo.db").read_bytes() == b"something else"


def test_it_is_served_on_the_next_port_when_its_own_is_taken(desk: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        Path("config.toml").write_text(f"[web]\nport = {port}\n", encoding="utf-8")
        command = [sys.executable, "-m", "bot", "demo", "--no-browser"]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, cwd=desk, env=environment, stderr=subprocess.PIPE, text=True) as program:
            assert program.stderr is not None
            told = []
            while (line := program.stderr.readline()) and "is at http://localhost:" not in line:
                told.append(line)
            program.send_signal(signal.SIGINT)
            program.communicate(timeout=30)
    assert f"Port {port} is taken by another program; using " in "".join(told)
    assert "is at http://localhost:" in line
    assert program.returncode == 0
