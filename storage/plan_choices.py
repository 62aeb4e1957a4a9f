"""Whom a leader leaves out of the plans of whom to send. It is theirs alone, and decides nothing about the person."""

from collections.abc import Iterable

from storage.database import Database, Transaction
from storage.journal import By, Entry, record_many
from storage.lists import list_text, members

Source = Database | Transaction


async def left_out(source: Source, holder_id: str) -> frozenset[str]:
    """Ids of the cadres whom this leader leaves out; whoever has left the roster is none of them."""
    rows = await source.rows(
        "select o.cadre_id from plan_left_out o join cadre c on c.id = o.cadre_id"
        " where o.holder_id = $1 and c.gone_at is null",
        holder_id,
    )
    return frozenset(row["cadre_id"] for row in rows)


async def leave_out(tx: Transaction, by: By, cadre_ids: Iterable[str]) -> None:
    """Leave these people out from now on; whoever is left out already stays so."""
    rows = await tx.rows(
        "insert into plan_left_out (holder_id, cadre_id, at)"
        f" select $1, id, $2 from cadre where id in {members(tx.engine, '$3')}"
        " on conflict do nothing returning cadre_id",
        by.actor, by.at, list_text(cadre_ids),
    )  # fmt: skip
    await _record(tx, by, "leave_out", [row["cadre_id"] for row in rows])


async def take_back(tx: Transaction, by: By, cadre_ids: Iterable[str]) -> None:
    """Let plans count on these people again."""
    rows = await tx.rows(
        f"delete from plan_left_out where holder_id = $1 and cadre_id in {members(tx.engine, '$2')} returning cadre_id",
        by.actor, list_text(cadre_ids),
    )  # fmt: skip
    await _record(tx, by, "take_back", [row["cadre_id"] for row in rows])


async def _record(tx: Transaction, by: By, action: str, cadre_ids: Iterable[str]) -> None:
    await record_many(tx, by, [Entry(action, "plan", cadre_id) for cadre_id in cadre_ids])
