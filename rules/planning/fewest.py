"""How many people it takes at least, whatever classes there are: each counted once, whoever helps most first."""

from collections import Counter
from collections.abc import Iterable

from rules.planning.demand import Need
from rules.planning.program import Program
from rules.planning.solver import smallest_in_turn


def fewest_people(needs: Iterable[Need]) -> int:
    """The fewest people who would make every open target true by reaching what their groups ask, each counted once.

    A target that no number of people makes true asks for everyone it lacks. Raises Undecided.
    """
    open_needs = [need for need in needs if need.is_open]
    alike = Counter(
        tuple(n for n, need in enumerate(open_needs) if person in need.lacking)
        for person in frozenset[str]().union(*(need.lacking for need in open_needs))
    )
    if not alike:
        return 0
    program = Program()
    columns = {helped: program.column(people) for helped, people in sorted(alike.items())}
    for n, need in enumerate(open_needs):
        helpers = {column: 1 for helped, column in columns.items() if n in helped}
        program.row(helpers, least=len(need.lacking) if need.needed is None else need.needed)
    return smallest_in_turn(program, (dict.fromkeys(columns.values(), 1),)).sums[0]
