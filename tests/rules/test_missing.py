"""Who is missing and why: the people behind the figures."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from rules.access import Asker, Grant, Role
from rules.cadres import Cadre, Credential, PostKind
from rules.classes import ClassState, EnrolmentState
from rules.levels import Level
from rules.missing import Known, Lacking, Reason, Study, lacking, planned_lacking
from rules.policy import DataKind
from rules.sight import within
from rules.targets import count_targets
from tests.rules.people import holding, policy
from tests.rules.strategies import rosters

DAY = date(2025, 6, 2)
DEPUTY = holding("Phó Trưởng phòng", id="C1", level=Level.TRUNG_CAP)


def one(cadre: Cadre, *studies: Study, count_unverified: bool = True) -> Lacking:
    [found] = lacking([cadre], Known(policy(), DAY, count_unverified, {cadre.id: studies}), [3])
    return found


def study(level: Level, state: ClassState, own: EnrolmentState = EnrolmentState.ENROLLED) -> Study:
    return Study("Cao cấp K1", level, state, own)


@settings(max_examples=20, deadline=None)
@given(rosters())
def test_the_list_holds_exactly_those_whom_the_figures_miss_each_once(roster: tuple[Cadre, ...]) -> None:
    figures = count_targets(roster, policy(), DAY)
    everyone = [each.cadre.id for each in lacking(roster, Known(policy(), DAY))]
    assert len(everyone) == len(set(everyone))
    assert set(everyone) == {id for figure in figures for id in figure.missing_ids}
    for place, figure in enumerate(figures, 1):
        assert {each.cadre.id for each in lacking(roster, Known(policy(), DAY), [place])} == set(figure.missing_ids)


@pytest.mark.parametrize(
    ("studied", "reason"),
    [
        (study(Level.CAO_CAP, ClassState.RUNNING), Reason.STUDYING),
        (study(Level.CAO_CAP, ClassState.RESULTS), Reason.AWAITING),
        (study(Level.CAO_CAP, ClassState.OPEN), Reason.NAMED),
        (study(Level.CAO_CAP, ClassState.ARCHIVED, EnrolmentState.PASSED), Reason.PASSED),
        (study(Level.CAO_CAP, ClassState.ARCHIVED), Reason.LOWER),
        (study(Level.CAO_CAP, ClassState.RUNNING, EnrolmentState.LEFT), Reason.LOWER),
        (study(Level.TRUNG_CAP, ClassState.RUNNING), Reason.LOWER),
    ],
)
def test_the_class_somebody_is_in_decides_the_reason(studied: Study, reason: Reason) -> None:
    assert one(DEPUTY, studied).reason is reason


def test_a_class_that_gives_less_than_is_asked_is_the_wrong_one() -> None:
    bare = replace(DEPUTY, credentials=())
    assert one(bare, study(Level.TRUNG_CAP, ClassState.RUNNING)).reason is Reason.WRONG_CLASS


def test_nothing_on_record_is_told_from_a_class_that_was_not_passed() -> None:
    bare = replace(DEPUTY, credentials=())
    assert one(bare).reason is Reason.NEVER
    assert one(bare, study(Level.CAO_CAP, ClassState.ARCHIVED, EnrolmentState.FAILED)).reason is Reason.FAILED


def test_a_paper_that_nobody_compared_is_said_where_only_verified_ones_count() -> None:
    declared = replace(DEPUTY, credentials=(Credential(Level.CAO_CAP),))
    assert one(declared, count_unverified=False).reason is Reason.UNVERIFIED


def test_whom_a_planned_post_would_bring_in_stands_apart_from_the_incumbents() -> None:
    (post,) = DEPUTY.posts
    planned = replace(DEPUTY, id="C2", posts=(replace(post, kind=PostKind.PLANNED),), category="")
    known = Known(policy(), DAY)
    assert [each.cadre.id for each in planned_lacking([DEPUTY, planned], known, [3])] == ["C2"]
    assert [each.cadre.id for each in lacking([DEPUTY, planned], known, [3])] == ["C1"]
    assert planned_lacking([planned], known, [5]) == []


def test_a_right_to_names_in_one_unit_lends_nothing_to_a_role_in_another() -> None:
    quiet = policy().model_copy(
        update={
            "access": tuple(
                row.model_copy(update={"sees": (DataKind.FIGURES,)}) if row.role is Role.LEADER else row
                for row in policy().access
            )
        }
    )
    both = Asker("c1", (Grant(Role.LEADER), Grant(Role.OFFICER, "xa-tan-an")))
    assert within(policy(), both, DataKind.NAMES) == both
    narrowed = within(quiet, both, DataKind.NAMES)
    assert narrowed is not None
    assert narrowed.grants == (Grant(Role.OFFICER, "xa-tan-an"),)
    assert within(quiet, replace(both, grants=(Grant(Role.LEADER),)), DataKind.NAMES) is None
