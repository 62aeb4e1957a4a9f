"""People counted anew: lean columns of portions of people, each kind of post judged once by the rules."""

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from hashlib import sha256
from importlib import resources

import orjson

from rules.areas import nearest_centre
from rules.cadres import Cadre, Post, Unit
from rules.groups import bare_name, names_an_office, words_of_units
from rules.levels import Level
from rules.policy import Policy
from rules.snapshot import Rules, rules_of
from rules.tallies import Places, places_at
from rules.text import fold
from storage.centres import units_above
from storage.database import Database, Row, Transaction, Value
from storage.lists import among, gathered, lined, lines_in, list_text, members
from storage.units import every_unit, unit_of

Told = Callable[[float], None]
"""Is told which share of a long count is done, from 0 to 1."""

EVERYWHERE = ""
"""The place of all units that belong to no centre of their own: all there are, where there is one centre."""
_AT_ONCE = 20_000
"""People of a portion, where everybody is counted."""
_AHEAD = 2
"""Portions that are read while one is judged."""

_Rows = Callable[..., Awaitable[Sequence[Row]]]


@dataclass(frozen=True)
class Counting:
    """What is counted: the targets of a policy, on a day, with declared papers or without. Where a deployment has
    several centres, each place of it is counted in its own way."""

    policy: Policy
    day: date
    count_unverified: bool = True
    place: str = EVERYWHERE
    """The top unit of the centre whose units are counted so; EVERYWHERE for those of no centre."""
    beside: tuple["Counting", ...] = ()
    """How the other places are counted, on the same day."""

    @property
    def places(self) -> dict[str, "Counting"]:
        """How each place is counted, this one among them."""
        return {each.place: each for each in (self, *self.beside)}

    def at(self, place: str) -> "Counting":
        """The same, asked for another place."""
        others = tuple(replace(each, beside=()) for key, each in self.places.items() if key != place)
        return replace(self.places[place], beside=others)

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


async def places_of(source: Database | Transaction, counting: Counting, unit_ids: Iterable[str]) -> dict[str, str]:
    """Unit id → the place it is counted in, for these units; the nearest centre above wins."""
    asked = set(unit_ids)
    tops = counting.places.keys() - {EVERYWHERE}
    if not tops:
        return dict.fromkeys(asked, EVERYWHERE)
    above = await units_above(source, asked | tops)
    return {unit_id: nearest_centre(unit_id, tops, above) or EVERYWHERE for unit_id in asked}


async def count_units(tx: Transaction, counting: Counting, unit_ids: Iterable[str]) -> dict[str, Counter[str]]:
    """Unit id → tallies of its own people, by the records as they are in this transaction; none for a unit of nobody.

    The judging runs in a thread, so that conversations go on meanwhile.
    """
    found: dict[str, Counter[str]] = {}
    at_place = defaultdict[str, list[str]](list)
    for unit_id, place in (await places_of(tx, counting, unit_ids)).items():
        at_place[place].append(unit_id)
    for place, some in at_place.items():
        found.update(await _count_alike(tx, counting.places[place], some))
    return found


async def _count_alike(tx: Transaction, counting: Counting, unit_ids: Iterable[str]) -> dict[str, Counter[str]]:
    """The same for units that are all counted in one way."""
    taken = f"c.unit_id {among(tx.engine, members(tx.engine, '$3'))}"
    people = await _people(tx.engine, tx.rows, counting, taken, list_text(unit_ids))
    known = await tx.rows(_NAMED.format(members(tx.engine, "$1")), list_text(_units_named(people)))
    judge = _Judge(counting, {row["id"]: unit_of(row) for row in known})
    await asyncio.to_thread(judge.count, people)
    return judge.tallies


