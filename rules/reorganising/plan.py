"""The plan of a reorganisation as data: what becomes of which unit, on which day, by which document."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import Annotated, Self

from pydantic import Field, TypeAdapter, model_validator

from rules.policy.base import Certainty, PolicyPart
from rules.policy.loading import checked, read
from rules.units import folded_name

Name = Annotated[str, Field(min_length=2)]


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit that ends, and one that takes over from it. Several of one old unit split it, several to one new merge."""

    old: str
    new: str
    certainty: Certainty = Certainty.HIGH


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that happens to units on one day, by the names that papers give them."""

    name: str
    day: date
    """The first day of the new units."""
    document: str
    """Căn cứ: the decision it rests on."""
    passages: tuple[Passage, ...]
    placed: tuple[tuple[str, str], ...] = ()
    """(code of a cadre, new unit) for those whose unit splits."""


class Merge(PolicyPart):
    """Units that become one; it may be a new one, or one that stays and takes the others in."""

    units: Annotated[tuple[Name, ...], Field(min_length=1)]
    into: Name
    certainty: Certainty = Certainty.HIGH


class Placement(PolicyPart):
    """Where one person of a unit that splits goes."""

    code: Name
    to: Name


class Split(PolicyPart):
    """A unit that becomes several. Whoever is not placed goes to the first of them until staff say otherwise."""

    unit: Name
    into: Annotated[tuple[Name, ...], Field(min_length=2)]
    people: tuple[Placement, ...] = ()
    certainty: Certainty = Certainty.HIGH

    @model_validator(mode="after")
    def _places_there(self) -> Self:
        there = set(map(folded_name, self.into))
        for number, person in enumerate(self.people):
            if folded_name(person.to) not in there:
                raise ValueError(f"people[{number}].to: '{person.to}' is none of the units it splits into")
        return self


class Rename(PolicyPart):
    """A unit that goes on under another name, with all its posts."""

    unit: Name
    to: Name
    certainty: Certainty = Certainty.HIGH


class PlanFile(PolicyPart):
    """A plan as a TOML file writes it."""

    name: Name
    day: date
    document: Name
    merge: tuple[Merge, ...] = ()
    split: tuple[Split, ...] = ()
    rename: tuple[Rename, ...] = ()

    @model_validator(mode="after")
    def _each_unit_once(self) -> Self:
        if not (self.merge or self.split or self.rename):
            raise ValueError("merge: no unit is merged, split or renamed")
        old = chain(
            (name for each in self.merge for name in each.units),
            (each.unit for each in self.split),
            (each.unit for each in self.rename),
        )
        twice = [name for name, count in Counter(old).items() if count > 1]
        if twice:
            raise ValueError(f"'{twice[0]}' stands in two operations")
        return self

    def plan(self) -> Plan:
        """The same, operation by operation taken apart into passages."""
        placed = tuple((person.code, person.to) for each in self.split for person in each.people)
        return Plan(self.name, self.day, self.document, tuple(self._passages()), placed)

    def _passages(self) -> Iterator[Passage]:
        for merge in self.merge:
            yield from (Passage(old, merge.into, merge.certainty) for old in merge.units)
        for split in self.split:
            yield from (Passage(split.unit, new, split.certainty) for new in split.into)
        yield from (Passage(each.unit, each.to, each.certainty) for each in self.rename)


def parse_plan(text: str, source_name: str) -> Plan:
    """The plan that a TOML text describes. Raises PolicyError, which names the file and the key."""
    return checked(PlanFile, read(text, source_name), source_name).plan()


def plan_to_json(plan: Plan) -> str:
    """A plan as it is stored."""
    return _adapter().dump_json(plan).decode()


def plan_from_json(text: str) -> Plan:
    """The plan that was stored."""
    return _adapter().validate_json(text)


@cache
def _adapter() -> TypeAdapter[Plan]:
    return TypeAdapter(Plan)
