"""The list of what was erased, by ids alone. It also lies beside the backups, so that an old one forgets it again."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import orjson

from storage.database import Database, Transaction
from storage.erasing import erase_chats
from storage.erasing_records import erase_record
from storage.ids import new_id
from storage.journal import By
from storage.lists import list_text

LEDGER = "erasures.jsonl"
"""The name of the file, in the folder of the backups."""
Scope = Literal["chat", "record"]


@dataclass(frozen=True, slots=True)
class Erasure:
    """Something that was erased. No name, number or chat of a person stands in it."""

    id: str
    at: int
    scope: Scope
    holder_id: str | None
    accounts: tuple[str, ...]


async def erase(tx: Transaction, by: By, scope: Scope, holder_id: str | None, accounts: tuple[str, ...]) -> Erasure:
    """Erase the chats of a person (or chats of nobody's), or the whole record; and write down that it was done."""
    return await _carry_out(tx, by, Erasure(new_id(), by.at, scope, holder_id, accounts))


async def _carry_out(tx: Transaction, by: By, planned: Erasure) -> Erasure:
    if planned.scope == "record" and planned.holder_id is not None:
        found = await erase_record(tx, by, planned.holder_id)
        found += await erase_chats(tx, by, None, planned.accounts)
    else:
        found = await erase_chats(tx, by, planned.holder_id, planned.accounts)
    accounts = tuple(sorted({*found, *planned.accounts}))
    await tx.rows(
        "insert into erasure (id, at, scope, holder_id, accounts) values ($1, $2, $3, $4, $5)",
        planned.id, planned.at, planned.scope, planned.holder_id, list_text(accounts),
    )  # fmt: skip
    return Erasure(planned.id, planned.at, planned.scope, planned.holder_id, accounts)


COLUMNS = ("id", "at", "scope", "holder_id", "accounts")
"""Of the table, as `erasure_of` takes them."""


def erasure_of(row: Sequence[Any]) -> Erasure:
    """The erasure of a row."""
    id, at, scope, holder_id, accounts = row
    return Erasure(id, int(at), scope, holder_id, tuple(orjson.loads(accounts)))


async def every_erasure(db: Database | Transaction) -> list[Erasure]:
    """All of them, oldest first."""
    rows = await db.rows(f"select {', '.join(COLUMNS)} from erasure order by at, id")
    return [erasure_of(row[: len(COLUMNS)]) for row in rows]


async def keep_ledger(db: Database, folder: Path) -> None:
    """Bring the file in a folder up to date; what stands there stays, also of a database that is gone.

    Raises OSError where the folder cannot be written to.
    """
    await asyncio.to_thread(add_to_ledger, folder, await every_erasure(db))


async def reapply(db: Database, ledger: Path, at: int) -> int:
    """After a restore: erase again what was erased since the backup was made. Returns how many erasures that were.

    `ledger` is the newest file that there is; without one nothing was ever erased. A line cut short by a power
    failure was never the last word: the same line follows whole. `at` is now, in stored milliseconds.
    """
    listed = await asyncio.to_thread(_read, ledger)
    async with db.transaction() as tx:
        known = {each.id for each in await every_erasure(tx)}
        missing = [each for each in listed if each.id not in known]
        for each in missing:
            await _carry_out(tx, By("restore", at), each)
    return len(missing)


def add_to_ledger(folder: Path, erasures: Sequence[Erasure]) -> None:
    """Add to the file in a folder those that do not stand there yet. Raises OSError."""
    path = folder / LEDGER
    known = {each.id for each in _read(path)}
    fresh = [each for each in erasures if each.id not in known]
    if not fresh:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        file.write(b"\n" if _is_cut_short(path) else b"")
        file.write(b"".join(orjson.dumps(each, option=orjson.OPT_APPEND_NEWLINE) for each in fresh))
        file.flush()
        os.fsync(file.fileno())


def _is_cut_short(path: Path) -> bool:
    content = path.read_bytes()
    return bool(content) and not content.endswith(b"\n")


def _read(path: Path) -> list[Erasure]:
    lines = path.read_bytes().splitlines() if path.is_file() else []
    return [each for each in map(_of_line, lines) if each is not None]


def _of_line(line: bytes) -> Erasure | None:
    try:
        kept = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return Erasure(kept["id"], kept["at"], kept["scope"], kept["holder_id"], tuple(kept["accounts"]))
