""" "Thông tin chưa đúng": what a person says is wrong in their record, and what staff answered."""

from dataclasses import dataclass, fields

from storage.database import Database, Row, Transaction
from storage.house_facts import draw_numbers
from storage.journal import By, Entry, record


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks to be corrected."""

    subject: str
    """Which part of the record: `level`, `post`, `unit`, `phone`, `rating`, `other`."""
    words: str
    proof: str = ""
    """The digest of a photo or paper that is kept; empty without one."""
    proof_name: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A request to correct a record."""

    number: int
    cadre_id: str
    account_id: str
    subject: str
    words: str
    state: str
    """`open`, `done` or `refused`."""
    created_at: int
    answer: str
    proof: str
    """The digest of the photo or paper that came with it; empty without one."""
    proof_name: str


_COLUMNS = (
    "number, cadre_id, account_id, subject, words, state, created_at, coalesce(answer, '') as answer,"
    " coalesce(proof, '') as proof, coalesce(proof_name, '') as proof_name"
)


async def add(tx: Transaction, by: By, cadre_id: str, account_id: str, asked: Asked) -> int:
    """Keep a request and return its number.

    The same words about the same subject, still open, are one request; proof that comes later goes with it.
    """
    same = await tx.rows(
        "select number from correction where cadre_id = $1 and subject = $2 and words = $3 and state = 'open'",
        cadre_id, asked.subject, asked.words,
    )  # fmt: skip
    if same:
        await _add_proof(tx, int(same[0]["number"]), asked)
        return int(same[0]["number"])
    [number] = await draw_numbers(tx, "correction")
    await tx.rows(
        "insert into correction (number, cadre_id, account_id, subject, words, state, created_at, proof, proof_name)"
        " values ($1, $2, $3, $4, $5, 'open', $6, $7, $8)",
        number, cadre_id, account_id, asked.subject, asked.words, by.at, asked.proof or None, asked.proof_name or None,
    )  # fmt: skip
    await record(tx, by, Entry("ask_correction", "correction", str(number), after=asked.words))
    return number


async def _add_proof(tx: Transaction, number: int, asked: Asked) -> None:
    if asked.proof:
        await tx.rows(
            "update correction set proof = $2, proof_name = $3 where number = $1", number, asked.proof, asked.proof_name
        )


async def open_requests(db: Database | Transaction) -> list[Correction]:
    """What waits for staff, oldest first."""
    return [_of(r) for r in await db.rows(f"select {_COLUMNS} from correction where state = 'open' order by number")]


async def by_number(db: Database | Transaction, number: int) -> Correction | None:
    """One request, or None."""
    rows = await db.rows(f"select {_COLUMNS} from correction where number = $1", number)
    return _of(rows[0]) if rows else None


async def close(tx: Transaction, by: By, number: int, state: str, answer: str) -> bool:
    """Answer an open request (`done` or `refused`). False when someone else answered it first."""
    closed = await tx.rows(
        "update correction set state = $1, answer = $2, answered_at = $3, answered_by = $4"
        " where number = $5 and state = 'open' returning number",
        state, answer, by.at, by.actor, number,
    )  # fmt: skip
    if closed:
        await record(tx, by, Entry(f"{state}_correction", "correction", str(number), after=answer))
    return bool(closed)


def _of(row: Row) -> Correction:
    return Correction(*(row[each.name] for each in fields(Correction)))
