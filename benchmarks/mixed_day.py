"""A day's work in ten minutes: a morning peak of questions, a notice to 30,000, imports and jobs, all at once.

    python -m benchmarks.mixed_day [--minutes 10] [--people 30000] [--rate 200] [--engine sqlite]
    python -m benchmarks.mixed_day --minutes 1 --people 3000          # a rehearsal

Everybody is linked. People ask at random moments, by webhook, `rate` questions a second until six tenths of the time
are over and a quarter of that afterwards; the notice begins after two tenths, a roster of new people comes in after
four and changed after seven, jobs run after five and eight. Program (`cadrebot serve`), stand-in for Telegram (60 ms
away, a thousand messages a second), those who ask, imports and jobs are processes of their own and share what cores the
machine has: what each took is printed. Status 1 if a question was not answered once, a notice did not arrive once, an
import or a job failed, or an update was set aside.
"""

import argparse
import asyncio
import random
import sys
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from benchmarks.day_told import NOTICE, PEAK_UNTIL, Day, tell_lost, tell_memory, tell_waits
from benchmarks.people import fill
from benchmarks.posting import PATH, Poster, Refused
from benchmarks.roster import write_roster
from benchmarks.scale import busy, emptied, processor_of, server_pids
from benchmarks.start import resident_mib
from storage.database import Database, open_database
from tests.bot.conftest import SECRET, free_port
from tests.delivery.lean_server import TOKEN
from tests.delivery.office import ROOT, SETTLED, messenger, serving, states

QUESTIONS = (
    "/status", "/status", "Tôi cần học trình độ gì?", "sắp tới có lớp nào", "hồ sơ của tôi",
    "phó trưởng phòng cần trình độ gì", "toi o xa tan an hoc trung cap duoc chua",
)  # fmt: skip
NEWCOMERS = 5_000
"""People of a roster that comes in, in a day of ten minutes."""
JOBS = (("target-figures", "inbox", "seat-requests"), ("below-level", "records", "housekeeping"))
QUIETER = 0.25
"""The part of the morning's questions that is asked in the afternoon."""
_LATE = 120.0
"""Seconds that whatever is still on its way gets at the end."""


async def ask_all_day(port: int, people: int, rate: float, seconds: float) -> list[tuple[float, int]]:
    """Post questions of random people at random moments; when and in which chat."""
    poster, clock, asked = Poster(port), time.monotonic, list[tuple[float, int]]()
    posted = set[asyncio.Task[None]]()
    begun = due = clock()
    while due < begun + seconds:
        now_rate = rate if due < begun + PEAK_UNTIL * seconds else rate * QUIETER
        due += random.expovariate(now_rate)
        await asyncio.sleep(max(0.0, due - clock()))
        chat = random.randint(1, people)
        asked.append((clock(), chat))
        task = asyncio.create_task(_until_taken(poster, poster.update(chat, random.choice(QUESTIONS))))
        posted.add(task)
        task.add_done_callback(posted.discard)
    await asyncio.gather(*posted)
    return asked


async def _until_taken(poster: Poster, update: bytes) -> None:
    """As a messenger does: again, until the bot says that it has it."""
    while True:
        try:
            await poster.post(update)
            return
        except (Refused, OSError, asyncio.IncompleteReadError):
            await asyncio.sleep(1)


def configured(folder: Path, url: str, root: str, port: int) -> Path:
    """The settings of the program."""
    file = folder / "config.toml"
    file.write_text(
        f"""
        [database]
        url = "{url}"
        [files]
        folder = "{folder}/files"
        [centre]
        quiet_hours = "03:00-03:01"
        [telegram]
        enabled = true
        token = "{TOKEN}"
        base_url = "{root}/bot"
        mode = "webhook"
        webhook_url = "https://localhost{PATH}"
        webhook_secret = "{SECRET}"
        rate = 1000
        paid = true
        [web]
        port = {port}
        """
    )
    return file


