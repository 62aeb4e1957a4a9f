"""What places buy: the fewest of them for one open target, for two, and so on."""

from dataclasses import dataclass, replace

from rules.planning.model import Model
from rules.planning.plan import Plan, outcomes_of
from rules.planning.program import Program, Solved
from rules.planning.question import Limit, Question
from rules.planning.solver import Impossible, Undecided, smallest_in_turn


@dataclass(frozen=True, slots=True)
class Step:
    """The fewest places that make a number of open targets true, and which become so by them."""

    places: int
    reached: tuple[str, ...]
    proven: bool


def steps_of(question: Question, plan: Plan) -> tuple[Step, ...]:
    """For one open target more each time, up to those that the plan of this question reaches, the fewest places.

    Raises Undecided as the plan does.
    """
    if not plan.reached:
        return ()
    model, loose = Model(question), _loose(question)
    last = len(plan.reached)
    if last < len(plan.outcomes):
        # The plan may use places for people only, beyond those that its targets need.
        return tuple(_step(model, loose, number) for number in range(1, last + 1))
    whole = Step(plan.places, plan.reached, plan.proven)
    return (*(_step(model, loose, number) for number in range(1, last)), whole)


def _step(model: Model, loose: Model, number: int) -> Step:
    """The fewest places for a number of targets.

    Which targets is first asked without any limit but eligibility, a far smaller question whose answer no other can
    undercut; then what these targets take under all limits. So on with the next best ones, until even without limits
    no others would take fewer.
    """
    among = loose.program.with_row(dict.fromkeys(loose.reached.values(), 1), least=number)
    best, proven = None, True
    while (least := _fewest(among, loose)) is not None and (best is None or least.bounds < best.sums):
        chosen = [id for id, column in loose.reached.items() if least.values[column]]
        solved = _fewest(_reaching(model, chosen), model)
        if solved is not None and (best is None or solved.sums < best.sums):
            best = solved
        proven = proven and least.proven and (solved is None or solved.proven)
        others = dict.fromkeys((loose.reached[id] for id in chosen), 1)
        among = among.with_row(others, most=len(chosen) - 1)
    if best is None:
        raise Undecided(f"no {number} targets can be reached together")
    outcomes = outcomes_of(model.question.open_needs, model.sent(best.values))
    return Step(best.sums[0], tuple(each.target_id for each in outcomes if each.reached), proven)


def _fewest(program: Program, model: Model) -> Solved | None:
    """The fewest places; None where it cannot be done."""
    try:
        return smallest_in_turn(program, (model.places,))
    except Impossible:
        return None


def _reaching(model: Model, targets: list[str]) -> Program:
    """The programme with these targets to become true."""
    return model.program.with_row(dict.fromkeys((model.reached[id] for id in targets), 1), least=len(targets))


def _loose(question: Question) -> Model:
    """The model without any limit but eligibility, and so without units."""
    people = [replace(person, unit_id="") for person in question.prospects]
    every = frozenset(Limit) - {Limit.ELIGIBILITY}
    return Model(replace(question, prospects=people, away=(), lifted=every))
