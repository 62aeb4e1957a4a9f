"""Clashes: what stands against a session before it is kept, and what only seems to."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rules.clashes import Booked, Clash, ClashKind, clashes
from rules.classes import Part, Session
from rules.holidays import NO_HOLIDAYS, EveryYear, Holidays

DAY = date(2025, 9, 15)
MINE = Session("", "mine", DAY, Part.SANG, "Bài 1", "Hội trường 1", "Lê Văn An")
THEIRS = Session("s1", "theirs", DAY, Part.SANG, "Bài 9", "hoi truong 1", "Trần Thị Bé")


def _kinds(session: Session, *booked: Booked, people: frozenset[str] = frozenset()) -> list[ClashKind]:
    return [clash.kind for clash in clashes([session], people, booked, NO_HOLIDAYS)]


def test_two_classes_cannot_have_one_room_in_the_same_part_of_a_day() -> None:
    assert clashes([MINE], (), [Booked(THEIRS, "Lớp kia")], NO_HOLIDAYS) == [Clash(ClashKind.ROOM, MINE, "Lớp kia")]


def test_the_afternoon_is_free_when_the_morning_is_taken() -> None:
    assert _kinds(replace(MINE, part=Part.CHIEU), Booked(THEIRS, "Lớp kia")) == []


def test_sessions_without_a_room_do_not_clash_by_it() -> None:
    assert _kinds(replace(MINE, room=""), Booked(replace(THEIRS, room=""), "Lớp kia")) == []


def test_a_lecturer_cannot_teach_two_classes_at_once() -> None:
    elsewhere = replace(THEIRS, room="Phòng 2", lecturer="LÊ VĂN AN")
    assert _kinds(MINE, Booked(elsewhere, "Lớp kia")) == [ClashKind.LECTURER]


def test_two_lecturers_of_one_name_are_told_apart_by_the_register() -> None:
    other = replace(THEIRS, room="Phòng 2", lecturer="Lê Văn An", lecturer_id="l2")
    assert _kinds(replace(MINE, lecturer_id="l1"), Booked(other, "Lớp kia")) == []


def test_people_who_sit_in_another_class_then_are_counted() -> None:
    elsewhere = Booked(replace(THEIRS, room="Phòng 2"), "Lớp kia", frozenset({"c1", "c2", "c9"}))
    [clash] = clashes([MINE], {"c1", "c2", "c3"}, [elsewhere], NO_HOLIDAYS)
    assert (clash.kind, clash.people) == (ClashKind.PERSON, 2)


def test_a_class_does_not_meet_twice_at_once_not_even_within_one_series() -> None:
    assert _kinds(MINE, Booked(replace(MINE, id="s2"), "Lớp này")) == [ClashKind.OWN]
    assert [clash.kind for clash in clashes([MINE, MINE], (), (), NO_HOLIDAYS)] == [ClashKind.OWN]


def test_a_holiday_stands_against_a_session() -> None:
    holidays = Holidays(every_year=(EveryYear.model_validate({"name": "Lễ", "day": "15/09", "source": "Luật"}),))
    assert clashes([MINE], (), (), holidays) == [Clash(ClashKind.HOLIDAY, MINE, "Lễ")]


def test_a_session_is_never_against_itself_as_it_stood() -> None:
    moved = replace(THEIRS, topic="Bài 10")
    assert _kinds(moved, Booked(THEIRS, "Lớp kia")) == []


def test_a_cancelled_session_stands_against_nothing() -> None:
    assert _kinds(MINE, Booked(replace(THEIRS, cancelled=True), "Lớp kia")) == []


@given(st.sampled_from(Part), st.sampled_from(["", "P1", "P2"]), st.sampled_from(["", "An", "Bé"]))
def test_a_clash_of_room_or_lecturer_holds_both_ways(part: Part, room: str, lecturer: str) -> None:
    one = Session("a", "one", DAY, Part.SANG, "", "P1", "An")
    other = Session("b", "other", DAY, part, "", room, lecturer)
    assert _kinds(one, Booked(other, "")) == _kinds(other, Booked(one, ""))
