"""People below their level by unit: nobody twice, nobody left out, whichever units one asks for."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rules.below_level import below_in, own_below
from rules.cadres import Tier, Unit
from rules.summary import Summary
from rules.tallies import People, UnitSummary

_NOTHING = Summary(date(2025, 6, 2), (), None, 0)

trees = st.lists(st.tuples(st.integers(-1, 8), st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=9)
"""Units: the place of the unit above among those before it, people, and how many of them are there already."""


def units_of(tree: list[tuple[int, int, int]]) -> tuple[list[UnitSummary], list[int]]:
    """The units with the people of all below them, and how many of each one's own are below their level."""
    above = [place if place < number else -1 for number, (place, _, _) in enumerate(tree)]
    own = [(total, min(met, total)) for _, total, met in tree]
    whole = [list(each) for each in own]
    for number in reversed(range(len(tree))):
        if above[number] >= 0:
            whole[above[number]] = [a + b for a, b in zip(whole[above[number]], whole[number], strict=True)]
    found = [
        UnitSummary(
            Unit(f"u{n}", f"Đơn vị {n}", Tier.COMMUNE, parent_id=f"u{above[n]}" if above[n] >= 0 else None),
            _NOTHING,
            People(whole[n][0], whole[n][1], 0),
        )
        for n in range(len(tree))
    ]
    return found, [total - met for total, met in own]


@given(trees)
def test_the_units_together_have_as_many_as_all(tree: list[tuple[int, int, int]]) -> None:
    units, own = units_of(tree)
    listed = own_below(units)
    assert below_in(units, {None}).many == sum(own) == sum(many for _, many in listed)
    assert dict(listed) == {f"Đơn vị {n}": many for n, many in enumerate(own) if many}
    assert [many for _, many in listed] == sorted((many for _, many in listed), reverse=True)


@given(trees, st.sets(st.integers(0, 8)))
def test_a_unit_named_together_with_one_above_it_counts_once(tree: list[tuple[int, int, int]], some: set[int]) -> None:
    units, own = units_of(tree)
    above = {each.unit.id: each.unit.parent_id for each in units}
    wanted = {f"u{n}" for n in some if n < len(tree)}

    def reached(unit_id: str | None) -> bool:
        return unit_id is not None and (unit_id in wanted or reached(above[unit_id]))

    expected = sum(many for n, many in enumerate(own) if reached(f"u{n}"))
    assert below_in(units, wanted).many == expected
