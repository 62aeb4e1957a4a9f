"""What is taken for a linking code, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.linking import code_in, lacks_code, looks_like_code
from handlers.linking.code import ALPHABET, digest, is_whole, new_code, shown

CODE = "7K3M9QX2WA"


@pytest.mark.parametrize(
    "text",
    [
        "LIENKET 7K3M9-QX2WA",
        "lienket 7k3m9-qx2wa",
        "Liên kết 7k3m9qx2wa",
        "liên kết: 7K3M9 QX2WA.",
        "LIENKET 7K3 M9Q X2WA",
        "mã 7K3M9-QX2WA",
        "Mã liên kết: 7K3M9-QX2WA",
        "7K3M9-QX2WA",
        "7k3m9qx2wa",
        "LK 7K3M9-QX2WA",
        " 7K3M9 QX2WA ",
    ],
)
def test_a_code_is_known_however_it_is_typed(text: str) -> None:
    assert looks_like_code(text)
    assert code_in(text) == CODE


def test_letters_that_look_like_digits_are_mended() -> None:
    assert looks_like_code("LIENKET OI2L4-QX2WA")
    assert code_in("LIENKET OI2L4-QX2WA") == "01214QX2WA"


@pytest.mark.parametrize(
    "text",
    [
        "0912000001",
        "+84912000001",
        "trung tâm chính trị",
        "chinhtritc",
        "tôi muốn liên kết",
        "liên kết hồ sơ",
        "liên kết zalo 0912 000 001",
        "lớp 2 tháng 9",
        "mã lớp 12",
        "mã cán bộ CB001",
        "2025-06-02",
        "7K3M9",
        "",
    ],
)
def test_words_dates_and_phone_numbers_are_not_codes(text: str) -> None:
    assert not looks_like_code(text)


def test_a_linked_person_has_to_say_that_it_is_a_code() -> None:
    assert not looks_like_code("7K3M9QX2WA", bare=False)
    assert looks_like_code("LIENKET 7K3M9QX2WA", bare=False)


def test_a_code_with_a_character_missing_is_still_seen_as_meant() -> None:
    assert looks_like_code("LIENKET 7K3M9-QX2W")
    assert not is_whole(code_in("LIENKET 7K3M9-QX2W"))


@pytest.mark.parametrize(
    "text", ["LIENKET 123", "LK 123", "lk: 12", "Mã liên kết 7K3M9.", "LIENKET 7K3M9-QX2WA-99Z1234"]
)
def test_a_code_far_too_short_or_long_is_seen_as_meant(text: str) -> None:
    assert lacks_code(text)
    assert code_in(text)
    assert not is_whole(code_in(text))


@pytest.mark.parametrize("text", ["LIENKET", "lk", "Mã liên kết:", "nhập mã liên kết"])
def test_the_word_without_a_code_is_seen_as_meant_too(text: str) -> None:
    assert lacks_code(text)
    assert code_in(text) == ""


@pytest.mark.parametrize(
    "text", ["liên kết hồ sơ", "liên kết 12 người rồi", "đã liên kết 12", "liên kết", "lk là gì", "123"]
)
def test_words_about_linking_are_no_code(text: str) -> None:
    assert not lacks_code(text)


def test_every_new_code_can_be_typed_without_a_word_before_it() -> None:
    for _ in range(200):
        code = new_code()
        assert is_whole(code)
        assert looks_like_code(shown(code))
        assert looks_like_code(code)
        assert code_in(shown(code).lower()) == code


def test_a_digest_tells_nothing_and_is_always_the_same() -> None:
    assert digest(CODE) == digest(CODE) != digest(CODE[:-1] + "B")
    assert CODE.lower() not in digest(CODE)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    if looks_like_code(text):
        assert set(code_in(text)) <= set(ALPHABET) | set("U")
