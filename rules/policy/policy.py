"""A policy: the dated file of a term's groups, targets, units and responsibilities, each with its source."""

from datetime import date

from rules.policy.base import PolicyPart
from rules.policy.loading import parse
from rules.policy.units import PolicyUnit


class Policy(PolicyPart):
    """The targets of one term and all they stand on."""

    id: str
    name: str
    """What it is called before people, in Vietnamese."""
    deadline: date | None = None
    """The last day on which the targets are to be reached; None where no target is set."""
    units: tuple[PolicyUnit, ...] = ()


def parse_policy(text: str, source_name: str) -> Policy:
    """The policy that a TOML text describes. Raises PolicyError naming `source_name` and the key."""
    return parse(Policy, text, source_name)
