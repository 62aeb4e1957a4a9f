"""Which centre a unit belongs to: however they lie inside one another, each unit belongs to one of them or to none."""

from hypothesis import given
from hypothesis import strategies as st

from rules.areas import nearest_centre


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[int | None], frozenset[int]]:
    """The parent of each unit, none or one before it; and some units that are tops of centres."""
    size = draw(st.integers(1, 12))
    parents = [draw(st.none() | st.integers(0, n - 1)) if n else None for n in range(size)]
    return parents, draw(st.frozensets(st.integers(0, size - 1)))


def way_up(parents: list[int | None], unit: int) -> list[int]:
    """A unit and all above it, the nearest first."""
    above = parents[unit]
    return [unit, *(way_up(parents, above) if above is not None else ())]


@given(trees())
def test_a_unit_belongs_to_the_first_top_on_its_way_up(tree: tuple[list[int | None], frozenset[int]]) -> None:
    parents, tops = tree
    above = {str(unit): frozenset(map(str, way_up(parents, unit))) for unit in range(len(parents))}
    for unit in range(len(parents)):
        first = next((str(each) for each in way_up(parents, unit) if each in tops), None)
        assert nearest_centre(str(unit), [str(top) for top in tops], above) == first


@given(trees())
def test_a_unit_belongs_where_the_unit_above_it_does_unless_it_is_a_top(
    tree: tuple[list[int | None], frozenset[int]],
) -> None:
    parents, tops = tree
    above = {str(unit): frozenset(map(str, way_up(parents, unit))) for unit in range(len(parents))}
    named = [str(top) for top in tops]
    for unit, parent in enumerate(parents):
        own = nearest_centre(str(unit), named, above)
        if unit in tops:
            assert own == str(unit)
        else:
            assert own == (None if parent is None else nearest_centre(str(parent), named, above))
