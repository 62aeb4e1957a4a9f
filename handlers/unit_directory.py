"""The units a text may mean: those of the policy with their short forms, those on record, and names of former ones."""

from collections.abc import Iterable, Sequence

from handlers.house import House
from rules.cadres import Unit
from rules.policy import Policy
from rules.text import sort_key
from rules.units import UnitDirectory
from storage import former_units, units
from storage.database import Database, Transaction
from storage.former_units import Former


def unit_directory(policy: Policy, known: Iterable[Unit], former: Sequence[Former] = ()) -> UnitDirectory:
    """The units of the policy with their short forms, and those of the database, which go before.

    A unit that has ended is named no more: its name and short forms mean what took over.
    """
    ended = {each.unit_id for each in former}
    every = {unit.id: unit.as_unit() for unit in policy.units} | {unit.id: unit for unit in known}
    in_force = [unit for unit in every.values() if unit.id not in ended]
    aliases = {unit.id: unit.aliases for unit in policy.units}
    old = [(name, each.successors) for each in former for name in (each.name, *aliases.get(each.unit_id, ()))]
    return UnitDirectory(in_force, {id_: names for id_, names in aliases.items() if id_ not in ended}, old)


async def units_known(house: House, source: Database | Transaction | None = None) -> UnitDirectory:
    """The directory as things stand."""
    source = source or house.db
    return unit_directory(house.policy, await units.in_force(source), await former_units.former_units(source))


async def unit_names(house: House) -> list[str]:
    """The names of all units in force that are known, as offices sort them: to choose from in a form."""
    directory = await units_known(house)
    return sorted((unit.name for unit in directory.units.values()), key=sort_key)
