"""People counted anew: lean columns of portions of people, each kind of post judged once by the rules."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from rules.cadres import Cadre, Post, Unit
from rules.groups import names_an_office
from rules.levels import Level
from rules.policy import Policy
from rules.snapshot import Rules, rules_of
from rules.tallies import Places, places_at
from storage.database import Database, Row, Transaction, Value
from storage.lists import among, gathered, list_text, members, rows_in
from storage.units import every_unit, unit_of

Told = Callable[[float], None]
"""Is told which share of a long count is done, from 0 to 1."""

_AT_ONCE = 20_000
"""People of a portion, where everybody is counted."""


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
    people = await _people(tx, counting, f"c.unit_id {among(tx.engine, members(tx.engine, '$3'))}", list_text(unit_ids))
    known = await tx.rows(_NAMED.format(members(tx.engine, "$1")), list_text(_units_named(people)))
    judge = _Judge(counting, {row["id"]: unit_of(row) for row in known})
    await asyncio.to_thread(judge.count, people)
    return judge.tallies


async def count_everybody(db: Database, counting: Counting, told: Told = lambda _: None) -> dict[str, Counter[str]]:
    """The same for all units, in portions by the ids of people, in whose order most records lie on the disk.

    Outside a transaction: whoever writes meanwhile waits for nothing, and what they change may be counted or not.
    """
    [several] = await db.rows("select count(*) as people from cadre")
    judge = _Judge(counting, {unit.id: unit for unit in await every_unit(db)})
    done = 0
    judged: asyncio.Future[None] | None = None
    async for people in _portions(db, counting):
        if judged is not None:  # judging goes on while the next portion is read
            await judged
        judged = asyncio.ensure_future(asyncio.to_thread(judge.count, people))
        told(min(1.0, (done := done + len(people)) / max(1, several["people"])))
    if judged is not None:
        await judged
    return judge.tallies


async def _portions(db: Database, counting: Counting) -> AsyncIterator[Sequence[Row]]:
    """Everybody on the roster, portion by portion."""
    first: str | None = ""
    while first is not None:
        ends = await db.rows(f"select id from cadre where id > $1 order by id limit 1 offset {_AT_ONCE - 1}", first)
        last = ends[0]["id"] if ends else None
        until = (first,) if last is None else (first, last)
        yield await _people(db, counting, "c.id > $3" + " and c.id <= $4" * (last is not None), *until)
        first = last


_NAMED = "select id, name, tier, kind, parent_id from unit where id in {}"


async def _people(source: Database | Transaction, counting: Counting, taken: str, *args: Value) -> Sequence[Row]:
    """Unit, Đối tượng, posts, level held, level of study of each person that a condition takes. A post that is not
    held on the day has no title."""
    posts = gathered(
        source.engine,
        "case when (p.since is null or p.since <= $1) and (p.until is null or p.until >= $1) then p.title end,"
        " p.unit_id, p.committee",
        "post p where p.cadre_id = c.id and p.kind = 'incumbent'",
    )
    return await source.rows(
        f"select c.unit_id, c.category, cast({posts} as text) as posts,"
        f" (select max({_rank('d.level')}) from credential d"
        " where d.cadre_id = c.id and (d.verified = 1 or $2 = 1)) as held,"
        f" (select max({_rank('k.level')}) from enrolment e join training_class k on k.id = e.class_id"
        " where e.person_id = c.id and e.state = 'enrolled' and k.state in ('running', 'results')) as studying"
        f" from cadre c where {taken} and c.gone_at is null",
        counting.day.isoformat(), int(counting.count_unverified), *args,
    )  # fmt: skip


def _units_named(people: Iterable[Row]) -> set[str]:
    written = {each["posts"] for each in people}
    return {each["unit_id"] for each in people} | {post[1] for some in written for post in rows_in(some)}


def _rank(column: str) -> str:
    ranks = " ".join(f"when '{level.code}' then {level.value}" for level in Level)
    return f"case {column} {ranks} end"


@dataclass(slots=True)
class _Judge:
    """What each kind of post makes of its holder, asked of the rules once; and the tallies that come of it."""

    counting: Counting
    units: Mapping[str, Unit]
    tallies: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _by_post: dict[tuple[str, str, int, str], Places] = field(default_factory=dict)
    _by_posts: dict[tuple[str, str, str | None], Places] = field(default_factory=dict)
    _profiles: dict[tuple[Places, int, int], str] = field(default_factory=dict)

    def count(self, people: Iterable[Row]) -> None:
        """Add the people of a portion."""
        for unit_id, category, posts, held, studying in (each[:] for each in people):
            places = self._by_posts.get((unit_id, category, posts))
            if places is None:
                places = self._by_posts[unit_id, category, posts] = self._places(unit_id, category, rows_in(posts))
            profile = self._profiles.get((places, held or 0, studying or 0))
            if profile is None:
                profile = places.profile(self.counting.policy, Level(held or 0), Level(studying or 0))
                self._profiles[places, held or 0, studying or 0] = profile
            self.tallies[unit_id][profile] += 1

    def _places(self, unit_id: str, category: str, posts: list[Any]) -> Places:
        """A group takes whoever one of their posts puts into it, so each post can be judged for itself; the bare unit
        stands for a post only where the record names none, not even an ended one."""
        if not posts:
            return self._judged("", unit_id, 0, category)
        every = [self._judged(title, at, committee, category) for title, at, committee in posts if title is not None]
        counted = {place for each in every for place in each.counted}
        set_aside = {place for each in every for place in each.set_aside}
        return Places(tuple(sorted(counted)), tuple(sorted(set_aside)))

    def _judged(self, title: str, unit_id: str, committee: int, category: str) -> Places:
        unit = self.units[unit_id]
        # Most people hold a post that every unit of its tier has: judged once, for all of them.
        where = unit_id if names_an_office(title, committee == 1) else f"{unit.tier} {unit.kind}"
        kind = (title, where, committee, category)
        if kind not in self._by_post:
            alone = Cadre("", "", "", unit, category=category, posts=(Post(title, unit, committee=committee == 1),))
            self._by_post[kind] = places_at(alone, self.counting.policy, self.counting.day)
        return self._by_post[kind]
