"""Units of the roster."""

from collections.abc import Iterable

from rules.access import Asker
from rules.cadres import Tier, Unit
from rules.text import fold, sort_key
from storage import stale_units
from storage.cadres import sight_args, units_in_bounds
from storage.database import Database, Row, Transaction
from storage.house_facts import keep_house_fact
from storage.ids import new_id

UNITS_VERSION = "units_version"
"""The house fact that is another one after any unit was added or changed."""


async def every_unit(db: Database | Transaction) -> list[Unit]:
    """All units, those that have ended too, in Vietnamese order."""
    rows = await db.rows("select id, name, tier, kind, parent_id from unit order by sort_key, id")
    return [unit_of(row) for row in rows]


async def in_force(db: Database | Transaction) -> list[Unit]:
    """The units that have not ended, in Vietnamese order."""
    rows = await db.rows(
        "select id, name, tier, kind, parent_id from unit where valid_to is null order by sort_key, id"
    )
    return [unit_of(row) for row in rows]


async def in_bounds(db: Database | Transaction, asker: Asker) -> list[Unit]:
    """The units in force that the asker's roles reach, by their bounds and below these; in Vietnamese order."""
    rows = await db.rows(
        "select id, name, tier, kind, parent_id from unit"
        f" where valid_to is null and id in {units_in_bounds(db.engine)}"
        " order by sort_key, id",
        *sight_args(asker), None,
    )  # fmt: skip
    return [unit_of(row) for row in rows]


async def save(tx: Transaction, units: Iterable[Unit]) -> None:
    """Add units or change them by id. A parent must come before its children."""
    await stale_units.mark_changed_units(tx, given := list(units))
    if given:
        await keep_house_fact(tx, UNITS_VERSION, new_id())
    await tx.run_many(
        "insert into unit (id, name, folded, sort_key, tier, kind, parent_id) values ($1, $2, $3, $4, $5, $6, $7)"
        " on conflict (id) do update set name = excluded.name, folded = excluded.folded,"
        " sort_key = excluded.sort_key, tier = excluded.tier, kind = excluded.kind, parent_id = excluded.parent_id",
        [(u.id, u.name, fold(u.name), sort_key(u.name), u.tier.value, u.kind, u.parent_id) for u in given],
    )


def unit_of(row: Row) -> Unit:
    """A unit from a row with the columns id, name, tier, kind, parent_id."""
    return Unit(row["id"], row["name"], Tier(row["tier"]), row["parent_id"], row["kind"])


def with_those_below(units: Iterable[Unit], top_id: str) -> frozenset[str]:
    """The ids of a unit and of every unit below it."""
    children: dict[str | None, list[str]] = {}
    for unit in units:
        children.setdefault(unit.parent_id, []).append(unit.id)
    found, waiting = set(), [top_id]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(children.get(current, ()))
    return frozenset(found)
