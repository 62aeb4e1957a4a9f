"""Files of classes and sessions read in: all their changes in one transaction, and taken back in one."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from rules.access import OPERATOR
from rules.classes import ClassState, Course, Part, RunBy, Session, TrainingClass
from rules.levels import Level, Mode
from storage import class_writes, classes, seats
from storage.class_writes import Kept, as_text
from storage.database import Database, Transaction
from storage.house_facts import draw_numbers
from storage.ids import new_ids
from storage.journal import By, Entry, record
from storage.lists import list_text, members

ACTION = "import classes"
_KIND = "class_import"


class BookOutdated(Exception):
    """Classes or sessions changed after the file was looked at; nothing was kept. Look at it again."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of taking a file back; with a reason nothing was changed."""

    count: int = 0
    reason: Literal["", "unknown", "already_undone", "changed_later"] = ""


async def apply_classes(
    tx: Transaction,
    by: By,
    new: Sequence[TrainingClass],
    changed: Sequence[tuple[TrainingClass, TrainingClass]],
    quotas: Mapping[str, Mapping[str, int]] | None = None,
) -> int:
    """Keep what a file of classes says; the number to undo it by. Raises BookOutdated, which ends the transaction.

    `quotas`: the code of a class → unit id → seats; 0 takes a unit's share away.
    """
    added = [replace(each, id=key) for each, key in zip(new, new_ids(len(new)), strict=True)]
    for each in added:
        if await class_writes.add(tx, by, each, f"{ACTION}: add") is not Kept.DONE:
            raise BookOutdated
    for before, after in changed:
        if await class_writes.change(tx, by, before, after, f"{ACTION}: change") is not Kept.DONE:
            raise BookOutdated
    before_quotas = await _set_quotas(tx, by, quotas or {})
    return await _remember(
        tx, by, "classes", [each.id for each in added], [before for before, _ in changed], before_quotas
    )


