"""Merge fields are checked before anyone reads them, and filled in once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.levels import Level
from rules.merge_fields import MergeField, Slip, fields_in, filled, lacking_words, problems

VALUES = {"ho_ten": "Trần Văn {don_vi} Nhã", "don_vi": "xã An Trường"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kính gửi đồng chí {ho_ten}, {don_vi}", []),
        ("Giữ nguyên {{ho_ten}} và }}", []),
        ("Gửi {họ tên}", [(Slip.UNKNOWN, 5, "{họ tên}", "ho_ten")]),
        ("Gửi {hoten} ở {donvi}", [(Slip.UNKNOWN, 5, "{hoten}", "ho_ten"), (Slip.UNKNOWN, 15, "{donvi}", "don_vi")]),
        ("Gửi {xyz}", [(Slip.UNKNOWN, 5, "{xyz}", "")]),
        ("Gửi {}", [(Slip.UNKNOWN, 5, "{}", "")]),
        ("Gửi {ho_ten\nở xã", [(Slip.UNCLOSED, 5, "{ho_ten", "")]),
        ("Gửi {ho_ten ở {don_vi}", [(Slip.UNCLOSED, 5, "{ho_ten ở {don_vi}", "")]),
        ("Gửi ho_ten}", [(Slip.UNOPENED, 11, "}", "")]),
        ("Học viên {lop}", [(Slip.NO_CLASS, 10, "{lop}", "")]),
    ],
)
def test_each_slip_is_told_with_its_place_and_what_was_meant(
    text: str, found: list[tuple[Slip, int, str, str]]
) -> None:
    assert [(each.slip, each.place, each.found, each.near) for each in problems(text, with_class=False)] == found


def test_the_class_may_be_named_in_a_notice_of_a_class() -> None:
    assert not problems("Học viên {lop}", with_class=True)
    assert fields_in("{lop} {{ho_ten}} {xyz}") == {MergeField.CLASS}


def test_what_a_record_says_is_filled_in_once_and_never_read_again() -> None:
    assert filled("Gửi {ho_ten}, {{don_vi}}: {don_vi} {lop}", VALUES) == (
        "Gửi Trần Văn {don_vi} Nhã, {don_vi}: xã An Trường {lop}"
    )


@given(st.text())
def test_braces_written_twice_are_braces(text: str) -> None:
    doubled = text.replace("{", "{{").replace("}", "}}")
    assert not problems(doubled, with_class=False)
    assert filled(doubled, VALUES) == text


def test_who_lacks_nothing_reads_sensible_words() -> None:
    assert lacking_words(Level.TRUNG_CAP) == "trung cấp lý luận chính trị"
    assert lacking_words(None) == "không có (theo dữ liệu hiện có)"