async def count_everybody(db: Database, counting: Counting, told: Told = lambda _: None) -> dict[str, Counter[str]]:
    """The same for all units, in portions by the ids of people, in whose order most records lie on the disk.

    Outside a transaction: whoever writes meanwhile waits for nothing, and what they change may be counted or not.
    """
    [several] = await db.rows("select count(*) as people from cadre")
    judges = await _judges(db, counting)
    done = 0
    judged: asyncio.Future[None] | None = None
    for each in judges:
        async for people in _portions(db, each.counting):
            if judged is not None:  # judging goes on while the next portion is read
                await judged
            judged = asyncio.ensure_future(asyncio.to_thread(each.count, people))
            told(min(1.0, (done := done + _AT_ONCE) / max(1, several["people"] * len(judges))))
    if judged is not None:
        await judged
    return {unit_id: own for each in judges for unit_id, own in each.tallies.items()}


async def _judges(db: Database, counting: Counting) -> "Sequence[_Judge | _Judges]":
    """Who judges everybody: for each way to read levels all that judge by it, for each reads people once."""
    units = {unit.id: unit for unit in await every_unit(db)}
    if not counting.beside:
        return [_Judge(counting, units)]
    places = await places_of(db, counting, units)
    ways = defaultdict[bool, dict[str, Counting]](dict)
    for place, each in counting.places.items():
        ways[each.count_unverified][place] = each
    return [_Judges(units, places, alike) for alike in ways.values()]


async def _portions(db: Database, counting: Counting) -> AsyncIterator[str]:
    """Everybody on the roster, portion by portion; the next ones are read meanwhile."""
    rows = await db.rows(
        "select id from (select id, row_number() over (order by id) as place from cadre) as numbered"
        f" where place % {_AT_ONCE} = 0 order by id"
    )
    ends = ["", *(str(row["id"]) for row in rows)]
    ahead: deque[asyncio.Task[str]] = deque()
    try:
        for first, last in zip(ends, [*ends[1:], None], strict=True):
            ahead.append(asyncio.create_task(_portion(db, counting, first, last)))
            if len(ahead) > _AHEAD:
                yield await ahead.popleft()
        while ahead:
            yield await ahead.popleft()
    finally:
        for each in ahead:
            each.cancel()


_NAMED = "select id, name, tier, kind, parent_id from unit where id in {}"


async def _people(engine: str, rows: _Rows, counting: Counting, taken: str, *args: Value) -> str:
    """A line for each person that a condition takes: their unit; Đối tượng, posts, level held, level of study.

    A post that is not held on the day has no title, and a post in the person's own unit names no unit: so most people
    of one post and level have the same line, whatever their unit.
    """
    held = f"(select max({_rank('d.level')}) from credential d where d.cadre_id = c.id and {_COUNTS})"
    studying = f"(select max({_rank('k.level')}) from {_STUDYING} and e.person_id = c.id)"
    posts = gathered(engine, _POST, f"post p where p.cadre_id = c.id and {_INCUMBENT}")
    [found] = await rows(
        f"select {lined(engine, 'c.unit_id', f'c.category, {posts}, {held}, {studying}')} as lines"
        f" from cadre c where {taken} and c.gone_at is null",
        *_asked(counting), *args,
    )  # fmt: skip
    return found["lines"] or ""


async def _portion(db: Database, counting: Counting, first: str, last: str | None) -> str:
    """The same of those whose ids come after one and not after another, or after one."""

    def between(column: str) -> str:
        return f"{column} > $3" + f" and {column} <= $4" * (last is not None)

    bounds = (first,) if last is None else (first, last)
    if db.engine == "sqlite":
        return await _people(db.engine, db.rows_aside, counting, between("c.id"), *bounds)
    # Three questions for each person take PostgreSQL twice as long as reading each table once, in the order of its ids.
    [found] = await db.rows_aside(
        f"select {lined(db.engine, 'c.unit_id', 'c.category, p.posts, d.held, e.studying')} as lines from cadre c"
        f" left join (select p.cadre_id, json_agg(json_build_array({_POST})) as posts from post p"
        f" join cadre c on c.id = p.cadre_id where {_INCUMBENT} and {between('p.cadre_id')} and {between('c.id')}"
        " group by p.cadre_id) p on p.cadre_id = c.id"
        f" left join (select d.cadre_id, max({_rank('d.level')}) as held from credential d"
        f" where {_COUNTS} and {between('d.cadre_id')} group by d.cadre_id) d on d.cadre_id = c.id"
        f" left join (select e.person_id, max({_rank('k.level')}) as studying from {_STUDYING}"
        f" and {between('e.person_id')} group by e.person_id) e on e.person_id = c.id"
        f" where {between('c.id')} and c.gone_at is null",
        *_asked(counting), *bounds,
    )  # fmt: skip
    return found["lines"] or ""


