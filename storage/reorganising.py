"""Carrying a reorganisation out: units, people, and all that is bound to a unit, in the caller's one transaction."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import timedelta

from rules.access import OPERATOR
from rules.cadres import Cadre, Unit
from rules.reorganising.outcome import Change, Outcome, ended_name, outcome_of, renamed_of
from rules.reorganising.plan import Plan
from storage import cadre_writes, cadres, units
from storage.database import Database, Transaction
from storage.journal import By, Entry, record
from storage.lists import list_text, members
from storage.unit_bounds import follow

Source = Database | Transaction
_ACTION = "reorganise"


async def hold(tx: Transaction, unit_ids: Iterable[str], day: str) -> list[Cadre]:
    """Everybody on the roster who stands in one of these units, or has a post there on a day (YYYY-MM-DD) or later.

    Nobody else changes them until the transaction ends, nor does anybody come into these units.
    """
    units_ending = list(unit_ids)
    if tx.engine == "postgresql":
        ending = f"select id from unit where id in {members(tx.engine, '$1')} order by id for update"
        await tx.rows(ending, list_text(units_ending))
    ids = await _ids(tx, units_ending, day)
    await cadre_writes.lock(tx, ids)
    return await cadres.with_ids(tx, OPERATOR, ids)


async def _ids(source: Source, unit_ids: Iterable[str], day: str) -> list[str]:
    ids = members(source.engine, "$1")
    rows = await source.rows(
        f"select id from cadre where gone_at is null and (unit_id in {ids} or id in"
        f" (select cadre_id from post where unit_id in {ids} and (until is null or until >= $2))) order by id",
        list_text(unit_ids), day,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def carry_out(tx: Transaction, by: By, number: int, change: Change, outcome: Outcome) -> None:
    """Write what a change makes of units and people; `outcome` must be of the records as this transaction has them."""
    await _keep_units(tx, by, number, change)
    before = [each.before for each in outcome.moved]
    after = [replace(each.after, version=each.after.version + 1) for each in outcome.moved]
    await cadre_writes.save(tx, by, _ACTION, before, after)
    await tx.run_many(
        "insert into moved_person (reorganisation, cadre_id, unit_id) values ($1, $2, $3)",
        [(number, each.before.id, each.before.unit.id) for each in outcome.leaving],
    )
    await follow(tx, by, change, {each.after.id: each.after.unit.id for each in outcome.leaving})


async def _keep_units(tx: Transaction, by: By, number: int, change: Change) -> None:
    """The old names are given free first: a new unit may bear one."""
    stored = {unit.id for unit in await units.every_unit(tx)}
    await units.save(tx, [unit for unit in change.ends if unit.id not in stored])
    await _end(tx, change)
    await units.save(tx, [*change.begins, *(after for _, after in change.reparented)])
    await tx.run_many(
        "update unit set valid_from = $1 where id = $2", [(change.day.isoformat(), unit.id) for unit in change.begins]
    )
    names = {unit.id: unit.name for unit in change.ends}
    await tx.run_many(
        "insert into former_unit (unit_id, successor_id, place, name, reorganisation) values ($1, $2, $3, $4, $5)",
        [
            (id_, unit.id, place, names[id_], number)
            for id_, taken in change.successors.items()
            for place, unit in enumerate(taken)
        ],
    )
    await tx.run_many(
        "insert into moved_unit (reorganisation, unit_id, parent_id) values ($1, $2, $3)",
        [(number, unit.id, unit.parent_id) for unit, _ in change.reparented],
    )
    await record(tx, by, *_entries(change))


async def _end(tx: Transaction, change: Change) -> None:
    """A unit that ends says until when in its name, so that no two of one name are ever seen side by side."""
    last = change.day - timedelta(days=1)
    await units.save(tx, [replace(unit, name=ended_name(unit.name, last)) for unit in change.ends])
    await tx.run_many(
        "update unit set valid_to = $1 where id = $2", [(last.isoformat(), unit.id) for unit in change.ends]
    )


def _entries(change: Change) -> Sequence[Entry]:
    return [
        *(Entry("end", "unit", unit.id, _text(unit), None) for unit in change.ends),
        *(Entry("begin", "unit", unit.id, None, _text(unit)) for unit in change.begins),
        *(Entry("move", "unit", old.id, _text(old), _text(new)) for old, new in change.reparented),
    ]


def _text(unit: Unit) -> str:
    return json.dumps(asdict(unit), ensure_ascii=False)


async def strays(source: Source) -> dict[int, list[str]]:
    """People of the roster who stand in a unit that has ended, since somebody brought them back there later: ids by
    the number of the reorganisation that ended it."""
    rows = await source.rows(
        "select distinct f.reorganisation, c.id from former_unit f join cadre c on c.unit_id = f.unit_id"
        " where c.gone_at is null order by f.reorganisation, c.id"
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row["reorganisation"], []).append(row["id"])
    return found


async def bring_along(tx: Transaction, by: By, number: int, plan: Plan, ids: Sequence[str]) -> int:
    """Let these people follow the units that a reorganisation has ended; how many there were."""
    await cadre_writes.lock(tx, ids)
    people = await cadres.with_ids(tx, OPERATOR, ids)
    outcome = outcome_of(await _done(tx, number, plan), people)
    after = [replace(each.after, version=each.after.version + 1) for each in outcome.moved]
    await cadre_writes.save(tx, by, _ACTION, [each.before for each in outcome.moved], after)
    await tx.run_many(
        "insert into moved_person (reorganisation, cadre_id, unit_id) values ($1, $2, $3)"
        " on conflict (reorganisation, cadre_id) do nothing",
        [(number, each.before.id, each.before.unit.id) for each in outcome.leaving],
    )
    return len(outcome.moved)


async def _done(tx: Transaction, number: int, plan: Plan) -> Change:
    """What a reorganisation that was carried out has made of units, as far as people follow it."""
    rows = await tx.rows(
        "select f.unit_id, f.successor_id, u.valid_from from former_unit f join unit u on u.id = f.successor_id"
        " where f.reorganisation = $1 order by f.unit_id, f.place",
        number,
    )
    every = {unit.id: unit for unit in await units.every_unit(tx)}
    successors: dict[str, tuple[Unit, ...]] = {}
    for row in rows:
        successors[row["unit_id"]] = (*successors.get(row["unit_id"], ()), every[row["successor_id"]])
    begun = {row["successor_id"] for row in rows if row["valid_from"] == plan.day.isoformat()}
    ended = tuple(every[id_] for id_ in successors)
    return Change(plan, successors, ended, (), renamed_of(successors, begun), (), ())
