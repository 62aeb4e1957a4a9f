"""How long it takes to say whom a notice is for among 100,000 people, beside reading everybody and filtering them.

The audience is mixed: what only the whole records decide, what the tables decide, and what neither does alone. Each way
runs in a process of its own; beside it a task of the event loop measures the longest time it was not let in.

Run: python -m benchmarks.audience [--people 100000] [--runs 3]
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bot import collector
from rules.access import OPERATOR
from rules.audience import Facts, Grounds, matches, parse
from rules.cadres import Cadre, Credential, Post, Unit
from rules.classes import Enrolment, EnrolmentState, TrainingClass
from rules.levels import Level
from rules.policy import Policy, parse_policy, parse_regulation
from storage import cadre_writes, cadres, classes, units
from storage.audience import Mailing, Selection, preview, recipients
from storage.database import Database, open_database
from storage.ids import new_ids
from storage.journal import By
from storage.units import with_those_below

DAY = date(2025, 6, 2)
BY = By("operator", 1_748_822_400_000)
AUDIENCE = 'lacks=trung_cap and channel=telegram,zalo and not (class=SC-K1 or unit="xã Tân An") or group=pho_phong'
MAILING = Mailing("Kính gửi đồng chí {ho_ten}, {don_vi}.", datetime(2025, 6, 2, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
TITLES = ("Công chức Văn phòng - Thống kê", "Phó Trưởng phòng", "Ủy viên BCH Đảng bộ xã", "Chuyên viên", "Trưởng phòng")
LEVELS = (Level.NONE, Level.SO_CAP, Level.TRUNG_CAP, Level.CAO_CAP)
AT_ONCE = 5_000
GOAL_SECONDS, GOAL_MB, GOAL_GAP_MS = 5.0, 150, 50


def policy() -> Policy:
    return parse_policy((resources.files("policies") / "cang-long-2025.toml").read_text(encoding="utf-8"), "policy")


@cache
def grounds() -> Grounds:
    files = resources.files("policies")
    names = ("qd57.toml", "qd350.toml")
    regulations = tuple(parse_regulation((files / name).read_text(encoding="utf-8"), name) for name in names)
    return Grounds(policy(), regulations, DAY)


async def fill(url: str, count: int) -> None:
    """A district as large as a province: people with a post and a level, three of four of them with a chat."""
    db, random = await open_database(url), Random(2025)
    places = [unit.as_unit() for unit in policy().units]
    async with db.transaction() as tx:
        await units.save(tx, places)
        await classes.save_classes(tx, BY, "benchmark", [TrainingClass("k1", "SC-K1", "Sơ cấp khóa 1")])
    for begin in range(0, count, AT_ONCE):
        some = [_person(number, places, random) for number in range(begin, min(count, begin + AT_ONCE))]
        async with db.transaction() as tx:
            await cadre_writes.save(tx, BY, "benchmark", [None] * len(some), some)
        await _give_chats(db, some, random)
    await db.close()


def _person(number: int, places: list[Unit], random: Random) -> Cadre:
    place, level = random.choice(places), random.choice(LEVELS)
    return Cadre(
        f"{random.getrandbits(40):010x}",
        f"CB{number:06}",
        f"Nguyễn Văn {number}",
        place,
        category=random.choice(("Cán bộ", "Công chức", "Viên chức")),
        posts=(Post(random.choice(TITLES), place),),
        credentials=(Credential(level),) if level else (),
    )


async def _give_chats(db: Database, some: list[Cadre], random: Random) -> None:
    chats = [(key, each.id) for key, each in zip(new_ids(len(some)), some, strict=True) if random.random() < 0.75]
    async with db.transaction() as tx:
        await tx.run_many(
            "insert into account (id, channel, chat, holder_id, display_name, linked_at, muted, quiet, created_at)"
            " values ($1, $2, $1, $3, '', 1, 0, '', 1)",
            [(key, random.choice(("telegram", "zalo")), holder) for key, holder in chats],
        )
        await tx.run_many(
            "insert into consent (id, account_id, purpose, version, given_at) values ($1, $1, 'thong_bao', '1', 1)",
            [(key,) for key, _ in chats],
        )
        studying = [Enrolment("k1", each.id) for each in some if random.random() < 0.05]
        await classes.save_enrolments(tx, BY, studying)


async def cadrebot(db: Database) -> int:
    """What an approval freezes, portion by portion."""
    selection = Selection(parse(AUDIENCE), OPERATOR, grounds())
    return sum([len(portion) async for portion in recipients(db, selection, MAILING)])


async def figures(db: Database) -> int:
    """What a preview counts."""
    return (await preview(db, Selection(parse(AUDIENCE), OPERATOR, grounds()))).meant


async def everybody(db: Database) -> int:
    """The obvious alternative: read every cadre, chat and enrolment, and ask the same rules of each in Python."""
    there, every_unit = await cadres.every_cadre(db, OPERATOR), await units.every_unit(db)
    below = {unit.id for unit in every_unit if unit.name == "xã Tân An"}
    tan_an = {each for top in below for each in with_those_below(every_unit, top)}
    channels = {
        row["holder_id"]: row["channel"]
        for row in await db.rows("select holder_id, channel from account where closed_at is null")
    }
    studying = {row["person_id"] for row in await db.rows("select person_id from enrolment where class_id = 'k1'")}
    audience, by = parse(AUDIENCE), grounds()

    def facts(cadre: Cadre) -> Facts:
        return Facts(
            cadre.code,
            cadre,
            frozenset({"xã Tân An"} if cadre.unit.id in tan_an else ()),
            frozenset({("SC-K1", EnrolmentState.ENROLLED)} if cadre.id in studying else ()),
            channels=frozenset({channels[cadre.id]} if cadre.id in channels else ()),
        )

    return len([cadre for cadre in there if matches(audience, facts(cadre), by)])


WAYS: dict[str, Callable[[Database], Awaitable[int]]] = {
    "recipients": cadrebot,
    "preview": figures,
    "everybody": everybody,
}


async def once(way: str, url: str) -> dict[str, float]:
    """Run one way: how many were found, seconds, those of processor, peak megabytes, longest gap of the loop in ms."""
    collector.rest()
    db, _ = await open_database(url), grounds()
    collector.resume()
    gaps: list[float] = []
    watch = asyncio.create_task(_watch(gaps))
    await asyncio.sleep(0.05)
    gaps.clear()
    begin, processor = time.perf_counter(), time.process_time()
    found = await WAYS[way](db)
    seconds, processor = time.perf_counter() - begin, time.process_time() - processor
    await asyncio.sleep(0.01)
    watch.cancel()
    await db.close()
    return {"found": found, "seconds": seconds, "processor": processor, "peak": _peak(), "gap": 1000 * max(gaps)}


def _peak() -> float:
    """Peak megabytes of this process alone: the one getrusage tells of begins with that of its parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


