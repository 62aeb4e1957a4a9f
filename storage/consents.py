"""Consents: to which purpose, in which version of the text, when given and when withdrawn. None is ever assumed."""

from dataclasses import dataclass

from storage.database import Database, Transaction
from storage.ids import new_id
from storage.journal import By, Entry, record


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent of a chat. Instants are stored milliseconds; `withdrawn_at` is None while it holds."""

    purpose: str
    version: str
    given_at: int
    withdrawn_at: int | None


async def give(tx: Transaction, by: By, account_id: str, purpose: str, version: str) -> None:
    """Log that the person of a chat agreed to a purpose, as this version of the text put it."""
    await tx.rows(
        "insert into consent (id, account_id, purpose, version, given_at) values ($1, $2, $3, $4, $5)",
        new_id(), account_id, purpose, version, by.at,
    )  # fmt: skip
    await record(tx, by, Entry(f"consent {purpose} {version}", "account", account_id))


async def withdraw(tx: Transaction, by: By, account_id: str, *purposes: str) -> None:
    """Log that the person no longer agrees to these purposes. What was never agreed to stays so."""
    for purpose in purposes:
        withdrawn = await tx.rows(
            "update consent set withdrawn_at = $1"
            " where account_id = $2 and purpose = $3 and withdrawn_at is null returning id",
            by.at, account_id, purpose,
        )  # fmt: skip
        if withdrawn:
            await record(tx, by, Entry(f"withdraw {purpose}", "account", account_id))


async def of_account(db: Database | Transaction, account_id: str) -> list[Consent]:
    """Every consent of a chat, withdrawn ones too, oldest first."""
    rows = await db.rows(
        "select purpose, version, given_at, withdrawn_at from consent where account_id = $1 order by given_at, purpose",
        account_id,
    )
    return [Consent(row["purpose"], row["version"], row["given_at"], row["withdrawn_at"]) for row in rows]