_POST = (
    "case when (p.since is null or p.since <= $1) and (p.until is null or p.until >= $1) then p.title end,"
    " nullif(p.unit_id, c.unit_id), p.committee"
)
_INCUMBENT = "p.kind = 'incumbent'"
_COUNTS = "(d.verified = 1 or $2 = 1)"
_STUDYING = (
    "enrolment e join training_class k on k.id = e.class_id"
    " where e.state = 'enrolled' and k.state in ('running', 'results')"
)


def _asked(counting: Counting) -> tuple[str, int]:
    """The arguments $1 and $2: the day, and whether a paper counts that nobody has seen."""
    return counting.day.isoformat(), int(counting.count_unverified)


def _rank(column: str) -> str:
    ranks = " ".join(f"when '{level.code}' then {level.value}" for level in Level)
    return f"case {column} {ranks} end"


def _units_named(people: str) -> set[str]:
    kinds = [(unit_id, _Kind.of(columns)) for unit_id, columns, _ in lines_in(people)]
    return {unit_id for unit_id, _ in kinds} | {
        post.elsewhere for _, kind in kinds for post in kind.posts if post.elsewhere is not None
    }


@dataclass(frozen=True, slots=True)
class _Held:
    """A post held on the day."""

    title: str
    elsewhere: str | None
    """Its unit; None where it is the person's own."""
    committee: bool
    is_office: bool
    """One that only some units have: what it makes of its holder, the unit's name has a say in."""

    @property
    def words(self) -> frozenset[str]:
        return frozenset(fold(self.title).replace("-", " ").split()) if self.is_office else frozenset()


@dataclass(frozen=True, slots=True)
class _Kind:
    """All people of one Đối tượng who hold the same posts and levels."""

    category: str
    names_posts: bool
    """Whether the record names any, be it one that has ended."""
    posts: tuple[_Held, ...]
    held: Level
    studying: Level
    is_of_an_office: bool
    words: frozenset[str]
    """Of the titles of such offices: a unit that has one in its name is asked itself."""

    @classmethod
    def of(cls, columns: str) -> "_Kind":
        category, posts, held, studying = orjson.loads(columns)
        held_now = tuple(
            _Held(title, at, committee == 1, names_an_office(title, committee == 1))
            for title, at, committee in posts or ()
            if title is not None
        )
        office = any(post.is_office for post in held_now)
        words = frozenset[str]().union(*(post.words for post in held_now))
        return cls(category, bool(posts), held_now, Level(held or 0), Level(studying or 0), office, words)


