"""How like two questions are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.likeness import is_same_question, likeness, meaning_words, with_marks
from rules.text import fold

_WORDS = ("hồ", "sơ", "trung", "cấp", "thi", "lại", "vắng", "buổi", "bằng", "mất", "giấy", "đường", "biển")
WORDS = st.lists(st.sampled_from(_WORDS), min_size=1).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hồ sơ học trung cấp gồm những gì?", "ho so hoc tc gom j"),
        ("Mất bằng thì làm sao?", "làm sao khi mất bằng vậy"),
        ("Thi lại mấy lần?", "Được thi lại tối đa mấy lần ạ"),
    ],
)
def test_the_same_thing_in_other_words_is_alike(one: str, other: str) -> None:
    assert likeness(other, one) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Độ tuổi học trung cấp", "Độ tuổi học cao cấp"),
        ("Học tập trung mấy tháng", "Học không tập trung mấy tháng"),
        ("Hồ sơ học trung cấp gồm những gì?", "Thủ tục làm sổ đỏ ở xã cần những gì?"),
    ],
)
def test_another_level_or_another_matter_is_not_alike(one: str, other: str) -> None:
    assert likeness(other, one) < 0.6
    assert not is_same_question(one, other)


def test_questions_with_other_numbers_are_not_the_same() -> None:
    assert not is_same_question("Lớp K12 có áo đồng phục không", "Lớp K14 có áo đồng phục không")


def test_a_slip_in_a_long_word_is_forgiven() -> None:
    assert is_same_question("Chứng chỉ khuynh hướng", "Chứng chỉ khuynk hướng")


def test_words_without_meaning_are_alike_to_nothing() -> None:
    assert not meaning_words("cho em hỏi với ạ")
    assert likeness("cho em hỏi với ạ", "Hồ sơ gồm gì") == 0.0


def test_marks_tell_words_apart_that_are_one_without_them() -> None:
    assert with_marks("bí thư đi học", "bí thư đi học") == 1.0
    assert with_marks("bị thu đi học", "bí thư đi học") == 0.5


@given(WORDS)
def test_every_question_is_wholly_like_itself_with_or_without_marks(words: str) -> None:
    if meaning_words(words):
        assert likeness(words, words) == pytest.approx(1.0)
        assert likeness(fold(words), words) == pytest.approx(1.0)
    assert is_same_question(words, fold(words))


@given(WORDS, WORDS)
def test_likeness_lies_between_nothing_and_all_and_sameness_asks_no_order(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) <= 1.0
    assert is_same_question(one, other) == is_same_question(other, one)
