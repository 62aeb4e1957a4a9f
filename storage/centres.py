"""Where units lie, for deployments of several centres."""

from collections import defaultdict
from collections.abc import Iterable

from storage.database import Database, Row, Transaction
from storage.lists import list_text, members

Source = Database | Transaction


async def units_above(source: Source, unit_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """Unit id → itself and all units above it."""
    rows = await source.rows(
        f"with recursive way as (select id, id as at from unit where id in {members(source.engine, '$1')}"
        " union select w.id, v.parent_id from way w join unit v on v.id = w.at where v.parent_id is not null)"
        " select id, at from way",
        list_text(unit_ids),
    )
    return ways(rows)


def ways(rows: Iterable[Row | list[str]]) -> dict[str, frozenset[str]]:
    """The same from rows (unit, itself or one above it)."""
    found = defaultdict[str, set[str]](set)
    for unit_id, at in (row[:] for row in rows):
        found[unit_id].add(at)
    return {unit_id: frozenset(way) for unit_id, way in found.items()}


async def unit_of_holder(source: Source, holder_id: str) -> str | None:
    """The id of the unit of a cadre or a learner; None for others."""
    sql = "select unit_id from cadre where id = $1 union all select unit_id from learner where id = $1"
    return next((row["unit_id"] for row in await source.rows(sql, holder_id)), None)


async def names_of(source: Source, unit_ids: Iterable[str]) -> dict[str, str]:
    """Unit id → name, for these units."""
    sql = f"select id, name from unit where id in {members(source.engine, '$1')}"
    return {row["id"]: row["name"] for row in await source.rows(sql, list_text(unit_ids))}
