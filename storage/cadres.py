"""Reading cadres. Whoever asks is an argument: a person sees their own record, a role those of its unit and below."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from rules.access import Asker
from rules.areas import STANDING
from rules.cadres import Cadre, Credential, Post, PostKind, Tier, Unit
from rules.dates import PartialDate
from rules.levels import Level, Mode
from rules.text import fold
from storage.database import Database, Transaction, Value
from storage.lists import children, gathered, list_text, members, rows_in

SEE_EVERYONE = STANDING
"""Roles that may read other people's records, within the unit their grant names."""

Source = Database | Transaction


async def every_cadre(db: Source, asker: Asker) -> list[Cadre]:
    """All cadres on the roster that this asker may see, in no promised order. For counts and exports."""
    return await _seen(db, asker)


async def in_bounds(db: Source, asker: Asker, unit_id: str | None = None) -> list[Cadre]:
    """Cadres of the units that this asker's roles reach, in no promised order; of `unit_id` and below, where given.

    For figures: the asker's own record is among them only where their role reaches its unit.
    """
    return await _seen(db, asker, f"and c.unit_id in {units_in_bounds(db.engine)}", unit_id)


async def by_id(db: Source, asker: Asker, cadre_id: str) -> Cadre | None:
    """One cadre, or None when there is none or this asker may not see them."""
    return _only(await _seen(db, asker, "and c.id = $4", cadre_id))


async def by_code(db: Source, asker: Asker, code: str) -> Cadre | None:
    """One cadre by the code of the roster, or None as with `by_id`."""
    return _only(await _seen(db, asker, "and c.code = $4", code.strip().upper()))


async def named(db: Source, asker: Asker, name: str) -> list[Cadre]:
    """The first 50 cadres of this name, with or without diacritics, that the asker may see; a part of it will do."""
    words = fold(name).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    condition = r"and c.folded like $4 escape '\' order by c.sort_key, c.id limit 50"
    return await _seen(db, asker, condition, f"%{words}%")


async def with_ids(db: Source, asker: Asker, ids: Iterable[str]) -> list[Cadre]:
    """Those of these cadres who are on the roster and whom the asker may see, in no promised order."""
    return await _seen(db, asker, f"and c.id in {members(db.engine, '$4')}", list_text(ids))


async def with_phone(db: Source, phone: str) -> list[Cadre]:
    """Cadres who have this phone (ten digits). For linking only: it is asked by nobody, and tells nothing."""
    return [cadre_of(row[:]) for row in await db.rows(f"{_on_the_roster(db.engine)} and c.phone = $1", phone)]


async def _seen(db: Source, asker: Asker, condition: str = "", *args: Value) -> list[Cadre]:
    """The cadres this asker may see; `condition` narrows them and counts its arguments from $4."""
    sql = f"{_on_the_roster(db.engine)} and {in_sight(db.engine)} {condition}"
    return [cadre_of(row[:]) for row in await db.rows(sql, *sight_args(asker), *args)]


def sight_args(asker: Asker) -> tuple[Value, Value, Value]:
    """Whether the asker may see everyone (1) or not (0), who they are, and the units they may see with all below."""
    bounds = {grant.unit_id for grant in asker.grants if grant.role in SEE_EVERYONE}
    return int(None in bounds), asker.cadre_id, list_text(unit_id for unit_id in bounds if unit_id is not None)


@cache
def in_sight(engine: str) -> str:
    """Whether an asker may see a cadre `c`; its arguments, $1 to $3, are those of `sight_args`."""
    return (
        "($1 = 1 or c.id = $2 or c.unit_id in (with recursive below as ("
        f" select id from unit where id in {members(engine, '$3')} union {children(engine, 'below')})"
        " select id from below))"
    )


@cache
def units_in_bounds(engine: str) -> str:
    """A subselect with the ids of the units that an asker's roles reach. Its arguments: those of `sight_args`, and as
    $4 the id of the unit to keep to with those below it, or None. $2 has no say; PostgreSQL must know its type."""
    return (
        "(with recursive"
        f" reach as (select id from unit where id in {members(engine, '$3')} union {children(engine, 'reach')}),"
        f" below as (select id from unit where id = $4 union {children(engine, 'below')})"
        " select id from below where $1 = 1 or id in (select id from reach)"
        " union all select id from unit"
        " where cast($4 as text) is null and (cast($2 as text) is null or 1 = 1)"
        " and ($1 = 1 or id in (select id from reach)))"
    )


