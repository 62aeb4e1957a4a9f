"""What a mended text says otherwise, told in a few words or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.rewording import Reworded, reworded

LINES = "Kính gửi đồng chí {ho_ten},\nLớp học lúc 8 giờ tại **Hội trường A**.\nTrân trọng."


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (LINES.replace("8 giờ", "9 giờ"), [("lúc 8 giờ", "lúc 9 giờ")]),
        (LINES.replace("8 giờ tại", "14 giờ 30 tại"), [("lúc 8 giờ tại", "lúc 14 giờ 30 tại")]),
        (LINES.replace("lúc 8 giờ ", ""), [("học lúc 8 giờ tại", "học tại")]),
        (LINES.replace("Trân trọng.", "Trân trọng cảm ơn."), [("Trân trọng.", "Trân trọng cảm ơn.")]),
        (LINES.replace("Lớp học", "Buổi học").replace("trường A", "trường B"),
         [("Lớp học", "Buổi học"), ("trường A.", "trường B.")]),
    ],
)  # fmt: skip
def test_a_change_is_told_with_a_word_around_it(after: str, told: list[tuple[str, str]]) -> None:
    assert [(each.before, each.after) for each in reworded(LINES, after)] == told


def test_half_a_pair_of_brackets_is_not_told() -> None:
    before = "Ngày mai (thứ Ba 03/06/2025) 8 giờ họp."
    [told] = reworded(before, before.replace("8 giờ", "9 giờ"))
    assert (told.before, told.after) == ("8 giờ", "9 giờ")


@pytest.mark.parametrize(
    "after",
    [
        LINES,
        LINES.replace("**", ""),
        LINES.replace("{ho_ten}", "{don_vi}"),
        LINES.replace("\nTrân trọng.", "\nMang theo sổ tay.\nTrân trọng."),
        "Lớp nghỉ. " * 20,
    ],
)
def test_what_a_few_words_cannot_tell_is_not_told(after: str) -> None:
    assert reworded(LINES, after) == ()


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_what_is_told_stands_in_either_text_and_differs(before: str, after: str) -> None:
    for each in reworded(before, after):
        assert each.before in " ".join(before.split())
        assert each.after in " ".join(after.split())
        assert each.before != each.after


def test_one_place_is_one_pair() -> None:
    assert reworded("học ngày 5/6 lúc 8 giờ", "học ngày 6/6 lúc 9 giờ") == (
        Reworded("ngày 5/6 lúc 8 giờ", "ngày 6/6 lúc 9 giờ"),
    )
