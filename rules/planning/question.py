"""All that a plan is made from, and the people in it between whom the plan sees no difference."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from rules.planning.demand import Need
from rules.planning.offers import Away, Limits, Offer, Study
from rules.planning.prospects import Lack, Prospect, Way, doubt


class Limit(StrEnum):
    """What can keep a target from being reached."""

    ELIGIBILITY = "eligibility"
    """Who may be proposed."""
    CLASS_PLACES = "class_places"
    QUOTAS = "quotas"
    """The places of a class that a unit has."""
    ABSENCE = "absence"
    """How many of a unit may be away at once."""
    PLACES = "places"
    """The places in all."""


@dataclass(frozen=True, slots=True)
class Kind:
    """People of one unit who lack the same and may go the same ways; between them only seniority chooses."""

    number: int
    unit_id: str
    people: tuple[Prospect, ...]
    """In the order in which they go."""

    @property
    def first(self) -> Prospect:
        return self.people[0]


@dataclass(frozen=True)
class Question:
    """Whom to send: people, targets, classes and limits. All prospects are asked about the same studies."""

    prospects: Sequence[Prospect]
    needs: Sequence[Need]
    offers: Sequence[Offer]
    limits: Limits = field(default_factory=Limits)
    away: Sequence[Away] = ()
    lifted: frozenset[Limit] = frozenset()
    """Limits to be passed over, to see what they cost."""

    @cached_property
    def open_needs(self) -> tuple[Need, ...]:
        return tuple(need for need in self.needs if need.is_open)

    @cached_property
    def studies(self) -> tuple[Study, ...]:
        """What the classes give, the same for any order of them."""
        return tuple(sorted({offer.study for offer in self.offers}, key=lambda study: (study[0], study[1] or "")))

    @cached_property
    def in_order(self) -> tuple[Prospect, ...]:
        """Everyone by seniority, then code."""
        return tuple(sorted(self.prospects, key=lambda person: (person.seniority, person.code)))

    @cached_property
    def place(self) -> dict[str, int]:
        """Person id → place in that order."""
        return {person.id: n for n, person in enumerate(self.in_order)}

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The same people in any order give the same kinds in the same order."""
        alike: dict[tuple[str, tuple[Lack, ...], tuple[int, ...]], list[Prospect]] = defaultdict(list)
        for person in self.in_order:
            alike[person.unit_id, person.lacks, tuple(doubt(way.answer) for way in person.ways)].append(person)
        return tuple(Kind(number, key[0], tuple(people)) for number, (key, people) in enumerate(alike.items()))

    @property
    def limits_set(self) -> tuple[Limit, ...]:
        """The limits that this question sets at all."""
        unset = {
            Limit.ELIGIBILITY: all(
                way.answer in self.limits.accept for person in self.prospects for way in person.ways
            ),
            Limit.CLASS_PLACES: all(offer.places is None for offer in self.offers),
            Limit.QUOTAS: not any(offer.quotas for offer in self.offers),
            Limit.ABSENCE: self.limits.absent is None,
            Limit.PLACES: self.limits.places is None,
        }
        return tuple(limit for limit in Limit if not unset[limit])

    def limit(self, which: Limit, most: int | None) -> int | None:
        """A limit unless it is lifted or not set."""
        return None if which in self.lifted else most

    def way(self, person: Prospect, study: Study) -> Way | None:
        """The way of a person to a study, unless they may not be proposed for it."""
        way = person.way_to(study)
        if way is None or (Limit.ELIGIBILITY not in self.lifted and way.answer not in self.limits.accept):
            return None
        return way
