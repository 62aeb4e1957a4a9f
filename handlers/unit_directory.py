"""The units a text may mean: those of the policy with their short forms, and those on record."""

from collections.abc import Iterable

from rules.cadres import Unit
from rules.policy import Policy
from rules.units import UnitDirectory


def unit_directory(policy: Policy, known: Iterable[Unit]) -> UnitDirectory:
    """The units of the policy with their short forms, and those of the database, which go before."""
    every = {unit.id: unit.as_unit() for unit in policy.units} | {unit.id: unit for unit in known}
    return UnitDirectory(every.values(), {unit.id: unit.aliases for unit in policy.units})
