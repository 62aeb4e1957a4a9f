"""The units a text may mean: those of the policy with their short forms, and those on record."""

from collections.abc import Iterable

from handlers.house import House
from rules.cadres import Unit
from rules.policy import Policy
from rules.text import sort_key
from rules.units import UnitDirectory
from storage import units


def unit_directory(policy: Policy, known: Iterable[Unit]) -> UnitDirectory:
    """The units of the policy with their short forms, and those of the database, which go before."""
    every = {unit.id: unit.as_unit() for unit in policy.units} | {unit.id: unit for unit in known}
    return UnitDirectory(every.values(), {unit.id: unit.aliases for unit in policy.units})


async def unit_names(house: House) -> list[str]:
    """The names of all units that are known, as offices sort them: to choose from in a form."""
    directory = unit_directory(house.policy, await units.every_unit(house.db))
    return sorted((unit.name for unit in directory.units.values()), key=sort_key)