@cache
def _on_the_roster(engine: str) -> str:
    return f"select {record_columns(engine)} from cadre c join unit u on u.id = c.unit_id where c.gone_at is null"


@cache
def record_columns(engine: str) -> str:
    """All that `cadre_of` needs of a cadre `c` and their unit `u`: one row, and so one moment, for the whole record."""
    posts = gathered(
        engine,
        "p.place, p.title, p.kind, p.committee, p.since, p.until, w.id, w.name, w.tier, w.parent_id, w.kind",
        "post p join unit w on w.id = p.unit_id where p.cadre_id = c.id",
    )
    credentials = gathered(
        engine,
        "d.place, d.level, d.mode, d.number, d.issued, d.issuer, d.verified",
        "credential d where d.cadre_id = c.id",
    )
    ratings = gathered(engine, "r.year, r.rating", "rating r where r.cadre_id = c.id")
    return (
        "c.id as cadre_id, c.code, c.name, c.birth, c.gender, c.ethnicity, c.phone, c.category, c.grade, c.education,"
        " c.party_joined, c.party_full, c.version, u.id as unit_id, u.name as unit_name, u.tier, u.parent_id, u.kind,"
        f" {posts} as posts, {credentials} as credentials, {ratings} as ratings"
    )


def cadre_of(record: Sequence[Any]) -> Cadre:
    """One cadre from the values of the `record_columns`, by place: by name it takes three times as long."""
    (
        cadre_id, code, name, birth, gender, ethnicity, phone, category, grade, education, party_joined, party_full,
        version, unit_id, unit_name, tier, parent_id, kind, posts, credentials, ratings,
    ) = record  # fmt: skip
    return Cadre(
        id=cadre_id,
        code=code,
        name=name,
        unit=_unit(unit_id, unit_name, tier, parent_id, kind),
        birth=_partial(birth),
        gender=gender,
        ethnicity=ethnicity,
        phone=phone,
        category=category,
        grade=grade,
        education=education,
        party_joined=_partial(party_joined),
        party_full=_partial(party_full),
        posts=tuple(_post(*post) for post in _in_place(posts)),
        credentials=tuple(_credential(*credential) for credential in _in_place(credentials)),
        ratings=dict(rows_in(ratings)),
        version=version,
    )


def _in_place(text: str | None) -> list[list[Any]]:
    """Gathered rows in the order of their place, without it."""
    rows = rows_in(text)
    rows.sort(key=itemgetter(0))
    return [row[1:] for row in rows]


def _post(title: str, kind: str, committee: int, since: str | None, until: str | None, *unit: Any) -> Post:
    return Post(title, _unit(*unit), _POST_KINDS[kind], committee == 1, _day(since), _day(until))


def _credential(
    level: str, mode: str | None, number: str, issued: str | None, issuer: str, verified: int
) -> Credential:
    return Credential(_LEVELS[level], _MODES[mode], number, _partial(issued), issuer, verified == 1)


_LEVELS = {level.code: level for level in Level}
_POST_KINDS = {kind.value: kind for kind in PostKind}
_MODES: Mapping[str | None, Mode | None] = {None: None, **{mode.value: mode for mode in Mode}}


@lru_cache(maxsize=4096)
def _unit(unit_id: str, name: str, tier: str, parent_id: str | None, kind: str) -> Unit:
    """Cached: every record repeats its unit, and a unit never changes in place."""
    return Unit(unit_id, name, Tier(tier), parent_id, kind)


@lru_cache(maxsize=65536)
def _partial(stored: str | None) -> PartialDate | None:
    return PartialDate(stored) if stored else None


@lru_cache(maxsize=65536)
def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _only(found: Sequence[Cadre]) -> Cadre | None:
    return found[0] if found else None
