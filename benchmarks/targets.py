"""How long the figures of the targets take, kept as tallies, beside the obvious alternatives on the same people.

The summary of everybody and of one unit, from what is kept; a recount of everybody. Beside them: reading every cadre
and asking the rules person by person, and a plain SQL count of who holds which level, which knows no group.

Run: python -m benchmarks.targets [--people 5000 1000000] [--runs 5] [--engines sqlite postgresql]
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from rules.access import OPERATOR
from rules.cadres import Tier, Unit
from rules.classes import ClassState, TrainingClass
from rules.levels import Level
from rules.policy import parse_policy
from rules.summary import Summary, summary_of
from rules.tallies import summary_from
from rules.targets import count_targets, figure_of
from storage import cadres, classes, stale_units, tallies, units
from storage.database import Database, open_database
from storage.ids import new_ids
from storage.journal import By
from storage.unit_counts import Counting
from tests.storage.postgres_server import running_server

DAY = date(2025, 6, 2)
BY = By("benchmark", 1_748_822_400_000)
AT_ONCE = 5_000
CLASS = TrainingClass("k1", "TC-K1", "Trung cấp", Level.TRUNG_CAP, state=ClassState.RUNNING)
A_UNIT = 200
"""People of one unit, about."""
TITLES = (
    ("Chuyên viên", "Công chức", 12), ("Kế toán", "Công chức", 3), ("Công chức Văn phòng - Thống kê", "Công chức", 3),
    ("Viên chức", "Viên chức", 6), ("Trưởng phòng", "Công chức", 1), ("Phó Trưởng phòng", "Công chức", 2),
    ("Chủ tịch UBND xã", "Cán bộ", 1), ("Phó Bí thư Đảng ủy", "Cán bộ", 1), ("Phó ấp", "Không chuyên trách", 3),
    ("Chủ tịch Hội Nông dân", "Cán bộ", 1), ("", "", 1),
)  # fmt: skip
WEIGHTS = [weight for _, _, weight in TITLES]
LEVELS = (Level.NONE, Level.SO_CAP, Level.TRUNG_CAP, Level.TRUNG_CAP, Level.CAO_CAP)
MOST_READ = 100_000
"""Above so many people nobody reads every record: a million of them take the memory of the machine."""
KEPT = ("summary", "one unit")
"""What is asked all day, of what is kept."""
PLANNED, OFTEN = 10, 20
GOALS = {5_000: (10.0, 1.0, 10.0), 1_000_000: (50.0, 1.0, 10.0)}
"""By people: milliseconds of the summary and of one unit, seconds of the recount."""


@cache
def counting() -> Counting:
    text = (resources.files("policies") / "cang-long-2025.toml").read_text(encoding="utf-8")
    return Counting(parse_policy(text, "policy"), DAY)


async def fill(db: Database, count: int) -> None:
    """A province: districts with their offices and communes, and people all over them, with posts and levels.

    Written straight into the tables: the journal of a million records would take the better part of an hour.
    """
    random, places = Random(2025), _units(max(10, count // A_UNIT))
    async with db.transaction() as tx:
        await units.save(tx, places)
        await classes.save_classes(tx, BY, "benchmark", [CLASS])
    ids = new_ids(count)
    for begin in range(0, count, AT_ONCE):
        some = [_person(number, ids[number], places, random) for number in range(count)[begin : begin + AT_ONCE]]
        async with db.transaction() as tx:
            await tx.run_many(_CADRE, [each.cadre for each in some])
            await tx.run_many(_POST, [post for each in some for post in each.posts])
            await tx.run_many(_CREDENTIAL, [each.credential for each in some if each.credential])
            await tx.run_many(_ENROLMENT, [each.cadre[:1] for each in some if random.random() < 0.03])
    if db.engine == "postgresql":
        await db.write("analyze")


_CADRE = (
    "insert into cadre (id, code, name, folded, sort_key, unit_id, ethnicity, phone, category, grade, education,"
    " version) values ($1, $2, $3, $3, $3, $4, '', '', $5, '', '', 1)"
)
_POST = (
    "insert into post (id, cadre_id, place, title, unit_id, kind, committee, since, until)"
    " values ($1, $2, $3, $4, $5, 'incumbent', $6, '2020-07-01', $7)"
)
_CREDENTIAL = (
    "insert into credential (id, cadre_id, place, level, number, issuer, verified) values ($1, $1, 0, $2, '', '', 1)"
)
_ENROLMENT = (
    "insert into enrolment (class_id, person_id, state, mark, result, version) values ('k1', $1, 'enrolled', '', '', 1)"
)


def _units(count: int) -> list[Unit]:
    """Districts of sixty units each: one unit in two is a commune's."""
    found: list[Unit] = []
    for number in range(count):
        top = found[number - number % 60].id if number % 60 else None
        tier = Tier.COMMUNE if number % 2 else Tier.DISTRICT
        name = f"xã Tân An {number}" if number % 2 else f"Phòng Nội vụ huyện {number}" if top else f"huyện {number}"
        found.append(Unit(f"u{number:05}", name, tier, top))
    return found


@dataclass(frozen=True, slots=True)
class _Person:
    cadre: tuple[str, ...]
    posts: list[tuple[str | int | None, ...]]
    credential: tuple[str, str] | None


