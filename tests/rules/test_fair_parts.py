"""Fair parts: nobody gets more than they wish, nothing lies idle that is wished for, and nobody is favoured."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.fair_parts import fair_parts

Wishes = st.lists(st.integers(0, 50), max_size=12)


@given(total=st.integers(0, 200), wishes=Wishes)
def test_all_that_is_wished_for_is_given_out_and_no_more(total: int, wishes: list[int]) -> None:
    parts = fair_parts(total, wishes)
    assert sum(parts) == min(total, sum(wishes))
    assert all(0 <= part <= wish for part, wish in zip(parts, wishes, strict=True))


@given(total=st.integers(0, 200), wishes=Wishes)
def test_who_gets_less_than_they_wish_has_as_much_as_anybody(total: int, wishes: list[int]) -> None:
    parts = fair_parts(total, wishes)
    unmet = [part for part, wish in zip(parts, wishes, strict=True) if part < wish]
    assert all(part >= max(parts) - 1 for part in unmet)


@pytest.mark.parametrize(
    ("total", "wishes", "parts"),
    [
        (30, [30, 1], [29, 1]),
        (30, [30, 30], [15, 15]),
        (30, [30, 4, 30], [13, 4, 13]),
        (10, [30, 30, 30], [4, 3, 3]),
        (1, [1, 5], [1, 0]),
        (30, [], []),
    ],
)
def test_what_some_leave_goes_to_the_others_alike(total: int, wishes: list[int], parts: list[int]) -> None:
    assert fair_parts(total, wishes) == parts
