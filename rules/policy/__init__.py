"""Policies and regulations: what the files in `policies/` say, as checked and frozen values."""

from rules.policy.base import Certainty, PolicyPart, Status
from rules.policy.files import parse_any
from rules.policy.groups import Committee, Group, OfficeRule, PostRules
from rules.policy.loading import PolicyError
from rules.policy.policy import Access, Comparator, DataKind, PickableTitle, Policy, Target, Training, parse_policy
from rules.policy.regulation import (
    ConditionName,
    Conditions,
    LevelRules,
    Regulation,
    TrainingGroup,
    parse_regulation,
    regulation_on,
)
from rules.policy.units import PolicyUnit, Successor

__all__ = [
    "Access",
    "Certainty",
    "Committee",
    "Comparator",
    "ConditionName",
    "Conditions",
    "DataKind",
    "Group",
    "LevelRules",
    "OfficeRule",
    "PickableTitle",
    "Policy",
    "PolicyError",
    "PolicyPart",
    "PolicyUnit",
    "PostRules",
    "Regulation",
    "Status",
    "Successor",
    "Target",
    "Training",
    "TrainingGroup",
    "parse_any",
    "parse_policy",
    "parse_regulation",
    "regulation_on",
]
