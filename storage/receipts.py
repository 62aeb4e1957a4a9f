"""Receipts of notices: what people answered, what was written down for them, who is silent and was chased."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import orjson

from rules.merge_fields import filled
from rules.notices import NoticeKind, Receipt
from rules.receipts import Asked, Way
from storage.database import Database, Row, Transaction, row
from storage.journal import By, Entry, record
from storage.lists import list_text, members

Source = Database | Transaction

_ARRIVED = "d.state in ('sent', 'unknown', 'sending')"
_ASKED = (
    "select d.notice_id, n.number, n.kind, n.state, coalesce(d.settled_at, d.due_at) as arrived_at, d.receipt,"
    " d.receipt_at, d.receipt_by, coalesce(d.receipt_note, '') as note, c.name as class_name, c.starts_on, c.hours,"
    " c.state as class_state from delivery d join notice n on n.id = d.notice_id"
    f" left join training_class c on c.id = n.class_id where n.receipt = 1 and {_ARRIVED} and d.holder_id = $1"
)


async def asked(source: Source, holder_id: str, since: int) -> list[Asked]:
    """The notices that reached a person after an instant and want a receipt, answered or not, the latest first."""
    rows = await source.rows(f"{_ASKED} and coalesce(d.settled_at, d.due_at) >= $2 order by 5 desc", holder_id, since)
    return [_asked(each) for each in rows]


async def asked_by(source: Source, holder_id: str, number: int) -> Asked | None:
    """One notice as it stands with a recipient; None where it never went to them, or wants no receipt."""
    found = await row(source, f"{_ASKED} and n.number = $2", holder_id, number)
    return _asked(found) if found else None


def _asked(found: Row) -> Asked:
    return Asked(
        notice_id=found["notice_id"],
        number=found["number"],
        kind=NoticeKind(found["kind"]),
        arrived_at=found["arrived_at"],
        receipt=Receipt(found["receipt"]) if found["receipt"] else None,
        receipt_at=found["receipt_at"],
        receipt_by=found["receipt_by"],
        note=found["note"],
        class_name=found["class_name"] or "",
        starts_on=date.fromisoformat(found["starts_on"]) if found["starts_on"] else None,
        hours=found["hours"] or "",
        is_cancelled=found["state"] == "cancelled" or found["class_state"] == "cancelled",
    )


async def receive(tx: Transaction, by: By, notice_id: str, receipt: Receipt, note: str = "") -> bool:
    """A recipient, `by.actor`, answers; the last answer counts. False where it was their answer already.

    `note` is why they cannot come. The caller has asked whether the notice is theirs to answer.
    """
    before = await row(
        tx, "select receipt, receipt_by, receipt_note from delivery where notice_id = $1 and holder_id = $2",
        notice_id, by.actor,
    )  # fmt: skip
    if before is None:
        return False
    kept_note = note or (before["receipt_note"] if before["receipt"] == receipt else None)
    if (before["receipt"], before["receipt_by"], before["receipt_note"]) == (receipt, None, kept_note):
        return False
    await tx.rows(
        "update delivery set receipt = $1, receipt_at = $2, receipt_by = null, receipt_way = null, receipt_note = $3"
        " where notice_id = $4 and holder_id = $5",
        receipt.value, by.at, kept_note, notice_id, by.actor,
    )  # fmt: skip
    was, now = orjson.dumps(before["receipt"]).decode(), orjson.dumps(receipt).decode()
    await record(tx, by, Entry("answer_notice", "notice", notice_id, was, now))
    return True


async def write_down(
    tx: Transaction, by: By, notice_id: str, holder_ids: Iterable[str], way: Way, receipt: Receipt = Receipt.RECEIVED
) -> list[str]:
    """Keep receipts that came by phone or on paper; who answered themselves is left alone. Returns whose were kept."""
    taken = await tx.rows(
        "update delivery set receipt = $1, receipt_at = $2, receipt_by = $3, receipt_way = $4"
        f" where notice_id = $5 and receipt is null and holder_id in {members(tx.engine, '$6')} returning holder_id",
        receipt.value, by.at, by.actor, way.value, notice_id, list_text(holder_ids),
    )  # fmt: skip
    kept = sorted(found["holder_id"] for found in taken)
    if kept:
        await record(
            tx, by, Entry("write_down_receipts", "notice", notice_id, None, orjson.dumps([way, kept]).decode())
        )
    return kept


@dataclass(frozen=True, slots=True)
class Sent:
    """A notice that went to a person, as they find it again."""

    notice_id: str
    number: int
    kind: NoticeKind
    text: str
    """With the merge fields filled in."""
    at: int
    """When it arrived, as stored milliseconds."""
    wants_receipt: bool
    receipt: Receipt | None


async def sent_to(source: Source, holder_id: str, limit: int) -> list[Sent]:
    """The last notices that reached a person, the latest first."""
    rows = await source.rows(f"{_SENT_TO} order by at desc, n.number desc limit $2", holder_id, limit)
    return [_sent(each) for each in rows]


async def sent_one(source: Source, holder_id: str, number: int) -> Sent | None:
    """One notice that reached a person; None where it did not."""
    found = await row(source, f"{_SENT_TO} and n.number = $2", holder_id, number)
    return _sent(found) if found else None


_SENT_TO = (
    "select n.id, n.number, n.kind, n.text, n.receipt as wants, d.fields, d.receipt,"
    " coalesce(d.settled_at, d.due_at) as at from delivery d join notice n on n.id = d.notice_id"
    f" where d.holder_id = $1 and {_ARRIVED}"
)


def _sent(found: Row) -> Sent:
    return Sent(
        found["id"],
        found["number"],
        NoticeKind(found["kind"]),
        filled(found["text"], orjson.loads(found["fields"])),
        found["at"],
        found["wants"] == 1,
        Receipt(found["receipt"]) if found["receipt"] else None,
    )
