"""Rosters read in: a set of changes kept in one transaction, and taken back in one."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Literal

from rules.access import OPERATOR
from rules.cadres import Cadre, Unit
from rules.text import fold
from storage import cadre_writes, cadres, units
from storage.database import Database, Row, Transaction, row
from storage.house_facts import draw_numbers
from storage.ids import new_ids
from storage.journal import By, Entry, record
from storage.lists import list_text, members
from storage.patience import take_time

_BATCH = 2000
"""Records written at a time."""


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """What a file changes."""

    new: Sequence[Cadre] = ()
    """Without an id, they get one; without a code, the next one."""
    changed: Sequence[tuple[Cadre, Cadre]] = ()
    """As the plan knew them, and as they shall be. The version is counted up here."""
    gone: Sequence[Cadre] = ()
    units: Sequence[Unit] = ()
    """New or changed, each after its parent."""


class ImportOutdated(Exception):
    """Records changed after the plan was made; nothing was kept. Make the plan again."""

    def __init__(self, people: Sequence[tuple[str, str]]) -> None:
        super().__init__(f"{len(people)} records changed after the plan was made")
        self.people = people
        """(code, name) of each person, ("", name) of a unit."""


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How many records an import touched, and its undoing brought back."""

    added: int
    changed: int
    gone: int


@dataclass(frozen=True, slots=True)
class UndoRefused:
    """An import that cannot be undone; nothing was changed."""

    reason: Literal["unknown", "already_undone", "changed_later"]
    people: Sequence[tuple[str, str]] = ()
    """(code, name) of those whose records were changed later."""


async def apply_import(
    tx: Transaction, by: By, file_name: str, changes: RosterChanges, kept: Callable[[float], None] = lambda _: None
) -> int:
    """Keep what a file changes, with a journal line for each record; returns the number to undo it by.

    A new person with the code and the name of one who was taken off the roster is that person, come back.
    Raises ImportOutdated, before anything is written, when records differ from those of the plan. `kept` is told now
    and then which share of the records is written, from 0 to 1.
    """
    await take_time(tx)
    expected = [*(before.id for before, _ in changes.changed), *(cadre.id for cadre in changes.gone)]
    await cadre_writes.lock(tx, expected, [cadre.code for cadre in changes.new])
    stored = await _stored_by_id(tx)
    await _refuse_outdated(tx, changes, stored)
    added = await _with_ids_and_codes(tx, changes.new, stored)
    changed = [replace(after, version=before.version + 1) for before, after in changes.changed]
    await _save_units(tx, by, changes.units)
    came_back = await _put_back(tx, [cadre.id for cadre in added if cadre.id in stored])
    pairs = [
        *(("import: add", came_back.get(cadre.id), cadre) for cadre in added),
        *(("import: change", before, after) for (before, _), after in zip(changes.changed, changed, strict=True)),
    ]
    texts = await _save_in_batches(tx, by, pairs, kept)
    texts += await cadre_writes.remove(tx, by, "import: take off", changes.gone)
    counts = ImportCounts(len(added), len(changed), len(changes.gone))
    return await _remember(tx, by, file_name, counts, _undoing(added, changes, texts))


async def undo_import(tx: Transaction, by: By, number: int) -> ImportCounts | UndoRefused:
    """Bring every record an import touched back to what it was; those it added are taken off the roster.

    Refused, naming them, when a later change touched one of its records. Units stay as they are.
    """
    from storage import joining  # here, since an import, which is far more frequent, does without

    await take_time(tx)
    done = await row(tx, "select undone_at, added, changed, gone from roster_import where number = $1", number)
    if done is None:
        return UndoRefused("unknown")
    if done["undone_at"] is not None:
        return UndoRefused("already_undone")
    changes = await tx.rows("select cadre_id from import_change where import_number = $1", number)
    await cadre_writes.lock(tx, [change["cadre_id"] for change in changes])
    touched = await tx.rows(
        "select c.id, c.code, c.name, c.version, i.before, i.version_after"
        " from import_change i join cadre c on c.id = i.cadre_id where i.import_number = $1 order by c.sort_key, c.id",
        number,
    )
    later = [(r["code"], r["name"]) for r in touched if r["version"] != r["version_after"]]
    if later:
        return UndoRefused("changed_later", later)
    await joining.part(tx, by, [r["id"] for r in touched if r["before"] is None])
    await _bring_back(tx, by, f"undo import {number}", touched)
    await tx.rows("update roster_import set undone_at = $1 where number = $2", by.at, number)
    await record(tx, by, Entry("undo import", "roster_import", str(number)))
    return ImportCounts(done["added"], done["changed"], done["gone"])


