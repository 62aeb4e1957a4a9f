"""Giờ giảng: sessions and periods, and nothing that nobody wrote down."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.classes import Part, Session
from rules.hours import Hours, Taught, hours_of, periods_in, sheets, total

TODAY = date(2025, 6, 10)
FIRST = Session("s1", "k1", date(2025, 6, 9), Part.SANG, "Bài 1", "", "Ngô Văn Minh", "gv1", periods=4)
SILENT = replace(FIRST, id="s2", part=Part.CHIEU, periods=None)
OFF = replace(FIRST, id="s3", cancelled=True)
some_sessions = st.lists(st.sampled_from([FIRST, SILENT, OFF]))


def taught(*sessions: Session) -> list[Taught]:
    return [Taught(each, "CU-K1", "Cấp ủy, khóa 1") for each in sessions]


@pytest.mark.parametrize(
    ("text", "periods"), [("4", 4), ("5 tiết", 5), ("4.0", 4), ("0", None), ("13", None), ("", None)]
)
def test_periods_are_typed_as_a_number(text: str, periods: int | None) -> None:
    assert periods_in(text) == periods


def test_periods_nobody_wrote_are_counted_as_sessions_only() -> None:
    assert hours_of([FIRST, SILENT, OFF], None) == Hours(2, 4, 1)
    assert hours_of([SILENT], None).periods is None
    assert hours_of([], None).periods == 0


def test_the_number_of_the_centre_counts_where_a_session_says_nothing() -> None:
    assert hours_of([FIRST, SILENT], 5) == Hours(2, 9)


@given(some_sessions, some_sessions, st.sampled_from([None, 3]))
def test_two_parts_together_come_to_the_whole(one: list[Session], other: list[Session], number: int | None) -> None:
    assert total([hours_of(one, number), hours_of(other, number)]) == hours_of(one + other, number)


def test_what_is_still_to_come_stands_apart() -> None:
    later = replace(FIRST, id="s4", day=date(2025, 6, 11))
    [sheet] = sheets(taught(FIRST, later), None, TODAY)
    assert (sheet.held, sheet.ahead) == (Hours(1, 4), Hours(1, 4))


def test_two_of_one_name_have_a_sheet_each_and_sessions_without_a_name_come_last() -> None:
    other = replace(FIRST, id="s5", lecturer_id="gv2")
    nobody = replace(FIRST, id="s6", lecturer="", lecturer_id=None)
    only_named = replace(FIRST, id="s7", lecturer="Trần Thị An", lecturer_id=None)
    spelled = replace(only_named, id="s8", lecturer="TRẦN THỊ AN")
    found = sheets(taught(nobody, FIRST, other, only_named, spelled), None, TODAY)
    assert [(each.name, each.lecturer_id, len(each.taught)) for each in found] == [
        ("Trần Thị An", None, 2), ("Ngô Văn Minh", "gv1", 1), ("Ngô Văn Minh", "gv2", 1), ("", None, 1),
    ]  # fmt: skip
