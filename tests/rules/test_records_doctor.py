"""What cannot be right in a record is found, and what may well be right is left alone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.cadres import Cadre, Credential, Post, Tier, Unit
from rules.classes import Course, TrainingClass
from rules.dates import PartialDate
from rules.levels import Level
from rules.records_doctor import Flaw, is_one_seat, left_open, misdated, two_heads, unfit, unproven
from tests.rules.people import AN_TRUONG, NOI_VU, regulation

TODAY = date(2025, 6, 2)
TAN_AN = Unit("xa-tan-an", "xã Tân An", Tier.COMMUNE)
NHA = Cadre("c1", "CB1", "Trần Văn Nhã", AN_TRUONG, PartialDate("1974-03-12"))
KNOWN = Credential(Level.SO_CAP, number="SC-1", issued=PartialDate("2012"))


def test_a_level_that_only_the_roster_says_stands_above_the_papers() -> None:
    found = unproven(replace(NHA, credentials=(KNOWN, Credential(Level.CAO_CAP))))
    assert found is not None
    assert found.detail == ("cao_cap", "so_cap")
    assert found.after is not None
    assert found.after.credentials == (KNOWN,)


@pytest.mark.parametrize(
    "papers",
    [(), (Credential(Level.CAO_CAP),), (KNOWN,), (KNOWN, Credential(Level.CAO_CAP, verified=True))],
    ids=["nothing", "no paper at all", "only a paper", "compared with the original"],
)
def test_a_level_is_left_alone_where_no_paper_speaks_against_it(papers: tuple[Credential, ...]) -> None:
    assert unproven(replace(NHA, credentials=papers)) is None


@pytest.mark.parametrize("issued", ["2026", "2025-06-03", "1974", "1970-01-01"])
def test_a_paper_of_tomorrow_or_from_before_its_holder_loses_its_date_and_stays(issued: str) -> None:
    found = misdated(replace(NHA, credentials=(replace(KNOWN, issued=PartialDate(issued)),)), TODAY)
    assert found is not None
    assert found.after is not None
    assert found.after.credentials == (replace(KNOWN, issued=None),)


@given(st.dates(date(1995, 1, 1), TODAY), st.sampled_from([4, 7, 10]))
def test_no_paper_of_a_grown_up_until_today_is_misdated(day: date, length: int) -> None:
    paper = replace(KNOWN, issued=PartialDate(day.isoformat()[:length]))
    assert misdated(replace(NHA, credentials=(paper,)), TODAY) is None


def test_a_post_left_open_elsewhere_ends_the_day_before_the_one_that_followed() -> None:
    old, new = Post("Văn thư", TAN_AN, since=date(2015, 1, 1)), Post("Công chức", AN_TRUONG, since=date(2020, 4, 1))
    found = left_open(replace(NHA, posts=(old, new)), TODAY)
    assert found is not None
    assert found.after is not None
    assert found.after.posts == (replace(old, until=date(2020, 3, 31)), new)


def test_a_seat_on_the_committee_of_another_unit_is_no_post_left_open() -> None:
    seat = Post("Huyện ủy viên", NOI_VU, committee=True, since=date(2015, 1, 1))
    post = Post("Công chức", AN_TRUONG, since=date(2020, 4, 1))
    assert left_open(replace(NHA, posts=(seat, post)), TODAY) is None


def test_of_two_heads_the_earlier_ends_the_day_before_the_later_began() -> None:
    title = "Trưởng phòng Nội vụ"
    early = replace(NHA, posts=(Post(title, NOI_VU, since=date(2016, 3, 1)),))
    late = replace(NHA, id="c2", name="Lê Văn Hai", posts=(Post(title, NOI_VU, since=date(2021, 3, 1)),))
    found = two_heads([late, early], title, NOI_VU.id, TODAY)
    assert found is not None
    assert found.about == ("c1", "c2")
    assert found.after is not None
    assert found.after.posts[0].until == date(2021, 2, 28)


@pytest.mark.parametrize("title", ["Phó Trưởng phòng", "Công chức Văn phòng", "Bí thư Chi bộ", "Ủy viên BCH"])
def test_posts_that_many_may_hold_are_no_one_seat(title: str) -> None:
    assert not is_one_seat(title)
    assert is_one_seat("Trưởng phòng Nội vụ")


def test_who_holds_the_level_of_a_class_already_is_unfit_for_it() -> None:
    training = TrainingClass("k", "K", "Trung cấp", Level.TRUNG_CAP)
    held = replace(NHA, credentials=(Credential(Level.CAO_CAP, verified=True),))
    why = unfit(held, training, regulation("qd57"), TODAY)
    assert why is not None
    assert why.held is Level.CAO_CAP


def test_what_the_record_does_not_know_makes_nobody_unfit() -> None:
    training = TrainingClass("k", "K", "Trung cấp", Level.TRUNG_CAP)
    assert unfit(NHA, training, regulation("qd57"), TODAY) is None
    lacking = replace(NHA, education="Trung học phổ thông", ethnicity="Kinh", party_joined=PartialDate("2001-01-01"))
    why = unfit(lacking, training, regulation("qd57"), TODAY)
    assert why is not None
    assert why.missing


def test_a_full_member_in_the_course_for_new_members_is_unfit() -> None:
    training = TrainingClass("k", "K", "Đảng viên mới", course=Course.DANG_VIEN_MOI)
    member = replace(NHA, party_joined=PartialDate("2001-05-19"), party_full=PartialDate("2002-05-19"))
    why = unfit(member, training, None, TODAY)
    assert why is not None
    assert why.is_past


def test_a_finding_that_changed_is_another_finding_about_the_same() -> None:
    one = misdated(replace(NHA, credentials=(replace(KNOWN, issued=PartialDate("2026")),)), TODAY)
    other = misdated(replace(NHA, credentials=(replace(KNOWN, issued=PartialDate("2027")),)), TODAY)
    assert one is not None
    assert other is not None
    assert (one.flaw, one.key) == (Flaw.WRONG_DATE, other.key)
    assert one.facts != other.facts
