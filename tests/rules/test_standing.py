"""Where a cadre stands, and why."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from rules.cadres import Cadre, Credential, Post, PostKind, Tier
from rules.levels import Level
from rules.standing import Standing, held_by, required_level_of_title, standing_if, standing_of
from tests.rules.people import AN_TRUONG, NOI_VU, holding, policy, regulation
from tests.rules.strategies import cadres
from tests.rules.test_eligibility import AFTER, BEFORE, NHA


def stands(cadre: Cadre, day: date = BEFORE, count_unverified: bool = True) -> Standing:
    return standing_of(cadre, policy(), (regulation("qd57"), regulation("qd350")), day, count_unverified)


def test_the_sample_cadre_holds_so_cap_and_needs_trung_cap() -> None:
    standing = stands(NHA, AFTER)
    assert (standing.held, standing.required, standing.met) == (Level.SO_CAP, Level.TRUNG_CAP, False)
    assert [line.target.id for line in standing.targets] == ["bch_xa", "cbcc_xa"]
    assert standing.deadline_passed
    assert standing.opening is not None
    assert (standing.opening.level, standing.opening.document) == (Level.TRUNG_CAP, "Quy định 350-QĐ/TW")
    assert standing.next_level is Level.TRUNG_CAP


def test_the_trace_gives_post_sentence_document_and_date() -> None:
    asked, *_, opened = stands(NHA, AFTER).reasons
    assert asked.post is not None
    assert asked.post.title == "Ủy viên BCH Đảng bộ xã"
    assert asked.rule.startswith("100% Ủy viên Ban Chấp hành Đảng bộ cấp xã")
    assert (opened.document, opened.article, opened.issued) == ("Quy định 350-QĐ/TW", "", date(2025, 8, 29))


def test_an_inference_is_shown_apart_from_what_is_known() -> None:
    assert [opening.level for opening in stands(NHA, AFTER).to_confirm] == [Level.CAO_CAP]


@pytest.mark.parametrize(
    "title",
    [
        "Trưởng phòng",
        "Chánh Thanh tra",
        "Chủ tịch Hội Nông dân huyện",
        "Huyện ủy viên",
        "Phó Bí thư Thường trực Huyện ủy",
    ],
)
def test_a_leader_of_the_former_district_is_to_be_confirmed_for_cao_cap(title: str) -> None:
    standing = stands(holding(title), AFTER)
    assert {opening.level for opening in standing.to_confirm} == {Level.CAO_CAP}
    assert standing.open_question is Level.CAO_CAP
    assert stands(holding("Phó Trưởng phòng"), AFTER).open_question is None


def test_posts_that_a_regulation_does_not_name_leave_a_question_only_where_a_target_asks() -> None:
    assert stands(holding("Trưởng phòng")).open_question is Level.CAO_CAP
    assert stands(holding("Chuyên viên", category="Công chức")).open_question is None


def test_target_and_regulation_are_two_answers_for_a_deputy_head() -> None:
    standing = stands(holding("Phó Trưởng phòng", level=Level.TRUNG_CAP))
    assert (standing.required, standing.met) == (Level.CAO_CAP, False)
    assert standing.opening is not None
    assert (standing.opening.level, standing.opening.article) == (Level.TRUNG_CAP, "Điều 5")


def test_nothing_required_is_neither_met_nor_unmet() -> None:
    standing = stands(holding("Chuyên viên"))
    assert (standing.required, standing.met, standing.gap) == (Level.NONE, None, None)


def test_the_highest_of_several_posts_is_required() -> None:
    cadre = replace(NHA, posts=(*NHA.posts, Post("Huyện ủy viên", AN_TRUONG)))
    assert stands(cadre).required is Level.CAO_CAP


def test_a_planned_post_says_what_will_be_needed() -> None:
    cadre = holding("Chuyên viên", level=Level.TRUNG_CAP, category="Công chức")
    planned = replace(cadre, posts=(*cadre.posts, Post("Trưởng phòng", NOI_VU, PostKind.PLANNED)))
    standing = stands(planned)
    assert (standing.required, standing.met) == (Level.TRUNG_CAP, True)
    assert (standing.planned_required, standing.next_level) == (Level.CAO_CAP, Level.CAO_CAP)


def test_unverified_papers_count_by_setting() -> None:
    cadre = replace(holding("Trưởng phòng"), credentials=(Credential(Level.CAO_CAP),))
    assert stands(cadre).met is True
    assert stands(cadre, count_unverified=False).met is False


def test_a_verified_paper_goes_before_a_declared_one_of_the_same_level() -> None:
    declared, verified = Credential(Level.TRUNG_CAP, number="9"), Credential(Level.TRUNG_CAP, verified=True)
    cadre = replace(NHA, credentials=(declared, verified))
    assert held_by(cadre) == (Level.TRUNG_CAP, verified)


def test_the_deadline_is_not_over_on_its_own_day() -> None:
    assert not stands(NHA, date(2025, 12, 31)).deadline_passed
    assert stands(NHA, date(2026, 1, 1)).deadline_passed


def test_an_appointment_is_answered_without_changing_the_record() -> None:
    cadre = holding("Chuyên viên", level=Level.TRUNG_CAP, category="Công chức")
    both = (regulation("qd57"), regulation("qd350"))
    appointed = standing_if(cadre, Post("Phó Trưởng phòng", NOI_VU), policy(), both, BEFORE)
    assert (appointed.required, appointed.met) == (Level.CAO_CAP, False)
    assert stands(cadre).met is True


def test_equivalents_may_be_switched_off_for_a_target() -> None:
    strict = policy().model_copy(
        update={"targets": tuple(t.model_copy(update={"equivalents": False}) for t in policy().targets)}
    )
    chief = holding("Chánh Văn phòng")
    assert standing_of(chief, strict, (), BEFORE).required is Level.NONE
    assert standing_of(holding("Trưởng phòng"), strict, (), BEFORE).required is Level.CAO_CAP


@pytest.mark.parametrize(
    ("title", "tier", "level", "targets"),
    [
        ("Phó trưởng phòng", None, Level.CAO_CAP, {"pho_phong"}),
        ("TP", None, Level.CAO_CAP, {"truong_phong"}),
        ("HUV", None, Level.CAO_CAP, {"bch_huyen"}),
        ("Phó Chánh Văn phòng Huyện ủy", None, Level.CAO_CAP, {"pho_phong", "cbccvc_huyen"}),
        ("bi thu dang uy xa", None, Level.TRUNG_CAP, {"bch_xa", "cbcc_xa"}),
        ("đảng ủy viên xã", None, Level.TRUNG_CAP, {"bch_xa", "cbcc_xa"}),
        ("ct hội nông dân xã", None, Level.TRUNG_CAP, {"cbcc_xa"}),
        ("Công chức Văn hóa - Xã hội", Tier.COMMUNE, Level.TRUNG_CAP, {"cbcc_xa"}),
        ("viên chức huyện", None, Level.TRUNG_CAP, {"cbccvc_huyen"}),
        ("người hoạt động không chuyên trách xã", None, Level.NONE, set()),
        ("lái xe", None, Level.NONE, set()),
    ],
)
def test_a_named_title_has_its_level(title: str, tier: Tier | None, level: Level, targets: set[str]) -> None:
    answer = required_level_of_title(title, tier, policy())
    assert answer.level is level
    assert {line.target.id for line in answer.targets} == targets


@given(cadres())
def test_a_higher_credential_never_lowers_anything(cadre: Cadre) -> None:
    before = stands(cadre)
    after = stands(replace(cadre, credentials=(*cadre.credentials, Credential(Level.CAO_CAP))))
    assert after.held >= before.held
    assert after.met in (before.met, True)
    assert (after.required, after.opening) == (before.required, before.opening)


@given(cadres())
def test_the_order_of_posts_and_papers_never_matters(cadre: Cadre) -> None:
    turned = replace(cadre, posts=cadre.posts[::-1], credentials=cadre.credentials[::-1])
    one, other = stands(turned), stands(cadre)
    assert (one.held, one.targets, one.planned_targets) == (other.held, other.targets, other.planned_targets)
    assert (one.reasons, one.opening, one.next_level) == (other.reasons, other.opening, other.next_level)


@given(cadres())
def test_a_planned_post_never_changes_what_is_required_now(cadre: Cadre) -> None:
    held_only = replace(cadre, posts=tuple(p for p in cadre.posts if p.kind is PostKind.INCUMBENT))
    assert (stands(cadre).required, stands(cadre).met) == (stands(held_only).required, stands(held_only).met)
