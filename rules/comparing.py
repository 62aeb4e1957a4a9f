"""Units compared: which of them is the slowest, and what may be told of a few people."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rules.cadres import Unit
from rules.tallies import UnitSummary

FEWEST = 5
"""A group of fewer people has no share and no count before those who may not see who they are: a figure of two people
is a word about each of them."""


@dataclass(frozen=True, slots=True)
class Row:
    """A unit with all below it, by one target or by all together."""

    unit: Unit
    total: int
    met: int
    needed: int
    """By one target: the fewest people who would make it true of this unit; by all: those who lack a level."""
    studying: int
    required: Fraction
    reached: bool
    few: bool
    """True where the figures are kept back."""
    single: bool
    """True by one target."""
    below: int
    """How many units with people in these figures stand below it."""


def rows(units: Sequence[UnitSummary], above: str | None, target: int | None, named: Collection[str]) -> list[Row]:
    """The units straight below a unit (None: the tops), the slowest first; those of nobody are left out.

    `target` is the place of a target from 1, None for all together; `named` holds the ids of the units whose people
    the asker may know by name. The slowest is the one with the largest part still to go, then with the most people;
    those whose figures are kept back come last, so that their place tells nothing.
    """
    children = _children(units)
    found = []
    for each in children.get(above, ()):
        below = sum(_size(other, target) > 0 for other in _all_below(each, children))
        found.append(_row(each, target, below, each.unit.id in named))
    return sorted((row for row in found if row.total), key=_slowness)


def top_of(units: Sequence[UnitSummary]) -> Unit | None:
    """The one unit that all others stand below, if there is one with others below it."""
    tops = _children(units).get(None, ())
    return tops[0].unit if len(tops) == 1 and len(units) > 1 else None


def _children(units: Sequence[UnitSummary]) -> dict[str | None, list[UnitSummary]]:
    """Unit id → those straight below it; a unit whose parent is not among them is a top."""
    known = {each.unit.id for each in units}
    found: dict[str | None, list[UnitSummary]] = {}
    for each in units:
        parent = each.unit.parent_id
        found.setdefault(parent if parent in known else None, []).append(each)
    return found


def _all_below(top: UnitSummary, children: Mapping[str | None, Sequence[UnitSummary]]) -> list[UnitSummary]:
    found, waiting, seen = list[UnitSummary](), [top], {top.unit.id}
    while waiting:
        for each in children.get(waiting.pop().unit.id, ()):
            if each.unit.id not in seen:
                seen.add(each.unit.id)
                found.append(each)
                waiting.append(each)
    return found


def _size(each: UnitSummary, target: int | None) -> int:
    return each.people.total if target is None else each.summary.figures[target - 1].total


def _row(each: UnitSummary, target: int | None, below: int, named: bool) -> Row:
    total = _size(each, target)
    few = not named and total < FEWEST
    if target is None:
        lacking = total - each.people.met
        return Row(each.unit, total, each.people.met, lacking, each.people.studying, Fraction(1), not lacking, few,
                   False, below)  # fmt: skip
    figure = each.summary.figures[target - 1]
    needed = total - figure.met if figure.needed is None else figure.needed
    return Row(each.unit, total, figure.met, needed, figure.studying, figure.share_required, figure.reached, few, True,
               below)  # fmt: skip


def _slowness(row: Row) -> tuple[bool, bool, Fraction, int]:
    if row.few:
        return True, False, Fraction(0), 0
    return False, row.reached, Fraction(row.met, row.total) - row.required, -row.needed
