"""Every change of a class and its sessions: conditional on the version that was seen, and kept in the journal."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from enum import StrEnum

from rules.class_steps import may_follow
from rules.classes import ClassState, Session, TrainingClass
from rules.levels import Level
from storage import seats, stale_units
from storage.database import Transaction, Value
from storage.ids import new_ids
from storage.journal import By, Entry, record, record_many

_COLUMNS = (
    "code", "name", "level", "course", "mode", "run_by", "state", "starts_on", "ends_on", "register_until", "hours",
    "places", "place", "audience", "note", "kind", "plan_line", "opens_on", "centre",
)  # fmt: skip


class Kept(StrEnum):
    """What came of a change."""

    DONE = "done"
    STALE = "stale"
    """Somebody changed it meanwhile, or it is gone; nothing was kept."""
    CODE_TAKEN = "code_taken"
    TOO_FEW = "too_few"
    """More seats are held than there would be."""


async def add(tx: Transaction, by: By, training: TrainingClass, action: str = "add_class") -> Kept:
    """Keep a new class under its own id."""
    columns = ("id", *_COLUMNS)
    places = ", ".join(f"${n}" for n in range(1, len(columns) + 1))
    kept = await tx.rows(
        f"insert into training_class ({', '.join(columns)}) values ({places}) on conflict (code) do nothing"
        " returning id",
        training.id, *_values(training),
    )  # fmt: skip
    if not kept:
        return Kept.CODE_TAKEN
    await record(tx, by, Entry(action, "class", training.id, None, as_text(training)))
    return Kept.DONE


async def change(
    tx: Transaction, by: By, before: TrainingClass, after: TrainingClass, action: str = "change_class"
) -> Kept:
    """Keep a class as it shall be, if it is still as it was seen. `taken` and the version are not the caller's."""
    if after.code != before.code and await tx.rows(
        "select 1 from training_class where code = $1 and id <> $2", after.code, before.id
    ):
        return Kept.CODE_TAKEN
    number = len(_COLUMNS)
    sets = ", ".join(f"{column} = ${n}" for n, column in enumerate(_COLUMNS, 1))
    places = f"${_COLUMNS.index('places') + 1}"
    kept = await tx.rows(
        f"update training_class set {sets}, version = version + 1 where id = ${number + 1} and version = ${number + 2}"
        f" and (cast({places} as bigint) is null or taken <= {places}) returning id",
        *_values(after), before.id, before.version,
    )  # fmt: skip
    if not kept:
        held = await tx.rows("select 1 from training_class where id = $1 and version = $2", before.id, before.version)
        return Kept.TOO_FEW if held else Kept.STALE
    await stale_units.mark_classes(tx, [before.id])
    await record(tx, by, Entry(action, "class", before.id, as_text(before), as_text(after)))
    return Kept.DONE


async def step(tx: Transaction, by: By, training: TrainingClass, following: ClassState) -> Kept:
    """Bring a class to its next state, or cancel it. The state it goes on from is part of what was seen."""
    if not may_follow(training.state, following):
        return Kept.STALE
    return await change(tx, by, training, replace(training, state=following), f"class_{following}")


async def set_quotas(tx: Transaction, by: By, training: TrainingClass, shares: Mapping[str, int]) -> Kept:
    """Give units (by id) so many seats of a class; 0 takes a unit's share away, units not named keep theirs.

    A share smaller than what a unit's people hold already takes nobody out: it only lets nobody more in.
    """
    kept = await tx.rows(
        "update training_class set version = version + 1 where id = $1 and version = $2 returning id",
        training.id, training.version,
    )  # fmt: skip
    if not kept:
        return Kept.STALE
    before = {quota.unit_id: quota.places for quota in await seats.quotas_of(tx, training.id)}
    for unit_id, places in sorted(shares.items()):
        await _set_quota(tx, training.id, unit_id, places)
    await seats.count_quotas(tx, training.id)
    after = {quota.unit_id: quota.places for quota in await seats.quotas_of(tx, training.id)}
    await record(tx, by, Entry("class_quotas", "class", training.id, json.dumps(before), json.dumps(after)))
    return Kept.DONE


