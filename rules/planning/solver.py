"""The only door to the solver, HiGHS: exact, on one thread, the same answer to the same question."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isfinite
from typing import Any

from rules.planning.program import Program, Solved, Terms

SECONDS = 30.0
"""How long one question may take; what was found by then is returned, and is not proven."""
_OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "mip_rel_gap": 0.0,
    # The searches for a good answer beside the proof cost more here than they bring: the first bound is nearly exact.
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}


class Undecided(Exception):
    """Not a single answer was found in the time allowed."""


class Impossible(Undecided):
    """The programme has no answer, and that is proven."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How far to go for an answer. By branches it is the same on every machine, by seconds it is not."""

    seconds: float = SECONDS
    branches: int | None = None
    start: tuple[int, ...] = ()
    """An answer already known, for the first columns: nothing worse is returned."""


WHOLE = Effort()
"""Until it is proven, within the time."""


def smallest_in_turn(program: Program, sums: Sequence[Terms], effort: Effort = WHOLE) -> Solved:
    """Make the first sum as small as it can be, then the second without giving up any of the first, and so on.

    Raises Impossible, or Undecided.
    """
    import highspy
    import numpy

    solver = highspy.Highs()
    for name, value in {**_OPTIONS, "time_limit": effort.seconds}.items():
        solver.setOptionValue(name, value)
    if effort.branches is not None:
        solver.setOptionValue("mip_max_nodes", effort.branches)
        # A search that ends soon does not pay for beginning anew.
        solver.setOptionValue("mip_allow_restart", False)
    solver.passModel(_linear(highspy, numpy, program))
    values = effort.start
    found: list[int] = []
    bounds: list[int] = []
    for terms in sums:
        costs = numpy.zeros(len(program.tops))
        costs[list(terms)] = list(terms.values())
        solver.changeColsCost(len(costs), numpy.arange(len(costs), dtype=numpy.int32), costs)
        if values:
            solver.setSolution(
                len(values), numpy.arange(len(values), dtype=numpy.int32), numpy.array(values, dtype=float)
            )
        solver.run()
        status, reached = solver.getModelStatus(), solver.getInfo()
        if reached.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            failed = Impossible if status == highspy.HighsModelStatus.kInfeasible else Undecided
            raise failed(solver.modelStatusToString(status))
        values = tuple(round(value) for value in solver.getSolution().col_value)
        found.append(sum(n * values[column] for column, n in terms.items()))
        optimal = status == highspy.HighsModelStatus.kOptimal
        bounds.append(found[-1] if optimal else _bound(program, terms, reached.mip_dual_bound))
        if terms:
            solver.addRow(-highspy.kHighsInf, found[-1], len(terms), list(terms), list(terms.values()))
    return Solved(values, tuple(found), tuple(bounds))


def _linear(highspy: Any, numpy: Any, program: Program) -> Any:
    """The programme in the solver's own shape, as yet without anything to be made smallest."""
    endless, width, rows = highspy.kHighsInf, len(program.tops), program.rows
    linear = highspy.HighsLp()
    linear.num_col_, linear.num_row_ = width, len(rows)
    linear.col_cost_ = linear.col_lower_ = numpy.zeros(width)
    linear.col_upper_ = numpy.array(program.tops, dtype=float)
    linear.integrality_ = [highspy.HighsVarType.kInteger] * width
    linear.row_lower_ = numpy.array([-endless if row.least is None else row.least for row in rows], dtype=float)
    linear.row_upper_ = numpy.array([endless if row.most is None else row.most for row in rows], dtype=float)
    matrix = linear.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = numpy.cumsum([0, *(len(row.terms) for row in rows)], dtype=numpy.int32)
    matrix.index_ = numpy.array([column for row in rows for column in row.terms], dtype=numpy.int32)
    matrix.value_ = numpy.array([n for row in rows for n in row.terms.values()], dtype=float)
    return linear


def _bound(program: Program, terms: Terms, told: float) -> int:
    """What a sum cannot fall below: as the solver has it, past its crumbs, else by the tops of the columns."""
    if isfinite(told):
        return ceil(told - 1e-6)
    return sum(min(0, n) * program.tops[column] for column, n in terms.items())
