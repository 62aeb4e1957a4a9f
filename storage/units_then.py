"""Units as they were on an earlier day: what a reorganisation since has changed is taken back in the reading."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rules.cadres import Cadre, Unit
from storage.database import Database, Transaction
from storage.units import every_unit

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class Then:
    """The units of a day, and where people stood who have gone elsewhere since."""

    units: tuple[Unit, ...]
    """Those in force that day, under the names and in the tree of that day."""
    of: dict[str, Unit]
    """Cadre id → the unit of that day, for those a reorganisation has moved since."""

    def people(self, cadres: Iterable[Cadre]) -> list[Cadre]:
        """The same people in the units of that day."""
        return [replace(cadre, unit=self.of[cadre.id]) if cadre.id in self.of else cadre for cadre in cadres]


async def units_then(source: Source, day: date) -> Then | None:
    """The units of a day; None where they are those of now, since nothing was reorganised after it."""
    text = day.isoformat()
    later = await source.rows("select 1 from reorganisation where state = 'done' and day > $1 limit 1", text)
    if not later:
        return None
    kept = await source.rows(
        "select id from unit where (valid_from is null or valid_from <= $1) and (valid_to is null or valid_to >= $1)",
        text,
    )
    names = {row["unit_id"]: row["name"] for row in await source.rows("select unit_id, name from former_unit")}
    since = (
        " t join reorganisation r on r.number = t.reorganisation where r.day > $1 order by r.day desc, r.number desc"
    )
    # The earliest move after the day stands last, and so counts.
    above = await source.rows(f"select t.unit_id, t.parent_id from moved_unit{since}", text)
    parents = {row["unit_id"]: row["parent_id"] for row in above}
    there = {row["id"] for row in kept}
    units = {
        unit.id: replace(unit, name=names.get(unit.id, unit.name), parent_id=parents.get(unit.id, unit.parent_id))
        for unit in await every_unit(source)
        if unit.id in there
    }
    moved = await source.rows(f"select t.cadre_id, t.unit_id from moved_person{since}", text)
    was = {row["cadre_id"]: row["unit_id"] for row in moved}
    return Then(tuple(units.values()), {who: units[unit_id] for who, unit_id in was.items() if unit_id in units})
