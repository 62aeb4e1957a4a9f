"""What a paper of the targets says, before it is a workbook or a document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from handlers.texts.targets import Counted
from rules.cadres import Cadre
from rules.levels import Level
from rules.missing import Lacking
from rules.policy import Policy
from rules.summary import Summary
from rules.tallies import UnitSummary
from rules.targets import TargetFigure

MOST_ROWS = 100_000
"""Rows of a list of people. More no office reads and no messenger carries: then only the figures are written."""


@dataclass(frozen=True, slots=True)
class People:
    """The people behind the figures."""

    figures: tuple[TargetFigure, ...]
    cadres: Mapping[str, Cadre]
    lacking: tuple[Lacking, ...]
    studying: Mapping[str, Level]
    count_unverified: bool


@dataclass(frozen=True, slots=True)
class TargetPaper:
    """The targets on a day, for everyone or within the bounds of whoever asks."""

    policy: Policy
    summary: Summary
    data_of: date
    """How new the figures are."""
    made: date
    units: tuple[str, ...] = ()
    """The units the paper is bounded to; empty for all that the policy speaks of."""
    by_unit: tuple[UnitSummary, ...] = field(default=(), repr=False)
    """The slowest first."""
    names_allowed: bool = True
    """Where names may not be seen, what is told of a few people of a unit would be a word about each of them."""
    people: People | None = field(default=None, repr=False)
    """None where names may not be seen, or were not asked for."""
    voucher: str = ""
    """Who vouches for the data, in words; empty where nobody knows."""
    records_of: date | None = None
    """For figures of an earlier day: how new the levels and classes are, which keep no day of their own."""

    @property
    def named(self) -> frozenset[str]:
        """The ids of those whom a workbook of it names."""
        return (
            frozenset(id for figure in self.people.figures for id in figure.member_ids) if self.people else frozenset()
        )

    @property
    def counted(self) -> Counted:
        """When, how new and how far its figures are counted, as other answers tell it."""
        return Counted(self.summary.day, self.data_of, self.units, self.voucher)


def slowest_first(found: Iterable[UnitSummary]) -> tuple[UnitSummary, ...]:
    """The units that have anybody in a group, in the order of their share of people who lack nothing; where it is the
    same, those with more people missing go first. A unit that all the others are below goes last, as their sum."""
    filled = [each for each in found if each.people.total]
    above = {each.unit.parent_id for each in filled} - {None}
    tops = {each.unit.id for each in filled if each.unit.id in above} - _below(filled)

    def order(each: UnitSummary) -> tuple[bool, Fraction, int]:
        return each.unit.id in tops, Fraction(each.people.met, each.people.total), -missing_people(each)

    return tuple(sorted(filled, key=order))


def _below(found: Sequence[UnitSummary]) -> set[str]:
    """The ids of the units whose own upper unit is among these."""
    ids = {each.unit.id for each in found}
    return {each.unit.id for each in found if each.unit.parent_id in ids}


def unit_names(found: Sequence[UnitSummary]) -> list[str]:
    """The names of units as rows of a table: one that stands for others too says so."""
    above = {each.unit.parent_id for each in found}
    return [f"{each.unit.name} và trực thuộc" if each.unit.id in above else each.unit.name for each in found]


def missing_people(found: UnitSummary) -> int:
    """How many people of the unit lack what some target asks, each counted once."""
    return found.people.total - found.people.met


def lowest_units(found: Sequence[UnitSummary]) -> list[UnitSummary]:
    """Those units that stand for nobody but their own people."""
    above = {each.unit.parent_id for each in found}
    return [each for each in found if each.unit.id not in above]
