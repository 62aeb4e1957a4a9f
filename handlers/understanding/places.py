"""The communes that a text names: those of the policy, by their full names, near-twins kept apart."""

from collections.abc import Callable
from functools import lru_cache

from rules.cadres import Tier
from rules.policy import Policy
from rules.units import UnitDirectory

Communes = Callable[[str], str]
"""From a text to the name of the first commune in it; empty where it names none for certain."""


def nowhere(text: str) -> str:
    """For a reader that knows no places."""
    return ""


@lru_cache(maxsize=8)
def communes_of(policy: Policy) -> Communes:
    """The communes of a policy: those introduced by "xã" or "thị trấn", so that no name of a person is a place."""
    directory = UnitDirectory(
        unit.as_unit() for unit in policy.units if unit.tier is Tier.COMMUNE and unit.kind == "commune"
    )

    def named_in(text: str) -> str:
        unit = directory.commune_in(text)
        return unit.name if unit is not None else ""

    return named_in
