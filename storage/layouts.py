"""Layouts of spreadsheets whose reading somebody has looked at and accepted: not shown for confirmation again."""

from storage.database import Database, Transaction
from storage.journal import By


async def is_accepted(db: Database | Transaction, fingerprint: str) -> bool:
    """Whether this layout was accepted before."""
    return bool(await db.rows("select 1 from layout where fingerprint = $1", fingerprint))


async def accept(tx: Transaction, by: By, fingerprint: str) -> None:
    """Remember that this layout is read rightly."""
    await tx.rows(
        "insert into layout (fingerprint, accepted_at, accepted_by) values ($1, $2, $3)"
        " on conflict (fingerprint) do nothing",
        fingerprint, by.at, by.actor,
    )  # fmt: skip
