"""Who is told of a class without asking: whoever it gives a level they lack, once, and seldom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.announcing import LAST_DAYS, News, NewsKind, Told, news_for
from rules.cadres import Cadre, Post, PostKind
from rules.classes import ClassState, EnrolmentState, Listed, TrainingClass
from rules.dates import PartialDate
from rules.eligibility import Overall
from rules.levels import Level
from rules.standing import Standing, standing_of
from rules.unasked import A_WEEK, WEEK
from tests.rules.people import AN_TRUONG, holding, policy, regulation
from tests.rules.strategies import cadres

TODAY = date(2025, 6, 2)
OPENING, REMINDER = NewsKind.OPENING, NewsKind.REMINDER
TRUNG_CAP = TrainingClass(
    "tc", "TC-K16", "Trung cấp, khóa 16", Level.TRUNG_CAP, state=ClassState.OPEN, register_until=date(2025, 6, 30)
)
NHA = replace(
    holding("Công chức Văn phòng - Thống kê", AN_TRUONG, Level.SO_CAP, "Công chức"),
    birth=PartialDate("1974"),
    gender="nam",
    education="Đại học",
    party_full=PartialDate("2002"),
    ratings={2023: "Hoàn thành tốt nhiệm vụ", 2024: "Hoàn thành tốt nhiệm vụ"},
)


def standing(cadre: Cadre, day: date = TODAY) -> Standing:
    return standing_of(cadre, policy(), (regulation("qd57"), regulation("qd350")), day)


def told(cadre: Cadre, *classes: Listed, before: tuple[Told, ...] = (), day: date = TODAY) -> list[News]:
    return news_for(cadre, standing(cadre, day), classes, before)


def test_who_lacks_the_level_of_an_open_class_is_told_why() -> None:
    [news] = told(NHA, Listed(TRUNG_CAP))
    assert (news.kind, news.by_target) == (OPENING, True)
    assert news.overall is not Overall.CON_THIEU


@pytest.mark.parametrize(
    "listed",
    [
        Listed(replace(TRUNG_CAP, state=ClassState.PLANNED)),
        Listed(replace(TRUNG_CAP, register_until=TODAY - timedelta(1))),
        Listed(replace(TRUNG_CAP, level=Level.SO_CAP)),
        Listed(replace(TRUNG_CAP, level=Level.NONE)),
        Listed(replace(TRUNG_CAP, places=2), taken=2),
        Listed(TRUNG_CAP, own=EnrolmentState.ENROLLED),
        Listed(TRUNG_CAP, own=EnrolmentState.LEFT),
    ],
    ids=["planned", "too late", "level held", "no level", "full", "joined", "left again"],
)
def test_nobody_is_told_of_a_class_that_is_not_for_them_now(listed: Listed) -> None:
    assert told(NHA, listed) == []


def test_who_studies_for_the_level_already_is_left_in_peace() -> None:
    running = TrainingClass("k14", "K14", "Trung cấp", Level.TRUNG_CAP, state=ClassState.RUNNING)
    assert told(NHA, Listed(TRUNG_CAP), Listed(running, own=EnrolmentState.ENROLLED)) == []


def test_who_lacks_a_condition_is_not_told_of_what_they_cannot_have() -> None:
    assert told(replace(NHA, education="Trung học phổ thông"), Listed(TRUNG_CAP)) == []


def test_a_target_whose_time_is_over_alarms_nobody() -> None:
    outsider = replace(NHA, posts=(Post("Công chức Văn phòng - Thống kê", AN_TRUONG),))
    late = replace(TRUNG_CAP, register_until=None)
    for news in told(outsider, Listed(late), day=date(2026, 6, 1)):
        assert not news.by_target


@given(cadres(), st.dates(TODAY, date(2026, 1, 31)))
def test_planned_posts_change_nothing_of_what_is_told(cadre: Cadre, day: date) -> None:
    known = replace(cadre, posts=tuple(post for post in cadre.posts if post.kind is PostKind.INCUMBENT))
    listed = [Listed(replace(TRUNG_CAP, id=level.code, level=level, register_until=None)) for level in Level]
    assert told(cadre, *listed, day=day) == told(known, *listed, day=day)


def test_the_reminder_comes_a_week_before_the_end_to_who_did_not_look() -> None:
    until = TRUNG_CAP.register_until
    assert until is not None
    heard = Told("tc", OPENING, TODAY)
    assert told(NHA, Listed(TRUNG_CAP), before=(heard,), day=until - LAST_DAYS - timedelta(1)) == []
    [news] = told(NHA, Listed(TRUNG_CAP), before=(heard,), day=until - LAST_DAYS)
    assert news.kind is REMINDER
    assert told(NHA, Listed(TRUNG_CAP), before=(replace(heard, reacted=True),), day=until) == []


def test_who_hears_of_a_class_in_its_last_week_is_not_reminded_too() -> None:
    until = TRUNG_CAP.register_until
    assert until is not None
    heard = Told("tc", OPENING, until - LAST_DAYS)
    assert told(NHA, Listed(TRUNG_CAP), before=(heard,), day=until) == []


def test_the_class_that_ends_first_comes_first_and_the_third_waits_for_another_week() -> None:
    many = [Listed(replace(TRUNG_CAP, id=f"{n}", code=f"{n}", register_until=date(2025, 6, 20 + n))) for n in (3, 1, 2)]
    first = told(NHA, *many)
    assert [news.listed.training.id for news in first] == ["1", "2"]
    before = tuple(Told(news.listed.training.id, news.kind, TODAY) for news in first)
    assert told(NHA, *many, before=before, day=TODAY + WEEK - timedelta(1)) == []
    [third] = told(NHA, *many, before=before, day=TODAY + WEEK)
    assert third.listed.training.id == "3"


classes_of_a_season = st.lists(
    st.builds(
        TrainingClass,
        id=st.uuids().map(str),
        code=st.uuids().map(str),
        name=st.just("Lớp"),
        level=st.sampled_from(Level),
        state=st.sampled_from([ClassState.OPEN, ClassState.OPEN, ClassState.PLANNED]),
        register_until=st.none() | st.dates(TODAY, TODAY + timedelta(40)),
    ),
    max_size=6,
)


@given(classes_of_a_season, st.lists(st.integers(0, 3), min_size=10, max_size=25), st.sets(st.integers(0, 20)))
def test_in_any_week_at_most_two_come_and_none_twice(
    season: list[TrainingClass], steps: list[int], looked: set[int]
) -> None:
    before: list[Told] = []
    day = TODAY
    for step in steps:
        day += timedelta(step)
        for news in told(NHA, *map(Listed, season), before=tuple(before), day=day):
            before.append(Told(news.listed.training.id, news.kind, day, len(before) in looked))
    assert len({(each.class_id, each.kind) for each in before}) == len(before)
    for each in before:
        assert sum(each.day <= other.day < each.day + WEEK for other in before) <= A_WEEK
    for each in before:
        if each.kind is REMINDER:
            [opening] = [other for other in before if (other.class_id, other.kind) == (each.class_id, OPENING)]
            assert not opening.reacted
            assert opening.day < each.day
