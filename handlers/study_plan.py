"""The plan of whom to send: made off the event loop, and kept while nothing it was made from has changed."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from handlers.centres import counted_here
from handlers.house import House
from rules.access import Asker
from rules.cadres import Cadre
from rules.classes import Listed, TrainingClass
from rules.levels import Level, Mode
from rules.planning import (
    Away,
    Limits,
    Plan,
    Prospect,
    Question,
    Shortfall,
    Step,
    fewest_people,
    needs_after,
    needs_of,
    offers_of,
    prospects_of,
    shortfall_of,
    steps_of,
    whom_to_send,
)
from rules.policy import Regulation, regulation_on
from rules.targets import count_targets
from storage import cadres, classes, planning, study_requests
from storage.cadres import sight_args
from storage.database import Database

_MOST_KEPT = 12
"""Plans of a database that are kept at a time."""
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the person who asks allows: at most so many of a unit absent at once, so many places, one mode only."""

    absent: int | None = None
    places: int | None = None
    mode: Mode | None = None

    @property
    def text(self) -> str:
        """As it stands in a key."""
        return f"{_number(self.absent)}.{_number(self.places)}.{_MODES[self.mode] if self.mode else ''}"

    @classmethod
    def of(cls, text: str) -> "Bounds":
        """The bounds of such a text; none for any other."""
        absent, places, mode, *_ = (*text.split("."), "", "", "")
        return cls(_counted(absent), _counted(places), next((m for m, t in _MODES.items() if t == mode), None))


_MODES = {Mode.TAP_TRUNG: "t", Mode.KHONG_TAP_TRUNG: "k"}


def _number(given: int | None) -> str:
    return "" if given is None else str(given)


