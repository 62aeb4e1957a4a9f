"""What people ask about their own data: to erase it, to restrict its use, to object; and what became of it.

`open` → `agreed` (it is going to be carried out) → `done`, or `open` → `refused` with the reason.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.database import Database, Row, Transaction
from storage.house_facts import draw_numbers
from storage.journal import By, Entry, record

Source = Database | Transaction

_DAY = 86_400_000


class Kind(StrEnum):
    """What is asked for."""

    ERASE_CHAT = "erase_chat"
    ERASE_RECORD = "erase_record"
    RESTRICT = "restrict"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request as it is made. `holder_id` is None for a stranger, who asks for their own chat."""

    kind: Kind
    holder_id: str | None
    account_id: str
    words: str
    answer_by: date
    due_on: date


@dataclass(frozen=True, slots=True)
class PrivacyRequest:
    """A request as it stands. Instants are stored milliseconds."""

    number: int
    kind: Kind
    holder_id: str | None
    account_id: str
    words: str
    state: str
    asked_at: int
    answer_by: date
    due_on: date
    extension: str
    """Why it takes longer than the term; empty where it does not."""
    answer: str
    version: int


_COLUMNS = "number, kind, holder_id, account_id, words, state, asked_at, answer_by, due_on, extension, answer, version"


async def add(tx: Transaction, by: By, wanted: Wanted, agreed: bool = False) -> PrivacyRequest:
    """Keep a request; the same that still waits is that one. `agreed`: nobody need decide it."""
    same = await tx.rows(
        f"select {_COLUMNS} from privacy_request where kind = $1 and account_id = $2 and state in ('open', 'agreed')",
        wanted.kind.value, wanted.account_id,
    )  # fmt: skip
    if same:
        return _request(same[0])
    [number] = await draw_numbers(tx, "privacy_request")
    [kept] = await tx.rows(
        "insert into privacy_request (number, kind, holder_id, account_id, words, state, asked_at, answer_by, due_on,"
        " extension, answer, answered_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', $10, 1)"
        f" returning {_COLUMNS}",
        number, wanted.kind.value, wanted.holder_id, wanted.account_id, wanted.words,
        "agreed" if agreed else "open", by.at, wanted.answer_by.isoformat(), wanted.due_on.isoformat(),
        by.at if agreed else None,
    )  # fmt: skip
    await record(tx, by, Entry(f"ask {wanted.kind.value}", "privacy_request", str(number)))
    return _request(kept)


async def open_requests(source: Source) -> list[PrivacyRequest]:
    """What waits for somebody's decision, the most urgent first."""
    return [
        _request(row)
        for row in await source.rows(
            f"select {_COLUMNS} from privacy_request where state = 'open' order by due_on, number"
        )
    ]


async def to_carry_out(source: Source, answered_before: int, at: int) -> list[PrivacyRequest]:
    """Erasures that were agreed to before an instant, and whose person has read what was said of it.

    What still waits to be sent to them is waited for, for a day at most.
    """
    rows = await source.rows(
        f"select {_COLUMNS} from privacy_request r where r.state = 'agreed' and r.answered_at < $1"
        " and (r.answered_at < $2 or not exists (select 1 from outbox o join account a"
        " on a.channel = o.channel and a.chat = o.chat where a.id = r.account_id and o.state in ('waiting', 'sending'))"
        ") order by r.number",
        answered_before, at - _DAY,
    )  # fmt: skip
    return [_request(row) for row in rows]


async def by_number(source: Source, number: int) -> PrivacyRequest | None:
    """One request, or None."""
    rows = await source.rows(f"select {_COLUMNS} from privacy_request where number = $1", number)
    return _request(rows[0]) if rows else None


async def of_account(source: Source, account_id: str) -> list[PrivacyRequest]:
    """What was asked from a chat, newest first."""
    rows = await source.rows(
        f"select {_COLUMNS} from privacy_request where account_id = $1 order by number desc", account_id
    )
    return [_request(row) for row in rows]


async def settle(tx: Transaction, by: By, request: PrivacyRequest, state: str, answer: str = "") -> bool:
    """Answer a request: `agreed`, `done` or `refused`, with the words for its person. False when it changed since."""
    rows = await tx.rows(
        "update privacy_request set state = $1, answer = $2, answered_at = coalesce(answered_at, $3),"
        " answered_by = coalesce(answered_by, $4), version = version + 1, words = case when exists"
        " (select 1 from account a where a.id = account_id and a.chat like 'erased:%') then '' else words end"
        " where number = $5 and version = $6 and state in ('open', 'agreed') returning number",
        state, answer or request.answer, by.at, by.actor, request.number, request.version,
    )  # fmt: skip
    if rows:
        await record(tx, by, Entry(f"{state} {request.kind.value}", "privacy_request", str(request.number)))
    return bool(rows)


async def extend(tx: Transaction, by: By, request: PrivacyRequest, due: date, why: str) -> bool:
    """Put the term off, once, with the reason. False when it was put off before, or answered."""
    rows = await tx.rows(
        "update privacy_request set due_on = $1, extension = $2, version = version + 1"
        " where number = $3 and version = $4 and state = 'open' and extension = '' returning number",
        due.isoformat(), why, request.number, request.version,
    )  # fmt: skip
    if rows:
        await record(tx, by, Entry(f"extend {request.kind.value}", "privacy_request", str(request.number)))
    return bool(rows)


def _request(row: Row) -> PrivacyRequest:
    return PrivacyRequest(
        int(row["number"]),
        Kind(row["kind"]),
        row["holder_id"],
        row["account_id"],
        row["words"],
        row["state"],
        int(row["asked_at"]),
        date.fromisoformat(row["answer_by"]),
        date.fromisoformat(row["due_on"]),
        row["extension"],
        row["answer"],
        int(row["version"]),
    )
