"""Receipts of notices: what people answered, what was written down for them, who is silent and was chased."""

from collections.abc import Iterable

from rules.notices import Receipt
from storage.database import Database, Row, Transaction, row
from storage.journal import By, Entry, record
from storage.lists import list_text, members

Source = Database | Transaction


async def receive(tx: Transaction, holder_id: str, notice_id: str, receipt: Receipt, at: int) -> bool:
    """A recipient answers; the last answer counts. False where the notice never went to them, or wants no receipt."""
    taken = await tx.rows(
        "update delivery set receipt = $1, receipt_at = $2, receipt_by = null where notice_id = $3 and holder_id = $4"
        " and state in ('sent', 'unknown', 'sending')"
        " and exists (select 1 from notice n where n.id = $3 and n.receipt = 1) returning holder_id",
        receipt.value, at, notice_id, holder_id,
    )  # fmt: skip
    return bool(taken)


async def write_down(tx: Transaction, by: By, notice_id: str, holder_ids: Iterable[str], receipt: Receipt) -> list[str]:
    """Keep receipts that came by phone or on paper; who answered themselves is left alone. Returns whose were kept."""
    taken = await tx.rows(
        "update delivery set receipt = $1, receipt_at = $2, receipt_by = $3 where notice_id = $4 and receipt is null"
        f" and holder_id in {members(tx.engine, '$5')} returning holder_id",
        receipt.value, by.at, by.actor, notice_id, list_text(holder_ids),
    )  # fmt: skip
    if taken:
        await record(tx, by, Entry("write_down_receipts", "notice", notice_id, None, str(len(taken))))
    return sorted(found["holder_id"] for found in taken)


async def asked_last(source: Source, holder_id: str) -> str | None:
    """The notice to which a person's "đã nhận" belongs: the last that reached them and wants a receipt."""
    found = await row(
        source,
        "select d.notice_id from delivery d join notice n on n.id = d.notice_id where d.holder_id = $1"
        " and n.receipt = 1 and d.state in ('sent', 'unknown', 'sending')"
        " order by case when d.receipt is null then 0 else 1 end, d.settled_at desc limit 1",
        holder_id,
    )
    return str(found["notice_id"]) if found else None


async def silent(source: Source, notice_id: str) -> list[str]:
    """The holders of a notice who were reached, and told nothing."""
    found = await source.rows(
        "select holder_id from delivery where notice_id = $1 and receipt is null and state in ('sent', 'unknown')"
        " order by holder_id",
        notice_id,
    )
    return [each["holder_id"] for each in found]


async def chase(tx: Transaction, notice_id: str, most: int, before: int, at: int) -> list[str]:
    """The silent who were reached, and last chased, before an instant and fewer than `most` times: chased now."""
    found: Iterable[Row] = await tx.rows(
        "update delivery set chased = chased + 1, chased_at = $1 where notice_id = $2 and receipt is null"
        " and state = 'sent' and chased < $3 and settled_at <= $4 and coalesce(chased_at, 0) <= $4"
        " returning holder_id",
        at, notice_id, most, before,
    )  # fmt: skip
    return sorted(each["holder_id"] for each in found)
