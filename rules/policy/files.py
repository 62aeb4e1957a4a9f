"""A policy file whose kind is not known beforehand."""

from rules.policy.loading import checked, read
from rules.policy.policy import Policy
from rules.policy.regulation import Regulation


def parse_any(text: str, source_name: str) -> Policy | Regulation:
    """The regulation that a TOML text with `levels` describes, else the policy. Raises PolicyError as their own do."""
    tables = read(text, source_name)
    if "levels" in tables:
        return checked(Regulation, tables, source_name)
    return checked(Policy, tables, source_name)
