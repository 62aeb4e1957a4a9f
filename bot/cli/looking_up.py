"""What a person at the terminal names, looked up: people by code, units by name."""

import difflib
from datetime import date

from bot.cli.running import Refused
from handlers.house import House
from handlers.unit_directory import unit_directory, units_known
from handlers.units_on import on_day
from rules.access import OPERATOR
from rules.cadres import Unit
from rules.text import fold
from storage import links, units
from storage.links import Holder


async def holder_named(house: House, code: str) -> Holder:
    """The cadre or person of the centre with this code. Raises Refused when there is none."""
    holder = await links.holder_by_code(house.db, code)
    if holder is None:
        raise Refused(f"nobody has the code {code}")
    return holder


async def unit_named(house: House, name: str, day: date | None = None) -> Unit:
    """The unit with this name, one of its short forms, or this id; with `day` the one of that day.

    The name of a unit that has ended means the one that took over. Raises Refused, with the nearest names.
    """
    then = await on_day(house, OPERATOR, day) if day else None
    known = then.units if then else await units.in_force(house.db)
    found = next((unit for unit in known if name in (unit.id, unit.name)), None)
    if found is None:
        directory = unit_directory(house.policy, known) if then else await units_known(house)
        found = directory.known(name)
    if found is not None and any(found.id == unit.id for unit in known):
        return found
    folded = {fold(unit.name): unit.name for unit in known}
    near = [folded[match] for match in difflib.get_close_matches(fold(name), list(folded), 3)]
    raise Refused(f"there is no unit {name}" + (f"; perhaps {', '.join(near)}" if near else ""))
