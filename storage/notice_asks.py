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


async def begin_anew(tx: Transaction, notice: Notice) -> None:
    """Nobody was asked yet: it is proposed once more."""
    await tx.rows("delete from notice_ask where notice_id = $1", notice.id)


async def note(tx: Transaction, notice: Notice, holder_id: str, at: int) -> None:
    """Keep that a person is asked about a proposal."""
    await tx.rows(
        "insert into notice_ask (notice_id, holder_id, at) values ($1, $2, $3) on conflict do nothing",
        notice.id, holder_id, at,
    )  # fmt: skip


async def of(source: Source, notice: Notice) -> list[Asked]:
    """Everyone who was asked about a proposal as it stands, the first one first."""
    found = await source.rows(
        "select holder_id, at from notice_ask where notice_id = $1 order by at, holder_id", notice.id
    )
    return [Asked(row["holder_id"], row["at"]) for row in found]