def _counted(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 else None


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """A plan with all that is said about it."""

    day: date
    question: Question
    plan: Plan
    people: Mapping[str, Cadre]
    """Everyone who lacks something that an open target asks, by id."""
    classes: Mapping[str, TrainingClass]
    """Those that can still be filled, by id."""
    regulation: Regulation | None
    needed: int
    """The fewest people, each counted once, who would make every target true."""
    fewest: int
    """The same beside those who are in a class already or stand on its list: they are taken to finish it."""
    without_way: int
    """The same beside those of the plan too."""
    declined: frozenset[str]
    """Those whom their unit does not send to a class that is still open: the plan leaves them out."""
    left_out: frozenset[str]
    """Those whom whoever asks leaves out."""

    @property
    def digest(self) -> str:
        """A few letters that stand for who goes to which class."""
        pairs = repr([(each.person.id, each.offer.id) for each in self.plan.sent])
        return hashlib.blake2s(pairs.encode(), digest_size=4).hexdigest()


@dataclass(frozen=True, slots=True)
class MorePlaces:
    """What places buy, and what keeps the targets that stay open however many there are."""

    steps: tuple[Step, ...]
    shortfall: Shortfall | None
    plan: Plan
    """With as many places as it takes."""


async def study_plan(
    house: House, asker: Asker, day: date, bounds: Bounds, left_out: frozenset[str] = frozenset()
) -> StudyPlan:
    """Whom to send, over the units that this asker's roles reach, without some. Raises Undecided when time ends
    without a plan."""
    listed = await classes.every_class(house.db, asker)
    declined = await study_requests.declined(house.db)
    key = await _key(house, asker, day, listed)

    async def compute() -> StudyPlan:
        people = await counted_here(house, await cadres.in_bounds(house.db, asker))
        coming, away = await planning.levels_coming(house.db), await planning.away(house.db)
        facts = _Facts(house, day, people, listed, coming, away, declined, left_out, bounds)
        return await asyncio.to_thread(_planned, facts)

    return await _kept(house.db, ("plan", *key, declined, left_out, bounds), compute)


async def more_places(
    house: House, asker: Asker, day: date, bounds: Bounds, left_out: frozenset[str] = frozenset()
) -> MorePlaces:
    """What each place buys when the number of places is not set. Raises Undecided."""
    free = await study_plan(house, asker, day, replace(bounds, places=None), left_out)

    async def compute() -> MorePlaces:
        steps = await asyncio.to_thread(steps_of, free.question, free.plan)
        return MorePlaces(steps, await asyncio.to_thread(shortfall_of, free.question, free.plan), free.plan)

    return await _kept(house.db, ("more", id(free)), compute, free)


async def plain_list(house: House, asker: Asker, day: date) -> tuple[Prospect, ...]:
    """Everyone who could help an open target, those who help most first, asked about the levels that targets ask."""
    plan = await study_plan(house, asker, day, Bounds())

    async def compute() -> tuple[Prospect, ...]:
        people, needs = plan.people.values(), plan.question.needs
        return await asyncio.to_thread(prospects_of, people, needs, plan.regulation, day, (), house.count_unverified)

    return await _kept(house.db, ("list", id(plan)), compute, plan)


@dataclass(frozen=True, slots=True)
class _Facts:
    house: House
    day: date
    people: Sequence[Cadre]
    listed: Sequence[Listed]
    coming: Mapping[str, Level]
    away: Sequence[Away]
    declined: frozenset[str]
    left_out: frozenset[str]
    bounds: Bounds


def _planned(facts: _Facts) -> StudyPlan:
    house, day, bounds = facts.house, facts.day, facts.bounds
    figures = count_targets(facts.people, house.policy, day, house.count_unverified)
    needs = needs_of(figures, facts.coming)
    offers, _ = offers_of(facts.listed, day)
    offers = tuple(each for each in offers if bounds.mode is None or each.mode in (bounds.mode, None))
    regulation = regulation_on(house.regulations, day)
    studies = [offer.study for offer in offers]
    prospects = prospects_of(facts.people, needs, regulation, day, studies, house.count_unverified)
    limits = Limits(absent=bounds.absent, places=bounds.places)
    free = [person for person in prospects if person.id not in facts.declined | facts.left_out]
    question = Question(free, needs, offers, limits, facts.away)
    plan = whom_to_send(question)
    helped: dict[str, set[str]] = {need.target_id: set() for need in needs}
    for each in plan.sent:
        for target_id in each.helps:
            helped[target_id].add(each.person.id)
    rest = needs_after(needs, {target_id: frozenset(ids) for target_id, ids in helped.items()})
    lacking = {person.id for person in prospects}
    return StudyPlan(
        day=day,
        question=question,
        plan=plan,
        people={cadre.id: cadre for cadre in facts.people if cadre.id in lacking},
        classes={each.training.id: each.training for each in facts.listed},
        regulation=regulation,
        needed=fewest_people(needs_of(figures)),
        fewest=fewest_people(needs),
        without_way=fewest_people(rest),
        declined=facts.declined & lacking,
        left_out=facts.left_out & lacking,
    )


async def _key(house: House, asker: Asker, day: date, listed: Sequence[Listed]) -> tuple[Hashable, ...]:
    """All that a plan depends on beside its bounds."""
    state = await planning.state_of(house.db, listed)
    return house.policy, house.place, day, house.count_unverified, sight_args(asker), state


class _Shelf:
    """The plans of one database; one at a time is made, so that two who ask at once wait for the same."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.answers: OrderedDict[Hashable, tuple[Any, object]] = OrderedDict()


_SHELVES: WeakKeyDictionary[Database, _Shelf] = WeakKeyDictionary()


async def _kept(db: Database, key: Hashable, compute: Callable[[], Awaitable[Result]], of: object = None) -> Result:
    """What was computed for a key before, or now. `of` is kept with it, for keys that name it by its identity."""
    shelf = _SHELVES.setdefault(db, _Shelf())
    async with shelf.lock:
        if key not in shelf.answers:
            shelf.answers[key] = (await compute(), of)
            if len(shelf.answers) > _MOST_KEPT:
                shelf.answers.popitem(last=False)
        result: Result = shelf.answers[key][0]
        return result
