"""How long a turn takes that lists classes or asks for a seat, with 200 classes and 5,000 cadres, on SQLite.

Through the front door, as from a messenger: facts of the person, the answer, one transaction. So for a cadre, for a
clerk at the desk of classes and at the requests that came, and for an officer who picks whom to send. Beside it a rush:
so many people ask for a tenth as many places at once, and each place is held once.

Run: python -m benchmarks.seats [--cadres 5000] [--classes 200] [--asked 200] [--rush 1000]
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from benchmarks.planning import roster, rules_of_the_day
from handlers.front_door import receive
from handlers.house import Centre, House
from handlers.messages import Incoming, Kind
from rules.access import Role
from rules.cadres import Cadre
from rules.classes import ClassState, Course, TrainingClass
from storage import accounts, cadre_writes, classes, consents, grants, links, seat_requests, units
from storage.clock import to_ms
from storage.database import Database, open_database
from storage.files import FileStore
from storage.journal import By
from storage.seat_requests import Ask

NOW = datetime(2025, 6, 2, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
BY = By("operator", to_ms(NOW))
_events = count(1)
OWN = (("listing", "upcoming_classes"), ("before it", "register:k1"), ("asking", "register_send:"))
CLERKS = (("desk", "class_desk"), ("requests", "seats"), ("one class", "seats_class:k1"))
OFFICERS = (("own unit", "unit_classes"), ("whom to send", "nominate:k1"))


def calendar(many: int, rush: int) -> list[TrainingClass]:
    """Classes of the centre, half of them taking names, and one that everybody wants."""
    courses = tuple(Course)
    found = [
        TrainingClass(
            f"k{n}", f"L-{n}", f"Lớp số {n}", course=courses[n % len(courses)], kind=courses[n % len(courses)].value,
            state=ClassState.OPEN if n % 2 else ClassState.ARCHIVED, starts_on=date(2025, 7, 1) + timedelta(days=n),
            places=60,
        )
        for n in range(many)
    ]  # fmt: skip
    wanted = replace(found[0], id="rush", code="RUSH", state=ClassState.OPEN, places=rush // 10)
    return [*found, wanted]


async def fill(db: Database, people: Sequence[Cadre], all_classes: Sequence[TrainingClass], linked: int) -> None:
    async with db.transaction() as tx:
        known = {each.unit.id: each.unit for each in people}
        await units.save(tx, list(known.values()))
        await cadre_writes.save(tx, BY, "import", [None] * len(people), people)
        await classes.save_classes(tx, BY, "create", all_classes)
        for each in people[:linked]:
            await accounts.open_account(tx, "telegram", each.id, each.name, BY.at)
            [row] = await tx.rows("select id from account where chat = $1", each.id)
            await links.attach(tx, BY, row["id"], each.id)
            await consents.give(tx, BY, row["id"], "lien_ket", "1")


async def appoint(db: Database, clerk: Cadre, officer: Cadre) -> None:
    """One who keeps the whole centre's classes, one who sends the people of the own unit."""
    async with db.transaction() as tx:
        await grants.grant(tx, BY, clerk.id, Role.STAFF)
        await grants.grant(tx, BY, officer.id, Role.OFFICER, officer.unit.id)


async def turn(house: House, chat: str, key: str) -> float:
    """Milliseconds of one tap."""
    begin = time.perf_counter()
    turned = await receive(house, Incoming("telegram", chat, f"e{next(_events)}", NOW, Kind.TAP, key=key))
    assert turned.reply is not None
    return (time.perf_counter() - begin) * 1000


def say(name: str, times: Sequence[float]) -> None:
    sys.stdout.write(f"{name:12} {median(times):7.1f} ms at the median, {max(times):7.1f} ms at most\n")


async def rush(db: Database, people: Sequence[Cadre]) -> tuple[float, int]:
    """Seconds until everybody who asked at once is answered, and how many hold a seat."""

    async def ask(cadre: Cadre) -> None:
        async with db.transaction() as tx:
            await seat_requests.ask(tx, BY, Ask(cadre.id, cadre.unit.id, "rush", "rush"))

    begin = time.perf_counter()
    await asyncio.gather(*map(ask, people))
    [row] = await db.rows("select count(*) from seat_request where class_id = 'rush' and state = 'asked'")
    return time.perf_counter() - begin, int(row[0])


async def measure(folder: Path, options: argparse.Namespace) -> None:
    """Fill a database and print the medians."""
    policy, regulation = rules_of_the_day("100/100")
    db = await open_database(f"sqlite:///{folder}/seats.db")
    people = roster(options.cadres)
    await fill(db, people, calendar(options.classes, options.rush), options.asked)
    files = FileStore(folder / "files")
    house = House(db, policy, (regulation,), Centre("Trung tâm"), lambda: NOW, files)
    for name, key in OWN:
        times = []
        for n, each in enumerate(people[: options.asked]):
            place = 2 * (n % (options.classes // 2)) + 1
            asked = f"{tuple(Course)[place % len(Course)]}:k{place}"
            times.append(await turn(house, each.id, f"{key}{asked}" if key.endswith(":") else key))
        say(name, times)
    clerk, officer = people[:2]
    await appoint(db, clerk, officer)
    for name, who, key in (*((name, clerk, key) for name, key in CLERKS), *((n, officer, k) for n, k in OFFICERS)):
        say(name, [await turn(house, who.id, key) for _ in range(options.asked // 4)])
    seconds, held = await rush(db, people[-options.rush :])
    sys.stdout.write(f"{options.rush} at once  {seconds:6.1f} s, {held} of {options.rush // 10} places held\n")
    await db.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cadres", type=int, default=5_000)
    parser.add_argument("--classes", type=int, default=200)
    parser.add_argument("--asked", type=int, default=200, help="turns of each kind")
    parser.add_argument("--rush", type=int, default=1_000)
    with TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), parser.parse_args()))


if __name__ == "__main__":
    main()
