"""Who may be sent to study which level: four answers, every reason at once, nothing stated that is not known."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from rules.cadres import Cadre, Credential, Post, PostKind
from rules.dates import PartialDate
from rules.eligibility import Eligibility, Overall, State, eligibility_of
from rules.levels import Level, Mode
from rules.policy import ConditionName, Status, regulation_on
from rules.records import Education, Rating, education_of, rating_of
from tests.rules.people import AN_TRUONG, NOI_VU, holding, regulation
from tests.rules.strategies import cadres

BEFORE, AFTER = date(2025, 6, 2), date(2026, 11, 20)
QD57, QD350 = "qd57", "qd350"

NHA = replace(
    holding("Ủy viên BCH Đảng bộ xã", AN_TRUONG, Level.SO_CAP, "Công chức"),
    birth=PartialDate("1974-03-05"),
    gender="nam",
    education="Đại học",
    party_joined=PartialDate("2000-05-19"),
    party_full=PartialDate("2001-05-19"),
    ratings={2023: "Hoàn thành tốt nhiệm vụ", 2024: "Hoàn thành tốt nhiệm vụ"},
)
"""The cadre of the sample conversation."""


def asked(cadre: Cadre, level: Level, day: date, mode: Mode | None = None) -> Eligibility:
    return eligibility_of(cadre, level, mode, regulation(QD57 if day == BEFORE else QD350), day)


def states(answer: Eligibility) -> dict[str, State]:
    return {condition.name.value: condition.state for condition in answer.conditions}


def test_the_sample_cadre_meets_three_of_four_and_lacks_one_rating() -> None:
    answer = asked(NHA, Level.TRUNG_CAP, AFTER)
    assert states(answer) == {
        "party": State.MET,
        "education": State.MET,
        "age": State.MET,
        "ratings": State.UNKNOWN,
    }
    age, ratings = answer.conditions[2:]
    assert (age.required, age.recorded) == ("30", "52")
    assert (ratings.years_met, ratings.years_missing) == ((2024,), (2025,))
    assert answer.overall is Overall.THIEU_DU_LIEU
    assert answer.opening is not None
    assert answer.opening.name.startswith("cấp ủy viên từ chi bộ cơ sở")


def test_with_both_ratings_the_data_show_all_conditions_met() -> None:
    complete = replace(NHA, ratings={2024: "HTTNV", 2025: "Hoàn thành xuất sắc nhiệm vụ"})
    assert asked(complete, Level.TRUNG_CAP, AFTER).overall is Overall.DU_DIEU_KIEN


def test_the_older_regulation_asks_no_ratings() -> None:
    answer = asked(NHA, Level.TRUNG_CAP, BEFORE)
    assert "ratings" not in states(answer)
    assert answer.overall is Overall.DU_DIEU_KIEN


def test_all_unmet_reasons_come_at_once() -> None:
    weak = replace(
        NHA,
        birth=PartialDate("2000"),
        education="Trung cấp",
        ratings={2024: "Hoàn thành nhiệm vụ", 2025: "HTTNV"},
    )
    answer = asked(weak, Level.TRUNG_CAP, AFTER)
    assert [c.name for c in answer.unmet] == [ConditionName.EDUCATION, ConditionName.AGE, ConditionName.RATINGS]
    assert answer.overall is Overall.CON_THIEU


def test_below_the_age_is_a_matter_of_mode_or_decision_never_a_refusal() -> None:
    young = replace(NHA, birth=PartialDate("1995-01-01"))
    assert asked(young, Level.TRUNG_CAP, BEFORE, Mode.KHONG_TAP_TRUNG).overall is Overall.CAN_CAP_CO_THAM_QUYEN
    assert asked(young, Level.TRUNG_CAP, BEFORE, Mode.TAP_TRUNG).overall is Overall.DU_DIEU_KIEN


@pytest.mark.parametrize(
    ("gender", "born", "day", "expected"),
    [
        ("nu", "1992-06-02", BEFORE, State.MET),
        ("nu", "1992-06-03", BEFORE, State.NEEDS_DECISION),
        ("nam", "1990-06-02", BEFORE, State.MET),
        ("nam", "1990-06-03", BEFORE, State.NEEDS_DECISION),
        ("nu", "1998-11-20", AFTER, State.MET),
        ("nam", "1996-11-21", AFTER, State.NEEDS_DECISION),
        (None, "1991-01-01", BEFORE, State.UNKNOWN),
        (None, "1980", BEFORE, State.MET),
        ("nam", "1990", BEFORE, State.UNKNOWN),
    ],
)
def test_the_age_threshold_follows_gender_and_regulation(
    gender: str | None, born: str, day: date, expected: State
) -> None:
    cadre = replace(NHA, gender=gender, birth=PartialDate(born))
    assert states(asked(cadre, Level.TRUNG_CAP, day, Mode.KHONG_TAP_TRUNG))["age"] is expected


def test_upper_secondary_is_enough_for_an_ethnic_minority_cadre_only() -> None:
    leaver = replace(NHA, education="12/12")
    assert states(asked(leaver, Level.TRUNG_CAP, BEFORE))["education"] is State.MISSING
    assert states(asked(replace(leaver, ethnicity="Khmer"), Level.TRUNG_CAP, BEFORE))["education"] is State.MET


def test_probationary_members_may_study_trung_cap_but_not_cao_cap() -> None:
    probationary = replace(NHA, party_joined=PartialDate("2025-02-03"), party_full=None)
    assert states(asked(probationary, Level.TRUNG_CAP, BEFORE))["party"] is State.MET
    assert states(asked(probationary, Level.CAO_CAP, BEFORE))["party"] is State.MISSING


def test_a_missing_date_of_full_membership_is_unknown_once_probation_may_be_over() -> None:
    undated = replace(NHA, party_joined=PartialDate("2010"), party_full=None)
    assert states(asked(undated, Level.CAO_CAP, BEFORE))["party"] is State.UNKNOWN


def test_without_party_dates_nothing_is_claimed() -> None:
    silent = replace(NHA, party_joined=None, party_full=None)
    assert states(asked(silent, Level.TRUNG_CAP, BEFORE))["party"] is State.UNKNOWN


def test_the_posts_for_cao_cap_under_57_are_not_known() -> None:
    answer = asked(replace(holding("Trưởng phòng")), Level.CAO_CAP, BEFORE)
    assert answer.group.rule_unknown
    assert "Ban Tổ chức" in answer.note


def test_the_standard_for_cao_cap_under_350_is_not_known() -> None:
    chair = replace(NHA, posts=(Post("Chủ tịch UBND xã", AN_TRUONG),))
    answer = asked(chair, Level.CAO_CAP, AFTER)
    assert answer.group.state is State.MET
    assert all(condition.rule_unknown for condition in answer.conditions)
    assert answer.overall is Overall.THIEU_DU_LIEU


def test_an_inference_to_confirm_never_opens_a_level() -> None:
    answer = asked(NHA, Level.CAO_CAP, AFTER)
    assert answer.opening is not None
    assert answer.opening.status is Status.TO_CONFIRM
    assert answer.group.state is State.UNKNOWN


def test_no_known_post_is_left_to_the_competent_level() -> None:
    clerk = replace(NHA, posts=(Post("Công chức Tư pháp - Hộ tịch", AN_TRUONG),))
    answer = asked(clerk, Level.TRUNG_CAP, BEFORE)
    assert answer.group.state is State.NEEDS_DECISION
    assert answer.overall is Overall.CAN_CAP_CO_THAM_QUYEN


def test_a_planned_post_opens_trung_cap_where_the_regulation_says_so() -> None:
    planned = replace(holding("Chuyên viên"), posts=(Post("Phó Trưởng phòng", NOI_VU, PostKind.PLANNED),))
    opening = asked(planned, Level.TRUNG_CAP, BEFORE).opening
    assert opening is not None
    assert opening.planned


def test_so_cap_is_open_to_commune_civil_servants_but_not_to_their_police_chief() -> None:
    plain = replace(NHA, party_joined=None, party_full=None, posts=(Post("Kế toán", AN_TRUONG),))
    chief = replace(plain, posts=(Post("Trưởng Công an xã", AN_TRUONG),))
    assert asked(plain, Level.SO_CAP, BEFORE).overall is Overall.DU_DIEU_KIEN
    assert asked(chief, Level.SO_CAP, BEFORE).opening is None


def test_the_regulation_is_that_of_the_day() -> None:
    both = (regulation(QD57), regulation(QD350))
    chosen = [regulation_on(both, date(2025, 8, 28)), regulation_on(both, date(2025, 8, 29))]
    assert [each.id if each else None for each in chosen] == [QD57, QD350]
    assert regulation_on(both, date(2022, 2, 7)) is None


def test_without_a_regulation_nothing_is_claimed() -> None:
    assert eligibility_of(NHA, Level.TRUNG_CAP, None, None, date(2020, 1, 1)).overall is Overall.THIEU_DU_LIEU


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ĐH Luật", Education.DAI_HOC),
        ("Cử nhân Kinh tế", Education.DAI_HOC),
        ("Cử nhân cao đẳng Sư phạm", Education.CAO_DANG),
        ("KS Nông nghiệp", Education.DAI_HOC),
        ("ThS. Quản lý công", Education.THAC_SI),
        ("Tiến sĩ", Education.TIEN_SI),
        ("Trung cấp Luật, đang học đại học", Education.TRUNG_CAP),
        ("12/12", Education.THPT),
        ("THCS", Education.THCS),
        ("sơ cấp nghề", Education.SO_CAP),
        ("", None),
    ],
)
def test_education_is_read_in_its_usual_words(text: str, expected: Education | None) -> None:
    assert education_of(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hoàn thành xuất sắc nhiệm vụ", Rating.HOAN_THANH_XUAT_SAC),
        ("HTXSNV", Rating.HOAN_THANH_XUAT_SAC),
        ("HTTNV", Rating.HOAN_THANH_TOT),
        ("hoàn thành tốt", Rating.HOAN_THANH_TOT),
        ("Hoàn thành nhiệm vụ", Rating.HOAN_THANH),
        ("Không hoàn thành nhiệm vụ", Rating.KHONG_HOAN_THANH),
        ("-", None),
    ],
)
def test_ratings_are_read_in_their_usual_words(text: str, expected: Rating | None) -> None:
    assert rating_of(text) is expected


@given(cadres())
def test_a_higher_credential_never_lowers_eligibility(cadre: Cadre) -> None:
    raised = replace(cadre, credentials=(*cadre.credentials, Credential(Level.CAO_CAP, verified=True)))
    for level in (Level.TRUNG_CAP, Level.CAO_CAP):
        assert asked(raised, level, AFTER).overall is asked(cadre, level, AFTER).overall


@given(cadres())
def test_the_order_of_posts_never_matters(cadre: Cadre) -> None:
    turned = replace(cadre, posts=cadre.posts[::-1])
    assert asked(turned, Level.TRUNG_CAP, AFTER) == asked(cadre, Level.TRUNG_CAP, AFTER)
