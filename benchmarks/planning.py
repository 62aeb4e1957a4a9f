"""How long the plan of whom to send takes, and how many places the obvious way would need more.

5,000 cadres, 6 targets, 40 classes: counted, asked for their eligibility, planned, every part proven. What places buy
and what keeps a target out of reach are asked after it, as the chat does, and measured apart. Beside it two obvious
ways: down the plain list, and target by target; everyone who still helps into the first class with room.

Run: python -m benchmarks.planning [--cadres 5000] [--classes 40] [--runs 3]
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from itertools import pairwise
from random import Random
from statistics import median

from rules.cadres import Cadre, Credential, Post, Tier, Unit
from rules.dates import PartialDate
from rules.levels import Level, Mode
from rules.planning import (
    Limits,
    Offer,
    Plan,
    Prospect,
    Question,
    Shortfall,
    Step,
    needs_of,
    prospects_of,
    shortfall_of,
    steps_of,
    whom_to_send,
)
from rules.planning.offers import runs_on
from rules.policy import Policy, Regulation, parse_policy, parse_regulation
from rules.targets import count_targets

DAY, DEADLINE = date(2025, 6, 2), date(2025, 12, 31)


@dataclass(frozen=True)
class World:
    """What a plan is asked under."""

    name: str
    absent: int | None
    """How many of a unit may be away at once."""
    most: int
    """The most places of a class."""
    share: str = "100/100"
    """In place of the targets that ask for everyone."""


WORLDS = (
    World("as the document asks, units spare anyone", None, 90),
    World("80% in place of 100%, units spare anyone", None, 90, "80/100"),
    World("as the document asks, units spare 6", 6, 90),
    World("as the document asks, units spare 3, small classes", 3, 50),
)
OFFICES = ("Phòng Nội vụ", "Phòng Tư pháp", "Phòng Y tế", "Ban Tổ chức", "Huyện đoàn", "Hội Nông dân")
DISTRICT_TITLES = ("Trưởng phòng", "Phó Trưởng phòng", "Phó Trưởng phòng", *("Chuyên viên",) * 7)
COMMUNE_TITLES = ("Chủ tịch UBND", "Phó Chủ tịch UBND", *("Công chức",) * 6)


@cache
def rules_of_the_day(share: str) -> tuple[Policy, Regulation]:
    def text(name: str) -> str:
        return (resources.files("policies") / name).read_text(encoding="utf-8")

    policy = parse_policy(text("cang-long-2025.toml").replace('"100/100"', f'"{share}"'), "cang-long-2025.toml")
    return policy, parse_regulation(text("qd57.toml"), "qd57.toml")


def roster(size: int) -> list[Cadre]:
    """A believable district: a third in its offices, the rest in communes of 25, one in six on a committee."""
    random = Random(2025)
    offices = [Unit(f"o{n}", f"{name} {n}", Tier.DISTRICT) for n, name in enumerate(OFFICES * (size // 500 + 1))]
    communes = [Unit(f"x{n}", f"xã Số {n}", Tier.COMMUNE) for n in range(size // 40 + 1)]
    return [_cadre(random, number, random.choice(offices if number % 3 == 0 else communes)) for number in range(size)]


def _cadre(random: Random, number: int, unit: Unit) -> Cadre:
    district = unit.tier is Tier.DISTRICT
    posts = [Post(random.choice(DISTRICT_TITLES if district else COMMUNE_TITLES), unit)]
    if random.random() < 1 / 6:
        posts.append(Post("Ủy viên BCH Đảng bộ huyện" if random.random() < 0.2 else "Ủy viên", unit, committee=True))
    level = random.choices((Level.NONE, Level.SO_CAP, Level.TRUNG_CAP, Level.CAO_CAP), (8, 10, 47, 35))[0]
    joined = random.randrange(1995, 2025)
    return Cadre(
        id=f"c{number:05}",
        code=f"CB{number:05}",
        name="",
        unit=unit,
        birth=PartialDate(str(random.randrange(1966, 1998))),
        gender=random.choice(("nam", "nu")),
        category=random.choice(("Cán bộ", "Công chức")),
        education=random.choice(("Đại học", "Đại học", "Thạc sĩ")),
        party_joined=PartialDate(str(joined)),
        party_full=PartialDate(str(joined + 1)),
        posts=tuple(posts),
        credentials=(Credential(level, verified=True),) if level else (),
    )


def classes(count: int, most: int) -> list[Offer]:
    """Classes of three months, one in three of the highest level, begun through the summer."""
    random = Random(40)
    return [_class(random, number, most) for number in range(count)]


def _class(random: Random, number: int, most: int) -> Offer:
    starts = DAY + timedelta(days=random.randrange(7, 120))
    return Offer(
        id=f"l{number:02}",
        code=f"L{number:02}",
        level=Level.CAO_CAP if number % 3 == 0 else Level.TRUNG_CAP,
        mode=random.choice(tuple(Mode)),
        places=random.randrange(30, most + 1, 10),
        starts_on=starts,
        ends_on=starts + timedelta(days=90),
    )


def question(cadres: list[Cadre], offers: list[Offer], world: World) -> Question:
    """From records to the question: counts, needs, who lacks what and may go where."""
    policy, regulation = rules_of_the_day(world.share)
    needs = needs_of(count_targets(cadres, policy, DAY))
    prospects = prospects_of(cadres, needs, regulation, DAY, [(offer.level, offer.mode) for offer in offers])
    return Question(prospects, needs, offers, Limits(absent=world.absent))


def by_hand(asked: Question, order: Iterable[tuple[Prospect, tuple[str, ...]]]) -> tuple[int, int]:
    """Open targets reached and places used by sending people in an order, each for the targets named beside them."""
    left = {need.target_id: need.needed or 0 for need in asked.open_needs}
    sent: list[tuple[str, Offer]] = []
    going: set[str] = set()
    for person, targets in order:
        for offer in asked.offers if person.id not in going else ():
            helps = [id for id in person.helped_by(offer.level) if id in targets and left[id] > 0]
            if helps and asked.way(person, offer.study) and _has_room(offer, person.unit_id, sent, asked.limits.absent):
                sent.append((person.unit_id, offer))
                going.add(person.id)
                left.update({id: left[id] - 1 for id in person.helped_by(offer.level)})
                break
    return sum(need <= 0 for need in left.values()), len(sent)


def down_the_list(asked: Question) -> Iterator[tuple[Prospect, tuple[str, ...]]]:
    """The plain list: those who help most targets first."""
    for person in asked.prospects:
        yield person, tuple(lack.target_id for lack in person.lacks)


def target_by_target(asked: Question) -> Iterator[tuple[Prospect, tuple[str, ...]]]:
    """A list for each target, by code, as offices keep them."""
    for need in asked.open_needs:
        for person in sorted(asked.prospects, key=lambda person: person.code):
            yield person, (need.target_id,)


def _has_room(offer: Offer, unit_id: str, sent: list[tuple[str, Offer]], absent: int | None) -> bool:
    """Whether the class has a place, and the unit can spare one more on every day of it."""
    if sum(each is offer for _, each in sent) == offer.places:
        return False
    if absent is None:
        return True
    of_unit = [each for unit, each in sent if unit == unit_id]
    days = {each.starts_on for each in (offer, *of_unit) if each.starts_on}
    return all(sum(_runs(each, day) for each in of_unit) < absent for day in days if _runs(offer, day))


def _runs(offer: Offer, day: date) -> bool:
    return runs_on(offer.starts_on, offer.ends_on, day)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cadres", type=int, default=5000)
    parser.add_argument("--classes", type=int, default=40)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    cadres = roster(options.cadres)
    for world in WORLDS:
        measure(world, cadres, classes(options.classes, world.most), options.runs)


@dataclass(frozen=True)
class Answers:
    """All that is asked about one question."""

    plan: Plan
    steps: tuple[Step, ...]
    shortfall: Shortfall | None


def measure(world: World, cadres: list[Cadre], offers: list[Offer], runs: int) -> None:
    """Print the medians of a world, and what both ways reach in it."""
    times: list[list[float]] = []
    for _ in range(runs):
        at = [time.perf_counter()]
        asked = question(cadres, offers, world)
        at.append(time.perf_counter())
        plan = whom_to_send(asked)
        at.append(time.perf_counter())
        steps = steps_of(asked, plan)
        at.append(time.perf_counter())
        shortfall = shortfall_of(asked, plan)
        at.append(time.perf_counter())
        times.append([after - before for before, after in pairwise(at)])
    asking, planning, buying, keeping = (median(values) for values in zip(*times, strict=True))
    sys.stdout.write(
        f"{world.name}\n"
        f"  {len(asked.prospects)} of {len(cadres)} lack what {len(asked.open_needs)} open targets ask\n"
        f"  counts and eligibility {asking:6.2f} s\n"
        f"  plan                   {planning:6.2f} s\n"
        f"  what places buy        {buying:6.2f} s\n"
        f"  what keeps the others  {keeping:6.2f} s\n"
    )
    compare(asked, Answers(plan, steps, shortfall))


def compare(asked: Question, found: Answers) -> None:
    """Print what both ways reach."""
    plan = found.plan
    sys.stdout.write(f"  plan: {len(plan.reached)} targets with {plan.places} places, proven: {plan.proven}\n")
    for way in (down_the_list, target_by_target):
        targets, places = by_hand(asked, way(asked))
        sys.stdout.write(f"  {way.__name__.replace('_', ' ')}: {targets} targets with {places} places\n")
    steps = ", ".join(f"{len(step.reached)} with {step.places}" for step in found.steps)
    sys.stdout.write(f"  targets that places buy: {steps}; proven: {all(step.proven for step in found.steps)}\n")
    if found.shortfall:
        without = ", ".join(f"{e.limit}: {e.targets} targets, {e.people} people" for e in found.shortfall.binding)
        sys.stdout.write(f"  without one limit: {without}\n")


if __name__ == "__main__":
    main()
