"""`/status` by webhook, with inbox and database, against python-telegram-bot's default echo bot, in the same run.

    python -m benchmarks.webhook

The bot has core 0, driver and stand-in for Telegram core 1, where the system can pin processes. Throughput: 64 updates
in flight, from the update posted to its sendMessage. Latency: 200 updates a second at random moments. The alternative
is the library's own example of a webhook: its HTTPX client, its queue, one handler that echoes; no database.
Rounds alternate, and the medians are compared: on a shared machine only the ratios say something. Milliseconds of
processor an update are told apart, since others at work change them least; and how long the disk takes to keep a page:
each answer waits for it twice, before its update is acknowledged and before its own bytes go.
"""

import asyncio
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from statistics import median, quantiles

import orjson

from benchmarks.posting import Poster
from tests.bot.conftest import free_port
from tests.bot.telegram_server.wire import Request, Response, Wire, listen

CHATS = 1000
IN_FLIGHT = 64
UPDATES = 3000
RATE = 200
_LONGEST = 60
"""Seconds after which an answer is missed: longer than a busy machine takes."""
ROUNDS = int(os.environ.get("ROUNDS", "3"))


def pin(core: int) -> None:
    """Keep this process on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        with suppress(OSError):
            os.sched_setaffinity(0, {core})


class Messenger:
    """Telegram as the driver needs it: takes every call at once, and tells when a chat was answered."""

    def __init__(self) -> None:
        self.answered: dict[int, asyncio.Future[float]] = {}
        self._ids = 0

    async def answer(self, request: Request) -> Response:
        method = request.path.rpartition("/")[2]
        if method == "getMe":
            return _ok({"id": 7000000001, "is_bot": True, "first_name": "Bot", "username": "bot"})
        if method != "sendMessage":
            return _ok(True)
        chat = int(_chat_in(request))
        waiting = self.answered.pop(chat, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(time.perf_counter())
        self._ids += 1
        return _ok({"message_id": self._ids, "date": 1748826000, "chat": {"id": chat, "type": "private"}, "text": "."})


def _chat_in(request: Request) -> str:
    if request.content_type.startswith("application/json"):
        return str(orjson.loads(request.body)["chat_id"])
    fields = dict(pair.split("=", 1) for pair in request.body.decode().split("&"))
    return fields["chat_id"]


def _ok(result: object) -> Response:
    return Response(200, orjson.dumps({"ok": True, "result": result}))


class Driver:
    """Asks a bot by its webhook, and waits for what it sends."""

    def __init__(self, messenger: Messenger, *ports: int) -> None:
        self._messenger = messenger
        self._poster = Poster(*ports)

    async def ask(self, chat: int) -> float:
        """Post one update of a chat, wait for its answer. Seconds from one to the other."""
        answered = asyncio.get_running_loop().create_future()
        self._messenger.answered[chat] = answered
        begun = time.perf_counter()
        await self._poster.post(self._poster.update(chat, "/status"))
        async with asyncio.timeout(_LONGEST):
            return float(await answered) - begun

    async def throughput(self, count: int) -> float:
        """Updates a second with a fixed number in flight."""
        self._poster.forget()
        chats = iter(range(1, count + 1))

        async def worker() -> None:
            for number in chats:
                await self.ask(number % CHATS + 1)

        begun = time.perf_counter()
        await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))
        return count / (time.perf_counter() - begun)

    async def latencies(self, seconds: float) -> list[float]:
        """Seconds to the answer at a fixed rate and random moments."""
        self._poster.forget()
        clock, due = time.perf_counter, time.perf_counter()
        asked: list[asyncio.Task[float]] = []
        end = due + seconds
        while due < end:
            due += random.expovariate(RATE)
            await asyncio.sleep(max(0.0, due - clock()))
            asked.append(asyncio.create_task(self.ask(len(asked) % CHATS + 1)))
        return list(await asyncio.gather(*asked))


@asynccontextmanager
async def bot(kind: str, port: int, messenger: int, url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot in its own process, ready when entered; `url` is that of its database."""
    command = ("-m", "benchmarks.webhook_bots", kind, str(port), str(messenger), url)
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stderr=asyncio.subprocess.PIPE)
    assert process.stderr is not None
    try:
        while line := (await process.stderr.readline()).decode():
            if "ready" in line:
                break
            sys.stderr.write(line)
        yield process
    finally:
        process.terminate()
        await process.communicate()


async def measure(kind: str, messenger: Messenger, messenger_port: int, template: Path) -> dict[str, float]:
    """One round of one bot."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        shutil.copyfile(template, folder / "bot.db")
        async with bot(kind, port, messenger_port, f"sqlite:///{folder}/bot.db") as process:
            driver, count = Driver(messenger, port), UPDATES if kind != "bare" else UPDATES // 3
            await driver.throughput(CHATS)
            used = processor(process.pid)
            rate = await driver.throughput(count)
            used = processor(process.pid) - used
            times = await driver.latencies(5.0)
            cuts = quantiles(times, n=100)
            return {
                "per_second": rate,
                "cpu_ms": used / count * 1e3,
                "p50_ms": cuts[49] * 1e3,
                "p99_ms": cuts[98] * 1e3,
            }


def processor(pid: int) -> float:
    """Seconds of processor that a process has taken; 0 where the system does not tell."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    user, system = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def keeping_ms(folder: Path, times: int = 300) -> list[float]:
    """Milliseconds that the disk takes to keep a page of a file that grows, as SQLite's log of changes does."""
    taken: list[float] = []
    with (folder / "pages").open("wb", buffering=0) as file:
        for _ in range(times):
            file.write(b"\0" * 4096)
            begun = time.perf_counter()
            os.fsync(file.fileno())
            taken.append((time.perf_counter() - begun) * 1e3)
    return taken


async def compare() -> None:
    """Print the figures of both bots, medians of the rounds, and their ratios."""
    pin(1)
    messenger, connections = Messenger(), set[Wire]()
    server = await listen(messenger.answer, connections, 0)
    port = server.sockets[0].getsockname()[1]
    with tempfile.TemporaryDirectory() as name:
        template = Path(name) / "template.db"
        subprocess.run(  # noqa: ASYNC221 — before anything is measured
            [sys.executable, "-m", "benchmarks.webhook_bots", "fill", str(template), str(CHATS)], check=True
        )
        cuts = quantiles(keeping_ms(Path(name)), n=100)
        sys.stdout.write(f"the disk keeps a page in {cuts[49]:.2f} ms, 99 of 100 within {cuts[98]:.2f} ms\n")
        rounds: dict[str, list[dict[str, float]]] = {"bare": [], "cadrebot": []}
        for _ in range(ROUNDS):
            for kind, figures in rounds.items():
                figures.append(await measure(kind, messenger, port, template))
    server.close()
    bare, ours = ({key: median(f[key] for f in figures) for key in figures[0]} for figures in rounds.values())
    for key in bare:
        sys.stdout.write(
            f"{key:12} bare {bare[key]:8.2f}   cadrebot {ours[key]:8.2f}   ratio {ours[key] / bare[key]:.2f}\n"
        )


def main() -> None:
    """Run the comparison."""
    asyncio.run(compare())


if __name__ == "__main__":
    main()
