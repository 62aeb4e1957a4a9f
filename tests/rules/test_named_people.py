"""People as they are typed or listed: codes before names, names with or without marks, and doubts told by row."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.cadres import Cadre
from rules.named_people import Doubt, Mention, find_people, mentions_in, mentions_of
from rules.roster.sheet import Cell, Sheet
from tests.rules.people import AN_TRUONG, NOI_VU, holding

HOA = replace(holding("Công chức", AN_TRUONG, id="c1"), code="CB001", name="Nguyễn Thị Hòa")
OTHER_HOA = replace(HOA, id="c2", code="CB002", unit=NOI_VU)
NHA = replace(HOA, id="c3", code="CB003", name="Trần Văn Nhã")
EVERYONE = (HOA, OTHER_HOA, NHA)


def listed(*rows: tuple[Cell, ...]) -> tuple[Mention, ...]:
    return mentions_of(Sheet("Danh sách", rows))


def told(*mentions: Mention) -> tuple[list[str], list[tuple[int, Doubt, tuple[Cadre, ...]]]]:
    found = find_people(mentions, EVERYONE)
    return [each.code for each in found.cadres], [(e.mention.place, e.doubt, e.near) for e in found.unclear]


def test_what_is_typed_is_taken_apart_at_commas_lines_and_the_word_and() -> None:
    words = [each.name for each in mentions_in(" CB001; Trần Văn Nhã và Lê A,\n- Hà Và Ni, ")]
    assert words == ["CB001", "Trần Văn Nhã", "Lê A", "Hà Và Ni"]


def test_a_code_in_any_case_or_a_name_without_marks_finds_somebody_once() -> None:
    assert told(*mentions_in("cb003, tran van nha, CB003")) == (["CB003"], [])


def test_a_name_that_several_have_is_told_apart_by_the_unit_only() -> None:
    named = Mention(4, name="Nguyễn Thị Hòa")
    assert told(named) == ([], [(4, Doubt.SEVERAL, (HOA, OTHER_HOA))])
    assert told(replace(named, unit="phòng nội vụ")) == (["CB002"], [])


def test_a_name_that_nobody_has_is_told_with_the_nearest_one() -> None:
    assert told(Mention(7, name="Trần Văn Nhả"), Mention(8, name="Không Có Ai")) == (
        ["CB003"],
        [(8, Doubt.UNKNOWN, ())],
    )
    assert told(Mention(7, name="Trần Văn Nhàn"))[1] == [(7, Doubt.UNKNOWN, (NHA,))]


def test_a_code_beside_another_persons_name_is_not_guessed_at() -> None:
    assert told(Mention(2, "CB001", "Trần Văn Nhã")) == ([], [(2, Doubt.OTHER_NAME, (HOA,))])


def test_a_list_is_read_below_its_headings_and_its_total_is_nobody() -> None:
    rows: list[tuple[Cell, ...]] = [
        ("DANH SÁCH CẤP ỦY MỚI",), (), ("STT", "Họ và tên", "Mã cán bộ", "Đơn vị"),
        (1.0, "Trần Văn Nhã", None, "xã An Trường"), (2.0, None, "CB001"), (), ("Tổng cộng", "2"), (None, "Tổng số: 2"),
    ]  # fmt: skip
    assert listed(*rows) == (Mention(4, "", "Trần Văn Nhã", "xã An Trường"), Mention(5, "CB001"))


def test_family_and_given_names_in_two_columns_are_one_name() -> None:
    assert listed(("Họ và tên đệm", "Tên"), ("Trần Văn", "Nhã")) == (Mention(2, "", "Trần Văn Nhã"),)


@pytest.mark.parametrize("rows", [(("CB003",), ("Nguyễn Thị Hòa",)), ((1, "CB003"), (2, "Nguyễn Thị Hòa", "x"))])
def test_a_list_without_headings_is_read_by_its_first_words(rows: tuple[tuple[Cell, ...], ...]) -> None:
    assert [each.name for each in listed(*rows)] == ["CB003", "Nguyễn Thị Hòa"]


@given(
    st.lists(st.lists(st.one_of(st.none(), st.text(max_size=8), st.floats(), st.booleans()), max_size=4), max_size=6)
)
def test_no_list_whatsoever_is_too_much(rows: list[list[Cell]]) -> None:
    mentions = mentions_of(Sheet("", rows))
    found = find_people(mentions, EVERYONE)
    assert len(found.cadres) + len(found.unclear) <= len(mentions)
