"""What the proofs stand on: a database full of linked people, a notice to all of them, the program as a process."""

import asyncio
import os
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import orjson

from rules.notices import Notice, NoticeKind
from storage import deliveries, notices
from storage.database import Database, open_database
from storage.deliveries import Recipient
from storage.journal import By
from storage.notices import Draft
from tests.bot.conftest import free_port
from tests.delivery.lean_server import TOKEN, Send

ROOT = Path(__file__).parents[2]
FIRST_CHAT = 1_000_000
"""The chats of the recipients count from here; those below are free for people who write."""
BY = By("c-author", 1_000)
SETTLED = ("sent", "failed", "unknown", "skipped")


class Messenger:
    """The lean server as its own process, and the way to steer it."""

    def __init__(self, root: str, http: httpx.AsyncClient) -> None:
        self.root = root
        self._http = http

    async def ask(self, action: str, **given: Any) -> Any:
        answer = await self._http.post(f"{self.root}/__control/{action}", content=orjson.dumps(given), timeout=60)
        return orjson.loads(answer.content)

    async def log(self, since: int = 0) -> list[Send]:
        return [(at, chat, text, outcome) for at, chat, text, outcome in await self.ask("log", since=since)]


@asynccontextmanager
async def messenger(*arguments: str) -> AsyncIterator[Messenger]:
    """A lean server; gone at the end."""
    command = (sys.executable, "-m", "tests.delivery.lean_server", *arguments)
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    try:
        root = (await process.stdout.readline()).decode().strip()
        async with httpx.AsyncClient(verify=False) as http:
            yield Messenger(root, http)
    finally:
        process.terminate()
        await process.communicate()


def configured(folder: Path, root: str, rate: int, paid: bool = False) -> Path:
    """A settings file for a bot at the lean server, its database in the same folder."""
    file = folder / "config.toml"
    file.write_text(
        f"""
        [database]
        url = "sqlite:///{folder}/bot.db"
        [centre]
        quiet_hours = "03:00-03:01"
        [telegram]
        enabled = true
        token = "{TOKEN}"
        base_url = "{root}/bot"
        rate = {rate}
        paid = {str(paid).lower()}
        [web]
        port = {free_port()}
        """
    )
    return file


@asynccontextmanager
async def memory(folder: Path) -> AsyncIterator[Database]:
    """The database of the program, opened beside it."""
    db = await open_database(f"sqlite:///{folder}/bot.db")
    try:
        yield db
    finally:
        await db.close()


def holder(number: int) -> str:
    return f"p{number:06}"


async def link_people(db: Database, count: int) -> None:
    """So many people, each with a chat of their own and their agreement to notices."""
    async with db.transaction() as tx:
        await tx.run_many(
            "insert into account (id, channel, chat, holder_id, display_name, muted, quiet, created_at, used_at)"
            " values ($1, 'telegram', $2, $1, $1, 0, '', 1, 1)",
            [(holder(n), str(FIRST_CHAT + n)) for n in range(count)],
        )
        await tx.run_many(
            "insert into consent (id, account_id, purpose, version, given_at) values ($1, $1, 'thong_bao', '1', 1)",
            [(holder(n),) for n in range(count)],
        )


async def send_to_all(db: Database, count: int, urgent: bool = False, text: str = "Mai nghỉ học.") -> Notice:
    """A notice to them all, ready to go."""
    async with db.transaction() as tx:
        notice = await notices.create_draft(tx, BY, Draft(NoticeKind.OTHER, text, "tat_ca", urgent=urgent))
        await notices.send_alone(tx, BY, notice.id, notice.version)
    await deliveries.freeze(db, BY, notice.id, recipients(count))
    return notice


async def recipients(count: int, portion: int = 1000) -> AsyncIterator[Sequence[Recipient]]:
    for begin in range(0, count, portion):
        numbers = range(begin, min(count, begin + portion))
        yield [Recipient(holder(n), "telegram", str(FIRST_CHAT + n)) for n in numbers]


async def states(db: Database) -> Counter[str]:
    rows = await db.rows("select state, count(*) as people from delivery group by state")
    return Counter({row["state"]: row["people"] for row in rows})


async def all_settled(db: Database, within: float) -> Counter[str]:
    """How many rows ended how, once all have. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while True:
            found = await states(db)
            if not set(found) - set(SETTLED):
                return found
            await asyncio.sleep(0.1)


@dataclass
class Running:
    """The program at work."""

    process: asyncio.subprocess.Process

    def cpu(self) -> float:
        """Seconds of processor it took so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def serving(config: Path, *command: str) -> AsyncIterator[Running]:
    """`cadrebot serve`, answering when entered and killed at the end. `command` starts it another way."""
    started = command or ("-m", "bot")
    process = await asyncio.create_subprocess_exec(
        sys.executable, *started, "--config", str(config), "serve", cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    lines: list[str] = []
    draining: asyncio.Task[bytes] | None = None
    try:
        async with asyncio.timeout(60):
            while line := (await process.stderr.readline()).decode():
                lines.append(line)
                if "ready" in line:
                    break
            else:
                if process.returncode is None and await process.wait() >= 0:
                    raise AssertionError("".join(lines))
        draining = asyncio.create_task(process.stderr.read())
        yield Running(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        if draining is not None:
            await draining


def taken(log: Sequence[Send]) -> Counter[int]:
    """How often each recipient's chat got the notice."""
    return Counter(chat for _, chat, _, outcome in log if outcome.startswith("taken") and chat >= FIRST_CHAT)


def rate_of(log: Sequence[Send]) -> float:
    """Messages a second between the first and the last that was taken."""
    times = [at for at, _, _, outcome in log if outcome.startswith("taken")]
    return (len(times) - 1) / (times[-1] - times[0])


def now() -> float:
    return time.monotonic()
