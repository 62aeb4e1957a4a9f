"""People and units of a day that is not today: by the units of that day, whatever was reorganised since or will be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.house import House
from rules.access import Asker
from rules.cadres import Cadre, Unit
from rules.reorganising.outcome import Change, change_of, outcome_of
from storage import cadres, reorganisations, units
from storage.units import with_those_below
from storage.units_then import units_then


@dataclass(frozen=True, slots=True)
class OnDay:
    """Whom an asker may see, as they stand on a day, and the units of that day among which they stand."""

    people: Sequence[Cadre]
    units: Sequence[Unit]

    def below(self, unit_id: str | None) -> Sequence[Cadre]:
        """Those of a unit and of all units below it; everybody for None."""
        if unit_id is None:
            return self.people
        there = with_those_below(self.units, unit_id)
        return [cadre for cadre in self.people if cadre.unit.id in there]


async def on_day(house: House, asker: Asker, day: date) -> OnDay | None:
    """People and units of a day; None where they are those of now, since nothing is reorganised in between."""
    today = house.clock().date()
    found = await (_before(house, asker, day) if day < today else _after(house, asker, day))
    if found is None:
        return None
    people, known = found
    seen = {unit.id for unit in await units.in_bounds(house.db, asker)} | {cadre.unit.id for cadre in people}
    everything = len(seen) >= len(await units.in_force(house.db))
    return OnDay(people, [unit for unit in known if everything or unit.id in seen])


async def _before(house: House, asker: Asker, day: date) -> tuple[list[Cadre], list[Unit]] | None:
    then = await units_then(house.db, day)
    if then is None:
        return None
    return then.people(await cadres.in_bounds(house.db, asker)), list(then.units)


async def _after(house: House, asker: Asker, day: date) -> tuple[list[Cadre], list[Unit]] | None:
    """As the plans that wait until then would leave them."""
    due = await reorganisations.planned(house.db, day)
    if not due:
        return None
    people, known = await cadres.in_bounds(house.db, asker), await units.in_force(house.db)
    for each in due:
        change = change_of(each.plan, known)
        if isinstance(change, Change):
            moved = {one.before.id: one.after for one in outcome_of(change, people).moved}
            people = [moved.get(cadre.id, cadre) for cadre in people]
            known = change.units_after(known)
    return people, known
