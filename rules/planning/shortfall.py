"""Why not all open targets can be reached: how far each one could be taken alone, and which limits hold."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rules.eligibility import Overall
from rules.planning.demand import Need
from rules.planning.model import Model
from rules.planning.plan import Plan, TargetOutcome
from rules.planning.prospects import Prospect
from rules.planning.question import Limit, Question
from rules.planning.solver import smallest_in_turn


@dataclass(frozen=True, slots=True)
class Unreached:
    """A target that the plan leaves open."""

    target_id: str
    needed: int | None
    at_most: int
    """How many could be added if everything served this target alone."""
    has_class: bool
    """Whether any class gives its level."""


@dataclass(frozen=True, slots=True)
class Lifted:
    """What would become possible without one limit."""

    limit: Limit
    targets: int
    people: int
    """Counted once in each target, up to what the target needs."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Why not all open targets can be reached."""

    targets: tuple[Unreached, ...]
    binding: tuple[Lifted, ...]
    """The limits that hold: more is possible without any one of them. Empty when only several together do it."""


def shortfall_of(question: Question, plan: Plan) -> Shortfall | None:
    """What keeps the targets that the plan of this question leaves open; None when it leaves none.

    Raises Undecided as the plan does.
    """
    open_ones = [outcome for outcome in plan.outcomes if not outcome.reached]
    if not open_ones:
        return None
    done = done_by(plan)
    tried = (_without(question, limit) for limit in question.limits_set)
    return Shortfall(
        targets=tuple(_unreached(question, need) for need in question.open_needs if _is_among(need, open_ones)),
        binding=tuple(each for each in tried if (each.targets, each.people) > done),
    )


def done_by(plan: Plan) -> tuple[int, int]:
    """How many targets a plan reaches, and its people, counted as those of `Lifted` are."""
    return len(plan.reached), sum(_counted(outcome) for outcome in plan.outcomes)


def _counted(outcome: TargetOutcome) -> int:
    return outcome.added if outcome.needed is None else min(outcome.added, outcome.needed)


def _is_among(need: Need, outcomes: list[TargetOutcome]) -> bool:
    return any(outcome.target_id == need.target_id for outcome in outcomes)


def _without(question: Question, limit: Limit) -> Lifted:
    model = Model(replace(question, lifted=frozenset({limit})))
    return Lifted(limit, *model.done(smallest_in_turn(model.program, (model.left_undone,)).values))


def _unreached(question: Question, need: Need) -> Unreached:
    """The same question with this target alone: a small one, since people differ in nothing but where they may go."""
    alone = Model(replace(question, prospects=tuple(_for_one_target(question, need)), needs=(need,)))
    at_most = -smallest_in_turn(alone.program, ({alone.counted[need.target_id]: -1},)).sums[0]
    return Unreached(need.target_id, need.needed, at_most, any(offer.level >= need.level for offer in question.offers))


def _for_one_target(question: Question, need: Need) -> Iterator[Prospect]:
    """Those who lack it, with the ways that are open to them; how sure an open one is does not matter here."""
    sure = min(question.limits.accept, default=Overall.DU_DIEU_KIEN)
    for person in question.prospects:
        lacks = tuple(lack for lack in person.lacks if lack.target_id == need.target_id)
        if lacks:
            open_ways = (way for way in person.ways if question.way(person, (way.level, way.mode)))
            ways = tuple(replace(way, answer=sure) for way in open_ways)
            yield replace(person, lacks=lacks, ways=ways)
