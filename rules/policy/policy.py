"""A policy: the dated file of a term's groups, targets, units and responsibilities, each with its source."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal, Self

from pydantic import model_validator

from rules.access import Role
from rules.cadres import Tier
from rules.policy.base import Certainty, PolicyPart, RuleLevel, Share
from rules.policy.groups import Group
from rules.policy.loading import checked, read
from rules.policy.units import PolicyUnit

Comparator = Literal[">=", ">"]


class Target(PolicyPart):
    """Chỉ tiêu: the share of a group that is to hold a level."""

    id: str
    group: str
    level: RuleLevel
    comparator: Comparator
    share: Share
    source: str
    """The words of the founding sentence that set it."""
    equivalents: bool = True
    """Whether the "tương đương" of the group count."""


class Training(PolicyPart):
    """Who trains for a level, and who decides on sending people to it."""

    level: RuleLevel
    trains: str
    decides: str
    decides_certainty: Certainty
    note: str = ""


class PickableTitle(PolicyPart):
    """A title a person may pick in "nếu được bổ nhiệm ...": its words, and the unit they stand for."""

    name: str
    tier: Tier
    unit: str | None = None
    """The id of a unit where the title alone is not enough."""


class DataKind(StrEnum):
    """Kinds of data a role may see."""

    OWN_RECORD = "own_record"
    FIGURES = "figures"
    FIGURES_BY_UNIT = "figures_by_unit"
    NAMES = "names"
    """Who lacks which level."""
    RECORDS = "records"
    CONTACTS = "contacts"
    PLANNED_POSTS = "planned_posts"
    JOURNAL = "journal"


class Access(PolicyPart):
    """What a role may see. A grant bound to a unit narrows it to that unit and those below."""

    role: Role
    sees: tuple[DataKind, ...]


class Policy(PolicyPart):
    """The targets of one term and all they stand on."""

    id: str
    name: str
    """What it is called before people, in Vietnamese."""
    document: str = ""
    """The paper that sets the targets, as it is cited."""
    issuer: str = ""
    source: str = ""
    """The sentence that sets them, verbatim."""
    deadline: date | None = None
    """The last day on which the targets are to be reached; None where no target is set."""
    leave_out: tuple[str, ...] = ()
    """Kinds of units whose staff the categories do not count: `school`, `health`, `police`."""
    targets: tuple[Target, ...] = ()
    groups: tuple[Group, ...] = ()
    titles: tuple[PickableTitle, ...] = ()
    training: tuple[Training, ...] = ()
    access: tuple[Access, ...] = ()
    units: tuple[PolicyUnit, ...] = ()

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> Self:
        units = _unique("units", (unit.id for unit in self.units))
        groups = _unique("groups", (group.id for group in self.groups))
        _unique("targets", (target.id for target in self.targets))
        _known("targets", "group", groups, (target.group for target in self.targets))
        _known("units", "parent", units, (unit.parent for unit in self.units))
        _known("titles", "unit", units, (title.unit for title in self.titles))
        if self.targets and self.deadline is None:
            raise ValueError("deadline: is missing although there are targets")
        return self

    @cached_property
    def group_by_id(self) -> dict[str, Group]:
        return {group.id: group for group in self.groups}

    @cached_property
    def unit_by_id(self) -> dict[str, PolicyUnit]:
        return {unit.id: unit for unit in self.units}

    def training_for(self, level: RuleLevel) -> Training | None:
        return next((row for row in self.training if row.level is level), None)

    def may_see(self, role: Role, kind: DataKind) -> bool:
        return any(row.role is role and kind in row.sees for row in self.access)

    def deadline_passed(self, day: date) -> bool:
        return self.deadline is not None and day > self.deadline


def _unique(table: str, ids: Iterable[str]) -> frozenset[str]:
    seen: set[str] = set()
    for n, each in enumerate(ids):
        if each in seen:
            raise ValueError(f"{table}[{n}].id: '{each}' is used twice")
        seen.add(each)
    return frozenset(seen)


def _known(table: str, key: str, ids: frozenset[str], used: Iterable[str | None]) -> None:
    for n, each in enumerate(used):
        if each is not None and each not in ids:
            raise ValueError(f"{table}[{n}].{key}: there is no '{each}'")


def parse_policy(text: str, source_name: str) -> Policy:
    """The policy that a TOML text describes. Raises PolicyError naming `source_name` and the key."""
    return checked(Policy, read(text, source_name), source_name)
