"""Chats in which a person of the centre answers: while that lasts, the assistant is silent there."""

from dataclasses import dataclass

from storage.accounts import COLUMNS, Account, account_of
from storage.database import Database, Row, Transaction
from storage.journal import By, Entry, record

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class Handover:
    """A chat and the person of the centre who talks there."""

    account: Account
    question: int
    staff_id: str


_FIND = f"select {COLUMNS}, h.question, h.staff_id from handover h join account a on a.id = h.account_id"


async def begin(tx: Transaction, by: By, account_id: str, question: int) -> bool:
    """Somebody of the centre talks in a chat; False where another does, or where they talk elsewhere."""
    rows = await tx.rows(
        "insert into handover (account_id, question, staff_id, begun_at, touched_at) values ($1, $2, $3, $4, $4)"
        " on conflict do nothing returning account_id",
        account_id, question, by.actor, by.at,
    )  # fmt: skip
    if rows:
        await record(tx, by, Entry("begin to talk", "question", str(question)))
    return bool(rows)


async def of_staff(source: Source, staff_id: str) -> Handover | None:
    """Where somebody of the centre talks now."""
    rows = await source.rows(f"{_FIND} where h.staff_id = $1", staff_id)
    return _handover(rows[0]) if rows else None


async def of_account(source: Source, account_id: str) -> Handover | None:
    """Who talks in a chat now."""
    rows = await source.rows(f"{_FIND} where h.account_id = $1", account_id)
    return _handover(rows[0]) if rows else None


async def touch(tx: Transaction, handover: Handover, at: int) -> None:
    """A word was said."""
    await tx.rows("update handover set touched_at = $1 where account_id = $2", at, handover.account.id)


async def end(tx: Transaction, handover: Handover) -> bool:
    """The chat is the assistant's again; False where it already was."""
    rows = await tx.rows(
        "delete from handover where account_id = $1 and staff_id = $2 returning account_id",
        handover.account.id, handover.staff_id,
    )  # fmt: skip
    return bool(rows)


async def silent(source: Source, before: int) -> list[Handover]:
    """Chats in which nothing was said since an instant."""
    rows = await source.rows(f"{_FIND} where h.touched_at < $1 order by h.touched_at", before)
    return [_handover(row) for row in rows]


def _handover(row: Row) -> Handover:
    return Handover(account_of(row), int(row["question"]), row["staff_id"])
