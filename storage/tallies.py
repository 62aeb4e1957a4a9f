"""Tallies kept: brought up to date where marks say so, then read in one statement."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from rules.access import Asker
from rules.snapshot import Rules
from rules.tallies import Tallies
from storage import stale_units
from storage.cadres import SEE_EVERYONE, sight_args, units_in_bounds
from storage.database import Database, Row, Transaction, Value
from storage.lists import among, children, list_text, members
from storage.unit_counts import EVERYWHERE, Counting, Told, count_everybody, count_units, places_of, program

EVERYONE = ""
"""Stands for all units of a place together."""
_AT_ONCE = 5_000
"""People counted in one transaction: on SQLite whoever writes waits for it."""
_MANY = 50_000
"""From so many people on that are to be counted anew, everybody is: in one go that is the quicker way."""
_BASIS = "b.day, b.policy_id, b.policy_hash, b.count_unverified, b.program"


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """People of one profile in a unit (EVERYONE for all), where what is kept is not what was counted."""

    unit_id: str
    profile: str
    kept: int
    counted: int
    place: str = EVERYWHERE
    """For EVERYONE: of which place."""


async def read(db: Database, asker: Asker, counting: Counting, unit_id: str | None = None) -> Tallies | None:
    """The tallies of the units that the asker's roles reach, together; of `unit_id` and below, where given. Only those
    that are counted as `counting` says: the units of its place.

    What is stale is counted first, so never call it inside a transaction. None when another program keeps the tallies
    of another day or policy at this moment.
    """
    sql, args = _question(db.engine, asker, counting.place, unit_id)
    rows = await _current(db, counting, sql, *args)
    return None if rows is None else {each["profile"]: each["people"] for each in rows if each["people"]}


async def read_totals(db: Database, counting: Counting) -> dict[str, Tallies] | None:
    """Place → the tallies of all its people, of every place in one read; for who reaches all of each. As `read`."""
    source = f"select place, profile, people from tally where unit_id = '{EVERYONE}'"
    rows = await _current(db, counting, _with_basis(source, "t.place, t.profile, t.people", 1), counting.place)
    if rows is None:
        return None
    found: dict[str, dict[str, int]] = {place: {} for place in counting.places}
    for each in rows:
        if each["people"]:
            found[each["place"]][each["profile"]] = each["people"]
    return {**found}


async def read_by_unit(db: Database, asker: Asker, counting: Counting) -> dict[str, Tallies] | None:
    """Unit id → the tallies of its own people, for the units that the asker's roles reach; as `read` otherwise."""
    own = f"unit_id in {units_in_bounds(db.engine)} and place = $5"
    sql = _with_basis(f"select unit_id, profile, people from tally where {own}", "t.unit_id, t.profile, t.people", 5)
    rows = await _current(db, counting, sql, *sight_args(asker), None, counting.place)
    return None if rows is None else dict(_by_unit(rows))


async def bring_up_to_date(db: Database, counting: Counting, told: Told = lambda _: None) -> None:
    """Count what is stale: units that were marked; after another day those where a post began or ended; all of them
    under another policy, setting or program, or where the centres are others. In portions, each in a transaction of
    its own."""
    async with db.transaction() as tx:
        await _move_to(tx, counting)
    await _count_marked(db, counting, told)


async def recount(db: Database, counting: Counting, told: Told = lambda _: None) -> None:
    """Count everything anew, whatever is kept."""
    async with db.transaction() as tx:
        await _move_to(tx, counting)
        await _start_over(tx)
    await _count_marked(db, counting, told)


