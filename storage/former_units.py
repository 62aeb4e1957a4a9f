"""Units that have ended: what they were called, and which units took over from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.cadres import Unit
from storage.database import Database, Transaction
from storage.units import every_unit

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class Former:
    """A unit that has ended, under the name it bore, and those in force that its people and duties went to."""

    unit_id: str
    name: str
    successors: tuple[Unit, ...]


async def former_units(source: Source) -> list[Former]:
    """Units that have ended, the last to end first; where what took over has ended too, what took over from that."""
    rows = await source.rows(
        "select f.unit_id, f.successor_id, f.name from former_unit f join reorganisation r on r.number ="
        " f.reorganisation order by r.day desc, r.number desc, f.unit_id, f.place"
    )
    if not rows:
        return []
    after: dict[str, list[str]] = {}
    for row in rows:
        after.setdefault(row["unit_id"], []).append(row["successor_id"])
    units = {unit.id: unit for unit in await every_unit(source)}
    names = {row["unit_id"]: str(row["name"]) for row in rows}
    return [Former(id_, name, tuple(units[each] for each in _in_force([id_], after))) for id_, name in names.items()]


async def with_those_before(source: Source, unit_ids: Sequence[str]) -> list[str]:
    """These units, and those that have ended whose people went to these alone: there lie figures of earlier days."""
    there = set(unit_ids)
    ended = [each for each in await former_units(source) if each.unit_id not in there]
    return [*unit_ids, *(each.unit_id for each in ended if there.issuperset(unit.id for unit in each.successors))]


def _in_force(ids: Iterable[str], after: dict[str, list[str]]) -> list[str]:
    """The ids at the end of every way from these; a unit takes over from an older one only, so the ways end."""
    found: dict[str, None] = {}
    for id_ in ids:
        found |= dict.fromkeys(_in_force(after[id_], after) if id_ in after else [id_])
    return list(found)
