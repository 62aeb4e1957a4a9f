"""Which classes run at the same time, and between which of them a plan sees no difference."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat

from rules.planning.offers import Away, Offer, Study, runs_on


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which something starts: only then can more people be away than before."""

    running: frozenset[str]
    """Ids of the classes that run on it."""
    away: Mapping[str, int]
    """How many of a unit are away already."""

    def is_within(self, other: "Moment") -> bool:
        """Whether nobody is away here who is not away there."""
        return self.running <= other.running and all(other.away.get(unit, 0) >= n for unit, n in self.away.items())


@dataclass(frozen=True, slots=True)
class Run:
    """Classes of one study that run with the same others: people in them are away at the same moments."""

    number: int
    study: Study
    offers: tuple[Offer, ...]
    """In the order in which they are filled: one without a number of places is the last."""
    moments: frozenset[int]
    """The places of the moments in which they run."""

    @property
    def places(self) -> int | None:
        """Of all its classes together; None where one sets no number."""
        total = 0
        for offer in self.offers:
            if offer.places is None:
                return None
            total += max(0, offer.places)
        return total

    @property
    def quotas(self) -> Mapping[str, int]:
        """A class with quotas is always a run of its own."""
        return self.offers[0].quotas

    def in_turn(self) -> Iterator[Offer]:
        """The class of the first who goes, of the second, ...: one class after the other is filled, without end."""
        for offer in self.offers[:-1]:
            yield from repeat(offer, max(0, offer.places or 0))
        yield from repeat(self.offers[-1])


def moments_of(offers: Sequence[Offer], away: Sequence[Away]) -> tuple[Moment, ...]:
    """The moments that bind: of two, one of which holds all that the other holds, only that one."""
    starts = {offer.starts_on or date.min for offer in offers} | {each.starts_on or date.min for each in away}
    found: list[Moment] = []
    for day in sorted(starts):
        others = Counter(each.unit_id for each in away if runs_on(each.starts_on, each.ends_on, day))
        running = frozenset(each.id for each in offers if runs_on(each.starts_on, each.ends_on, day))
        now = Moment(running, others)
        if running and not any(now.is_within(each) for each in found):
            found = [each for each in found if not each.is_within(now)]
            found.append(now)
    return tuple(found)


def runs_of(offers: Sequence[Offer], moments: Sequence[Moment]) -> tuple[Run, ...]:
    """The runs in the order of their first classes."""
    alike: dict[tuple[Study, frozenset[int], str], list[Offer]] = defaultdict(list)
    in_order = sorted(offers, key=lambda each: (each.places is None, each.starts_on or date.max, each.code))
    for offer in in_order:
        within = frozenset(n for n, moment in enumerate(moments) if offer.id in moment.running)
        alike[offer.study, within, offer.id if offer.quotas else ""].append(offer)
    return tuple(Run(n, study, tuple(some), within) for n, ((study, within, _), some) in enumerate(alike.items()))
