"""How far the targets are: exact counts, strict comparisons, smallest numbers."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cadres import Cadre, Credential, Post, PostKind
from rules.levels import Level
from rules.policy import Comparator
from rules.targets import (
    TargetFigure,
    UncountedReason,
    count_targets,
    needed_for,
    people_needed,
    satisfies,
)
from tests.rules.people import AN_TRUONG, NOI_VU, holding, policy
from tests.rules.strategies import rosters

DAY = date(2025, 5, 15)


def figures(*cadres: Cadre, studying: dict[str, Level] | None = None) -> dict[str, TargetFigure]:
    return {figure.id: figure for figure in count_targets(cadres, policy(), DAY, studying=studying)}


def deputies(total: int, met: int) -> list[Cadre]:
    return [
        holding("Phó Trưởng phòng", level=Level.CAO_CAP if n < met else Level.TRUNG_CAP, id=f"c{n}")
        for n in range(total)
    ]


def test_exactly_ninety_percent_is_not_above_ninety_percent() -> None:
    figure = figures(*deputies(60, 54))["pho_phong"]
    assert (figure.met, figure.total, figure.share, figure.reached, figure.needed) == (
        54,
        60,
        Fraction(9, 10),
        False,
        1,
    )
    assert figures(*deputies(60, 55))["pho_phong"].reached


def test_the_six_targets_stand_in_the_order_of_the_document() -> None:
    assert list(figures()) == ["bch_huyen", "truong_phong", "pho_phong", "cbccvc_huyen", "bch_xa", "cbcc_xa"]


def test_an_empty_group_is_no_data_and_not_reached() -> None:
    figure = figures()["pho_phong"]
    assert (figure.total, figure.share, figure.needed, figure.reached) == (0, None, None, False)


def test_a_higher_level_counts_for_a_lower_target() -> None:
    figure = figures(holding("Kế toán", AN_TRUONG, Level.CAO_CAP, "Công chức"))["cbcc_xa"]
    assert (figure.met, figure.reached) == (1, True)


def test_those_who_study_the_level_are_shown_and_not_counted() -> None:
    cadres = deputies(3, 0)
    classes = {"c0": Level.CAO_CAP, "c1": Level.TRUNG_CAP, "stranger": Level.CAO_CAP}
    figure = figures(*cadres, studying=classes)["pho_phong"]
    assert (figure.studying, figure.met) == (1, 0)
    assert not figure.reached_when_they_finish
    everyone = dict.fromkeys(("c0", "c1", "c2"), Level.CAO_CAP)
    assert figures(*cadres, studying=everyone)["pho_phong"].reached_when_they_finish


def test_a_person_counts_once_in_each_group_they_belong_to() -> None:
    posts = (Post("Huyện ủy viên", NOI_VU), Post("Trưởng phòng", NOI_VU), Post("Trưởng phòng Nội vụ", NOI_VU))
    counted = figures(replace(holding("", category="Công chức"), posts=posts))
    assert {id: figure.total for id, figure in counted.items() if figure.total} == {
        "bch_huyen": 1,
        "truong_phong": 1,
        "cbccvc_huyen": 1,
    }


def test_an_empty_or_unreadable_category_is_set_aside_and_listed() -> None:
    silent = holding("Chuyên viên", id="c1")
    odd = holding("Chuyên viên", id="c2", category="???")
    part_time = holding("Phó ấp", AN_TRUONG, id="c3", category="Không chuyên trách")
    counted = figures(silent, odd, part_time)
    assert [(u.cadre_id, u.reason) for u in counted["cbccvc_huyen"].uncounted] == [
        ("c1", UncountedReason.NO_CATEGORY),
        ("c2", UncountedReason.UNREADABLE_CATEGORY),
    ]
    assert counted["cbcc_xa"].uncounted == ()
    assert counted["cbccvc_huyen"].total == 0


def test_who_is_in_the_denominator_and_who_lacks_the_level_is_named() -> None:
    figure = figures(*deputies(3, 1))["pho_phong"]
    assert (figure.member_ids, figure.missing_ids) == (("c0", "c1", "c2"), ("c1", "c2"))


SIGNS: tuple[Comparator, ...] = (">", ">=")


@given(st.integers(0, 40), st.integers(1, 40), st.sampled_from(SIGNS), st.fractions(0, 1, max_denominator=20))
def test_needed_is_the_smallest_number_that_makes_it_true(
    met: int, total: int, sign: Comparator, required: Fraction
) -> None:
    met = min(met, total)
    enough = [k for k in range(total - met + 1) if satisfies(Fraction(met + k, total), sign, required)]
    assert needed_for(met, total, sign, required) == (enough[0] if enough else None)


def test_more_than_everyone_can_never_be_reached() -> None:
    assert needed_for(3, 5, ">", Fraction(1)) is None


@settings(max_examples=30)
@given(rosters())
def test_a_higher_credential_never_lowers_a_share(roster: tuple[Cadre, ...]) -> None:
    raised = [replace(c, credentials=(*c.credentials, Credential(Level.TRUNG_CAP))) for c in roster]
    before, after = figures(*roster), figures(*raised)
    assert all(after[id].met >= before[id].met and after[id].total == before[id].total for id in before)


@settings(max_examples=30)
@given(rosters())
def test_a_planned_post_never_changes_a_denominator(roster: tuple[Cadre, ...]) -> None:
    bare = [replace(c, posts=tuple(p for p in c.posts if p.kind is PostKind.INCUMBENT)) for c in roster]
    assert figures(*roster) == figures(*bare)


@settings(max_examples=30)
@given(rosters())
def test_the_order_of_people_changes_no_figure(roster: tuple[Cadre, ...]) -> None:
    one, other = figures(*roster), figures(*reversed(roster))
    assert {id: (f.total, f.met, f.needed) for id, f in one.items()} == {
        id: (f.total, f.met, f.needed) for id, f in other.items()
    }


def _fewest(counted: dict[str, TargetFigure]) -> int:
    """By trying every set of people, smallest first."""
    open_ones = [figure for figure in counted.values() if figure.total and not figure.reached]
    people = sorted({id for figure in open_ones for id in figure.missing_ids})
    for size in range(len(people) + 1):
        for some in combinations(people, size):
            if all(len(set(some) & set(figure.missing_ids)) >= (figure.needed or 0) for figure in open_ones):
                return size
    raise AssertionError("everyone together always reaches every shipped target")


@settings(max_examples=30)
@given(rosters())
def test_people_needed_is_the_fewest_that_reach_every_target(roster: tuple[Cadre, ...]) -> None:
    counted = figures(*roster)
    assert people_needed(counted.values()) == _fewest(counted)


def test_someone_who_helps_two_targets_is_needed_once() -> None:
    cadres = [replace(c, credentials=(), category="Công chức") for c in deputies(4, 0)]
    counted = figures(*cadres)
    assert (counted["pho_phong"].needed, counted["cbccvc_huyen"].needed) == (4, 4)
    assert people_needed(counted.values()) == 4


@pytest.mark.parametrize("count_unverified", [True, False])
def test_declared_levels_count_by_setting(count_unverified: bool) -> None:
    declared = replace(holding("Phó Trưởng phòng"), credentials=(Credential(Level.CAO_CAP),))
    (figure,) = (f for f in count_targets([declared], policy(), DAY, count_unverified) if f.total)
    assert figure.reached is count_unverified
