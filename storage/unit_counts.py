"""The people of some units counted anew: the database groups those who are alike, the rules judge each kind once."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from rules.cadres import Cadre, Post, Unit
from rules.levels import Level
from rules.policy import Policy
from rules.snapshot import Rules, rules_of
from rules.tallies import Places, places_at
from storage.database import Row, Transaction
from storage.lists import gathered, list_text, members, rows_in
from storage.units import unit_of

_ENDED = date.min
"""Stands for the end of a post that is not held on the day: which day it was moves nothing."""


@dataclass(frozen=True)
class Counting:
    """What is counted: the targets of a policy, on a day, with declared papers or without."""

    policy: Policy
    day: date
    count_unverified: bool = True

    @property
    def rules(self) -> Rules:
        """What the policy and the setting make of the count."""
        return _rules(self.policy, self.count_unverified)


@cache
def _rules(policy: Policy, count_unverified: bool) -> Rules:
    return rules_of(policy, count_unverified)


@cache
def program() -> str:
    """The hash of the rules as they are programmed: a version of the program that reads titles otherwise counts
    otherwise, and must not add to what another has counted."""
    files = sorted((each for each in resources.files("rules").iterdir() if each.is_file()), key=lambda each: each.name)
    return sha256(b"".join(each.read_bytes() for each in files if each.name.endswith(".py"))).hexdigest()


async def count_units(tx: Transaction, counting: Counting, unit_ids: Iterable[str]) -> dict[str, Counter[str]]:
    """Unit id → tallies of its own people, by the records as they are in this transaction; none for a unit of nobody.

    The judging runs in a thread, so that conversations go on meanwhile.
    """
    kinds = await tx.rows(
        _kinds(tx.engine), list_text(unit_ids), counting.day.isoformat(), int(counting.count_unverified)
    )
    posts = {kind["posts"]: rows_in(kind["posts"]) for kind in kinds}
    named = {kind["unit_id"] for kind in kinds} | {post[1] for some in posts.values() for post in some}
    known = await tx.rows(
        f"select id, name, tier, kind, parent_id from unit where id in {members(tx.engine, '$1')}", list_text(named)
    )
    units = {row["id"]: unit_of(row) for row in known}
    return await asyncio.to_thread(_judge, counting, kinds, posts, units)


@cache
def _kinds(engine: str) -> str:
    """People alike in unit, Đối tượng, posts, level held and level of study, and how many they are. A post that is not
    held on the day has no title."""
    posts = gathered(
        engine,
        "case when (p.since is null or p.since <= $2) and (p.until is null or p.until >= $2) then p.title end,"
        " p.unit_id, p.committee",
        "post p where p.cadre_id = c.id and p.kind = 'incumbent'",
    )
    return (
        "select unit_id, category, posts, held, studying, count(*) as people from (select c.unit_id, c.category,"
        f" cast({posts} as text) as posts,"
        f" (select max({_rank('d.level')}) from credential d"
        " where d.cadre_id = c.id and (d.verified = 1 or $3 = 1)) as held,"
        f" (select max({_rank('k.level')}) from enrolment e join training_class k on k.id = e.class_id"
        " where e.cadre_id = c.id and e.state = 'enrolled' and k.state in ('running', 'results')) as studying"
        f" from cadre c where c.gone_at is null and c.unit_id in {members(engine, '$1')}) person"
        " group by unit_id, category, posts, held, studying"
    )


def _rank(column: str) -> str:
    ranks = " ".join(f"when '{level.code}' then {level.value}" for level in Level)
    return f"case {column} {ranks} end"


def _judge(
    counting: Counting, kinds: Sequence[Row], posts: Mapping[str | None, list[Any]], units: Mapping[str, Unit]
) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    places: dict[tuple[str, str, str | None], Places] = {}
    profiles: dict[tuple[Places, int, int], str] = {}
    for unit_id, category, written, held, studying, people in (kind[:] for kind in kinds):
        alike = (unit_id, category, written)
        if alike not in places:
            places[alike] = _places(counting, units[unit_id], category, posts[written], units)
        profiled = (places[alike], held or 0, studying or 0)
        if profiled not in profiles:
            profiles[profiled] = places[alike].profile(counting.policy, Level(held or 0), Level(studying or 0))
        found.setdefault(unit_id, Counter())[profiles[profiled]] += people
    return found


def _places(counting: Counting, unit: Unit, category: str, posts: list[Any], units: Mapping[str, Unit]) -> Places:
    held = tuple(
        Post(title or "", units[at], committee=committee == 1, until=_ENDED if title is None else None)
        for title, at, committee in posts
    )
    return places_at(Cadre("", "", "", unit, category=category, posts=held), counting.policy, counting.day)
