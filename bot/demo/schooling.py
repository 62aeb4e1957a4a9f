"""Who holds which level and who is studying: drawn so that each target of the policy stands at a planned figure.

The plan: committee of the district 39/41, heads 31/33, deputies exactly 54/60 (90%, which is not "trên 90%"), staff of
the district 205/236, committees of the communes 331/352, cán bộ and công chức of the communes 262/301.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from bot.demo.places import Kind, Place
from rules.levels import Level

_BEHIND = {
    "xa-an-truong-a": 9, "xa-huyen-hoi": 7, "xa-tan-binh": 7, "xa-phuong-thanh": 5, "xa-dai-phuoc": 4, "xa-duc-my": 3,
    "tt-cang-long": 0, "xa-binh-phu": 0, "xa-nhi-long-phu": 0,
}  # fmt: skip
"""How likely people of a commune are to lack their level, beside 1 for the others: some are behind, some are done."""


@dataclass(frozen=True, slots=True)
class Schooling:
    """What one person holds, and what they are studying for."""

    held: Level
    studying: Level = Level.NONE


class _Draw:
    """People yet to be given a level, by their number in the list of places."""

    def __init__(self, places: Sequence[Place], rng: Random) -> None:
        self._places = places
        self._rng = rng
        self.given: dict[int, Schooling] = {}

    def some(self, who: Callable[[Place], bool], count: int) -> list[int]:
        """As many of those who match and have no level yet, the ones of units behind the likeliest."""
        pool = [n for n, place in enumerate(self._places) if n not in self.given and who(place)]
        ranked = sorted(pool, key=lambda n: self._rng.random() ** (1 / (self._weight(n) + 0.001)), reverse=True)
        return sorted(ranked[:count])

    def lack(self, numbers: Sequence[int], held: Sequence[Level], studying: tuple[int, Level]) -> None:
        """Give them levels, in turn, that are too low; the first `studying[0]` of a random order study for the next."""
        order = self._rng.sample(list(numbers), len(numbers))
        for place, n in enumerate(order):
            now = studying[1] if place < studying[0] else Level.NONE
            self.given[n] = Schooling(held[place % len(held)], now)

    def rest(self, who: Callable[[Place], bool], shares: dict[Level, float]) -> None:
        """Give all others who match a level in these shares."""
        for n, place in enumerate(self._places):
            if n not in self.given and who(place):
                self.given[n] = Schooling(self._rng.choices(list(shares), list(shares.values()))[0])

    def _weight(self, n: int) -> float:
        return float(_BEHIND.get(self._places[n].unit.id, 1))


def draw_schooling(places: Sequence[Place], seed: str) -> list[Schooling]:
    """The schooling of whoever fills each place. The same places and seed give the same answer."""
    draw = _Draw(places, Random(seed))
    low, none = Level.SO_CAP, Level.NONE
    middle, high = Level.TRUNG_CAP, Level.CAO_CAP
    draw.lack(draw.some(_is(Kind.SECRETARY), 2), (middle,), (2, high))
    draw.lack(draw.some(lambda p: p.kind is Kind.HEAD and not p.seats, 2), (middle,), (1, high))
    draw.lack(draw.some(_is(Kind.DEPUTY), 6), (middle,), (3, high))
    draw.lack(draw.some(_outside_the_centre, 31), (low, none, low), (12, middle))
    draw.lack(draw.some(_of_commune_staff(on_committee=True), 15), (low,), (10, middle))
    draw.lack(draw.some(_of_commune_staff(on_committee=False), 24), (low, none), (10, middle))
    draw.lack(draw.some(_is(Kind.COMMITTEE_ONLY), 6), (low, low, none), (4, middle))
    draw.lack(draw.some(_is(Kind.PART_TIME), 5), (low,), (5, middle))
    draw.rest(_is(Kind.LEADER, Kind.HEAD, Kind.DEPUTY, Kind.ARMED, Kind.SECRETARY), {high: 1})
    draw.rest(_is(Kind.STAFF), {middle: 0.88, high: 0.12})
    draw.rest(_is(Kind.COMMUNE_LEADER), {middle: 0.85, high: 0.15})
    draw.rest(_is(Kind.OFFICER, Kind.COMMITTEE_ONLY), {middle: 1})
    draw.rest(_is(Kind.PART_TIME), {none: 0.5, low: 0.38, middle: 0.12})
    draw.rest(_is(Kind.CONTRACT), {none: 0.8, low: 0.2})
    return [draw.given[n] for n in range(len(places))]


def _is(*kinds: Kind) -> Callable[[Place], bool]:
    return lambda place: place.kind in kinds


def _of_commune_staff(*, on_committee: bool) -> Callable[[Place], bool]:
    """Cán bộ, công chức of communes below the secretaries and their deputies."""
    kinds = (Kind.COMMUNE_LEADER, Kind.OFFICER)
    return lambda place: (
        place.kind in kinds and place.on_commune_committee is on_committee and "Phó Bí thư" not in place.seats
    )


def _outside_the_centre(place: Place) -> bool:
    """Whoever teaches political theory holds a level of it."""
    return place.kind is Kind.STAFF and place.unit.id != "trung-tam-chinh-tri"
