"""Who was asked to approve which proposal, and when."""

from dataclasses import dataclass

from rules.notices import Notice
from storage.database import Database, Transaction

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class Asked:
    """A person who was asked; `at` is stored milliseconds."""

    holder_id: str
    at: int


async def note(tx: Transaction, notice: Notice, holder_id: str, at: int) -> bool:
    """Keep that a person is asked about a proposal; False if they were already."""
    kept = await tx.rows(
        "insert into notice_ask (notice_id, holder_id, proposed_at, at) values ($1, $2, $3, $4)"
        " on conflict do nothing returning holder_id",
        notice.id, holder_id, notice.proposed_at or 0, at,
    )  # fmt: skip
    return bool(kept)


async def of(source: Source, notice: Notice) -> list[Asked]:
    """Everyone who was asked about a proposal as it stands, the first one first."""
    found = await source.rows(
        "select holder_id, at from notice_ask where notice_id = $1 and proposed_at = $2 order by at, holder_id",
        notice.id, notice.proposed_at or 0,
    )  # fmt: skip
    return [Asked(row["holder_id"], row["at"]) for row in found]