async def differences(db: Database, counting: Counting, told: Told = lambda _: None) -> list[Difference]:
    """Where what is kept differs from the records, counted anew. A unit that is marked is left out: it is known to be
    stale, and is counted before anybody is told of it."""
    counted = await count_everybody(db, counting, told)
    kept = _kept_in(await db.rows("select unit_id, place, profile, people from tally where unit_id <> $1", EVERYONE))
    places = await places_of(db, counting, counted.keys() | kept)
    nobody = Counter[str]()
    doubtful = [each for each in places if _Tally(places[each], counted.get(each, nobody)) != kept.get(each, _NOTHING)]
    found: list[Difference] = []
    for some in await _portions(db, doubtful):  # somebody may have changed and counted them meanwhile: once more
        async with db.transaction() as tx:
            await _take_turn(tx)
            marked = {mark["unit_id"] for mark in await _marks(tx, some)}
            counted, kept = await count_units(tx, counting, some), await _kept(tx, some)
            places = await places_of(tx, counting, some)
        for unit_id in set(some) - marked:
            own = kept.get(unit_id, _NOTHING)
            in_place = own.people if own.place == places[unit_id] else nobody
            found += _differing(unit_id, in_place, counted.get(unit_id, nobody))
    return sorted(found + await _astray(db))


async def _current(db: Database, counting: Counting, sql: str, *args: Value) -> Sequence[Row] | None:
    rows = await db.rows(sql, *args)
    if rows and not rows[0]["stale"] and _is_of(rows[0], counting):
        return rows
    await bring_up_to_date(db, counting)
    rows = await db.rows(sql, *args)
    return rows if rows and _is_of(rows[0], counting) else None


def _question(engine: str, asker: Asker, place: str, unit_id: str | None) -> tuple[str, tuple[Value, ...]]:
    """The statement that answers `read`, and its arguments."""
    sight = sight_args(asker)
    if unit_id is None and (sight[0] or place in _bounds(asker)):
        return _of_units("t.unit_id = $1", 2), (EVERYONE, place)
    if sight[0]:
        below = f"(with recursive below as (select id from unit where id = $1 union {children(engine, 'below')})"
        return _of_units(f"t.unit_id {among(engine, f'{below} select id from below)')}", 2), (unit_id, place)
    return _of_units(f"t.unit_id {among(engine, units_in_bounds(engine))}", 5), (*sight, unit_id, place)


def _bounds(asker: Asker) -> set[str | None]:
    """The units that roles are bounded to which reach people: with the top of a place they reach all of it."""
    return {grant.unit_id for grant in asker.grants if grant.role in SEE_EVERYONE}


def _of_units(condition: str, place: int) -> str:
    source = (
        "select t.profile, cast(sum(t.people) as bigint) as people from tally t"
        f" where {condition} and t.place = ${place} group by 1"
    )
    return _with_basis(source, "t.profile, t.people", place)


def _with_basis(source: str, columns: str, place: int) -> str:
    """A question to the tallies, with what they were counted under and whether any are stale: one moment of all.
    `place` is the number of the argument that names the place."""
    return (
        f"select {_BASIS}, case when exists (select 1 from stale_unit) then 1 else 0 end as stale, {columns}"
        f" from tally_basis b left join ({source}) t on 1 = 1 where b.place = ${place}"
    )


def _is_of(basis: Row, counting: Counting) -> bool:
    return bool(basis["day"] == counting.day.isoformat()) and _is_alike(basis, counting)


def _is_alike(basis: Row, counting: Counting) -> bool:
    """Whether it is the same count, though perhaps of another day."""
    of = Rules(basis["policy_id"], basis["policy_hash"], basis["count_unverified"] == 1)
    return of == counting.rules and bool(basis["program"] == _program(counting))


def _program(counting: Counting) -> str:
    """What counts, as it is kept with the counts. Where there are several centres, which ones belongs to it: who adds
    one changes what the others count."""
    if not counting.beside:
        return program()
    told = "\n".join(f"{place} {each.rules}" for place, each in sorted(counting.places.items()))
    return f"{program()}:{sha256(told.encode()).hexdigest()[:16]}"


async def _take_turn(tx: Transaction) -> dict[str, Row]:
    """What each place was counted under. The row of EVERYWHERE is held until the transaction ends: whoever refreshes
    the tallies does so alone."""
    await tx.rows(
        "insert into tally_basis (place, day, policy_id, policy_hash, count_unverified, program)"
        " values ($1, '', '', '', 0, '') on conflict (place) do update set place = excluded.place",
        EVERYWHERE,
    )
    return {row["place"]: row for row in await tx.rows(f"select b.place, {_BASIS} from tally_basis b")}


