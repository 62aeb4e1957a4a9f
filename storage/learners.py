"""Learners: keeping them, and finding them. Officers see those of their units, staff and leaders all."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace

from rules.access import Asker
from rules.cadres import Tier, Unit
from rules.dates import PartialDate
from rules.learners import Learner
from rules.text import fold, name_sort_key
from storage.cadres import Source, sight_args, units_in_bounds
from storage.database import Row, Transaction, Value
from storage.house_facts import draw_numbers
from storage.ids import new_ids
from storage.journal import By, Entry, record_many
from storage.lists import list_text, members

_LEARNER = (
    "select l.id, l.code, l.name, l.birth, l.gender, l.phone, l.note, l.cadre_id, l.version,"
    " u.id as unit_id, u.name as unit_name, u.tier, u.parent_id, u.kind from learner l join unit u on u.id = l.unit_id"
)


async def in_bounds(db: Source, asker: Asker) -> list[Learner]:
    """The learners of the units that the asker's roles reach and who have not joined the roster, as names are sorted.

    A learner sees themselves only by `by_id`.
    """
    return await _seen(db, asker, "l.cadre_id is null")


async def by_id(db: Source, asker: Asker, learner_id: str) -> Learner | None:
    """One learner: somebody of the asker's units, or the asker; None where there is none to see."""
    found = await _seen(db, asker, "l.id = $5", learner_id)
    return found[0] if found else None


async def by_code(db: Source, asker: Asker, code: str) -> Learner | None:
    """One learner by their code (`HV00001`), or None as with `by_id`."""
    found = await _seen(db, asker, "l.code = $5", code.strip().upper())
    return found[0] if found else None


async def named(db: Source, asker: Asker, name: str) -> list[Learner]:
    """The learners of this name, with or without diacritics, that the asker may see; a part of it will do."""
    words = fold(name).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return await _seen(db, asker, r"l.cadre_id is null and l.folded like $5 escape '\'", f"%{words}%")


async def with_phone(db: Source, phone: str) -> list[Learner]:
    """Learners who have this phone (ten digits). For linking only: it is asked by nobody, and tells nothing."""
    return list(map(_learner, await db.rows(f"{_LEARNER} where l.phone = $1 and l.cadre_id is null", phone)))


async def save(tx: Transaction, by: By, action: str, learners: Sequence[Learner]) -> list[Learner]:
    """Add learners, those without an id or a code getting them, or change them by id; as they are kept."""
    codes = iter(await _next_codes(tx, sum(not each.code for each in learners)))
    ids = new_ids(len(learners))
    kept = [
        replace(each, id=each.id or id_, code=each.code or next(codes)) for each, id_ in zip(learners, ids, strict=True)
    ]
    before = {each.id: each for each in await _with_ids(tx, [each.id for each in kept])}
    await tx.run_many(
        "insert into learner (id, code, name, folded, birth, gender, unit_id, phone, note, cadre_id, version)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1) on conflict (id) do update set name = excluded.name,"
        " folded = excluded.folded, birth = excluded.birth, gender = excluded.gender, unit_id = excluded.unit_id,"
        " phone = excluded.phone, note = excluded.note, cadre_id = excluded.cadre_id, version = learner.version + 1",
        [
            (
                each.id, each.code, each.name, fold(each.name), each.birth.iso if each.birth else None, each.gender,
                each.unit.id, each.phone or None, each.note, each.cadre_id,
            )
            for each in kept
        ],
    )  # fmt: skip
    entries = [Entry(action, "learner", each.id, _told(before.get(each.id)), _told(each)) for each in kept]
    await record_many(tx, by, entries)
    return kept


async def _next_codes(tx: Transaction, count: int) -> list[str]:
    return [f"HV{number:05}" for number in await draw_numbers(tx, "learner_code", count)] if count else []


async def _with_ids(tx: Transaction, ids: Iterable[str]) -> list[Learner]:
    rows = await tx.rows(f"{_LEARNER} where l.id in {members(tx.engine, '$1')}", list_text(ids))
    return list(map(_learner, rows))


async def _seen(db: Source, asker: Asker, condition: str, *args: Value) -> list[Learner]:
    """`condition` counts its arguments from $5."""
    own = f" or l.id = ${5 + len(args)}"
    rows = await db.rows(
        f"{_LEARNER} where (l.unit_id in {units_in_bounds(db.engine)}{own}) and {condition}",
        *sight_args(asker), None, *args, asker.learner_id,
    )  # fmt: skip
    return sorted(map(_learner, rows), key=lambda each: (name_sort_key(each.name), each.code))


def _learner(row: Row) -> Learner:
    return Learner(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        unit=Unit(row["unit_id"], row["unit_name"], Tier(row["tier"]), row["parent_id"], row["kind"]),
        birth=PartialDate(row["birth"]) if row["birth"] else None,
        gender=row["gender"],
        phone=row["phone"] or "",
        note=row["note"],
        cadre_id=row["cadre_id"],
        version=int(row["version"]),
    )


def _told(learner: Learner | None) -> str | None:
    if learner is None:
        return None
    told = asdict(learner) | {"unit": learner.unit.id, "birth": learner.birth.iso if learner.birth else None}
    return json.dumps(told, ensure_ascii=False)
