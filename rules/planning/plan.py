"""The fewest places that make all targets true, proven; and when they cannot, the best there is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rules.planning.demand import Need
from rules.planning.model import Model, Sent
from rules.planning.program import Solved
from rules.planning.question import Question
from rules.planning.solver import smallest_in_turn
from rules.planning.ties import settled

_EXACT = 10**9
"""Sums beyond it are made small one after the other: the solver's crumbs would no longer be far below one."""


@dataclass(frozen=True, slots=True)
class TargetOutcome:
    """What a plan does for one open target."""

    target_id: str
    needed: int | None
    added: int
    """People of the plan who are counted in it."""

    @property
    def reached(self) -> bool:
        return self.needed is not None and self.added >= self.needed


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom to propose for which class. A proposal: units and the competent level decide."""

    sent: tuple[Sent, ...]
    """Those who help most targets first, then by seniority and code."""
    outcomes: tuple[TargetOutcome, ...]
    """The open targets, in the order of the policy."""
    proven: bool
    """Whether no other plan reaches more targets, counts more people there, or needs fewer places for the same."""
    fewest: int
    """No plan that does as much needs fewer places than this; equal to the places of this one when proven."""

    @property
    def places(self) -> int:
        return len(self.sent)

    @property
    def reached(self) -> tuple[str, ...]:
        """The open targets that become true by it."""
        return tuple(outcome.target_id for outcome in self.outcomes if outcome.reached)


def whom_to_send(question: Question) -> Plan:
    """Whom to send. First the most targets reached, then the most people counted in those that are not, then the
    fewest places; between equals the lowest classes, so that no higher one is filled where a lower one is enough, the
    surest eligibility, the fewest of one unit away at once, seniority.

    A person counts once in every target, and has one place at most. What places buy, and what keeps the targets that
    stay open, are questions of their own: `steps_of`, `shortfall_of`. Raises Undecided when the solver's time ends
    without any answer.
    """
    if not question.open_needs:
        return Plan((), (), True, 0)
    model = Model(question)
    best = _best(model)
    sent = model.sent(settled(model, best))
    return Plan(sent, outcomes_of(question.open_needs, sent), best.proven, best.bounds[1])


def outcomes_of(needs: Iterable[Need], sent: Iterable[Sent]) -> tuple[TargetOutcome, ...]:
    """What those who are sent do for each target."""
    added = Counter(target_id for each in sent for target_id in each.helps)
    return tuple(TargetOutcome(need.target_id, need.needed, added[need.target_id]) for need in needs)


def _best(model: Model) -> Solved:
    """The least left undone, then the fewest places. Both at once where numbers stay small enough to be exact: one of
    the first outweighs all places there are, and the second sum is proven far sooner than on its own."""
    terms, weight = model.left_undone, 1 + model.most_places
    if weight * sum(abs(n) * model.program.tops[column] for column, n in terms.items()) > _EXACT:
        return smallest_in_turn(model.program, (terms, model.places))
    both = {**{column: weight * n for column, n in terms.items()}, **model.places}
    solved = smallest_in_turn(model.program, (both,))
    undone, places = (sum(n * solved.values[column] for column, n in sum_.items()) for sum_ in (terms, model.places))
    least = -((model.most_places - solved.bounds[0]) // weight)
    return Solved(solved.values, (undone, places), (least, max(0, solved.bounds[0] - weight * undone)))