def _all_of(bases: Mapping[str, Row], counting: Counting, is_of: Callable[[Row, Counting], bool]) -> bool:
    """Whether the places are those that this count knows, and each is of it."""
    places = counting.places
    return bases.keys() == places.keys() and all(is_of(bases[place], counting.at(place)) for place in places)


async def _move_to(tx: Transaction, counting: Counting) -> None:
    """Make the tallies those of this count: mark what the way from the last one to it makes stale."""
    bases = await _take_turn(tx)
    if _all_of(bases, counting, _is_of):
        return
    if _all_of(bases, counting, _is_alike):
        for day in {basis["day"] for basis in bases.values()}:
            await stale_units.mark_between(tx, day, counting.day.isoformat())
    else:
        await _start_over(tx)
    await tx.run_many("delete from tally_basis where place = $1", [(each,) for each in bases if each != EVERYWHERE])
    await tx.run_many(
        "insert into tally_basis (place, day, policy_id, policy_hash, count_unverified, program)"
        " values ($1, $2, $3, $4, $5, $6) on conflict (place) do update set day = excluded.day,"
        " policy_id = excluded.policy_id, policy_hash = excluded.policy_hash,"
        " count_unverified = excluded.count_unverified, program = excluded.program",
        [
            (place, each.day.isoformat(), *_stored(each.rules), _program(counting))
            for place, each in sorted(counting.places.items())
        ],
    )


def _stored(rules: Rules) -> tuple[str, str, int]:
    return rules.policy_id, rules.policy_hash, int(rules.count_unverified)


async def _start_over(tx: Transaction) -> None:
    await tx.rows("delete from tally")
    await stale_units.mark_everything(tx)


async def _count_marked(db: Database, counting: Counting, told: Told) -> None:
    marked = [each["unit_id"] for each in await db.rows("select distinct unit_id from stale_unit")]
    if marked and await _people(db, marked) >= _MANY:
        await _count_all_marked(db, counting, told)
        return
    portions = await _portions(db, marked)
    for done, some in enumerate(portions, 1):
        async with db.transaction() as tx:
            if not _all_of(await _take_turn(tx), counting, _is_of):
                return  # somebody else's day or policy by now: what is left is theirs
            marks = await _marks(tx, some)
            await _replace(tx, counting, marks, await count_units(tx, counting, {mark["unit_id"] for mark in marks}))
        told(done / len(portions))


async def _count_all_marked(db: Database, counting: Counting, told: Told) -> None:
    """Count everybody while others go on writing, then keep the tallies of the units whose mark of before is still
    there: who refreshed one meanwhile took its mark away, and knows better."""
    before = {mark["id"] for mark in await db.rows("select id from stale_unit")}
    counted = await count_everybody(db, counting, told)
    async with db.transaction() as tx:
        if _all_of(await _take_turn(tx), counting, _is_of):
            marks = await tx.rows("select id, unit_id from stale_unit")
            await _replace(tx, counting, [mark for mark in marks if mark["id"] in before], counted)


async def _people(db: Database, unit_ids: Sequence[str]) -> int:
    [found] = await db.rows(
        f"select count(*) as people from cadre where unit_id in {members(db.engine, '$1')}", list_text(unit_ids)
    )
    return int(found["people"])


async def _portions(db: Database, unit_ids: Sequence[str]) -> list[list[str]]:
    """Units in portions of so many people that nobody waits long for the counting of one."""
    rows = await db.rows(
        "select unit_id, count(*) as people from cadre"
        f" where unit_id {among(db.engine, members(db.engine, '$1'))} group by unit_id",
        list_text(unit_ids),
    )
    people = {each["unit_id"]: each["people"] for each in rows}
    portions: list[list[str]] = []
    room = 0
    for unit_id in sorted(unit_ids):
        cost = 1 + people.get(unit_id, 0)
        if not portions or room < cost:
            portions.append([])
            room = _AT_ONCE
        portions[-1].append(unit_id)
        room -= cost
    return portions


async def _marks(tx: Transaction, unit_ids: Iterable[str]) -> Sequence[Row]:
    sql = f"select id, unit_id from stale_unit where unit_id {among(tx.engine, members(tx.engine, '$1'))}"
    return await tx.rows(sql, list_text(unit_ids))


