"""A file of lecturers read in: all its changes in one transaction, and taken back in one."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import orjson

from rules.lecturers import Lecturer, State
from storage import lecturers
from storage.class_imports import BookOutdated, Undone
from storage.database import Transaction
from storage.house_facts import draw_numbers
from storage.journal import By, Entry, record
from storage.lists import list_text, members

ACTION = "import lecturers"
_KIND = "lecturer_import"
_HANGS_ON = ("class_session", "lecturer_work", "lecturer_swap")


async def apply(tx: Transaction, by: By, new: Sequence[Lecturer], changed: Sequence[tuple[Lecturer, Lecturer]]) -> int:
    """Keep what a file says; the number to undo it by. Raises BookOutdated, which ends the transaction."""
    added = [await lecturers.add(tx, by, _submitted(each, by)) for each in new]
    for before, after in changed:
        if not await lecturers.change(tx, by, f"{ACTION}: change", before, after):
            raise BookOutdated
    [number] = await draw_numbers(tx, _KIND)
    kept = {"added": [each.id for each in added], "before": [asdict(before) for before, _ in changed]}
    await record(tx, by, Entry(ACTION, _KIND, str(number), None, orjson.dumps(kept).decode()))
    return number


async def is_outdated(tx: Transaction, changed: Sequence[tuple[Lecturer, Lecturer]]) -> bool:
    """Whether a lecturer is no longer as the file was compared with them; it then stays so until the end of it all."""
    now = await tx.rows(
        f"update lecturer set version = version where id in {members(tx.engine, '$1')} returning id, version",
        list_text(before.id for before, _ in changed),
    )
    return {row["id"]: row["version"] for row in now} != {before.id: before.version for before, _ in changed}


def _submitted(lecturer: Lecturer, by: By) -> Lecturer:
    return replace(lecturer, submitted_by=by.actor) if lecturer.state is State.SUBMITTED else lecturer


async def author_of(source: lecturers.Source, number: int) -> str:
    """Who read a file in; empty where there is none of this number."""
    rows = await source.rows(
        "select by_whom from journal where kind = $1 and record_id = $2 and action = $3", _KIND, str(number), ACTION
    )
    return str(rows[0]["by_whom"]) if rows else ""


async def undo(tx: Transaction, by: By, number: int) -> Undone:
    """Bring what a file changed back to what it was, and take out whom it added.

    Refused where one of them changed since, was approved, or stands on a session, a work or a swap.
    """
    rows = await tx.rows(
        "select j.action, v.after from journal j left join journal_value v on v.journal_id = j.id"
        " where j.kind = $1 and j.record_id = $2",
        _KIND, str(number),
    )  # fmt: skip
    kept = next((orjson.loads(row["after"]) for row in rows if row["action"] == ACTION and row["after"]), None)
    if kept is None:
        return Undone(reason="unknown")
    if any(row["action"] == f"undo {ACTION}" for row in rows):
        return Undone(reason="already_undone")
    if not await _back(tx, by, kept):
        return Undone(reason="changed_later")
    await record(tx, by, Entry(f"undo {ACTION}", _KIND, str(number)))
    return Undone(len(kept["added"]) + len(kept["before"]))


async def _back(tx: Transaction, by: By, kept: dict[str, Any]) -> bool:
    """All of it, or nothing: what is there is looked at before the first is touched."""
    now = {each.id: each for each in await lecturers.every_lecturer(tx)}
    before = [_lecturer(each) for each in kept["before"]]
    fresh = all(key in now and now[key].version == 1 for key in kept["added"])
    untouched = all(each.id in now and now[each.id].version == each.version + 1 for each in before)
    if not fresh or not untouched or await _hung_on(tx, kept["added"]):
        return False
    for key in kept["added"]:
        await lecturers.take_out(tx, by, now[key])
    for each in before:
        await lecturers.change(tx, by, f"undo {ACTION}", now[each.id], each)
    return True


async def _hung_on(tx: Transaction, ids: Sequence[str]) -> bool:
    for table in _HANGS_ON:
        for key in ids:
            if await tx.rows(f"select 1 from {table} where lecturer_id = $1 limit 1", key):
                return True
    return False


def _lecturer(kept: dict[str, Any]) -> Lecturer:
    days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("decided_on", "term_until")}
    return Lecturer(**{**kept, **days, "state": State(kept["state"]), "topics": tuple(kept["topics"])})
