"""Kinds of courses: read from their file, found by what people call them, and codes proposed for their classes."""

from importlib import resources

import pytest

from rules.classes import Course, RunBy, TrainingClass
from rules.courses import Courses, Outcome, parse_courses, proposed_code
from rules.levels import Level
from rules.policy import PolicyError

COURSES = parse_courses((resources.files("policies") / "courses.toml").read_text(encoding="utf-8"), "courses.toml")
_KIND = """
[[kinds]]
id = "{}"
name = "{}"
code = "{}"
run_by = "centre"
for_whom = "học viên"
source = "Kế hoạch của Trung tâm"
"""


def test_the_file_that_comes_with_the_program_holds_the_eight_kinds() -> None:
    assert list(COURSES.by_id) == [
        "nhan_thuc_dang", "dang_vien_moi", "so_cap", "cap_uy", "chuyen_de", "cap_nhat_kien_thuc", "trung_cap",
        "cao_cap",
    ]  # fmt: skip
    assert all(kind.source and kind.validity_months is None for kind in COURSES.kinds)


def test_the_classes_of_the_school_and_the_academy_are_not_the_centres_own() -> None:
    assert {kind.id for kind in COURSES.kinds if not kind.is_own} == {"trung_cap", "cao_cap"}
    assert COURSES.by_id["cao_cap"].run_by is RunBy.ACADEMY


def test_a_short_course_gives_no_level_and_so_cap_gives_one_with_a_diploma() -> None:
    assert COURSES.by_id["cap_uy"].gives is Level.NONE
    assert COURSES.by_id["so_cap"].gives is Level.SO_CAP
    assert COURSES.by_id["so_cap"].outcome is Outcome.BANG_TOT_NGHIEP


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("lớp cảm tình Đảng", "nhan_thuc_dang"),
        ("nhận thức về Đảng", "nhan_thuc_dang"),
        ("dang vien moi", "dang_vien_moi"),
        ("TCLLCT", "trung_cap"),
        ("Cấp ủy viên cơ sở, khóa 3", "cap_uy"),
        ("bồi dưỡng cập nhật kiến thức", "cap_nhat_kien_thuc"),
    ],
)
def test_a_kind_is_found_by_what_people_call_it(said: str, kind: str) -> None:
    found = COURSES.named(said)
    assert found is not None
    assert found.id == kind


def test_words_that_name_no_kind_find_none() -> None:
    assert COURSES.named("lớp bơi") is None


def test_a_class_kept_before_there_were_kinds_is_of_the_kind_of_its_level_or_course() -> None:
    assert COURSES.of(TrainingClass("1", "A", "A", level=Level.TRUNG_CAP)) is COURSES.by_id["trung_cap"]
    assert COURSES.of(TrainingClass("1", "A", "A", course=Course.CAP_UY)) is COURSES.by_id["cap_uy"]
    assert COURSES.of(TrainingClass("1", "A", "A")) is None


def test_a_code_goes_on_after_the_highest_of_its_kind_and_year() -> None:
    used = ["CU-K2-2025", "cu-k7-2025", "CU-K9-2024", "TC-K14"]
    assert proposed_code(COURSES.by_id["cap_uy"], 2025, used) == "CU-K8-2025"
    assert proposed_code(COURSES.by_id["cap_uy"], 2026, used) == "CU-K1-2026"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (_KIND.format("a b", "Lớp A", "A"), r"mine.toml: kinds\[0\].id: 'a b'"),
        (_KIND.format("hai", "Lớp A", "a1"), r"mine.toml: kinds\[0\].code: 'a1'"),
        (_KIND.format("hai", "Lớp A", "A") + "lenght = 3", r"mine.toml: kinds\[0\].lenght"),
        (_KIND.format("hai", "Lớp A", "A") + _KIND.format("ba", "LỚP A", "B"), r"mine.toml: .*'lop a'"),
        (_KIND.format("hai", "Lớp A", "A") + _KIND.format("hai", "Lớp B", "B"), r"mine.toml: .*id 'hai'"),
        (_KIND.format("hai", "Lớp A", "A") + 'level = "so_cap"\ncourse = "cap_uy"', r"mine.toml: kinds\[0\]"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_by_its_name_and_key(text: str, says: str) -> None:
    with pytest.raises(PolicyError, match=says):
        parse_courses(text, "mine.toml")


def test_no_kinds_at_all_are_kinds_too() -> None:
    assert Courses().named("sơ cấp") is None
