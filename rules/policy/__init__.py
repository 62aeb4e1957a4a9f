"""Policies and regulations: what the files in `policies/` say, as checked and frozen values."""

from rules.policy.base import Certainty
from rules.policy.loading import PolicyError
from rules.policy.policy import Policy, parse_policy
from rules.policy.units import PolicyUnit, Successor

__all__ = ["Certainty", "Policy", "PolicyError", "PolicyUnit", "Successor", "parse_policy"]
