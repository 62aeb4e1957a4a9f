"""A notice to many by the whole program, against sending by python-telegram-bot's default client, in the same run.

    python -m benchmarks.delivery [--count 30000] [--rounds 3]

Both send to a stand-in for Telegram that answers after 60 ms and enforces a thousand messages a second. The program
claims, marks and settles every row of its ledger on disk (`synchronous=FULL`); the alternative keeps nothing: its
HTTPX client, thirty sends at a time, the most it bears. Rounds alternate, and the medians are compared.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import orjson

from tests.delivery.lean_server import TOKEN
from tests.delivery.office import FIRST_CHAT, ROOT, messenger
from tests.delivery.test_pace import free_rate, freezing, paid_rate

AT_ONCE = 30
BARE = 2_000
"""Messages of the alternative: enough to see its pace."""


async def bare(root: str, count: int) -> tuple[float, float]:
    """Messages a second and seconds of processor a message, by the library's own bot in this process."""
    import telegram

    chats = iter(range(FIRST_CHAT, FIRST_CHAT + count))

    async def worker(bot: telegram.Bot) -> None:
        for chat in chats:
            await bot.send_message(chat, "Mai nghỉ học.")

    async with telegram.Bot(TOKEN, base_url=f"{root}/bot") as bot:
        begun, cpu = time.monotonic(), time.process_time()
        await asyncio.gather(*(worker(bot) for _ in range(AT_ONCE)))
        return count / (time.monotonic() - begun), (time.process_time() - cpu) / count


async def measured_bare() -> tuple[float, float]:
    """The alternative in a process of its own."""
    async with messenger("--rate", "1000", "--latency-ms", "60") as server:
        command = (sys.executable, "-m", "benchmarks.delivery", "--bare", server.root)
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=ROOT)
        output, _ = await process.communicate()
        per_second, cpu = orjson.loads(output)
        return per_second, cpu


async def measured(count: int) -> tuple[float, float]:
    """The whole program: messages a second, and seconds of processor a message."""
    with tempfile.TemporaryDirectory() as folder:
        per_second, core = await paid_rate(Path(folder), count)
        return per_second, core / per_second


async def compare(count: int, rounds: int) -> None:
    """Print the medians of both, then the pace at thirty a second and of freezing."""
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(await measured_bare())
        ours.append(await measured(count))
    _tell("messages a second", [each[0] for each in theirs], [each[0] for each in ours])
    _tell("processor a message, ms", [each[1] * 1e3 for each in theirs], [each[1] * 1e3 for each in ours])
    with tempfile.TemporaryDirectory() as folder:
        share, idle, beside = await free_rate(Path(folder), count // 30)
    sys.stdout.write(f"at 30 a second, with two replies a second: {share:.3f} of the limit\n")
    sys.stdout.write(f"p99 of replies: idle {idle * 1e3:.0f} ms, beside the notice {beside * 1e3:.0f} ms\n")
    with tempfile.TemporaryDirectory() as folder:
        took, longest = await freezing(Path(folder), 100_000)
    sys.stdout.write(f"100,000 recipients frozen in {took:.1f} s; longest wait of a write {longest * 1e3:.0f} ms\n")


def _tell(what: str, bare_figures: list[float], ours: list[float]) -> None:
    alone, program = median(bare_figures), median(ours)
    sys.stdout.write(f"{what:24} bare {alone:8.2f}   cadrebot {program:8.2f}   ratio {program / alone:.2f}\n")


def main() -> None:
    """Run the comparison, or the alternative alone."""
    parser = argparse.ArgumentParser(prog="benchmarks.delivery")
    parser.add_argument("--count", type=int, default=int(os.environ.get("COUNT", "10000")))
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("ROUNDS", "3")))
    parser.add_argument("--bare", default="", help="the stand-in's address: run the alternative against it")
    given = parser.parse_args()
    if given.bare:
        sys.stdout.write(orjson.dumps(asyncio.run(bare(given.bare, BARE))).decode())
    else:
        asyncio.run(compare(given.count, given.rounds))


if __name__ == "__main__":
    main()
