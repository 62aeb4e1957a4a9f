"""The bundle: what is in it and what its script does; with all packages, up to a bot that is set up, offline."""

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from bot.bundle.packing import LOCK, NotPacked, Target, pack
from bot.bundle.wheels import lock_for, own_python, wheels_for
from bot.cli.frame import cadrebot

ROOT = Path(__file__).parents[2]
ROSTER = (
    ("Họ và tên", "Đơn vị", "Đối tượng", "Chức vụ", "Trình độ LLCT"),
    ("Lê Thị Bé", "Phòng Nội vụ", "Công chức", "Phó Trưởng phòng", "Cao cấp"),
)


OF_DEVELOPMENT = {"pytest", "hypothesis", "playwright", "mypy", "ruff"}

STANDS_FOR_PYTHON = """#!/bin/sh
[ "$1" = -c ] && exit 0
echo "$@" >> calls
[ "$2" = venv ] || exit 0
mkdir -p .venv/bin
cp "$0" .venv/bin/python
printf '#!/bin/sh\\necho "cadrebot $@"\\n' > .venv/bin/cadrebot
chmod +x .venv/bin/cadrebot
"""
"""Writes down what it was called with; makes what the script calls afterwards."""


def made_in(folder: Path) -> Path:
    """The bundle of this machine, made by the command and unpacked."""
    done = CliRunner().invoke(cadrebot, ["bundle", str(folder / "cadrebot.zip")])
    assert done.exit_code == 0, done.output
    shutil.unpack_archive(folder / "cadrebot.zip", folder)
    [top] = (path for path in folder.iterdir() if path.is_dir())
    return top


@pytest.fixture
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bundle without packages, and with a program that nobody built: all that needs neither pip nor a network."""
    wheel = tmp_path / "built" / "cadrebot-1.2-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"the program")
    monkeypatch.setattr("bot.bundle.packing.wheels_for", lambda *_: [])
    monkeypatch.setattr("bot.bundle.packing.own_wheel", lambda *_: wheel)
    (tmp_path / "clean").mkdir()
    return made_in(tmp_path / "clean")


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle with all packages, which are fetched once and kept."""
    return made_in(tmp_path_factory.mktemp("clean"))


@pytest.fixture(scope="session")
def cut_off() -> tuple[str, ...]:
    """What a command stands behind to see no network: a network of its own where that is allowed."""
    unshare = shutil.which("unshare")
    works = unshare and subprocess.run([unshare, "-n", "true"], capture_output=True, check=False).returncode == 0
    return (unshare, "-n") if unshare and works else ()


