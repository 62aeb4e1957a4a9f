"""Title cells read into their parts."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.titles import Rank, read_titles


def read(text: str) -> list[tuple[str, Rank, str]]:
    return [(part.head, part.rank, part.body) for part in read_titles(text)]


@pytest.mark.parametrize("text", ["Phó Trưởng phòng", "Phó phòng", "P.TP", "PTP", "P. Trưởng phòng", "PP", "phó TP"])
def test_every_short_form_of_a_deputy_is_a_deputy_and_never_a_head(text: str) -> None:
    assert read(text) == [("truong phong", Rank.DEPUTY, "")]


@pytest.mark.parametrize(
    "text",
    [
        "Bí thư Đảng ủy, Chủ tịch HĐND",
        "Bí thư Đảng ủy kiêm Chủ tịch HĐND",
        "Bí thư Đảng ủy - Chủ tịch HĐND",
        "Bí thư Đảng ủy-Chủ tịch HĐND",
        "Bí thư Đảng ủy; CT HĐND",
        "BT Đảng ủy (Chủ tịch HĐND)",
    ],
)
def test_a_cell_may_hold_several_titles(text: str) -> None:
    assert read(text) == [("bi thu", Rank.HEAD, "dang uy"), ("chu tich", Rank.HEAD, "hdnd")]


def test_a_hyphen_inside_a_name_does_not_split_it() -> None:
    assert read("Trưởng phòng Tài chính - Kế hoạch") == [("truong phong", Rank.HEAD, "tai chinh ke hoach")]
    assert read("TP LĐ-TB&XH") == [("truong phong", Rank.HEAD, "ld tb xh")]


def test_former_holders_leave_no_title() -> None:
    assert read("Nguyên Trưởng phòng") == []
    assert read("Nguyên Trưởng phòng, Chuyên viên") == [("", Rank.MEMBER, "chuyen vien")]


def test_acting_heads_are_marked() -> None:
    (part,) = read_titles("Q. Trưởng phòng")
    assert (part.head, part.rank, part.acting) == ("truong phong", Rank.HEAD, True)


def test_how_a_title_is_held_is_not_its_body() -> None:
    assert read("Phó Bí thư Thường trực Đảng ủy") == [("bi thu", Rank.DEPUTY, "dang uy")]
    assert read("Phó Trưởng phòng phụ trách") == [("truong phong", Rank.DEPUTY, "")]
    assert read("Đảng ủy viên nhiệm kỳ 2020-2025") == [("dang uy vien", Rank.MEMBER, "")]


def test_case_diacritics_and_unicode_forms_do_not_matter() -> None:
    expected = read("Bí thư Đảng ủy xã")
    assert read("BÍ THƯ ĐẢNG UỶ XÃ") == expected
    assert read(unicodedata.normalize("NFD", "Bí thư Đảng ủy xã")) == expected
    assert read("bi  thu dang uy xa") == expected


@given(st.text(max_size=60))
@example("\u0300")
@example("quyền")
def test_any_text_can_be_read(text: str) -> None:
    assert all(part.head or part.body for part in read_titles(text))
