"""Reorganisations: plans that wait for their day, are undone before it, or were carried out."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.reorganising.plan import Plan, plan_from_json, plan_to_json
from storage.database import Database, Row, Transaction
from storage.house_facts import draw_numbers
from storage.journal import By, Entry, record

Source = Database | Transaction
State = Literal["planned", "done", "undone", "refused"]

_READ = "select number, plan, state, note, planned_at, planned_by, ended_at from reorganisation"


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """A plan that somebody confirmed, and what became of it."""

    number: int
    plan: Plan
    state: State
    note: str
    """Why it could not be carried out, where it was refused on its day."""
    planned_at: int
    planned_by: str
    ended_at: int | None
    """When it was carried out, undone or refused: milliseconds."""


async def add(tx: Transaction, by: By, plan: Plan) -> int:
    """Keep a plan until its day; returns the number to undo it by."""
    [number] = await draw_numbers(tx, "reorganisation")
    await tx.rows(
        "insert into reorganisation (number, name, day, plan, state, note, planned_at, planned_by)"
        " values ($1, $2, $3, $4, 'planned', '', $5, $6)",
        number, plan.name, plan.day.isoformat(), plan_to_json(plan), by.at, by.actor,
    )  # fmt: skip
    await record(tx, by, Entry("plan", "reorganisation", str(number)))
    return number


async def every(source: Source) -> list[Reorganisation]:
    """All of them, the latest day first."""
    return [_of(row) for row in await source.rows(f"{_READ} order by day desc, number desc")]


async def by_number(source: Source, number: int) -> Reorganisation | None:
    """The one of a number."""
    found = await source.rows(f"{_READ} where number = $1", number)
    return _of(found[0]) if found else None


async def planned(source: Source, until: date | None = None) -> list[Reorganisation]:
    """Those that wait, the earliest first; with `until` only those due by that day."""
    rows = await source.rows(
        f"{_READ} where state = 'planned' and ($1 = '' or day <= $1) order by day, number",
        until.isoformat() if until else "",
    )
    return [_of(row) for row in rows]


async def end(tx: Transaction, by: By, number: int, state: State, note: str = "") -> bool:
    """Say what became of a plan that waits; False where it waits no longer."""
    ended = await tx.rows(
        "update reorganisation set state = $1, note = $2, ended_at = $3 where number = $4 and state = 'planned'"
        " returning number",
        state, note, by.at, number,
    )  # fmt: skip
    if ended:
        await record(tx, by, Entry(_ACTIONS[state], "reorganisation", str(number)))
    return bool(ended)


_ACTIONS: dict[State, str] = {"done": "carry out", "undone": "undo", "refused": "refuse"}


def _of(row: Row) -> Reorganisation:
    return Reorganisation(
        row["number"], plan_from_json(row["plan"]), row["state"], row["note"], row["planned_at"], row["planned_by"],
        row["ended_at"],
    )  # fmt: skip
