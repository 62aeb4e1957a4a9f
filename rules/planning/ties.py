"""Between plans that are equally good: the lowest classes that are enough, the surest eligibility, the fewest of one
unit away at once, seniority."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rules.planning.model import Model, grouped, ones
from rules.planning.program import Program, Solved, Terms
from rules.planning.solver import Effort, Undecided, smallest_in_turn

BRANCHES = 1
"""How far the choice among equals is searched: nearly always to its end, and never at the cost of an answer."""


def settled(model: Model, best: Solved) -> tuple[int, ...]:
    """The answer among the equals of the best one. Seniority, then code, choose last, within what each unit sends."""
    try:
        calm, unease = _calmest(model, best)
        return _senior(model, calm, unease)
    except Undecided:
        return best.values


def _calmest(model: Model, best: Solved) -> tuple[tuple[int, ...], tuple[Program, Terms]]:
    """An equal with the least unease, and the programme of all of them.

    First among those that do the same for the same targets, a question that is soon at its end and gives the wider one
    its start. Where every target is reached to the full, these are all there are.
    """
    done = [*model.reached.values(), *model.counted.values()]
    same, unease = _equals(model, best, [[column] for column in done])
    calm = _better(same, unease, best.values)
    if all(best.values[column] == model.program.tops[column] for column in done):
        return calm, (same, unease)
    wider, unease = _equals(model, best, [[*model.reached.values()], [*model.counted.values()]])
    return _better(wider, unease, calm), (wider, unease)


def _equals(model: Model, best: Solved, kept: Iterable[Sequence[int]]) -> tuple[Program, Terms]:
    """The programme of the answers that keep these sums of the best one, with no more places; and their unease."""
    program = Program([*model.program.tops], [*model.program.rows])
    for columns in kept:
        program.row(dict.fromkeys(columns, 1), least=sum(best.values[column] for column in columns))
    program.row(model.places, most=best.sums[1])
    return program, _unease(model, program, best.sums[1])


def _senior(model: Model, calm: tuple[int, ...], equals: tuple[Program, Terms]) -> tuple[int, ...]:
    program, unease = equals
    for seats in model.seats:
        program.row({seats.column: 1}, least=calm[seats.column], most=calm[seats.column])
    program.row(unease, most=sum(n * calm[column] for column, n in unease.items()))
    return _better(program, _juniority(model, program), calm)


def _better(program: Program, terms: Terms, known: tuple[int, ...]) -> tuple[int, ...]:
    """An answer with a sum as small as is found with that effort, beginning with the one that is known."""
    return smallest_in_turn(program, (terms,), Effort(branches=BRANCHES, start=known)).values


def _unease(model: Model, program: Program, places: int) -> Terms:
    """How high the classes are; then how much is unsure about the eligibility of those who go; then the most of one
    unit away at once. One of the first outweighs all the others of that many places."""
    together = list(model.away_together())
    people = Counter(person.unit_id for person in model.question.prospects)
    top = max((others + people[seats[0].unit_id] for seats, others in together), default=0)
    peak = program.column(top)
    for seats, others in together:
        program.row({**ones(seats), peak: -1}, most=-others)
    unsure = 1 + top
    high = unsure * (1 + places * max((choice.doubt for choice in model.choices), default=0))
    steps = {level: n for n, level in enumerate(sorted({choice.study[0] for choice in model.choices}))}
    weights = {each.column: high * steps[each.study[0]] + unsure * each.doubt for each in model.choices}
    return {**{column: weight for column, weight in weights.items() if weight}, peak: 1}


def _juniority(model: Model, program: Program) -> Terms:
    """A column for each person, 1 when they go, weighed by their place in the order of seniority."""
    weights: dict[int, int] = {}
    for choices in grouped(model.choices, lambda choice: choice.kind.number).values():
        goes = {program.column(1): model.question.place[person.id] for person in choices[0].kind.people}
        program.row({**ones(choices), **dict.fromkeys(goes, -1)}, least=0, most=0)
        weights.update(goes)
    return weights
