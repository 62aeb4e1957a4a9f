"""What is typed becomes words that compare, whatever the keyboard, the hurry or the region made of it."""

import unicodedata

import pytest

from handlers.understanding.normalising import reading_of
from handlers.understanding.telex import typed_back


def test_composed_and_decomposed_letters_read_alike() -> None:
    text = "Lớp sơ cấp học ở đâu"
    assert reading_of(unicodedata.normalize("NFD", text)) == reading_of(text)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("lichj", "lịch"),
        ("hocj", "học"),
        ("ddaau", "đâu"),
        ("truwowngf", "trường"),
        ("nguoiwf", "người"),
        ("lo7p1", "lớp"),
        ("ho5c", "học"),
    ],
)
def test_left_overs_of_telex_and_vni_are_turned_back(typed: str, word: str) -> None:
    assert typed_back(typed) == word


@pytest.mark.parametrize("word", ["toi", "class", "k12", "bai4", "slide", "2025"])
def test_what_is_no_left_over_stays(word: str) -> None:
    assert typed_back(word) == word


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("e dc hok lớp tc ko zậyyy", "em duoc hoc lop trung cap khong vay"),
        ("hệ tc", "he tai chuc"),
        ("CC XÃ cần bằng j", "cong chuc xa can bang gi"),
        ("bài4 t12", "bai 4 thang 12"),
        ("họcc roii", "hoc roi"),
        ("trưởngban", "truong ban"),
    ],
)
def test_chat_spelling_is_spelled_out_by_the_longest_entry(text: str, folded: str) -> None:
    assert reading_of(text).folded == folded


def test_what_an_ambiguous_short_form_also_means_is_kept() -> None:
    reading = reading_of("xin dk lớp")
    assert reading.words == ("xin", "dang", "ky", "lop")
    assert (1, ("dieu", "kien")) in reading.others


def test_the_code_of_a_class_stays_whole() -> None:
    assert reading_of("lịch lớp SC-K2").words == ("lich", "lop", "sc-k2")
