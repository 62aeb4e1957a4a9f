"""Between plans that are equally good: the surest eligibility, the fewest of one unit away at once, seniority."""

from collections import Counter

from rules.planning.model import Model, grouped, ones
from rules.planning.program import Program, Solved, Terms
from rules.planning.solver import Effort, Undecided, smallest_in_turn

BRANCHES = 1
"""How far the choice among equals is searched: nearly always to its end, and never at the cost of an answer."""


def settled(model: Model, best: Solved) -> tuple[int, ...]:
    """The answer among the equals of the best one. Seniority, then code, choose last, within what each unit sends."""
    program = Program([*model.program.tops], [*model.program.rows])
    for terms, most in zip((model.left_undone, model.places), best.sums, strict=True):
        program.row(terms, most=most)
    try:
        return _settled(model, program, best)
    except Undecided:
        return best.values


def _settled(model: Model, program: Program, best: Solved) -> tuple[int, ...]:
    unease = _unease(model, program)
    calm = _better(program, unease, best.values)
    for seats in model.seats:
        program.row({seats.column: 1}, least=calm[seats.column], most=calm[seats.column])
    program.row(unease, most=sum(n * calm[column] for column, n in unease.items()))
    return _better(program, _juniority(model, program), calm)


def _better(program: Program, terms: Terms, known: tuple[int, ...]) -> tuple[int, ...]:
    """An answer with a sum as small as is found with that effort, beginning with the one that is known."""
    return smallest_in_turn(program, (terms,), Effort(branches=BRANCHES, start=known)).values


def _unease(model: Model, program: Program) -> Terms:
    """How much is unsure about the eligibility of those who go; then the most of one unit away at once."""
    together = list(model.away_together())
    people = Counter(person.unit_id for person in model.question.prospects)
    top = max((others + people[seats[0].unit_id] for seats, others in together), default=0)
    peak = program.column(top)
    for seats, others in together:
        program.row({**ones(seats), peak: -1}, most=-others)
    doubts = {choice.column: choice.doubt * (1 + top) for choice in model.choices if choice.doubt}
    return {**doubts, peak: 1}


def _juniority(model: Model, program: Program) -> Terms:
    """A column for each person, 1 when they go, weighed by their place in the order of seniority."""
    weights: dict[int, int] = {}
    for choices in grouped(model.choices, lambda choice: choice.kind.number).values():
        goes = {program.column(1): model.question.place[person.id] for person in choices[0].kind.people}
        program.row({**ones(choices), **dict.fromkeys(goes, -1)}, least=0, most=0)
        weights.update(goes)
    return weights