async def command(day: Day, config: Path, *arguments: str) -> None:
    """Run a command of the program beside it; remembered if it fails."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "--config", str(config), *arguments,
        cwd=ROOT, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, told = await process.communicate()
    if process.returncode:
        day.failed.append(f"{arguments[0]}: {told.decode().strip()[-200:]}")


async def send_notice(day: Day, config: Path, folder: Path, db: Database) -> None:
    """The command sends it to everybody; the span lasts until the last message is settled."""
    file = folder / "notice.txt"
    file.write_text(NOTICE, encoding="utf-8")
    with day.going_on("notice"):
        await command(day, config, "send", "--audience", "everyone", "--text-file", str(file), "--urgent", "--yes")
        while True:
            if not set(await states(db)) - set(SETTLED):
                break
            await asyncio.sleep(0.5)


async def work_beside(day: Day, config: Path, folder: Path, db: Database) -> None:
    """All that goes on beside the questions, each at its time."""

    async def at(part: float) -> None:
        await asyncio.sleep(max(0.0, day.begun + part * day.seconds - time.monotonic()))

    async def import_at(part: float, education: str) -> None:
        roster = folder / f"{education}.xlsx"
        await asyncio.to_thread(write_roster, roster, max(200, round(NEWCOMERS * day.seconds / 600)), education)
        await at(part)
        with day.going_on("import"):
            await command(day, config, "import", "roster", str(roster), "--yes")

    async def jobs_at(part: float, names: Iterable[str]) -> None:
        await at(part)
        for name in names:
            with day.going_on("job"):
                await command(day, config, "jobs", "run", name)

    async def notice() -> None:
        await at(0.2)
        await send_notice(day, config, folder, db)

    await asyncio.gather(
        notice(), import_at(0.4, "Đại học"), import_at(0.7, "Thạc sĩ"), jobs_at(0.5, JOBS[0]), jobs_at(0.8, JOBS[1])
    )


async def watch_memory(day: Day, pid: int) -> None:
    while True:
        day.memory.append((time.monotonic(), resident_mib(pid)))
        await asyncio.sleep(1)


async def live(given: argparse.Namespace, folder: Path, url: str) -> bool:
    """The day, then what came of it; whether nothing was lost."""
    async with opened(url) as db, messenger("--rate", "1000", "--latency-ms", "60") as telegram:
        await fill(db, given.people, given.people)
        port = free_port()
        config = configured(folder, url, telegram.root, port)
        async with serving(config) as program:
            seconds = 60 * given.minutes
            asking = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "benchmarks.mixed_day", "--asks",
                *map(str, (port, given.people, given.rate, seconds)), stdout=asyncio.subprocess.PIPE, cwd=ROOT,
            )  # fmt: skip
            assert asking.stdout is not None
            await asking.stdout.readline()
            day = Day(time.monotonic(), seconds)
            before = busy(), program.cpu(), processor_of(server_pids(url))
            watching = asyncio.create_task(watch_memory(day, program.process.pid))
            asked, _ = await asyncio.gather(asking.stdout.read(), work_beside(day, config, folder, db))
            await asking.wait()
            day.asked = [(at, chat) for at, chat in orjson.loads(asked)]
            took = time.monotonic() - day.begun
            after = busy(), program.cpu(), processor_of(server_pids(url))
            await settled(db)
            watching.cancel()
            log = await telegram.log()
        machine, own, server = ((now - was) / took for now, was in zip(after, before, strict=True))
        sys.stdout.write(
            f"{given.engine}, {given.people:,} people, {given.minutes:g} minutes; cores taken: program {own:.2f},"
            f" PostgreSQL {server:.2f}, all else on the machine {machine - own - server:.2f}\n\n"
        )
        tell_waits(day, log)
        tell_memory(day)
        return await tell_lost(day, log, db, given.people)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    db = await open_database(url)
    try:
        yield db
    finally:
        await db.close()


async def settled(db: Database) -> None:
    """Until everything that came in is answered, or long enough after."""
    end = time.monotonic() + _LATE
    while time.monotonic() < end:
        [row] = await db.rows("select count(*) as left_over from inbox where state in ('waiting', 'answering')")
        if not row["left_over"]:
            await asyncio.sleep(2)  # the last answers are on their way
            return
        await asyncio.sleep(0.5)


def main() -> None:
    """Live through the day; or, for it, ask all day."""
    parser = argparse.ArgumentParser(prog="benchmarks.mixed_day", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--people", type=int, default=30_000)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--asks", nargs=4, metavar=("PORT", "PEOPLE", "RATE", "SECONDS"), help="only ask; for itself")
    given = parser.parse_args()
    if given.asks:
        port, people, rate, seconds = given.asks
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        asked = asyncio.run(ask_all_day(int(port), int(people), float(rate), float(seconds)))
        sys.stdout.buffer.write(orjson.dumps(asked))
        return
    with ExitStack() as stack:
        url, folder = stack.enter_context(emptied(given.engine)), Path(stack.enter_context(TemporaryDirectory()))
        is_well = asyncio.run(live(given, folder, url))
    sys.exit(0 if is_well else 1)


if __name__ == "__main__":
    main()
