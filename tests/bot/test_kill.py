"""The real process, killed without warning between an update and its answer, and started again."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from storage.database import Database, open_database
from tests.bot.conftest import free_port, until
from tests.bot.telegram_server import TelegramServer

ROOT = Path(__file__).parents[2]


@pytest.fixture
def config(tmp_path: Path, telegram: TelegramServer) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(
        f"""
        [centre]
        quiet_hours = "03:00-03:01"  # the process goes by the real clock, whenever the tests run
        [database]
        url = "sqlite:///{tmp_path}/data/bot.db"
        [telegram]
        enabled = true
        token = "{telegram.token}"
        base_url = "{telegram.base_url}"
        base_file_url = "{telegram.base_file_url}"
        [web]
        port = {free_port()}
        """
    )
    return file


@asynccontextmanager
async def serving(config: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """`cadrebot serve` as its own process; killed at the end unless it has ended."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "--config", str(config), "serve", cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    lines: list[str] = []
    try:
        async with asyncio.timeout(60):
            while line := (await process.stderr.readline()).decode():
                lines.append(line)
                if "ready" in line:
                    break
            else:
                raise AssertionError("".join(lines))
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@asynccontextmanager
async def memory(config: Path) -> AsyncIterator[Database]:
    db = await open_database(f"sqlite:///{config.parent}/data/bot.db")
    try:
        yield db
    finally:
        await db.close()


async def all_done(config: Path, count: int) -> list[str]:
    """The states of the inbox, once so many updates came and none waits."""
    async with memory(config) as db:

        async def quiet() -> bool:
            rows = await db.rows("select state from inbox")
            return len(rows) == count and not any(row["state"] in ("waiting", "answering") for row in rows)

        await until(quiet)
        return [row["state"] for row in await db.rows("select state from inbox order by seq")]


async def test_a_kill_between_update_and_answer_leaves_one_answer(telegram: TelegramServer, config: Path) -> None:
    person = telegram.person(7)
    telegram.faults.add("latency", method="sendMessage", seconds=60)
    async with serving(config) as process:
        person.says("/help")
        first = await person.reads()
        person.says("/lienhe")
        async with memory(config) as db:
            await until(lambda: db.rows("select 1 from inbox where state = 'waiting'"))
        process.kill()
        await process.wait()
    telegram.faults.clear()
    async with serving(config):
        second = await person.reads(timeout=30)
        assert await all_done(config, 2) == ["unknown", "answered"]
    assert first.text != second.text
    assert len(person.messages) == 2


_PROOF = pytest.mark.proof


@pytest.mark.parametrize("after", [pytest.param(0.0, marks=_PROOF), 0.004, pytest.param(0.012, marks=_PROOF)])
async def test_a_kill_at_any_moment_loses_no_update(telegram: TelegramServer, config: Path, after: float) -> None:
    people = [telegram.person(number) for number in range(1, 11)]
    async with serving(config) as process:
        for person in people:
            person.says("/help")
        await asyncio.sleep(after)
        process.kill()
        await process.wait()
    async with serving(config):
        states = await all_done(config, len(people))
    # An answer whose bytes were on their way is read once or, at worst, not at all: never twice.
    assert all(len(person.messages) <= 1 for person in people)
    assert sum(len(person.messages) for person in people) >= states.count("answered")


async def test_told_to_stop_it_ends_what_it_began(telegram: TelegramServer, config: Path) -> None:
    person = telegram.person(7)
    telegram.faults.add("latency", method="sendMessage", seconds=0.5)
    async with serving(config) as process:
        person.says("/help")
        await person.reads()
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(9):
            assert await process.wait() == 0
    assert await all_done(config, 1) == ["answered"]


HEAVY = (
    "highspy",
    "numpy",
    "openpyxl",
    "xlsxwriter",
    "reportlab",
    "python_calamine",
    "asyncpg",
    "matplotlib",
    "tornado",
    "segno",
    "PIL",
    "telegram.ext",
    "handlers.leader.plan",
    "handlers.officer.wishes",
    "handlers.staff.classes.creating",
)


async def test_a_start_imports_nothing_heavy() -> None:
    assert await imported_of(HEAVY, "bot.app, bot.cli.serve, bot.jobs, bot.telegram") == "[]"


async def test_no_conversation_is_imported_before_people_are_served() -> None:
    later = ("handlers.front_door", "rules.audience", "rules.period_report", "bot.jobs")
    assert await imported_of(later, "bot.app, bot.cli.serve, bot.telegram") == "[]"


async def imported_of(modules: tuple[str, ...], by: str) -> str:
    """Those of some modules that others bring along, as a list in text."""
    code = f"import sys, {by}; print([m for m in {modules} if m in sys.modules])"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    return output.decode().strip()