async def latest(db: Database | Transaction) -> int | None:
    """The number of the last import that was not undone."""
    found = await row(db, "select max(number) as number from roster_import where undone_at is null")
    return int(found["number"]) if found and found["number"] is not None else None


async def next_code(tx: Transaction) -> str:
    """A code CL00001, ... for somebody who comes without one; none is given twice, even after its holder has gone."""
    return (await next_codes(tx, 1))[0]


async def next_codes(tx: Transaction, count: int) -> list[str]:
    """The next ones, as many as asked for."""
    codes: list[str] = []
    while len(codes) < count:
        drawn = [f"CL{number:05}" for number in await draw_numbers(tx, "cadre_code", count - len(codes))]
        found = await tx.rows(f"select code from cadre where code in {members(tx.engine, '$1')}", list_text(drawn))
        taken = {r["code"] for r in found}
        codes += [code for code in drawn if code not in taken]
    return codes


async def layout_accepted(db: Database | Transaction, fingerprint: str) -> bool:
    """Whether somebody has confirmed how a layout of this fingerprint is read."""
    return await row(db, "select 1 from layout where fingerprint = $1", fingerprint) is not None


async def accept_layout(tx: Transaction, by: By, fingerprint: str) -> None:
    """Remember that the reading of a layout was confirmed; a second time changes nothing."""
    kept = await tx.rows(
        "insert into layout (fingerprint, accepted_at, accepted_by) values ($1, $2, $3)"
        " on conflict (fingerprint) do nothing returning fingerprint",
        fingerprint, by.at, by.actor,
    )  # fmt: skip
    if kept:
        await record(tx, by, Entry("accept", "layout", fingerprint))


async def _stored_by_id(tx: Transaction) -> dict[str, Row]:
    return {r["id"]: r for r in await tx.rows("select id, code, folded, version, gone_at from cadre")}


async def _refuse_outdated(tx: Transaction, changes: RosterChanges, stored: dict[str, Row]) -> None:
    expected = [*(before for before, _ in changes.changed), *changes.gone]
    codes = {r["code"] for r in stored.values() if r["gone_at"] is None}
    outdated = [(c.code, c.name) for c in expected if not _is_as_planned(c, stored.get(c.id))]
    outdated += [(c.code, c.name) for c in changes.new if c.code in codes]
    named = await tx.rows(
        f"select id, name from unit where name in {members(tx.engine, '$1')}",
        list_text(unit.name for unit in changes.units),
    )
    ids = {unit.name: unit.id for unit in changes.units}
    outdated += [("", r["name"]) for r in named if ids[r["name"]] != r["id"]]
    if outdated:
        raise ImportOutdated(outdated)


def _is_as_planned(cadre: Cadre, found: Row | None) -> bool:
    return found is not None and found["gone_at"] is None and found["version"] == cadre.version


async def _with_ids_and_codes(tx: Transaction, new: Sequence[Cadre], stored: dict[str, Row]) -> list[Cadre]:
    holders = {r["code"]: r for r in stored.values()}
    complete, without_code = [], []
    for cadre, id_ in zip(new, new_ids(len(new)), strict=True):
        holder = holders.get(cadre.code)
        if holder is not None and holder["folded"] == fold(cadre.name):
            complete.append(replace(cadre, id=holder["id"], version=holder["version"] + 1))
        elif holder is not None or not cadre.code:
            without_code.append(replace(cadre, id=cadre.id or id_))
        else:
            complete.append(replace(cadre, id=cadre.id or id_))
    codes = await next_codes(tx, len(without_code))
    return complete + [replace(cadre, code=code) for cadre, code in zip(without_code, codes, strict=True)]


