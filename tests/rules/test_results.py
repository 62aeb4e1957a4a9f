"""What typed results mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.results import ABSENT, Bands, Unread, Verdict, Why, bands_of, numbers_in, results_in, tally, verdict

SCALE = bands_of("Giỏi 8; Khá 7; Trung bình 5") or Bands()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8 đạt giỏi", Verdict(True, "Giỏi", "8")),
        ("8 giỏi", Verdict(True, "Giỏi", "8")),
        ("5,5 trung bình", Verdict(True, "Trung bình", "5,5")),
        ("5.50 tb khá", Verdict(True, "Trung bình khá", "5,5")),
        ("8/10 gioi", Verdict(True, "Giỏi", "8")),
        ("điểm 7, xếp loại khá", Verdict(True, "Khá", "7")),
        ("đạt", Verdict(True)),
        ("không đạt", Verdict(False)),
        ("4 chua dat", Verdict(False, "", "4")),
        ("3 yếu", Verdict(False, "Yếu", "3")),
        ("vắng thi", Verdict(False, ABSENT)),
        ("vang", Verdict(False, ABSENT)),
    ],
)
def test_without_a_scale_the_words_typed_count(typed: str, meant: Verdict) -> None:
    assert verdict(typed) == meant


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("8", Why.NO_WORD),
        ("", Why.EMPTY),
        ("85 giỏi", Why.BAD_MARK),
        ("8 tuyệt vời", Why.UNKNOWN_WORD),
        ("8 9 giỏi", Why.UNKNOWN_WORD),
        ("giỏi không đạt", Why.CONTRADICTS),
        ("giỏi khá", Why.CONTRADICTS),
        ("8 vắng thi", Why.CONTRADICTS),
    ],
)
def test_what_is_no_result_says_why(typed: str, why: Why) -> None:
    assert verdict(typed) is why


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8", Verdict(True, "Giỏi", "8")),
        ("7,9", Verdict(True, "Khá", "7,9")),
        ("5 đạt", Verdict(True, "Trung bình", "5")),
        ("4,9", Verdict(False, "", "4,9")),
        ("4 không đạt", Verdict(False, "", "4")),
        ("đạt", Verdict(True)),
    ],
)
def test_the_centres_scale_gives_a_mark_its_grade(typed: str, meant: Verdict) -> None:
    assert verdict(typed, SCALE) == meant


@pytest.mark.parametrize("typed", ["8 khá", "4 đạt", "8 không đạt", "4 giỏi"])
def test_words_against_the_centres_scale_are_asked_about(typed: str) -> None:
    assert verdict(typed, SCALE) is Why.CONTRADICTS


def test_a_scale_of_one_band_only_says_who_passed() -> None:
    scale = bands_of("Đạt từ 5")
    assert scale is not None
    assert verdict("6", scale) == Verdict(True, "", "6")
    assert verdict("4", scale) == Verdict(False, "", "4")


@pytest.mark.parametrize("text", ["", "Giỏi", "Yếu 3", "Giỏi 8; Khá 8", "Giỏi 8; Giỏi 7", "Tốt 8", "Giỏi 80"])
def test_what_is_no_scale_is_none(text: str) -> None:
    assert bands_of(text) is None


def test_a_scale_reads_back_as_it_is_written() -> None:
    assert SCALE.text == "Giỏi 8; Khá 7; Trung bình 5"
    assert bands_of(SCALE.text) == SCALE


def test_lines_name_people_by_their_numbers() -> None:
    found = results_in("3: 8 giỏi\n5 7: đạt; 10-12: 7 khá\n8 đạt giỏi")
    assert found.unread == ()
    assert found.verdicts == {
        3: Verdict(True, "Giỏi", "8"),
        **dict.fromkeys((5, 7), Verdict(True)),
        **dict.fromkeys((10, 11, 12), Verdict(True, "Khá", "7")),
        8: Verdict(True, "Giỏi"),
    }


@pytest.mark.parametrize(
    ("line", "numbers", "mark"),
    [("3 8 giỏi", (3,), "8"), ("3. 8,5 giỏi", (3,), "8,5"), ("3:8 giỏi", (3,), "8"), ("số 4: 7 khá", (4,), "7")],
)
def test_a_number_and_a_mark_are_told_apart(line: str, numbers: tuple[int, ...], mark: str) -> None:
    found = results_in(line).verdicts
    assert tuple(found) == numbers
    assert {each.mark for each in found.values()} == {mark}


def test_a_line_without_a_number_is_nobodys() -> None:
    assert results_in("giỏi").unread == (Unread("giỏi", Why.NO_NUMBER),)


def test_a_mark_of_nobody_is_not_taken_for_a_number() -> None:
    assert results_in("5,5 trung bình").unread == (Unread("5,5 trung bình", Why.NO_NUMBER),)


def test_somebody_named_twice_keeps_the_first_line_and_the_second_is_given_back() -> None:
    found = results_in("3: giỏi\n3: khá")
    assert found.verdicts == {3: Verdict(True, "Giỏi")}
    assert found.unread == (Unread("3: khá", Why.TWICE),)


def test_an_endless_range_is_no_list() -> None:
    assert numbers_in("1-999999") == ()
    assert numbers_in("4 17, 3-5") == (4, 17, 3, 5)


def test_grades_are_counted_for_the_announcement() -> None:
    assert tally([Verdict(True, "Giỏi"), Verdict(True), Verdict(False), Verdict(True, "Giỏi")]) == {
        "Giỏi": 2, "Đạt": 1, "Không đạt": 1,
    }  # fmt: skip


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = results_in(text, SCALE)
    assert all(isinstance(each, Verdict) for each in found.verdicts.values())


@given(st.integers(0, 1000), st.integers(1, 400))
def test_every_mark_of_the_scale_has_one_meaning(hundredths: int, number: int) -> None:
    typed = f"{number}: {hundredths / 100:.2f}"
    (said,) = results_in(typed, SCALE).verdicts.values()
    assert said.passed == (hundredths >= 500)