async def _set_quota(tx: Transaction, class_id: str, unit_id: str, places: int) -> None:
    if not places:
        await tx.rows("delete from class_quota where class_id = $1 and unit_id = $2", class_id, unit_id)
        return
    await tx.rows(
        "insert into class_quota (class_id, unit_id, places, taken) values ($1, $2, $3, 0)"
        " on conflict (class_id, unit_id) do update set places = excluded.places",
        class_id, unit_id, places,
    )  # fmt: skip


async def add_sessions(
    tx: Transaction, by: By, sessions: Sequence[Session], action: str = "add_session"
) -> list[Session]:
    """Keep new sessions; those without an id get one. Returns them as kept."""
    numbered = [replace(each, id=each.id or key) for each, key in zip(sessions, new_ids(len(sessions)), strict=True)]
    await tx.run_many(
        "insert into class_session (id, class_id, day, part, topic, room, lecturer, lecturer_id, cancelled, periods,"
        " version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
        [(s.id, s.class_id, *_session_values(s)) for s in numbered],
    )
    await record_many(tx, by, [Entry(action, "session", s.id, None, as_text(s)) for s in numbered])
    return numbered


async def change_session(
    tx: Transaction, by: By, before: Session, after: Session, action: str = "change_session"
) -> Kept:
    """Move a session, change what stands in it, or cancel it, if it is still as it was seen. Its people are told of
    the difference by the job that compares sessions with what was told."""
    kept = await tx.rows(
        "update class_session set day = $1, part = $2, topic = $3, room = $4, lecturer = $5, lecturer_id = $6,"
        " cancelled = $7, periods = $8, version = version + 1 where id = $9 and version = $10 returning id",
        *_session_values(after), before.id, before.version,
    )  # fmt: skip
    if not kept:
        return Kept.STALE
    await record(tx, by, Entry(action, "session", before.id, as_text(before), as_text(after)))
    return Kept.DONE


async def remove_sessions(tx: Transaction, by: By, ids: Iterable[str], action: str) -> None:
    """Take out sessions that should never have been: nobody was called there. What was held is cancelled instead."""
    for session_id in ids:
        await tx.rows("delete from session_told where session_id = $1", session_id)
        await tx.rows("delete from class_session where id = $1", session_id)
        await record(tx, by, Entry(action, "session", session_id))


async def remove_class(tx: Transaction, by: By, class_id: str, action: str) -> bool:
    """Take out a class that should never have been; False where something hangs on it already."""
    for table in ("class_session", "enrolment", "seat_request", "material", "class_quota"):
        if await tx.rows(f"select 1 from {table} where class_id = $1 limit 1", class_id):
            return False
    await tx.rows("delete from training_class where id = $1", class_id)
    await record(tx, by, Entry(action, "class", class_id))
    return True


def as_text(record_: TrainingClass | Session) -> str:
    """A class or a session as the journal keeps it: JSON by the names of its fields."""
    values = {key: _plain(value) for key, value in asdict(record_).items()}
    return json.dumps(values, ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value.code if isinstance(value, Level) else value


def _values(c: TrainingClass) -> tuple[Value, ...]:
    return (
        c.code, c.name, c.level.code, c.course.value if c.course else "", c.mode.value if c.mode else None,
        c.run_by.value, c.state.value, _iso(c.starts_on), _iso(c.ends_on), _iso(c.register_until), c.hours, c.places,
        c.place, c.audience, c.note, c.kind, c.plan_line, _iso(c.opens_on), c.centre,
    )  # fmt: skip


def _session_values(s: Session) -> tuple[Value, ...]:
    return s.day.isoformat(), s.part.value, s.topic, s.room, s.lecturer, s.lecturer_id, int(s.cancelled), s.periods


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