async def _watch(gaps: list[float]) -> None:
    while True:
        begin = time.perf_counter()
        await asyncio.sleep(0.001)
        gaps.append(time.perf_counter() - begin - 0.001)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--once", choices=WAYS, help="one way only, in this process, on the database given")
    parser.add_argument("--url")
    options = parser.parse_args()
    if options.once:
        sys.stdout.write(json.dumps(asyncio.run(once(options.once, options.url))))
        return
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder)}/people.db?synchronous=off"
        asyncio.run(fill(url, options.people))
        sys.exit(measure(url, options.runs))


def measure(url: str, runs: int) -> int:
    """Print the median of each way; 1 if a goal was missed, else 0."""
    sys.stdout.write(f"{AUDIENCE}\nmedian of {runs}; gap: the longest of all runs\n")
    goals_met = True
    for way in WAYS:
        command = [sys.executable, "-m", "benchmarks.audience", "--once", way, "--url", url]
        found = [json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(runs)]
        seconds, processor, peak = (median(each[name] for each in found) for name in ("seconds", "processor", "peak"))
        gap = max(each["gap"] for each in found)
        sys.stdout.write(
            f"{way:12} {found[0]['found']:7.0f} people {seconds:6.2f} s {processor:6.2f} s of processor {peak:6.0f} MB,"
            f" longest gap {gap:5.0f} ms\n"
        )
        if way != "everybody":
            goals_met &= seconds <= GOAL_SECONDS and peak <= GOAL_MB and gap <= GOAL_GAP_MS
    return 0 if goals_met else 1


if __name__ == "__main__":
    main()