def _person(number: int, key: str, places: list[Unit], random: Random) -> _Person:
    place, level = random.choice(places), random.choice(LEVELS)
    [(title, category, _)] = random.choices(TITLES, WEIGHTS)
    until = "2024-12-31" if random.random() < 0.05 else None
    posts: list[tuple[str | int | None, ...]] = [(f"{key}-1", key, 0, title, place.id, 0, until)]
    if random.random() < 0.15:
        posts.append((f"{key}-2", key, 1, "Ủy viên BCH", place.id, 1, None))
    cadre = (key, f"CB{number:07}", f"Nguyễn Văn {number}", place.id, category)
    return _Person(cadre, posts, (key, level.code) if level else None)


async def summary(db: Database) -> object:
    """The summary of everybody from what is kept."""
    found = await tallies.read(db, OPERATOR, counting())
    return summary_from(found or {}, counting().policy, DAY)


async def one_unit(db: Database) -> object:
    """The summary of one unit and all below it, from what is kept."""
    found = await tallies.read(db, OPERATOR, counting(), "u00005")
    return summary_from(found or {}, counting().policy, DAY)


async def after_a_change(db: Database) -> object:
    """The summary after one record of a unit changed: that unit is counted anew."""
    async with db.transaction() as tx:
        await stale_units.mark(tx, ["u00005"])
    return await summary(db)


async def recount(db: Database) -> object:
    """Everybody counted anew."""
    await tallies.recount(db, counting())
    return await summary(db)


async def everybody(db: Database) -> object:
    """The obvious alternative: read every cadre, and ask the same rules person by person."""
    people, studying = await cadres.every_cadre(db, OPERATOR), await classes.levels_in_study(db)
    figures = count_targets(people, counting().policy, DAY, studying=studying)
    slow = summary_of(figures, DAY)
    numbers = [
        figure_of(t, f.total, f.met, f.studying) for t, f in zip(counting().policy.targets, figures, strict=True)
    ]
    return Summary(DAY, tuple(numbers), slow.people_needed, slow.uncounted)


async def plain_sql(db: Database) -> object:
    """Another: let the database count who holds which level; it knows no group, so it answers less."""
    return await db.rows(
        "select u.tier, (select max(d.level) from credential d where d.cadre_id = c.id) as held, count(*) as people"
        " from cadre c join unit u on u.id = c.unit_id where c.gone_at is null group by 1, 2"
    )


Way = Callable[[Database], Awaitable[object]]
QUICK: dict[str, Way] = {
    "summary": summary,
    "one unit": one_unit,
    "after a change": after_a_change,
    "plain SQL": plain_sql,
}
"""Measured in milliseconds."""
LONG: dict[str, Way] = {"recount": recount, "everybody": everybody}
"""Measured in seconds, once where there are many people."""


async def timed(way: Way, db: Database, runs: int) -> tuple[float, float]:
    """Median seconds of a way, and of this process's processor."""
    found: list[tuple[float, float]] = []
    for _ in range(runs):
        begin, processor = time.perf_counter(), time.process_time()
        await way(db)
        found.append((time.perf_counter() - begin, time.process_time() - processor))
    seconds, of_processor = zip(*found, strict=True)
    return median(seconds), median(of_processor)


async def measure(url: str, people: int, runs: int) -> bool:
    """Fill an empty database, and print each way; whether the goals were met."""
    db = await open_database(url)
    try:
        await fill(db, people)
        await recount(db)
        sys.stdout.write(f"{db.engine}, {people} people, median of {runs}\n")
        took: dict[str, float] = {}
        for name, way in QUICK.items():
            if name in KEPT:  # a program that runs has asked them before: the server plans a question five times first
                await timed(way, db, PLANNED)
                took[name], _ = await timed(way, db, OFTEN * runs)
            else:
                took[name], _ = await timed(way, db, 1 if name == "plain SQL" and people > AT_ONCE else runs)
            sys.stdout.write(f"  {name:16} {1000 * took[name]:10.2f} ms\n")
        for name, way in LONG.items():
            if name == "everybody" and people > MOST_READ:
                continue
            took[name], processor = await timed(way, db, 1 if people > AT_ONCE else runs)
            sys.stdout.write(f"  {name:16} {took[name]:10.2f} s {processor:10.2f} s of processor\n")
        if people <= MOST_READ and await summary(db) != await everybody(db):
            sys.stdout.write("  THE FIGURES DIFFER\n")
            return False
    finally:
        await db.close()
    of_summary, of_unit, of_recount = GOALS.get(people, (50.0, 1.0, 10.0))
    goals = 1000 * took["summary"] <= of_summary, 1000 * took["one unit"] <= of_unit, took["recount"] <= of_recount
    return all(goals)


@contextmanager
def emptied(engine: str) -> Iterator[str]:
    """The URL of a new database."""
    if engine == "postgresql":
        with running_server() as url:
            yield url
        return
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder)}/people.db"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[5_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--engines", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"])
    options = parser.parse_args()
    goals_met = True
    for people in options.people:
        for engine in options.engines:
            with emptied(engine) as url:
                goals_met &= asyncio.run(measure(url, people, options.runs))
    sys.exit(0 if goals_met else 1)


if __name__ == "__main__":
    main()
