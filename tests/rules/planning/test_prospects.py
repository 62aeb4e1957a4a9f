"""The plain list: who could help, how much, and what stands in the way; and which classes take people."""

from dataclasses import replace
from datetime import date

import pytest

from rules.cadres import Cadre, PostKind
from rules.classes import ClassState, Listed, TrainingClass
from rules.dates import PartialDate
from rules.eligibility import Overall
from rules.levels import Level, Mode
from rules.planning import Need, Prospect, Unfit, needs_of, offers_of, prospects_of
from rules.policy import ConditionName
from rules.targets import count_targets
from tests.rules.people import AN_TRUONG, holding, policy, regulation

DAY, DEADLINE = date(2025, 6, 2), date(2025, 12, 31)


def needs(*cadres: Cadre, coming: dict[str, Level] | None = None) -> dict[str, Need]:
    return {need.target_id: need for need in needs_of(count_targets(cadres, policy(), DAY), coming)}


def listed(*cadres: Cadre, studies: tuple[tuple[Level, Mode | None], ...] = ()) -> tuple[Prospect, ...]:
    return prospects_of(cadres, tuple(needs(*cadres).values()), regulation("qd57"), DAY, studies)


COMMITTEE = holding("Ủy viên BCH Đảng bộ xã", AN_TRUONG, category="Công chức", id="c1")
CLERK = holding("Công chức", AN_TRUONG, category="Công chức", id="c2")


def test_whoever_helps_more_targets_stands_first() -> None:
    first, second = listed(CLERK, COMMITTEE)
    assert (first.id, first.groups, first.helped_by(Level.TRUNG_CAP)) == (
        "c1",
        ("bch_xa", "cbcc_xa"),
        ("bch_xa", "cbcc_xa"),
    )
    assert (second.id, second.groups) == ("c2", ("cbcc_xa",))


def test_what_is_missing_stands_beside_the_person() -> None:
    full = PartialDate("2010")
    able = replace(
        CLERK, education="Đại học", birth=PartialDate("1980"), gender="nam", party_joined=full, party_full=full
    )
    unable = replace(able, id="c3", code="c3", education="THPT", ethnicity="Kinh")
    found = {one.id: one.surest for one in listed(unable, replace(able, posts=COMMITTEE.posts))}
    assert found["c3"] is not None
    assert found["c3"].answer is Overall.CON_THIEU
    assert ConditionName.EDUCATION in [condition.name for condition in found["c3"].unmet]
    assert found["c2"] is not None
    assert found["c2"].answer is Overall.DU_DIEU_KIEN


def test_between_equals_the_surest_then_the_senior_then_the_code_goes_first() -> None:
    joined = [replace(CLERK, id=id, code=id, party_joined=PartialDate(year)) for id, year in
              (("c5", "2012"), ("c4", "2012"), ("c6", "2001"))]  # fmt: skip
    assert [one.id for one in listed(CLERK, *joined)] == ["c6", "c4", "c5", "c2"]


def test_each_study_that_helps_is_answered_and_no_other() -> None:
    studies = ((Level.SO_CAP, None), (Level.TRUNG_CAP, Mode.TAP_TRUNG), (Level.CAO_CAP, None))
    [one] = listed(CLERK, studies=studies)
    assert [(way.level, way.mode) for way in one.ways] == list(studies[1:])


def test_a_target_that_is_true_already_asks_for_nobody() -> None:
    met = [holding("Công chức", AN_TRUONG, Level.TRUNG_CAP, "Công chức", id=f"m{n}") for n in range(2)]
    assert listed(*met) == ()
    assert not needs(*met)["cbcc_xa"].is_open
    assert not needs()["cbcc_xa"].is_open


def test_those_who_study_are_counted_as_coming_only_when_asked() -> None:
    assert (needs(CLERK)["cbcc_xa"].needed, needs(CLERK)["cbcc_xa"].lacking) == (1, frozenset({"c2"}))
    coming = needs(CLERK, coming={"c2": Level.TRUNG_CAP})["cbcc_xa"]
    assert (coming.coming, coming.needed, coming.lacking) == (1, 0, frozenset())
    assert needs(CLERK, coming={"c2": Level.SO_CAP})["cbcc_xa"].needed == 1


def test_a_planned_post_brings_nobody_onto_the_list() -> None:
    planned = replace(COMMITTEE.posts[0], kind=PostKind.PLANNED)
    [one] = listed(replace(CLERK, posts=(*CLERK.posts, planned)))
    assert one.groups == ("cbcc_xa",)


CLASS = TrainingClass(
    "l1", "TC-1", "", Level.TRUNG_CAP, state=ClassState.OPEN, starts_on=date(2025, 7, 1), ends_on=DEADLINE, places=30
)
UNFIT = {
    Unfit.NO_LEVEL: replace(CLASS, level=Level.NONE),
    Unfit.OVER: replace(CLASS, state=ClassState.CANCELLED),
    Unfit.STARTED: replace(CLASS, starts_on=date(2025, 6, 1)),
    Unfit.UNDATED: replace(CLASS, ends_on=None),
    Unfit.ENDS_TOO_LATE: replace(CLASS, ends_on=date(2026, 1, 1)),
}


@pytest.mark.parametrize("why", UNFIT)
def test_a_class_that_cannot_help_says_why(why: Unfit) -> None:
    assert offers_of([Listed(UNFIT[why])], DAY, DEADLINE) == ((), (("l1", why),))


def test_a_class_offers_the_places_that_are_free_and_its_quotas() -> None:
    [one], others = offers_of([Listed(CLASS, taken=12)], DAY, DEADLINE, {"l1": {"xa-an-truong": 3}})
    assert (one.places, one.study, one.quotas, others) == (18, (Level.TRUNG_CAP, None), {"xa-an-truong": 3}, ())


def test_without_a_last_day_an_undated_class_is_an_offer_too() -> None:
    undated = replace(CLASS, starts_on=None, ends_on=None)
    assert [one.id for one in offers_of([Listed(undated)], DAY)[0]] == ["l1"]
