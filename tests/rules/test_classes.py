"""Which classes fit whom and why, which class a few words mean, and what a period is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.cadres import Party
from rules.classes import (
    Candidate,
    ClassState,
    Course,
    EnrolmentState,
    Fit,
    Listed,
    TrainingClass,
    Wanted,
    fit,
    level_in_study,
    named,
    period,
    upcoming,
)
from rules.levels import Level, Mode

TODAY = date(2025, 6, 2)

COMMITTEE = TrainingClass(
    "1", "CU-K2-2025", "Bồi dưỡng cấp ủy viên cơ sở, khóa 2/2025", course=Course.CAP_UY,
    state=ClassState.OPEN, starts_on=date(2025, 6, 9), places=60,
)  # fmt: skip
NEW_MEMBERS = TrainingClass(
    "2", "DVM-K2-2025", "Bồi dưỡng đảng viên mới, khóa 2/2025", course=Course.DANG_VIEN_MOI,
    state=ClassState.OPEN, starts_on=date(2025, 6, 16),
)  # fmt: skip
SO_CAP = TrainingClass(
    "3", "SC-K3-2025", "Sơ cấp lý luận chính trị, khóa 3/2025", Level.SO_CAP,
    state=ClassState.PLANNED, starts_on=date(2025, 7, 7),
)  # fmt: skip
TRUNG_CAP = TrainingClass(
    "4", "TC-K16", "Trung cấp lý luận chính trị, khóa 16", Level.TRUNG_CAP, mode=Mode.KHONG_TAP_TRUNG,
    state=ClassState.OPEN,
)  # fmt: skip
RUNNING = TrainingClass(
    "5", "TC-K14", "Trung cấp lý luận chính trị, khóa 14", Level.TRUNG_CAP, mode=Mode.KHONG_TAP_TRUNG,
    state=ClassState.RUNNING, starts_on=date(2024, 10, 5),
)  # fmt: skip
ALL = [Listed(each) for each in (TRUNG_CAP, RUNNING, SO_CAP, NEW_MEMBERS, COMMITTEE)]


def codes(found: list[Listed]) -> list[str]:
    return [each.training.code for each in found]


def test_a_class_fits_who_lacks_its_level_and_is_in_its_training_group() -> None:
    person = Candidate(Level.SO_CAP, trainable=frozenset({Level.TRUNG_CAP}))
    assert fit(Listed(TRUNG_CAP), person) is Fit.GIVES_LEVEL


def test_a_level_outside_the_training_group_does_not_fit() -> None:
    assert fit(Listed(TRUNG_CAP), Candidate(Level.NONE, trainable=frozenset({Level.SO_CAP}))) is None


def test_the_level_a_target_asks_fits_though_others_decide() -> None:
    person = Candidate(Level.SO_CAP, required=Level.TRUNG_CAP, trainable=frozenset({Level.SO_CAP}))
    assert fit(Listed(TRUNG_CAP), person) is Fit.REQUIRED


def test_a_level_already_in_study_does_not_fit_again() -> None:
    person = Candidate(Level.SO_CAP, trainable=frozenset({Level.TRUNG_CAP}))
    assert fit(Listed(TRUNG_CAP), person, studying=Level.TRUNG_CAP) is None


@given(st.sampled_from(Level), st.frozensets(st.sampled_from(Level)), st.sampled_from([SO_CAP, TRUNG_CAP]))
def test_no_class_fits_who_holds_its_level(held: Level, groups: frozenset[Level], training: TrainingClass) -> None:
    if fit(Listed(training), Candidate(held, trainable=groups)) is not None:
        assert held < training.level


def test_the_committee_course_is_for_grassroots_committees_only() -> None:
    assert fit(Listed(COMMITTEE), Candidate(grassroots_committee=True)) is Fit.COMMITTEE
    assert fit(Listed(COMMITTEE), Candidate()) is None


def test_the_new_members_course_is_for_probationary_members() -> None:
    assert fit(Listed(NEW_MEMBERS), Candidate(party=Party.PROBATIONARY)) is Fit.PROBATIONARY
    assert fit(Listed(NEW_MEMBERS), Candidate(party=Party.FULL)) is None


def test_a_class_one_is_in_always_fits() -> None:
    assert fit(Listed(COMMITTEE, own=EnrolmentState.ENROLLED), Candidate()) is Fit.ENROLLED


def test_only_a_running_class_counts_as_study() -> None:
    assert level_in_study([Listed(RUNNING, own=EnrolmentState.ENROLLED)]) is Level.TRUNG_CAP
    assert level_in_study([Listed(TRUNG_CAP, own=EnrolmentState.ENROLLED)]) is Level.NONE
    assert level_in_study([Listed(RUNNING, own=EnrolmentState.LEFT), Listed(RUNNING)]) is Level.NONE


def test_upcoming_classes_come_soonest_first_and_undated_ones_last() -> None:
    assert codes(upcoming(ALL, Wanted(), TODAY)) == ["CU-K2-2025", "DVM-K2-2025", "SC-K3-2025", "TC-K16"]


def test_a_class_that_starts_today_is_still_upcoming_and_one_of_yesterday_is_not() -> None:
    assert codes(upcoming(ALL, Wanted(course=Course.CAP_UY), date(2025, 6, 9))) == ["CU-K2-2025"]
    assert upcoming(ALL, Wanted(course=Course.CAP_UY), date(2025, 6, 10)) == []


def test_a_period_asked_for_also_finds_what_began_in_it() -> None:
    assert codes(upcoming(ALL, Wanted(period=period("2024-10", TODAY)), TODAY)) == ["TC-K14"]


def test_a_mode_asked_for_leaves_out_only_the_other_mode() -> None:
    assert codes(upcoming(ALL, Wanted(mode=Mode.TAP_TRUNG), TODAY)) == ["CU-K2-2025", "DVM-K2-2025", "SC-K3-2025"]


def test_places_left_are_never_below_zero() -> None:
    assert Listed(COMMITTEE, taken=48).places_left == 12
    assert Listed(COMMITTEE, taken=61).places_left == 0
    assert Listed(SO_CAP).places_left is None


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("K14", ["TC-K14"]),
        ("k 14", ["TC-K14"]),
        ("khóa 14", ["TC-K14"]),
        ("khoa 3", ["SC-K3-2025"]),
        ("lớp khóa 2", ["CU-K2-2025", "DVM-K2-2025"]),
        ("khóa 2/2025", ["CU-K2-2025", "DVM-K2-2025"]),
        ("khóa 2/2024", []),
        ("sc-k3-2025", ["SC-K3-2025"]),
        ("cấp ủy viên cơ sở", ["CU-K2-2025"]),
        ("K99", []),
        ("𝟜 cấp ủy viên cơ sở", ["CU-K2-2025"]),  # a digit of another script is no number here
        ("४", []),
        ("", []),
    ],
)
def test_a_class_is_found_by_code_number_or_name(words: str, meant: list[str]) -> None:
    assert sorted(codes(named(ALL, words))) == meant


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("today", date(2025, 6, 2), date(2025, 6, 2)),
        ("tomorrow", date(2025, 6, 3), date(2025, 6, 3)),
        ("this_week", date(2025, 6, 2), date(2025, 6, 8)),
        ("next_week", date(2025, 6, 9), date(2025, 6, 15)),
        ("this_month", date(2025, 6, 1), date(2025, 6, 30)),
        ("next_month", date(2025, 7, 1), date(2025, 7, 31)),
        ("2025-03", date(2025, 3, 1), date(2025, 3, 31)),
        ("12", date(2025, 12, 1), date(2025, 12, 31)),
        ("05", date(2026, 5, 1), date(2026, 5, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_read_from_its_word(when: str, first: date, last: date) -> None:
    assert period(when, TODAY) == (first, last)


@pytest.mark.parametrize("when", ["", "13", "0", "soon", "1999"])
def test_what_is_no_period_is_none(when: str) -> None:
    assert period(when, TODAY) is None


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_next_month_begins_where_this_month_ends(today: date) -> None:
    this, following = period("this_month", today), period("next_month", today)
    assert this is not None
    assert following is not None
    assert (following[0] - this[1]).days == 1
