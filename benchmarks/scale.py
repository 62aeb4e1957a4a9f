"""`/status` by webhook among few people and a million, on SQLite and PostgreSQL, by one process and by two.

    python -m benchmarks.scale [--people 5000 1000000] [--engines sqlite postgresql] [--processes 1 2] [--rounds 3]

Everybody is linked; a thousand chats, spread evenly over all people, ask: 64 updates in flight for the throughput, 200
a second at random moments for the latency. The real program as `serve` runs it, its jobs switched off and its send
limit out of the way; every change is on disk before it counts, in either engine. Driver and stand-in for Telegram are
this process. Nothing is pinned to a core, since programs, driver and PostgreSQL share what cores there are: the share
that each took is printed, and where their sum reaches the machine's cores, these are what limits. Rounds alternate, and
the medians are compared.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.people import fill, switch_jobs_off
from benchmarks.webhook import CHATS, Driver, Messenger, bot
from storage.database import open_database
from tests.bot.conftest import free_port
from tests.bot.telegram_server.wire import Wire, listen
from tests.storage.postgres_server import running_server

_SHARED_OUT = 3.0
"""Seconds in which processes that begin together have shared the chats out."""
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is measured."""

    engine: str
    people: int
    processes: int

    def __str__(self) -> str:
        return f"{self.engine}, {self.people:,} people, {self.processes} process{'es' * (self.processes > 1)}"


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one round."""

    per_second: float
    p50: float
    p99: float
    """Milliseconds."""
    programs: float
    driver: float
    server: float
    others: float
    """Cores taken under load by the programs, this process, PostgreSQL, and whatever else the machine does."""


def processor_of(pids: Sequence[int]) -> float:
    """Seconds of processor that processes took so far."""
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / _TICKS


def busy() -> float:
    """Seconds of processor that the whole machine took so far."""
    user, nice, system, _, _, *interrupts = map(int, Path("/proc/stat").read_text().partition("\n")[0].split()[1:9])
    return (user + nice + system + sum(interrupts)) / _TICKS


def server_pids(url: str) -> list[int]:
    """The PostgreSQL of a URL: its main process and all that this one started; none for a file."""
    if not url.startswith("postgresql:"):
        return []
    folder = Path(url.partition("host=")[2])
    main = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    return [main, *_children(main)]


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


async def measure(setting: Setting, url: str, messenger: Messenger, at: int, updates: int, seconds: float) -> Figures:
    """One round of one setting."""
    ports = [free_port() for _ in range(setting.processes)]
    async with AsyncExitStack() as stack:
        programs = [(await stack.enter_async_context(bot("free", port, at, url))).pid for port in ports]
        await asyncio.sleep(_SHARED_OUT)
        driver = Driver(messenger, *ports)
        await driver.throughput(CHATS)
        parts = (programs, [os.getpid()], server_pids(url))
        before, begun = [*map(processor_of, parts), busy()], perf_counter()
        per_second = await driver.throughput(updates)
        took = perf_counter() - begun
        after = [*map(processor_of, parts), busy()]
        programs_took, own, server, machine = ((now - was) / took for now, was in zip(after, before, strict=True))
        cuts = quantiles(await driver.latencies(seconds), n=100)
        others = max(0.0, machine - programs_took - own - server)
        return Figures(per_second, cuts[49] * 1e3, cuts[98] * 1e3, programs_took, own, server, others)


async def prepare(url: str, people: int) -> None:
    db = await open_database(url if "postgresql" in url else f"{url}?synchronous=off")
    await fill(db, people, min(CHATS, people))
    await switch_jobs_off(db)
    await db.close()


async def compare(settings: Sequence[Setting], urls: dict[tuple[str, int], str], given: argparse.Namespace) -> None:
    messenger, connections = Messenger(), set[Wire]()
    server = await listen(messenger.answer, connections, 0)
    port = server.sockets[0].getsockname()[1]
    found: dict[Setting, list[Figures]] = {setting: [] for setting in settings}
    for number in range(given.rounds):
        for setting, figures in found.items():
            url = urls[setting.engine, setting.people]
            figures.append(await measure(setting, url, messenger, port, given.updates, given.seconds))
            sys.stderr.write(f"round {number + 1}: {setting}: {figures[-1].per_second:.0f} a second\n")
    server.close()
    report({setting: _medians(figures) for setting, figures in found.items()})


def _medians(rounds: Sequence[Figures]) -> Figures:
    return Figures(*(median(getattr(each, name) for each in rounds) for name in Figures.__slots__))


def report(found: dict[Setting, Figures]) -> None:
    """The table, then what the ratios are."""
    cores = os.cpu_count() or 1
    say = sys.stdout.write
    say("| | a second | p50 at 200/s, ms | p99, ms | cores: programs | driver | PostgreSQL | others | limited by |\n")
    say("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n")
    for setting, of in found.items():
        say(
            f"| {setting} | {of.per_second:,.0f} | {of.p50:.1f} | {of.p99:.1f} | {of.programs:.2f} | {of.driver:.2f}"
            f" | {of.server:.2f} | {of.others:.2f} | {_limit(setting, of, cores)} |\n"
        )
    for setting, of in found.items():
        for what, other in _beside(setting, found):
            say(f"{setting}: {of.per_second / found[other].per_second:.2f} of {what}\n")


def _limit(setting: Setting, of: Figures, cores: int) -> str:
    if of.programs + of.driver + of.server + of.others > 0.9 * cores:
        return f"the {cores} cores" + (", and others at work" if of.others > 0.2 else "")
    return "one core a process" if of.programs > 0.85 * setting.processes else "waiting: disk, locks"


def _beside(setting: Setting, found: dict[Setting, Figures]) -> Iterator[tuple[str, Setting]]:
    """What a setting is compared with: the fewest people, one process, SQLite, each with all else equal."""
    fewest = min(each.people for each in found)
    for what, other in (
        (f"{fewest:,} people", Setting(setting.engine, fewest, setting.processes)),
        ("one process", Setting(setting.engine, setting.people, 1)),
        ("SQLite", Setting("sqlite", setting.people, setting.processes)),
    ):
        if other != setting and other in found:
            yield what, other


@contextmanager
def emptied(engine: str) -> Iterator[str]:
    """The URL of a new database, which keeps its data over a power cut as in real life."""
    if engine == "postgresql":
        with running_server(durable=True) as url:
            yield url
        return
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/bot.db"


@contextmanager
def filled(engines: Sequence[str], sizes: Sequence[int]) -> Iterator[dict[tuple[str, int], str]]:
    """A database of each engine and size; their URLs."""
    urls: dict[tuple[str, int], str] = {}
    with ExitStack() as stack:
        for engine in engines:
            for people in sizes:
                url = stack.enter_context(emptied(engine))
                begun = perf_counter()
                asyncio.run(prepare(url, people))
                urls[engine, people] = url
                sys.stderr.write(f"filled {engine} with {people:,} people in {perf_counter() - begun:.0f} s\n")
        yield urls


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(prog="benchmarks.scale", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[5_000, 1_000_000])
    parser.add_argument("--engines", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"])
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--updates", type=int, default=3_000)
    parser.add_argument("--seconds", type=float, default=5.0)
    given = parser.parse_args()
    with filled(given.engines, given.people) as urls:
        settings = [
            Setting(engine, people, processes)
            for engine in given.engines
            for people in given.people
            for processes in given.processes
            if processes == 1 or engine == "postgresql"  # a file is served by one process
        ]
        asyncio.run(compare(settings, urls, given))


if __name__ == "__main__":
    main()
