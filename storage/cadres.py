"""Reading cadres. Whoever asks is an argument: a person sees their own record, a role those of its unit and below."""

from collections.abc import Iterable, Sequence
from datetime import date

from rules.access import Asker, Role
from rules.cadres import Cadre, Credential, Post, PostKind, Tier, Unit
from rules.dates import PartialDate
from rules.levels import Level, Mode
from rules.text import fold
from storage import units
from storage.database import Database, Row, Transaction, Value

SEE_EVERYONE = frozenset({Role.ADMIN, Role.STAFF, Role.LEADER, Role.OFFICER})
"""Roles that may read other people's records, within the unit their grant names."""

_CADRE = (
    "select c.id, c.code, c.name, c.birth, c.gender, c.ethnicity, c.phone, c.category, c.grade, c.education,"
    " c.party_joined, c.party_full, c.version, u.id as unit_id, u.name as unit_name, u.tier, u.kind, u.parent_id"
    " from cadre c join unit u on u.id = c.unit_id where c.gone_at is null"
)
_POST = (
    "select p.cadre_id, p.title, p.kind as post_kind, p.committee, p.since, p.until,"
    " u.id as unit_id, u.name as unit_name, u.tier, u.kind, u.parent_id"
    " from post p join unit u on u.id = p.unit_id"
)
_CREDENTIAL = "select cadre_id, level, mode, number, issued, issuer, verified from credential"
_RATING = "select cadre_id, year, rating from rating"

Source = Database | Transaction


async def every_cadre(db: Source, asker: Asker) -> list[Cadre]:
    """All cadres on the roster that this asker may see, in no promised order. For counts and exports."""
    visible = await _visible_units(db, asker)
    found = await _assemble(db, "", ())
    return [cadre for cadre in found if visible is None or cadre.unit.id in visible or cadre.id == asker.cadre_id]


async def by_id(db: Source, asker: Asker, cadre_id: str) -> Cadre | None:
    """One cadre, or None when there is none or this asker may not see them."""
    return await _one(db, asker, "id", cadre_id)


async def by_code(db: Source, asker: Asker, code: str) -> Cadre | None:
    """One cadre by the code of the roster, or None as with `by_id`."""
    return await _one(db, asker, "code", code.strip().upper())


async def named(db: Source, asker: Asker, name: str) -> list[Cadre]:
    """Cadres of this name, with or without diacritics, that the asker may see; a part of a name will do."""
    words = fold(name)
    rows = await db.rows(
        "select id from cadre where gone_at is null and folded like $1 order by sort_key", f"%{words}%"
    )
    return await _seen_by(db, asker, [row["id"] for row in rows])


async def with_phone(db: Source, phone: str) -> list[Cadre]:
    """Cadres who have this phone (ten digits). For linking only: it is asked by nobody, and tells nothing."""
    return await _assemble(db, "and c.phone = $1", (phone,))


async def in_units(db: Source, asker: Asker, unit_ids: Iterable[str]) -> list[Cadre]:
    """Cadres of these units that the asker may see, sorted as offices sort names."""
    wanted = frozenset(unit_ids)
    return [cadre for cadre in await every_cadre(db, asker) if cadre.unit.id in wanted]


async def _one(db: Source, asker: Asker, column: str, value: str) -> Cadre | None:
    found = await _assemble(db, f"and c.{column} = $1", (value,))
    if not found:
        return None
    cadre = found[0]
    if cadre.id == asker.cadre_id:
        return cadre
    visible = await _visible_units(db, asker)
    return cadre if visible is None or cadre.unit.id in visible else None


async def _seen_by(db: Source, asker: Asker, ids: Sequence[str]) -> list[Cadre]:
    found = [await by_id(db, asker, cadre_id) for cadre_id in ids[:50]]
    return [cadre for cadre in found if cadre is not None]


async def _visible_units(db: Source, asker: Asker) -> frozenset[str] | None:
    """The units whose people this asker may see; None for all of them."""
    grants = [grant for grant in asker.grants if grant.role in SEE_EVERYONE]
    if any(grant.unit_id is None for grant in grants):
        return None
    if not grants:
        return frozenset()
    tree = await units.every_unit(db)
    return frozenset().union(*(units.with_those_below(tree, grant.unit_id or "") for grant in grants))


async def _assemble(db: Source, condition: str, args: Sequence[Value]) -> list[Cadre]:
    people = await db.rows(f"{_CADRE} {condition}", *args)
    if not people:
        return []
    alone = (people[0]["id"],) if len(people) == 1 else ()
    only = " where cadre_id = $1" if alone else ""
    posts = _by_cadre(await db.rows(f"{_POST}{only} order by cadre_id, place", *alone))
    credentials = _by_cadre(await db.rows(f"{_CREDENTIAL}{only} order by cadre_id, place", *alone))
    ratings = _by_cadre(await db.rows(f"{_RATING}{only}", *alone))
    return [
        cadre_of(row, posts.get(row["id"], ()), credentials.get(row["id"], ()), ratings.get(row["id"], ()))
        for row in people
    ]


def _by_cadre(rows: Sequence[Row]) -> dict[str, list[Row]]:
    gathered: dict[str, list[Row]] = {}
    for row in rows:
        gathered.setdefault(row["cadre_id"], []).append(row)
    return gathered


def cadre_of(row: Row, posts: Sequence[Row], credentials: Sequence[Row], ratings: Sequence[Row]) -> Cadre:
    """One cadre from their rows."""
    return Cadre(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        unit=_unit_in(row),
        birth=_partial(row["birth"]),
        gender=row["gender"],
        ethnicity=row["ethnicity"],
        phone=row["phone"],
        category=row["category"],
        grade=row["grade"],
        education=row["education"],
        party_joined=_partial(row["party_joined"]),
        party_full=_partial(row["party_full"]),
        posts=tuple(_post_of(post) for post in posts),
        credentials=tuple(_credential_of(credential) for credential in credentials),
        ratings={int(rating["year"]): rating["rating"] for rating in ratings},
        version=int(row["version"]),
    )


def _post_of(row: Row) -> Post:
    return Post(
        row["title"],
        _unit_in(row),
        PostKind(row["post_kind"]),
        row["committee"] in (1, "1"),
        _day(row["since"]),
        _day(row["until"]),
    )


def _credential_of(row: Row) -> Credential:
    return Credential(
        Level.of(row["level"]),
        Mode(row["mode"]) if row["mode"] else None,
        row["number"],
        _partial(row["issued"]),
        row["issuer"],
        row["verified"] in (1, "1"),
    )


def _unit_in(row: Row) -> Unit:
    return Unit(row["unit_id"], row["unit_name"], Tier(row["tier"]), row["parent_id"], row["kind"])


def _partial(stored: str | None) -> PartialDate | None:
    return PartialDate(stored) if stored else None


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