async def _replace(
    tx: Transaction, counting: Counting, marks: Sequence[Row], counted: Mapping[str, Counter[str]]
) -> None:
    """Keep what was counted of the units of marks, and take away these marks: one made since stays, for the next."""
    stale = {mark["unit_id"] for mark in marks}
    if not stale:
        return
    places = await places_of(tx, counting, stale)
    before = await _kept(tx, stale)
    now = {unit_id: _Tally(places[unit_id], counted.get(unit_id, Counter())) for unit_id in stale}
    changed = [each for each in sorted(stale) if now[each] != before.get(each, now[each].of_nobody)]
    await _write(tx, {each: now[each] for each in changed})
    await _add_to_everyone(tx, [(now[each], before.get(each, now[each].of_nobody)) for each in changed])
    await tx.run_many("delete from stale_unit where id = $1", [(mark["id"],) for mark in marks])


@dataclass(frozen=True, slots=True)
class _Tally:
    """What is kept of a unit."""

    place: str
    people: Counter[str]

    @property
    def of_nobody(self) -> "_Tally":
        return _Tally(self.place, Counter())


_NOTHING = _Tally(EVERYWHERE, Counter())
"""Of a unit of which nothing is kept."""


async def _write(tx: Transaction, tallies: Mapping[str, _Tally]) -> None:
    await tx.rows(f"delete from tally where unit_id in {members(tx.engine, '$1')}", list_text(tallies))
    await tx.run_many(
        "insert into tally (unit_id, place, profile, people) values ($1, $2, $3, $4)",
        [(unit_id, own.place, *each) for unit_id, own in tallies.items() for each in sorted(own.people.items())],
    )


async def _add_to_everyone(tx: Transaction, changed: Iterable[tuple[_Tally, _Tally]]) -> None:
    """Take over into the tallies of everyone what changed in units, given as (now, before)."""
    change = defaultdict[str, Counter[str]](Counter)
    for now, before in changed:
        change[now.place].update(now.people)
        change[before.place].subtract(before.people)
    await tx.run_many(
        "insert into tally (unit_id, place, profile, people) values ($1, $2, $3, $4)"
        " on conflict (unit_id, place, profile) do update set people = tally.people + excluded.people",
        [
            (EVERYONE, place, profile, people)
            for place, own in sorted(change.items())
            for profile, people in sorted(own.items())
            if people
        ],
    )
    await tx.rows("delete from tally where unit_id = $1 and people = 0", EVERYONE)


async def _kept(tx: Transaction, unit_ids: Iterable[str]) -> dict[str, _Tally]:
    sql = (
        f"select unit_id, place, profile, people from tally where unit_id {among(tx.engine, members(tx.engine, '$1'))}"
    )
    return _kept_in(await tx.rows(sql, list_text(unit_ids)))


def _kept_in(rows: Sequence[Row]) -> dict[str, _Tally]:
    places = {each["unit_id"]: each["place"] for each in rows}
    return {unit_id: _Tally(places[unit_id], people) for unit_id, people in _by_unit(rows).items()}


def _by_unit(rows: Iterable[Row]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for each in rows:
        if each["people"]:
            found[each["unit_id"]][each["profile"]] = each["people"]
    return found


def _differing(unit_id: str, kept: Counter[str], counted: Counter[str]) -> list[Difference]:
    profiles = kept.keys() | counted.keys()
    found = [Difference(unit_id, profile, kept[profile], counted[profile]) for profile in profiles]
    return [each for each in found if each.kept != each.counted]


async def _astray(db: Database) -> list[Difference]:
    """Where the tallies of everyone are not the sum of the units'."""
    rows = await db.rows(
        "select place, profile, cast(sum(case when unit_id = $1 then people else 0 end) as bigint) as kept,"
        " cast(sum(case when unit_id = $1 then 0 else people end) as bigint) as counted"
        " from tally group by place, profile",
        EVERYONE,
    )
    return [
        Difference(EVERYONE, each["profile"], each["kept"], each["counted"], each["place"])
        for each in rows
        if each["kept"] != each["counted"]
    ]
