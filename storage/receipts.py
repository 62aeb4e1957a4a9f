"""Receipts of notices: what people answered, what was written down for them, who is silent and was chased."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import orjson

from rules.merge_fields import filled
from rules.notices import Notice, NoticeKind, Receipt
from rules.receipts import Asked, Way
from storage.database import Database, Row, Transaction, row
from storage.journal import By, Entry, record
from storage.lists import list_text, members
from storage.notices import COLUMNS, notice_of

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
        starts_on=_day(found["starts_on"]),
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


@dataclass(frozen=True, slots=True)
class Chase:
    """A notice whose silent recipients are reminded: after so many hours each time, so often at most."""

    notice: Notice
    hours: int
    times: int
    class_name: str = ""
    starts_on: date | None = None


async def chase_of(source: Source, notice_id: str, usual: tuple[int, int]) -> tuple[int, int]:
    """(hours, times) of a notice; the usual ones where it has none of its own."""
    found = await row(source, "select chase_hours, chase_times from notice where id = $1", notice_id)
    if found is None or found["chase_times"] is None:
        return usual
    return found["chase_hours"], found["chase_times"]


async def set_chase(tx: Transaction, by: By, notice_id: str, hours: int, times: int) -> None:
    """How the silent of this notice are reminded from now on; 0 times is never."""
    await tx.rows("update notice set chase_hours = $1, chase_times = $2 where id = $3", hours, times, notice_id)
    await record(tx, by, Entry("set_chase", "notice", notice_id, None, orjson.dumps([hours, times]).decode()))


async def to_chase(source: Source, usual: tuple[int, int], since: int, today: date) -> list[Chase]:
    """The notices sent after an instant that wait for receipts; none that was mended, or whose class has begun."""
    hours, times = usual
    rows = await source.rows(
        f"select {COLUMNS}, coalesce(n.chase_hours, $1) as hours, coalesce(n.chase_times, $2) as times,"
        " c.name as class_name, c.starts_on from notice n left join training_class c on c.id = n.class_id"
        " where n.receipt = 1 and n.state in ('sending', 'done') and n.approved_at >= $3"
        " and coalesce(n.chase_times, $2) > 0 and coalesce(c.state, '') <> 'cancelled'"
        " and (c.starts_on is null or c.starts_on > $4) and not exists (select 1 from notice k"
        " where k.corrects = n.id and k.state not in ('draft', 'proposed', 'cancelled')) order by n.number",
        hours, times, since, today.isoformat(),
    )  # fmt: skip
    return [Chase(notice_of(r), r["hours"], r["times"], r["class_name"] or "", _day(r["starts_on"])) for r in rows]


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


_SILENT = (
    "notice_id = $1 and receipt is null and state in ('sent', 'unknown') and chased < $2 and settled_at <= $3"
    " and coalesce(chased_at, 0) <= $3"
)


async def silent(source: Source, chase: Chase, before: int, after: str, limit: int) -> list[str]:
    """The next holders, after one of them, who were reached and last reminded before an instant, and said nothing."""
    rows = await source.rows(
        f"select holder_id from delivery where {_SILENT} and holder_id > $4 order by holder_id limit $5",
        chase.notice.id, chase.times, before, after, limit,
    )  # fmt: skip
    return [each["holder_id"] for each in rows]


async def note_chased(tx: Transaction, chase: Chase, before: int, holder_ids: Iterable[str], at: int) -> set[str]:
    """Keep that these are reminded now. Returns those who still had to be: nobody is reminded twice for one turn."""
    rows = await tx.rows(
        f"update delivery set chased = chased + 1, chased_at = $4 where {_SILENT}"
        f" and holder_id in {members(tx.engine, '$5')} returning holder_id",
        chase.notice.id, chase.times, before, at, list_text(holder_ids),
    )  # fmt: skip
    return {each["holder_id"] for each in rows}
