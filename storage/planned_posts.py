"""Planned posts (quy hoạch) taken out of the memory, where the centre decides to keep none of them any longer."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from rules.cadres import Cadre, PostKind
from storage.database import Database, Row, Transaction, Value
from storage.house_facts import house_fact, keep_house_fact
from storage.journal import By, Entry, record

_MARK = f'%"kind":"{PostKind.PLANNED}"%'
"""What the JSON of a record holds that has a planned post (`cadre_writes.dump`)."""
_AT_ONCE = 1000
_FACT, _NONE, _SOME = "planned_posts", "none", "some"
"""A house fact, so that a database without planned posts need not be looked through again and again."""


async def note_planned_posts(tx: Transaction, written: Iterable[Cadre]) -> None:
    """Remember that planned posts are stored, if these records, which are being written, have any."""
    if any(post.kind is PostKind.PLANNED for cadre in written for post in cadre.posts):
        await keep_house_fact(tx, _FACT, _SOME)


async def may_hold_planned_posts(db: Database) -> bool:
    """False when none were stored since they were last erased."""
    return await house_fact(db, _FACT) != _NONE


async def erase_planned_posts(tx: Transaction, by: By) -> int:
    """Erase every planned post: from the roster, the journal and what imports are undone by; returns how many.

    Only those of the roster are counted; one line of the journal tells of them, unless there was nothing to erase.
    Versions stay as they are, so that an import can still be undone.
    """
    erased = await tx.rows("delete from post where kind = $1 returning id", PostKind.PLANNED)
    told = await _erase_from_journal(tx) + await _erase_from_imports(tx)
    await keep_house_fact(tx, _FACT, _NONE)
    if erased or told:
        await record(tx, by, Entry("erase planned posts", "roster", "planned", None, str(len(erased))))
    return len(erased)


async def _erase_from_journal(tx: Transaction) -> int:
    done, last = 0, ""
    while found := await tx.rows(
        "select journal_id, before, after from journal_value"
        " where journal_id > $1 and (before like $2 or after like $2) order by journal_id limit $3",
        last, _MARK, _AT_ONCE,
    ):  # fmt: skip
        await tx.run_many(
            "update journal_value set before = $1, after = $2 where journal_id = $3",
            [(_without_planned(r["before"]), _without_planned(r["after"]), r["journal_id"]) for r in found],
        )
        done, last = done + len(found), found[-1]["journal_id"]
    return done


async def _erase_from_imports(tx: Transaction) -> int:
    done = 0
    for each in await tx.rows("select distinct import_number from import_change where before like $1", _MARK):
        found = await tx.rows(
            "select import_number, cadre_id, before from import_change where import_number = $1 and before like $2",
            each["import_number"], _MARK,
        )  # fmt: skip
        await tx.run_many(
            "update import_change set before = $1 where import_number = $2 and cadre_id = $3", _cleared(found)
        )
        done += len(found)
    return done


def _cleared(changes: Sequence[Row]) -> list[tuple[Value, ...]]:
    return [(_without_planned(r["before"]), r["import_number"], r["cadre_id"]) for r in changes]


def _without_planned(text: str | None) -> str | None:
    """The JSON of a record without its planned posts."""
    if text is None:
        return None
    kept: dict[str, Any] = orjson.loads(text)
    kept["posts"] = [post for post in kept["posts"] if post["kind"] != PostKind.PLANNED]
    return orjson.dumps(kept).decode()
