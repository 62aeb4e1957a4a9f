"""Marks on units whose kept tallies no longer hold. Whoever changes what is counted marks in the same transaction."""

from collections.abc import Iterable, Sequence

from rules.cadres import Cadre, Unit
from storage.database import Transaction, Value
from storage.ids import new_ids
from storage.lists import children, list_text, members

_STUDYING = "select c.unit_id from enrolment e join cadre c on c.id = e.person_id where e.class_id"


async def mark(tx: Transaction, unit_ids: Iterable[str]) -> None:
    """Mark units. A mark is a row of its own: it is never waited for, and only who has seen it removes it."""
    marked = sorted(set(unit_ids))
    await tx.run_many(
        "insert into stale_unit (id, unit_id) values ($1, $2)", list(zip(new_ids(len(marked)), marked, strict=True))
    )


async def mark_everything(tx: Transaction) -> None:
    """Mark every unit."""
    await _mark_found(tx, "select id as unit_id from unit")


async def mark_people(tx: Transaction, cadre_ids: Iterable[str]) -> None:
    """Mark the units of these people."""
    ids = list_text(cadre_ids)
    await _mark_found(tx, f"select unit_id from cadre where id in {members(tx.engine, '$1')}", ids)


async def mark_records(tx: Transaction, before: Iterable[Cadre | None], after: Iterable[Cadre]) -> None:
    """Mark the units of records that change, before and after."""
    await mark(tx, (cadre.unit.id for cadre in (*before, *after) if cadre is not None))


async def mark_classes(tx: Transaction, class_ids: Iterable[str]) -> None:
    """Mark the units of everybody who is in one of these classes."""
    await _mark_found(tx, f"{_STUDYING} in {members(tx.engine, '$1')}", list_text(class_ids))


async def mark_enrolled(tx: Transaction, class_ids: Iterable[str], cadre_ids: Iterable[str]) -> None:
    """Mark the units of people who are being put into classes, or out of them.

    Until the transaction ends none of the classes changes its state, else who changes that would not know of them.
    """
    if tx.engine == "postgresql":
        locked = f"select id from training_class where id in {members(tx.engine, '$1')} order by id for share"
        await tx.rows(locked, list_text(set(class_ids)))
    await mark_people(tx, cadre_ids)


async def mark_changed_units(tx: Transaction, units: Sequence[Unit]) -> None:
    """Mark units that are about to get another name, tier or kind, and those of everybody with a post at one.

    Of several centres each counts in its own way: a unit that moves below another is marked with all below it.
    """
    given = {unit.id: unit for unit in units}
    ids = list_text(given)
    sql = f"select id, name, tier, kind, parent_id from unit where id in {members(tx.engine, '$1')}"
    known = {row["id"]: row for row in await tx.rows(sql, ids)}
    changed = [id for id, row in known.items() if row[:4] != (id, given[id].name, given[id].tier, given[id].kind)]
    moved = [id for id, row in known.items() if row["parent_id"] != given[id].parent_id]
    if moved:
        await _mark_found(
            tx,
            f"with recursive below as (select id from unit where id in {members(tx.engine, '$1')}"
            f" union {children(tx.engine, 'below')})"
            f" select id as unit_id from below where exists (select 1 from tally_basis where place <> '')",
            list_text(moved),
        )
    if changed:
        await _mark_found(
            tx,
            "select c.unit_id from post p join cadre c on c.id = p.cadre_id"
            f" where p.unit_id in {members(tx.engine, '$1')}"
            f" union select id from unit where id in {members(tx.engine, '$1')}",
            list_text(changed),
        )


async def mark_between(tx: Transaction, one: str, other: str) -> None:
    """Mark the units of everybody with a post that began or ended between two days (`YYYY-MM-DD`), in either order."""
    first, last = sorted((one, other))
    await _mark_found(
        tx,
        "select c.unit_id from post p join cadre c on c.id = p.cadre_id"
        " where (p.since > $1 and p.since <= $2) or (p.until >= $1 and p.until < $2)",
        first, last,
    )  # fmt: skip


async def _mark_found(tx: Transaction, sql: str, *args: Value) -> None:
    await mark(tx, [row["unit_id"] for row in await tx.rows(f"select distinct unit_id from ({sql}) found", *args)])