def alone(folder: Path) -> dict[str, str]:
    """The environment of a machine that knows no package index, with a proxy that leads nowhere."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PYTHON": shutil.which(f"python{own_python()}") or "python3",
        "PIP_NO_INDEX": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_COMPILE": "0",  # most of it is never run here
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "HTTP_PROXY": "http://127.0.0.1:9",
    }


def setup_sh(folder: Path, *args: str, behind: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [*behind, "sh", str(folder / "setup.sh"), *args]
    return subprocess.run(command, cwd="/", env=alone(folder), capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def installed(whole: Path, cut_off: tuple[str, ...]) -> Path:
    done = setup_sh(whole, "--version", behind=cut_off)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("cadrebot, version ")
    return whole


def test_the_script_installs_from_its_own_folder_by_the_hashes_and_once(unpacked: Path) -> None:
    python = unpacked.parent / f"python{own_python()}"
    python.write_text(STANDS_FOR_PYTHON)
    python.chmod(0o755)
    environment = alone(unpacked) | {"PYTHON": str(python)}
    for _ in range(2):
        command = ["sh", str(unpacked / "setup.sh"), "doctor", "--json"]
        done = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=True)
        assert done.stdout == "cadrebot doctor --json\n"
    made, installed = (unpacked / "calls").read_text().splitlines()
    assert made == "-m venv --clear .venv"
    assert installed.startswith("-m pip install ")
    assert installed.endswith("--no-index --find-links wheels --require-hashes --requirement requirements.txt")


def test_the_program_is_in_it_under_its_hash_beside_the_lock(unpacked: Path) -> None:
    [wheel] = (unpacked / "wheels").iterdir()
    own = f"cadrebot==1.2 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
    lock = (ROOT / LOCK).read_text(encoding="utf-8")
    assert (unpacked / "requirements.txt").read_text(encoding="utf-8") == lock + own


@pytest.mark.proof
def test_it_installs_without_a_network_and_the_doctor_finds_nothing_bad(
    installed: Path, cut_off: tuple[str, ...]
) -> None:
    done = setup_sh(installed, "doctor", "--json", behind=cut_off)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["ok"]


@pytest.mark.proof
def test_what_is_installed_is_not_installed_again(installed: Path, cut_off: tuple[str, ...]) -> None:
    assert setup_sh(installed, "--version", behind=cut_off).stderr == ""


@pytest.mark.proof
def test_no_tool_of_development_is_in_it(installed: Path) -> None:
    names = {file.name.split("-")[0] for file in (installed / "wheels").iterdir()}
    assert {"cadrebot", "starlette", "uvicorn"} <= names
    assert not names & OF_DEVELOPMENT


@pytest.fixture
def pages(installed: Path) -> Iterator[httpx.Client]:
    """The setup pages of the installed program, entered by the link it prints."""
    command = ["sh", str(installed / "setup.sh"), "setup", "--no-browser"]
    with subprocess.Popen(command, env=alone(installed), stderr=subprocess.PIPE, text=True) as program:
        assert program.stderr is not None
        address = next(line.strip() for line in program.stderr if "/vao?ma=" in line)
        root = str(httpx.URL(address).copy_with(path="/", query=None))
        with httpx.Client(base_url=root, headers={"X-Setup": "1"}, trust_env=False, verify=False) as page:
            assert page.get(address).status_code == 303
            yield page
            page.post("/api/end", json={})
        program.stderr.read()
        assert program.wait(30) == 0


@pytest.mark.proof
def test_a_clean_folder_becomes_a_bot_with_a_roster(pages: httpx.Client, installed: Path) -> None:
    assert pages.post("/api/centre", json={"name": "Trung tâm Càng Long"}).status_code == 200
    made, content = Workbook(), BytesIO()
    for row in ROSTER:
        made.worksheets[0].append(row)
    made.save(content)
    seen = pages.put("/api/roster?name=ds.xlsx", content=content.getvalue()).json()
    stored = pages.post(f"/api/roster/{seen['upload']}", json={"digest": seen["digest"]}).json()
    assert stored["number"] == 1
    assert pages.post("/api/people", json={"name": "Nguyễn Thị Hoa", "role": "staff"}).status_code == 200
    assert "Nguyễn Thị Hoa" in setup_sh(installed, "user", "list").stdout
    assert "Lê Thị Bé" in setup_sh(installed, "show", "CL00001").stdout


def test_the_script_for_windows_has_the_line_ends_and_the_python_it_needs(unpacked: Path) -> None:
    script = (unpacked / "setup.bat").read_bytes()
    assert script.count(b"\n") == script.count(b"\r\n")
    assert own_python().encode() in script
    assert b"@PYTHON@" not in script


def test_a_newer_bundle_is_unpacked_over_an_older_one(unpacked: Path) -> None:
    assert unpacked.name == "cadrebot"


def test_the_scripts_mark_survives_the_zip(unpacked: Path) -> None:
    with zipfile.ZipFile(unpacked.parent / "cadrebot.zip") as bundle:
        [script] = [entry for entry in bundle.infolist() if entry.filename.endswith("setup.sh")]
    assert script.external_attr >> 16 & 0o111


def test_another_system_gets_only_what_counts_there() -> None:
    lock = (ROOT / LOCK).read_text(encoding="utf-8")
    assert "uvloop" in lock_for(Target("linux", "3.11"), lock)
    assert "uvloop" not in lock_for(Target("windows", "3.11"), lock)
    assert lock_for(Target("this", "3.11"), lock) == lock


def test_both_locks_name_the_same_versions() -> None:
    def versions(name: str) -> set[str]:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        return {line.split()[0] for line in lines if "==" in line and line[0].isalnum()}

    assert versions(LOCK) <= versions("requirements.lock")


def test_its_lock_names_no_tool_of_development() -> None:
    names = {line.partition("==")[0] for line in (ROOT / LOCK).read_text(encoding="utf-8").splitlines()}
    assert {"starlette", "uvicorn"} <= names
    assert not names & OF_DEVELOPMENT


def test_a_package_that_cannot_be_had_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    lock = tmp_path / "lock"
    lock.write_text(f"nowhere-to-be-had==1.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(NotPacked, match=r"nowhere-to-be-had==1\.0 cannot be had"):
        wheels_for(Target("this", own_python()), lock, tmp_path / "kept")


def test_outside_the_source_folder_it_says_where_a_bundle_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.__file__", str(tmp_path / "bot" / "__init__.py"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotPacked, match="source folder"):
        pack(tmp_path / "out.zip", Target("this", own_python()))
