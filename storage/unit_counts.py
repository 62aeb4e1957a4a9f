"""People counted anew: lean columns of portions of people, each kind of post judged once by the rules."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from importlib import resources

from rules.cadres import Cadre, Post, Unit
from rules.levels import Level
from rules.policy import Policy
from rules.snapshot import Rules, rules_of
from rules.tallies import Places, places_at
from storage.database import Database, Row, Transaction, Value
from storage.lists import list_text, members
from storage.units import every_unit, unit_of

Told = Callable[[float], None]
"""Is told which share of a long count is done, from 0 to 1."""

_AT_ONCE = 20_000
"""People of a portion, where everybody is counted."""
_Where = tuple[str, tuple[Value, ...]]
"""Whom a portion takes: what stands behind the column of their ids, and its arguments from $1."""


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
    taken = f"in (select id from cadre where unit_id in {members(tx.engine, '$1')})", (list_text(unit_ids),)
    portion = await _read(tx, counting, taken)
    named = {each["unit_id"] for each in (*portion.people, *portion.posts)}
    known = await tx.rows(
        f"select id, name, tier, kind, parent_id from unit where id in {members(tx.engine, '$1')}", list_text(named)
    )
    judge = _Judge(counting, {row["id"]: unit_of(row) for row in known})
    await asyncio.to_thread(judge.count, portion)
    return judge.tallies


async def count_everybody(db: Database, counting: Counting, told: Told = lambda _: None) -> dict[str, Counter[str]]:
    """The same for all units, in portions by the ids of people, in whose order most records lie on the disk.

    Outside a transaction: whoever writes meanwhile waits for nothing, and what they change may be counted or not.
    """
    [several] = await db.rows("select count(*) as people from cadre")
    judge = _Judge(counting, {unit.id: unit for unit in await every_unit(db)})
    first, done = "", 0
    while done < several["people"]:
        ends = await db.rows(f"select id from cadre where id > $1 order by id limit 1 offset {_AT_ONCE - 1}", first)
        last = ends[0]["id"] if ends else None
        taken: _Where = ("> $1", (first,)) if last is None else ("> $1 and {0} <= $2", (first, last))
        await asyncio.to_thread(judge.count, await _read(db, counting, taken))
        if last is None:
            break
        first, done = last, done + _AT_ONCE
        told(min(1.0, done / several["people"]))
    return judge.tallies


@dataclass(frozen=True, slots=True)
class _Portion:
    people: Sequence[Row]
    posts: Sequence[Row]
    """Those of incumbents; one that is not held on the day has no title."""
    held: dict[str, int]
    """Cadre id → the highest level that papers prove."""
    studying: dict[str, int]
    """Cadre id → the highest level of a running class they are in."""


async def _read(source: Database | Transaction, counting: Counting, taken: _Where) -> _Portion:
    condition, args = taken
    day, declared = f"${len(args) + 1}", f"${len(args) + 1}"
    people = await source.rows(
        f"select id, unit_id, category from cadre where {_chosen('id', condition)} and gone_at is null", *args
    )
    posts = await source.rows(
        f"select cadre_id, case when (since is null or since <= {day}) and (until is null or until >= {day})"
        f" then title end as title, unit_id, committee from post where {_chosen('cadre_id', condition)}"
        " and kind = 'incumbent'",
        *args, counting.day.isoformat(),
    )  # fmt: skip
    held = await source.rows(
        f"select cadre_id, max({_rank('level')}) as level from credential where {_chosen('cadre_id', condition)}"
        f" and (verified = 1 or {declared} = 1) group by cadre_id",
        *args, int(counting.count_unverified),
    )  # fmt: skip
    studying = await source.rows(
        f"select e.cadre_id, max({_rank('k.level')}) as level from enrolment e"
        " join training_class k on k.id = e.class_id"
        f" where {_chosen('e.cadre_id', condition)} and e.state = 'enrolled' and k.state in ('running', 'results')"
        " group by e.cadre_id",
        *args,
    )
    return _Portion(people, posts, dict(each[:] for each in held), dict(each[:] for each in studying))


def _chosen(column: str, condition: str) -> str:
    return f"{column} {condition.format(column)}"


def _rank(column: str) -> str:
    ranks = " ".join(f"when '{level.code}' then {level.value}" for level in Level)
    return f"case {column} {ranks} end"


_Place = tuple[frozenset[int], frozenset[int]]
"""Places of the targets that count somebody, and of those that set them aside."""
_Post = tuple[str | None, str, int]
"""Title (none where it is not held on the day), unit, and whether it stands in the column of committees."""
_NOWHERE: _Place = (frozenset(), frozenset())


@dataclass(slots=True)
class _Judge:
    """What each kind of post makes of its holder, asked of the rules once; and the tallies that come of it."""

    counting: Counting
    units: Mapping[str, Unit]
    tallies: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _by_post: dict[tuple[str, str, int, str], _Place] = field(default_factory=dict)
    _profiles: dict[tuple[_Place, int, int], str] = field(default_factory=dict)

    def count(self, portion: _Portion) -> None:
        """Add the people of a portion."""
        posts: dict[str, list[_Post]] = defaultdict(list)
        for post in portion.posts:
            posts[post[0]].append(post[1:])
        held, studying = portion.held, portion.studying
        for cadre_id, unit_id, category in (each[:] for each in portion.people):
            kind = (
                self._where(unit_id, category, posts.get(cadre_id)),
                held.get(cadre_id, 0),
                studying.get(cadre_id, 0),
            )
            profile = self._profiles.get(kind)
            if profile is None:
                profile = self._profiles[kind] = self._profile(*kind)
            self.tallies[unit_id][profile] += 1

    def _where(self, unit_id: str, category: str, posts: list[_Post] | None) -> _Place:
        """A group takes whoever one of their posts puts into it, so each post can be judged for itself; the bare unit
        stands for a post only where the record names none, not even an ended one."""
        if posts is None:
            return self._judged("", unit_id, 0, category)
        every = [self._judged(title, at, committee, category) for title, at, committee in posts if title is not None]
        if len(every) == 1:
            return every[0]
        counted, set_aside = (frozenset[int]().union(*some) for some in zip(*(every or [_NOWHERE]), strict=True))
        return counted, set_aside

    def _judged(self, title: str, unit_id: str, committee: int, category: str) -> _Place:
        kind = (title, unit_id, committee, category)
        found = self._by_post.get(kind)
        if found is None:
            unit = self.units[unit_id]
            alone = Cadre("", "", "", unit, category=category, posts=(Post(title, unit, committee=committee == 1),))
            places = places_at(alone, self.counting.policy, self.counting.day)
            found = self._by_post[kind] = (frozenset(places.counted), frozenset(places.set_aside))
        return found

    def _profile(self, place: _Place, held: int, studying: int) -> str:
        places = Places(tuple(sorted(place[0])), tuple(sorted(place[1])))
        return places.profile(self.counting.policy, Level(held), Level(studying))
