"""What a typed roll means, and how near absences are to the centre's limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.attendance import Limit, Missed, Nearness, Presence, Roll, limit_of, marked, nearness, roll_in

WITH, WITHOUT = Presence.EXCUSED, Presence.ABSENT


@pytest.mark.parametrize("text", ["đủ", "Đủ.", "lớp đủ", "không vắng", "không ai vắng", "du ca"])
def test_everybody_is_there(text: str) -> None:
    assert roll_in(text) == Roll()


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("vắng 4 17", {4: None, 17: None}),
        ("vang 4, 17 va 9", {4: None, 17: None, 9: None}),
        ("vắng 4 có phép", {4: WITH}),
        ("vắng có phép 4 17", {4: WITH, 17: WITH}),
        ("vắng 4, 17 không phép", {4: None, 17: WITHOUT}),
        ("vắng 4 17, có phép", {4: WITH, 17: WITH}),
        ("vắng 4 17 không phép; 9 có phép", {4: WITHOUT, 17: WITHOUT, 9: WITH}),
        ("vắng 3-5", {3: None, 4: None, 5: None}),
        ("có mặt hết trừ 4", {4: None}),
        ("vắng 4 cp", {4: WITH}),
    ],
)
def test_the_absent_are_named_by_number(text: str, absent: dict[int, Presence | None]) -> None:
    assert roll_in(text) == Roll(absent)


@pytest.mark.parametrize(
    "text", ["", "4 17", "vắng", "vắng Nhã", "xin vắng sáng mai", "vắng 4 vì ốm", "đủ 30", "vắng 0"]
)
def test_what_is_no_roll_is_none(text: str) -> None:
    assert roll_in(text) is None


@given(st.text(max_size=40))
def test_any_text_is_a_roll_or_none(text: str) -> None:
    found = roll_in(text)
    assert found is None or all(number > 0 for number in found.absent)


@pytest.mark.parametrize(("cell", "meant"), [("V", WITHOUT), ("x", WITHOUT), ("P", WITH), ("", None), ("có", None)])
def test_marks_of_the_printed_sheet(cell: str, meant: Presence | None) -> None:
    assert marked(cell) is meant


@pytest.mark.parametrize("text", ["20%", "3 buổi", "20% không phép", "3 buổi không phép"])
def test_a_limit_reads_back_as_it_is_written(text: str) -> None:
    found = limit_of(text)
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize("text", ["", "nhiều", "0%", "100%", "20", "-1 buổi"])
def test_what_is_no_limit_is_none(text: str) -> None:
    assert limit_of(text) is None


def test_without_a_limit_nobody_is_near_it() -> None:
    assert nearness(Missed(30, 30), None, 40) is Nearness.NONE


@pytest.mark.parametrize(
    ("missed", "near"),
    [(0, Nearness.NONE), (6, Nearness.NONE), (7, Nearness.NEAR), (8, Nearness.NEAR), (9, Nearness.OVER)],
)
def test_the_warning_comes_before_the_limit_is_passed(missed: int, near: Nearness) -> None:
    assert nearness(Missed(missed), limit_of("20%"), 40) is near


def test_whether_leave_counts_is_the_centres_to_say() -> None:
    assert nearness(Missed(0, 9), limit_of("20%"), 40) is Nearness.OVER
    assert nearness(Missed(0, 9), limit_of("20% không phép"), 40) is Nearness.NONE
    assert Limit(sessions=2).allowed(40) == 2
