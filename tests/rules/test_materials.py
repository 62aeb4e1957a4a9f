"""Which material a few words mean, and which files are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.classes import TrainingClass
from rules.materials import Asked, Found, Material, Refusal, meant, refusal, refusal_by_name, telling_words

K14 = TrainingClass("k14", "TC-K14", "Trung cấp khóa 14", kind="trung_cap")
K15 = TrainingClass("k15", "TC-K15", "Trung cấp khóa 15", kind="trung_cap")
OTHER = TrainingClass("sc1", "SC-K1", "Sơ cấp khóa 1", kind="so_cap")
PARTY = Found(Material("m1", "k14", "Đường lối xây dựng Đảng", "", 3), "Trung cấp khóa 14", frozenset({"trung_cap"}))
STATE = Found(Material("m2", "k14", "Nhà nước pháp quyền", "", 4), "Trung cấp khóa 14", frozenset({"trung_cap"}))
SHARED = Found(Material("m3", None, "Nội quy học tập", "", kind="trung_cap"), "", frozenset({"trung_cap"}))
ALL = [PARTY, STATE, SHARED]


def ids(found: list[Found]) -> list[str]:
    return [each.material.id for each in found]


def test_a_material_is_meant_by_one_word_of_its_title_without_diacritics() -> None:
    assert ids(meant(ALL, Asked(words=telling_words("bai ve dang")))) == ["m1"]


def test_a_stray_word_among_several_names_nothing() -> None:
    assert ids(meant(ALL, Asked(words=telling_words("cho tôi tài liệu mai học nước ngoài")))) == ["m1", "m2", "m3"]


def test_a_class_finds_its_own_and_those_of_its_course() -> None:
    assert ids(meant(ALL, Asked(classes=(K15,)))) == ["m3"]
    assert ids(meant(ALL, Asked(classes=(K14,)))) == ["m1", "m2", "m3"]
    assert meant(ALL, Asked(classes=(OTHER,))) == []


def test_a_lesson_and_a_course_narrow_the_choice() -> None:
    assert ids(meant(ALL, Asked(lesson=4))) == ["m2"]
    assert meant(ALL, Asked(kind="so_cap")) == []


@given(st.sets(st.sampled_from(["dang", "nha", "noi", "quy", "xyz", "hoc"])), st.none() | st.integers(1, 5))
def test_words_never_turn_something_into_nothing(words: set[str], lesson: int | None) -> None:
    without = meant(ALL, Asked(lesson=lesson))
    narrowed = meant(ALL, Asked(lesson=lesson, words=frozenset(words)))
    assert bool(narrowed) == bool(without)
    assert all(each in without for each in narrowed)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("bai3.pdf", b"%PDF-1.7 ...", None),
        ("Bài 3.DOCX", b"PK\x03\x04...", None),
        ("ghichu.txt", "Bài ba".encode(), None),
        ("bai3.pdf", b"", Refusal.EMPTY),
        ("bai3.exe", b"MZ...", Refusal.KIND),
        ("bai3.pdf", b"MZ...", Refusal.DISGUISED),
        ("bai3.txt", b"MZ...", Refusal.DISGUISED),
        ("khongduoi", b"%PDF-", Refusal.KIND),
    ],
)
def test_a_file_is_taken_when_its_content_is_what_its_name_says(name: str, content: bytes, why: Refusal | None) -> None:
    assert refusal(name, content) is why


def test_a_file_too_large_is_refused_before_it_is_fetched() -> None:
    assert refusal_by_name("phim.pdf", 20_000_001) is Refusal.TOO_LARGE
    assert refusal_by_name("phim.pdf", 20_000_000) is None
