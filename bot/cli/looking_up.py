"""What a person at the terminal names, looked up: people by code, units by name."""

import difflib

from bot.cli.running import Refused
from handlers.house import House
from handlers.unit_directory import unit_directory
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


async def unit_named(house: House, name: str) -> Unit:
    """The unit with this name, one of its short forms, or this id. Raises Refused, with the nearest names."""
    known = await units.every_unit(house.db)
    found = next((unit for unit in known if unit.id == name), None)
    found = found or await units.by_name(house.db, name) or unit_directory(house.policy, known).known(name)
    if found is not None and any(found.id == unit.id for unit in known):
        return found
    folded = {fold(unit.name): unit.name for unit in known}
    near = [folded[match] for match in difflib.get_close_matches(fold(name), list(folded), 3)]
    raise Refused(f"there is no unit {name}" + (f"; perhaps {', '.join(near)}" if near else ""))