async def _set_quotas(tx: Transaction, by: By, quotas: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """Class id → its version then, and what its quotas were, to be undone."""
    if not quotas:
        return {}
    by_code = {each.training.code: each.training for each in await classes.every_class(tx, OPERATOR)}
    held = await seats.every_quota(tx)
    found: dict[str, Any] = {}
    for code, shares in quotas.items():
        training = by_code.get(code)
        if training is None or await class_writes.set_quotas(tx, by, training, shares) is not Kept.DONE:
            raise BookOutdated
        before = {unit_id: held.get(training.id, {}).get(unit_id, 0) for unit_id in shares}
        found[training.id] = {"version": training.version + 1, "places": before}
    return found


async def classes_outdated(
    tx: Transaction, new: Sequence[TrainingClass], changed: Sequence[tuple[TrainingClass, TrainingClass]]
) -> bool:
    """Whether a class is no longer as the file was compared with it, or has more people than places by the file."""
    await seats.lock(tx, [before.id for before, _ in changed])
    listed = {each.training.id: each for each in await classes.every_class(tx, OPERATOR)}
    codes = {each.training.code for each in listed.values()}
    if any(each.code in codes for each in new):
        return True
    for before, after in changed:
        now = listed.get(before.id)
        if now is None or now.training != before or now.taken > (now.taken if after.places is None else after.places):
            return True
    return False


async def sessions_outdated(
    tx: Transaction, new: Sequence[Session], changed: Sequence[tuple[Session, Session]]
) -> bool:
    """Whether a session is no longer as the file was compared with it, or one stands where the file adds one."""
    class_ids = {each.class_id for each in new} | {before.class_id for before, _ in changed}
    await seats.lock(tx, class_ids)
    now = [each for class_id in sorted(class_ids) for each in await classes.sessions_of(tx, class_id)]
    slots = {(each.class_id, each.day, each.part) for each in now if not each.cancelled}
    by_id = {each.id: each for each in now}
    if any((each.class_id, each.day, each.part) in slots for each in new):
        return True
    return any(by_id.get(before.id) != before for before, _ in changed)


async def apply_sessions(
    tx: Transaction, by: By, new: Sequence[Session], changed: Sequence[tuple[Session, Session]]
) -> int:
    """Keep what a file of sessions says; the number to undo it by. Raises BookOutdated, which ends the transaction."""
    added = await class_writes.add_sessions(tx, by, new, f"{ACTION}: add")
    for before, after in changed:
        if await class_writes.change_session(tx, by, before, after, f"{ACTION}: change") is not Kept.DONE:
            raise BookOutdated
    return await _remember(tx, by, "sessions", [each.id for each in added], [before for before, _ in changed])


async def _remember(
    tx: Transaction,
    by: By,
    what: str,
    added: Sequence[str],
    before: Sequence[TrainingClass | Session],
    quotas: Mapping[str, Any] | None = None,
) -> int:
    [number] = await draw_numbers(tx, _KIND)
    kept: dict[str, Any] = {
        "what": what,
        "added": list(added),
        "before": [json.loads(as_text(each)) for each in before],
    }
    if quotas:
        kept["quotas"] = dict(quotas)
    await record(tx, by, Entry(ACTION, _KIND, str(number), None, json.dumps(kept, ensure_ascii=False)))
    return number


async def latest(source: Database | Transaction) -> int | None:
    """The number of the last file that was not taken back."""
    rows = await source.rows(
        "select record_id from journal where kind = $1 and action = $2 and record_id not in"
        " (select record_id from journal where kind = $1 and action = $3)",
        _KIND, ACTION, f"undo {ACTION}",
    )  # fmt: skip
    return max((int(row["record_id"]) for row in rows), default=None)


async def author_of(source: Database | Transaction, number: int) -> str:
    """Who read a file in; empty where there is none of this number."""
    rows = await source.rows(
        "select by_whom from journal where kind = $1 and record_id = $2 and action = $3", _KIND, str(number), ACTION
    )
    return str(rows[0]["by_whom"]) if rows else ""


async def undo(tx: Transaction, by: By, number: int) -> Undone:
    """Bring what a file changed back to what it was, and take out what it added.

    Refused where one of these changed since, or something hangs on what was added: people, a roll call.
    """
    rows = await tx.rows(
        "select j.action, v.after from journal j left join journal_value v on v.journal_id = j.id"
        " where j.kind = $1 and j.record_id = $2",
        _KIND, str(number),
    )  # fmt: skip
    kept = next((json.loads(row["after"]) for row in rows if row["action"] == ACTION and row["after"]), None)
    if kept is None:
        return Undone(reason="unknown")
    if any(row["action"] == f"undo {ACTION}" for row in rows):
        return Undone(reason="already_undone")
    back = _classes_back if kept["what"] == "classes" else _sessions_back
    if not await back(tx, by, f"undo {ACTION} {number}", kept):
        return Undone(reason="changed_later")
    await record(tx, by, Entry(f"undo {ACTION}", _KIND, str(number)))
    quotas_alone = set(kept.get("quotas", {})) - {*kept["added"], *(each["id"] for each in kept["before"])}
    return Undone(len(kept["added"]) + len(kept["before"]) + len(quotas_alone))


async def _classes_back(tx: Transaction, by: By, action: str, kept: dict[str, Any]) -> bool:
    """All of them, or nothing: what is there is looked at before the first is touched."""
    listed = {each.training.id: each.training for each in await classes.every_class(tx, OPERATOR)}
    before = [_class_of(each) for each in kept["before"]]
    quotas: dict[str, Any] = kept.get("quotas", {})
    expected = dict.fromkeys(kept["added"], 1) | {each.id: each.version + 1 for each in before}
    expected |= {key: each["version"] for key, each in quotas.items()}
    untouched = all(key in listed and listed[key].version == version for key, version in expected.items())
    if not untouched or await _hung_on(tx, kept["added"], quotas):
        return False
    for key, each in quotas.items():
        await class_writes.set_quotas(tx, by, listed[key], each["places"])
        listed[key] = replace(listed[key], version=listed[key].version + 1)
    for key in kept["added"]:
        await class_writes.remove_class(tx, by, key, action)
    for was in before:
        await class_writes.change(tx, by, listed[was.id], replace(was, version=listed[was.id].version), action)
    return True


async def _hung_on(tx: Transaction, ids: Sequence[str], with_quotas: Collection[str]) -> bool:
    """Whether something hangs on classes; of those that came with quotas, these do not."""
    without = [each for each in ids if each not in with_quotas]
    tables = {"class_session": ids, "enrolment": ids, "seat_request": ids, "material": ids, "class_quota": without}
    for table, some in tables.items():
        sql = f"select 1 from {table} where class_id in {members(tx.engine, '$1')} limit 1"
        if await tx.rows(sql, list_text(some)):
            return True
    return False


async def _sessions_back(tx: Transaction, by: By, action: str, kept: dict[str, Any]) -> bool:
    before = [_session_of(each) for each in kept["before"]]
    ids = [*kept["added"], *(each.id for each in before)]
    rows = await tx.rows(
        f"select id, version from class_session where id in {members(tx.engine, '$1')}"
        + (" for update" if tx.engine == "postgresql" else ""),
        list_text(ids),
    )
    versions = {row["id"]: int(row["version"]) for row in rows}
    called = await tx.rows(
        f"select 1 from attendance where session_id in {members(tx.engine, '$1')} limit 1", list_text(kept["added"])
    )
    untouched = all(versions.get(each.id) == each.version + 1 for each in before)
    if called or not untouched or any(versions.get(key) != 1 for key in kept["added"]):
        return False
    await class_writes.remove_sessions(tx, by, kept["added"], action)
    for each in before:
        seen = replace(each, version=each.version + 1)
        await class_writes.change_session(tx, by, seen, each, action)
    return True


def _class_of(kept: dict[str, Any]) -> TrainingClass:
    days = {name: _day(kept[name]) for name in ("starts_on", "ends_on", "register_until", "opens_on")}
    return TrainingClass(
        **{
            **kept,
            **days,
            "level": Level.of(kept["level"]),
            "course": Course(kept["course"]) if kept["course"] else None,
            "mode": Mode(kept["mode"]) if kept["mode"] else None,
            "run_by": RunBy(kept["run_by"]),
            "state": ClassState(kept["state"]),
        }
    )


def _session_of(kept: dict[str, Any]) -> Session:
    return Session(**{**kept, "day": date.fromisoformat(kept["day"]), "part": Part(kept["part"])})


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
