"""Requests of strangers to be linked: name, birth year and unit, until someone of the centre has decided."""

from dataclasses import dataclass

from storage.database import Database, Row, Transaction
from storage.ids import new_id
from storage.journal import By, Entry, record


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """What a person said of themselves, and the chat it came from."""

    id: str
    account_id: str
    channel: str
    display_name: str
    name: str
    birth_year: str
    unit: str
    created_at: int


_REQUEST = (
    "select r.id, r.account_id, a.channel, a.display_name, r.name, r.birth_year, r.unit, r.created_at"
    " from link_request r join account a on a.id = r.account_id where r.state = 'open'"
)


async def add(tx: Transaction, by: By, account_id: str, name: str, birth_year: str, unit: str) -> str:
    """Keep a request; returns its id."""
    request_id = new_id()
    await tx.rows(
        "insert into link_request (id, account_id, name, birth_year, unit, state, created_at)"
        " values ($1, $2, $3, $4, $5, 'open', $6)",
        request_id, account_id, name, birth_year, unit, by.at,
    )  # fmt: skip
    await record(tx, by, Entry("ask to be linked", "link_request", request_id))
    return request_id


async def waiting(db: Database | Transaction, limit: int) -> list[LinkRequest]:
    """The oldest requests nobody has decided."""
    return [_request(row) for row in await db.rows(f"{_REQUEST} order by r.created_at, r.id limit $1", limit)]


async def waiting_since(db: Database | Transaction, before: int) -> list[LinkRequest]:
    """The requests that nobody has decided, made before an instant."""
    return [_request(row) for row in await db.rows(f"{_REQUEST} and r.created_at < $1 order by r.created_at", before)]


async def open_by_id(db: Database | Transaction, request_id: str) -> LinkRequest | None:
    """One request, or None when there is none or it is decided."""
    rows = await db.rows(f"{_REQUEST} and r.id = $1", request_id)
    return _request(rows[0]) if rows else None


async def open_of_account(db: Database | Transaction, account_id: str) -> LinkRequest | None:
    """The request of a chat that still waits."""
    rows = await db.rows(f"{_REQUEST} and r.account_id = $1", account_id)
    return _request(rows[0]) if rows else None


async def decide(tx: Transaction, by: By, request_id: str, confirmed: bool) -> bool:
    """Settle a request. False when someone else already did."""
    return await _settle(tx, by, request_id, *(("confirmed", "confirm") if confirmed else ("refused", "refuse")))


async def lapse(tx: Transaction, by: By, request_id: str) -> bool:
    """Nobody decided for too long. False when someone just did."""
    return await _settle(tx, by, request_id, "lapsed", "let lapse")


async def _settle(tx: Transaction, by: By, request_id: str, state: str, action: str) -> bool:
    # What the person wrote has served its purpose and is forgotten.
    rows = await tx.rows(
        "update link_request set state = $1, decided_at = $2, decided_by = $3, name = '', birth_year = '', unit = ''"
        " where id = $4 and state = 'open' returning id",
        state, by.at, by.actor, request_id,
    )  # fmt: skip
    if rows:
        await record(tx, by, Entry(action, "link_request", request_id))
    return bool(rows)


def _request(row: Row) -> LinkRequest:
    return LinkRequest(
        row["id"],
        row["account_id"],
        row["channel"],
        row["display_name"],
        row["name"],
        row["birth_year"],
        row["unit"],
        int(row["created_at"]),
    )
