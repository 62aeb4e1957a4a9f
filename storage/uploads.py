"""Files sent in chat, kept until their sender says yes or sends another one, and never longer than a day."""

from base64 import b64decode, b64encode
from dataclasses import dataclass

from storage.database import Database, Transaction
from storage.ids import new_id

_DAY = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file, and who sent it."""

    id: str
    owner: str
    name: str
    content: bytes


async def add(tx: Transaction, owner: str, name: str, content: bytes, at: int) -> str:
    """Keep a file in place of any other one of this person; returns its id."""
    await tx.rows("delete from upload where owner = $1 or created_at < $2", owner, at - _DAY)
    upload_id = new_id()
    await tx.rows(
        "insert into upload (id, owner, name, content, created_at) values ($1, $2, $3, $4, $5)",
        upload_id, owner, name, b64encode(content).decode(), at,
    )  # fmt: skip
    return upload_id


async def by_id(db: Database | Transaction, owner: str, upload_id: str, at: int) -> Upload | None:
    """A file that this person sent within a day."""
    rows = await db.rows(
        "select id, owner, name, content from upload where id = $1 and owner = $2 and created_at >= $3",
        upload_id, owner, at - _DAY,
    )  # fmt: skip
    return Upload(rows[0]["id"], rows[0]["owner"], rows[0]["name"], b64decode(rows[0]["content"])) if rows else None


async def drop(tx: Transaction, upload_id: str) -> bool:
    """Forget a file. False when it was forgotten already."""
    return bool(await tx.rows("delete from upload where id = $1 returning id", upload_id))