async def _save_in_batches(
    tx: Transaction, by: By, pairs: Sequence[tuple[str, Cadre | None, Cadre]], kept: Callable[[float], None]
) -> list[str | None]:
    """Batches keep the memory for rows on their way small, and let other conversations go on in between.

    Returns the records before as JSON.
    """
    texts: list[str | None] = []
    for at in range(0, len(pairs), _BATCH):
        for action, some in groupby(pairs[at : at + _BATCH], key=itemgetter(0)):
            _, before, after = zip(*some, strict=True)
            texts += await cadre_writes.save(tx, by, action, before, after)
        kept(min(1.0, (at + _BATCH) / len(pairs)))
    return texts


async def _save_units(tx: Transaction, by: By, given: Sequence[Unit]) -> None:
    known = {unit.id: unit for unit in await units.every_unit(tx)}
    await units.save(tx, given)
    entries = [_unit_entry(known.get(unit.id), unit) for unit in given if known.get(unit.id) != unit]
    await record(tx, by, *entries)


def _unit_entry(before: Unit | None, after: Unit) -> Entry:
    if before is None:
        return Entry("import: add", "unit", after.id)
    was, now = (json.dumps(asdict(unit), ensure_ascii=False) for unit in (before, after))
    return Entry("import: change", "unit", after.id, was, now)


_Undoing = tuple[str, str | None, int]
"""A cadre's id, the record before as JSON (None for somebody added), and the version the import leaves."""


def _undoing(added: Sequence[Cadre], changes: RosterChanges, texts: Sequence[str | None]) -> list[_Undoing]:
    """`texts` are the records before of those added, changed and gone; who was added is taken off again."""
    befores = [*(before for before, _ in changes.changed), *changes.gone]
    return [
        *((cadre.id, None, cadre.version) for cadre in added),
        *((cadre.id, text, cadre.version + 1) for cadre, text in zip(befores, texts[len(added) :], strict=True)),
    ]


async def _remember(tx: Transaction, by: By, file_name: str, counts: ImportCounts, undoing: Iterable[_Undoing]) -> int:
    [number] = await draw_numbers(tx, "roster_import")
    await tx.rows(
        "insert into roster_import (number, file_name, at, by_whom, added, changed, gone)"
        " values ($1, $2, $3, $4, $5, $6, $7)",
        number, file_name, by.at, by.actor, counts.added, counts.changed, counts.gone,
    )  # fmt: skip
    await tx.run_many(
        "insert into import_change (import_number, cadre_id, before, version_after) values ($1, $2, $3, $4)",
        [(number, *line) for line in undoing],
    )
    await record(tx, by, Entry("import", "roster_import", str(number)))
    return number


async def _bring_back(tx: Transaction, by: By, action: str, touched: Sequence[Row]) -> None:
    now = await _put_back(tx, [r["id"] for r in touched])
    known = [r for r in touched if r["before"] is not None]
    before = [cadre_writes.load(r["before"]) for r in known]
    restored = [replace(cadre, version=r["version"] + 1) for cadre, r in zip(before, known, strict=True)]
    await cadre_writes.save(tx, by, action, [now[cadre.id] for cadre in restored], restored)
    await cadre_writes.remove(tx, by, action, [now[r["id"]] for r in touched if r["before"] is None])
    # The import before this one left the records as they are now again: it may be undone next.
    await tx.run_many(
        "update import_change set version_after = $1 where cadre_id = $2 and version_after = $3",
        [(new.version, new.id, old.version) for old, new in zip(before, restored, strict=True)],
    )


async def _put_back(tx: Transaction, ids: Sequence[str]) -> dict[str, Cadre]:
    """Put people on the roster again where they were taken off; gives their records as they were left."""
    await cadre_writes.put_back(tx, ids)
    return {cadre.id: cadre for cadre in await cadres.with_ids(tx, OPERATOR, ids)}
