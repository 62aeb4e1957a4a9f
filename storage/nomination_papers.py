"""The units' signed lists for a class, as photographed: which file, from whom, when."""

from dataclasses import dataclass

from storage.database import Database, Transaction
from storage.ids import new_id
from storage.journal import By, Entry, record


@dataclass(frozen=True, slots=True)
class Paper:
    """A signed list."""

    id: str
    unit: str
    """Empty where staff sent it in."""
    digest: str
    file_name: str
    sent_at: int


async def add(tx: Transaction, by: By, class_id: str, unit_id: str | None, file: tuple[str, str]) -> None:
    """Keep a paper, given by the digest and name of its file, of a unit; None where staff sent it in."""
    key = new_id()
    await tx.rows(
        "insert into nomination_paper (id, class_id, unit_id, digest, file_name, sent_by, sent_at)"
        " values ($1, $2, $3, $4, $5, $6, $7)",
        key, class_id, unit_id, *file, by.actor, by.at,
    )  # fmt: skip
    await record(tx, by, Entry("nomination_paper", "class", class_id))


async def of_class(source: Database | Transaction, class_id: str) -> list[Paper]:
    """The papers of a class, the newest first."""
    rows = await source.rows(
        "select p.id, coalesce(u.name, '') as unit, p.digest, p.file_name, p.sent_at from nomination_paper p"
        " left join unit u on u.id = p.unit_id where p.class_id = $1 order by p.sent_at desc, p.id",
        class_id,
    )
    return [Paper(*row[:]) for row in rows]