@dataclass(slots=True)
class _Judge:
    """What each kind of post makes of its holder, asked of the rules once; and the tallies that come of it."""

    counting: Counting
    units: Mapping[str, Unit]
    tallies: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _alike: dict[str, str] = field(init=False)
    """The same for all units in which a post that every unit has makes the same of its holder."""
    _named_alike: dict[str, tuple[str, frozenset[str]]] = field(init=False)
    """The same for an office, unless its title has one of these words of the unit's name."""
    _kinds: dict[str, _Kind] = field(default_factory=dict)
    _by_kind: dict[tuple[str, str], str] = field(default_factory=dict)
    _by_post: dict[tuple[str, str, bool, str], Places] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = words_of_units(self.counting.policy)
        self._alike = {unit.id: f"{unit.tier} {unit.kind}" for unit in self.units.values()}
        self._named_alike = {
            unit.id: (
                f"{unit.tier} {unit.kind} {bare_name(unit, self.counting.policy)}",
                frozenset(fold(unit.name).replace("-", " ").split()) - known,
            )
            for unit in self.units.values()
        }

    def count(self, people: str) -> None:
        """Add the people of a portion: a loop that a million of them go through, and so with few calls."""
        alike, kinds, by_kind, tallies = self._alike, self._kinds, self._by_kind, self.tallies
        for unit_id, columns, many in lines_in(people):
            kind = kinds.get(columns)
            if kind is None:
                kind = kinds[columns] = _Kind.of(columns)
            key = (self._office_at(kind.words, unit_id) if kind.is_of_an_office else alike[unit_id], columns)
            profile = by_kind.get(key)
            if profile is None:
                profile = by_kind[key] = self._profile(unit_id, kind)
            tallies[unit_id][profile] += many

    def _office_at(self, words: frozenset[str], unit_id: str) -> str:
        """The same for all units that make the same of who holds an office with these words in its title."""
        name, others = self._named_alike[unit_id]
        return name if words.isdisjoint(others) else unit_id

    def _profile(self, unit_id: str, kind: _Kind) -> str:
        return self._places(unit_id, kind).profile(self.counting.policy, kind.held, kind.studying)

    def _places(self, unit_id: str, kind: _Kind) -> Places:
        """A group takes whoever one of their posts puts into it, so each post can be judged for itself; the bare unit
        stands for a post only where the record names none, not even an ended one."""
        if not kind.names_posts:
            return self._judged(_Held("", None, committee=False, is_office=False), unit_id, kind.category)
        every = [self._judged(post, post.elsewhere or unit_id, kind.category) for post in kind.posts]
        if len(every) == 1:
            return every[0]
        counted = {place for each in every for place in each.counted}
        set_aside = {place for each in every for place in each.set_aside}
        return Places(tuple(sorted(counted)), tuple(sorted(set_aside)))

    def _judged(self, post: _Held, unit_id: str, category: str) -> Places:
        # Most people hold a post that every unit of its tier has: judged once, for all of them.
        where = self._office_at(post.words, unit_id) if post.is_office else self._alike[unit_id]
        kind = (post.title, where, post.committee, category)
        if kind not in self._by_post:
            unit = self.units[unit_id]
            held = Post(post.title, unit, committee=post.committee)
            alone = Cadre("", "", "", unit, category=category, posts=(held,))
            self._by_post[kind] = places_at(alone, self.counting.policy, self.counting.day)
        return self._by_post[kind]


class _Judges:
    """A judge for each policy that places are counted under, those places alone; all read levels in one way."""

    def __init__(self, units: Mapping[str, Unit], places: Mapping[str, str], alike: Mapping[str, Counting]) -> None:
        self.counting = next(iter(alike.values()))
        policies = {each.policy for each in alike.values()}
        by_policy = {policy: _Judge(replace(self.counting, policy=policy), units) for policy in policies}
        self._every = tuple(by_policy.values())
        self._of_unit = {unit: by_policy[alike[place].policy] for unit, place in places.items() if place in alike}

    def count(self, people: str) -> None:
        """Add the people of a portion, each line by the judge of its unit."""
        lines = defaultdict[int, list[str]](list)
        for line in people.split("\n") if people else ():
            judge = self._of_unit.get(line.partition("\t")[0])
            if judge is not None:
                lines[id(judge)].append(line)
        for judge in self._every:
            judge.count("\n".join(lines[id(judge)]))

    @property
    def tallies(self) -> dict[str, Counter[str]]:
        """Of the units of these places."""
        return {unit_id: own for each in self._every for unit_id, own in each.tallies.items()}
