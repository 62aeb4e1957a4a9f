"""How many people hold less than their posts ask for, unit by unit: numbers only."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rules.tallies import People, UnitSummary


@dataclass(frozen=True, slots=True)
class Below:
    """The people of some units who hold less than a target asks of them, each counted once."""

    many: int
    studying: int
    """Those of them whom a running class gives what they lack."""


def below(people: People) -> Below:
    """Those who are not there yet."""
    return Below(people.total - people.met, people.studying)


def added(some: Iterable[Below]) -> Below:
    """Those of units that have nobody in common."""
    found = list(some)
    return Below(sum(each.many for each in found), sum(each.studying for each in found))


def below_in(units: Sequence[UnitSummary], unit_ids: Collection[str | None]) -> Below:
    """Those of some units and all below these, nobody twice; of all units where None is among them."""
    above = {each.unit.id: each.unit.parent_id for each in units}
    tops = [
        each
        for each in units
        if (None in unit_ids and each.unit.parent_id not in above)
        or (each.unit.id in unit_ids and not _lies_in(each.unit.parent_id, unit_ids, above))
    ]
    return added(below(each.people) for each in tops)


def own_below(units: Sequence[UnitSummary]) -> list[tuple[str, int]]:
    """The units that have such people of their own, those below them apart: name and number, most first."""
    own = {each.unit.id: below(each.people).many for each in units}
    beneath: Counter[str | None] = Counter()
    for each in units:
        beneath[each.unit.parent_id] += own[each.unit.id]
    found = [(each.unit.name, many) for each in units if (many := own[each.unit.id] - beneath[each.unit.id]) > 0]
    return sorted(found, key=lambda each: -each[1])


def _lies_in(unit_id: str | None, unit_ids: Collection[str | None], above: dict[str, str | None]) -> bool:
    """Whether a unit, or one above it, is among some."""
    seen: set[str] = set()
    while unit_id is not None and unit_id not in seen:
        if unit_id in unit_ids:
            return True
        seen.add(unit_id)
        unit_id = above.get(unit_id)
    return None in unit_ids
