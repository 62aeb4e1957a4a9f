"""The units that a text names: those of Càng Long always, and those of the house, the near-twins kept apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from handlers.understanding.gazetteers import Named, units_in
from handlers.understanding.normalising import Reading
from handlers.understanding.place_index import Place, PlaceIndex, Spelled, spelled
from rules.cadres import Tier, Unit
from rules.policy import Policy


@dataclass(frozen=True, slots=True)
class Places:
    """What is known beside the units of Càng Long."""

    indexes: tuple[PlaceIndex, ...] = ()

    def beside(self, other: "Places") -> "Places":
        """Both together; what both know alike is the first's."""
        return Places((*self.indexes, *other.indexes))

    def named_in(self, reading: Reading) -> list[Named]:
        """All units that a text names, in its order. Of two that overlap it is the one without a slip, the longer."""
        always = units_in(reading)
        own = [named for index in self.indexes for named in _found(index, reading)]
        return _apart([*always, *own]) if own else always


NOWHERE = Places()
"""For a reader that knows no places but those of Càng Long."""


def places_of(names: Iterable[Spelled]) -> Places:
    """The places of these names."""
    return Places((PlaceIndex(names),))


def place_of(unit: Unit, also: Iterable[str] = ()) -> Place:
    """A unit as it may be spoken of; `also` are other names of it, former ones among them."""
    is_commune = unit.tier is Tier.COMMUNE and unit.kind == "commune"
    return Place(unit.name, is_commune, unit.tier is Tier.COMMUNE and not is_commune, tuple(also))


@lru_cache(maxsize=8)
def communes_of(policy: Policy) -> Places:
    """The communes of a policy."""
    communes = (place_of(unit.as_unit()) for unit in policy.units)
    return places_of(name for place in communes if place.is_commune for name in spelled(place))


def _found(index: PlaceIndex, reading: Reading) -> list[Named]:
    found: list[Named] = []
    at = 0
    while at < len(reading.words):
        exact = index.exact(reading, at)
        named = exact or index.slipped(reading, at)
        if named is None:
            at += 1
        else:
            (name, end), place = named, named[0].place
            found.append(Named(name.place.name, at, end, place.is_commune, place.is_below_commune, exact is None))
            at = end
    return found


def _apart(found: list[Named]) -> list[Named]:
    chosen: list[Named] = []
    for named in sorted(found, key=lambda each: (each.is_slip, each.begin - each.end)):
        if all(named.end <= other.begin or other.end <= named.begin for other in chosen):
            chosen.append(named)
    return sorted(chosen, key=lambda each: each.begin)
