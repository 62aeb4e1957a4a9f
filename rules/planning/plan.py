"""The fewest places that make all targets true, proven; and when they cannot, the best there is and what keeps it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rules.planning.demand import Need
from rules.planning.model import Model, Sent
from rules.planning.program import Program, Solved
from rules.planning.question import Limit, Question
from rules.planning.solver import Effort, Undecided, smallest_in_turn
from rules.planning.ties import settled


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
class Step:
    """The fewest places that make a number of open targets true, and which become so by them."""

    places: int
    reached: tuple[str, ...]
    proven: bool


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


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom to propose for which class. A proposal: units and the competent level decide."""

    sent: tuple[Sent, ...]
    """Those who help most targets first, then by seniority and code."""
    outcomes: tuple[TargetOutcome, ...]
    """The open targets, in the order of the policy."""
    steps: tuple[Step, ...]
    """What places buy: for one open target more each time, the fewest places."""
    proven: bool
    """Whether no other plan reaches more targets, counts more people there, or needs fewer places for the same."""
    fewest: int
    """No plan that does as much needs fewer places than this; equal to the places of this one when proven."""
    shortfall: Shortfall | None
    """None when every open target is reached."""

    @property
    def places(self) -> int:
        return len(self.sent)

    def reached_with(self, places: int) -> tuple[str, ...]:
        """The open targets that become true with so many places."""
        return max((step.reached for step in self.steps if step.places <= places), key=len, default=())


def whom_to_send(question: Question) -> Plan:
    """Whom to send. First the most targets reached, then the most people counted in those that are not, then the
    fewest places; between equals the surest eligibility, the fewest of one unit away at once, seniority.

    A person counts once in every target, and has one place at most. Raises Undecided when the
    solver's time ends without any answer.
    """
    if not question.open_needs:
        return Plan((), (), (), True, 0, None)
    model = Model(question)
    best = smallest_in_turn(model.program, (model.left_undone, model.places))
    sent = model.sent(settled(model, best))
    outcomes = _outcomes(question.open_needs, sent)
    reached = tuple(outcome.target_id for outcome in outcomes if outcome.reached)
    loose = _loose(question)
    whole = Step(len(sent), reached, best.proven)
    short = len(reached) < len(outcomes)
    return Plan(
        sent=sent,
        outcomes=outcomes,
        # With all targets reached the plan is its own last step; else it may use places for people only.
        steps=(
            *(_step(model, loose, best, number) for number in range(1, len(reached) + short)),
            *(() if short else (whole,)),
        ),
        proven=best.proven,
        fewest=best.bounds[1],
        shortfall=_shortfall(model, best, outcomes) if short else None,
    )


def _outcomes(needs: Iterable[Need], sent: Iterable[Sent]) -> tuple[TargetOutcome, ...]:
    added = Counter(target_id for each in sent for target_id in each.helps)
    return tuple(TargetOutcome(need.target_id, need.needed, added[need.target_id]) for need in needs)


def _step(model: Model, loose: Model, best: Solved, number: int) -> Step:
    """The fewest places for a number of targets.

    Which targets is first asked without any limit but eligibility, a far smaller question. If as few places do under
    the limits too, that is the answer; only else the whole question is put.
    """
    least = smallest_in_turn(_reaching(loose, number), (loose.places,))
    chosen = [id for id, column in loose.reached.items() if least.values[column]]
    try:
        solved = smallest_in_turn(_reaching(model, len(chosen), chosen), (model.places,))
    except Undecided:
        solved = None
    if solved is None or solved.sums != least.bounds:
        solved = smallest_in_turn(_reaching(model, number), (model.places,), Effort(start=best.values))
    outcomes = _outcomes(model.question.open_needs, model.sent(solved.values))
    return Step(solved.sums[0], tuple(each.target_id for each in outcomes if each.reached), solved.proven)


def _reaching(model: Model, number: int, among: Sequence[str] | None = None) -> Program:
    """The programme with so many targets to become true, of those named."""
    columns = (model.reached[id] for id in (model.reached if among is None else among))
    return model.program.with_row(dict.fromkeys(columns, 1), least=number)


def _loose(question: Question) -> Model:
    """The model without any limit but eligibility, and so without units."""
    people = [replace(person, unit_id="") for person in question.prospects]
    every = frozenset(Limit) - {Limit.ELIGIBILITY}
    return Model(replace(question, prospects=people, away=(), lifted=every))


def _shortfall(model: Model, best: Solved, outcomes: tuple[TargetOutcome, ...]) -> Shortfall:
    question = model.question
    tried = (_without(question, limit) for limit in question.limits_set)
    return Shortfall(
        targets=tuple(_unreached(model, outcome) for outcome in outcomes if not outcome.reached),
        binding=tuple(each for each in tried if (each.targets, each.people) > model.done(best.values)),
    )


def _without(question: Question, limit: Limit) -> Lifted:
    model = Model(replace(question, lifted=frozenset({limit})))
    return Lifted(limit, *model.done(smallest_in_turn(model.program, (model.left_undone,)).values))


def _unreached(model: Model, outcome: TargetOutcome) -> Unreached:
    alone = smallest_in_turn(model.program, ({model.counted[outcome.target_id]: -1},))
    level = next(need.level for need in model.question.open_needs if need.target_id == outcome.target_id)
    has_class = any(offer.level >= level for offer in model.question.offers)
    return Unreached(outcome.target_id, outcome.needed, -alone.sums[0], has_class)
