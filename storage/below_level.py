"""The monthly numbers of those below their level: who answers for which units, and who was sent them in which month."""

from collections.abc import Iterable
from datetime import date

from storage.database import Database, Transaction
from storage.lists import table, table_text

Source = Database | Transaction


async def units_by_officer(source: Source) -> dict[str, frozenset[str | None]]:
    """Holder id → the units they are officers of (None: of all), without those who were taken off the roster."""
    rows = await source.rows(
        "select g.holder_id, g.unit_id from role_grant g where g.role = 'officer' and g.revoked_at is null"
        " and not exists (select 1 from cadre c where c.id = g.holder_id and c.gone_at is not null)"
        " order by g.holder_id"
    )
    found: dict[str, set[str | None]] = {}
    for row in rows:
        found.setdefault(row["holder_id"], set()).add(row["unit_id"])
    return {holder: frozenset(units) for holder, units in found.items()}


async def note(tx: Transaction, holder_ids: Iterable[str], day: date, at: int) -> set[str]:
    """Keep who is sent the numbers of a day's month now; those who were not sent them before."""
    rows = await tx.rows(
        "insert into below_level_told (holder_id, month, at)"
        f" select h.id, $2, $3 from {table(tx.engine, '$1', 'id')} h"
        " where true on conflict (holder_id, month) do nothing returning holder_id",
        table_text([[each] for each in holder_ids]), f"{day:%Y-%m}", at,
    )  # fmt: skip
    return {row["holder_id"] for row in rows}
