"""What a person and the assistant wrote in the web chat: kept here, since no messenger keeps it for us.

Every message has a number within its chat, and gets a greater one with every change: what a page missed is what has a
greater one than it saw last. Whoever changes a chat stands in line for it, so that the numbers appear in their order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import orjson

from storage.clock import now_ms
from storage.database import Database, Row, Transaction, row

CHANNEL = "web"

Author = Literal["person", "assistant"]
ButtonRows = tuple[tuple[tuple[str, str], ...], ...]
"""Rows of buttons, each a label and a key."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a message; its content lies in the file store under the digest."""

    name: str
    digest: str
    size: int
    picture: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says."""

    text: str
    buttons: ButtonRows = ()
    files: tuple[KeptFile, ...] = ()


@dataclass(frozen=True, slots=True)
class WebMessage:
    """A message as it stands."""

    id: str
    chat: str
    seq: int
    author: Author
    words: Words
    at: int
    """Milliseconds since 1970, UTC."""


_COLUMNS = "id, chat, seq, author, text, buttons, files, at"
# Numbers follow the machine's clock where they can: a chat whose messages were all forgotten does not begin anew.
_NEXT = (
    "(select case when highest >= $1 then highest + 1 else $1 end"
    " from (select coalesce(max(seq), 0) as highest from web_message where chat = $2) numbers)"
)


async def add(tx: Transaction, message_id: str, chat: str, author: Author, words: Words, at: int) -> int | None:
    """Write a message under an id. Returns its number, or None if a message has that id already."""
    await _stand_in_line(tx, chat)
    kept = await tx.rows(
        f"insert into web_message ({_COLUMNS}) values ($3, $2, {_NEXT}, $4, $5, $6, $7, $8)"
        " on conflict (id) do nothing returning seq",
        now_ms(), chat, message_id, author, words.text, _buttons_text(words), _files_text(words), at,
    )  # fmt: skip
    return int(kept[0]["seq"]) if kept else None


async def change(tx: Transaction, chat: str, message_id: str, words: Words) -> int | None:
    """Put other words into a message of the assistant. Returns its new number, or None if this chat has none such."""
    await _stand_in_line(tx, chat)
    changed = await tx.rows(
        f"update web_message set seq = {_NEXT}, text = $4, buttons = $5, files = $6"
        " where chat = $2 and id = $3 and author = 'assistant' returning seq",
        now_ms(), chat, message_id, words.text, _buttons_text(words), _files_text(words),
    )  # fmt: skip
    return int(changed[0]["seq"]) if changed else None


async def after(db: Database, chat: str, seq: int, limit: int = 200) -> list[WebMessage]:
    """The messages of a chat that are new or changed since a number, in the order of their numbers."""
    rows = await db.rows(
        f"select {_COLUMNS} from web_message where chat = $1 and seq > $2 order by seq limit $3", chat, seq, limit
    )
    return [_message(found) for found in rows]


async def before(db: Database, chat: str, seq: int, limit: int) -> list[WebMessage]:
    """The last messages of a chat below a number, in the order of their numbers."""
    rows = await db.rows(
        f"select {_COLUMNS} from web_message where chat = $1 and seq < $2 order by seq desc limit $3", chat, seq, limit
    )
    return [_message(found) for found in reversed(rows)]


async def by_id(db: Database | Transaction, chat: str, message_id: str) -> WebMessage | None:
    """A message of a chat, or None if it has none with this id."""
    found = await row(db, f"select {_COLUMNS} from web_message where chat = $1 and id = $2", chat, message_id)
    return _message(found) if found else None


async def last_seq(db: Database, chat: str) -> int:
    """The greatest number of a chat, 0 for an empty one."""
    found = await row(db, "select coalesce(max(seq), 0) as last from web_message where chat = $1", chat)
    return int(found["last"]) if found else 0


async def forget(db: Database, before_at: int) -> None:
    """Drop what was written before an instant."""
    await db.write("delete from web_message where at < $1", before_at)


async def _stand_in_line(tx: Transaction, chat: str) -> None:
    if tx.engine != "sqlite":  # which has one writer at a time anyway
        await tx.rows("update account set menu = menu where channel = $1 and chat = $2", CHANNEL, chat)


def _buttons_text(words: Words) -> str:
    return orjson.dumps(words.buttons).decode()


def _files_text(words: Words) -> str:
    return orjson.dumps([[file.name, file.digest, file.size, file.picture] for file in words.files]).decode()


def _message(found: Row) -> WebMessage:
    buttons = tuple(tuple((label, key) for label, key in line) for line in orjson.loads(found["buttons"]))
    files: Sequence[list[object]] = orjson.loads(found["files"])
    return WebMessage(
        found["id"],
        found["chat"],
        int(found["seq"]),
        found["author"],
        Words(found["text"], buttons, tuple(KeptFile(*file) for file in files)),  # type: ignore[arg-type]  # from _files_text
        int(found["at"]),
    )
