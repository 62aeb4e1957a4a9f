"""An audience means the same people however it is written, and has one text."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.access import Role
from rules.audience import (
    Audience,
    AudienceError,
    Facts,
    Key,
    Known,
    all_of,
    any_of,
    matches,
    negated,
    parse,
    text_of,
    unknown_names,
)
from rules.classes import EnrolmentState
from rules.levels import Level
from tests.rules.audience.strategies import GROUNDS, audiences, people
from tests.rules.people import AN_TRUONG, NOI_VU, holding

CLERK = Facts("C1", holding("Chuyên viên"))
STAFF = Facts("NV01", roles=frozenset({Role.STAFF}))


def means(text: str, person: Facts) -> bool:
    return matches(parse(text), person, GROUNDS)


@given(audiences)
def test_an_audience_is_read_back_from_its_text(audience: Audience) -> None:
    assert parse(text_of(audience)) == audience


@given(audiences, audiences, people)
def test_not_turns_and_into_or(one: Audience, other: Audience, person: Facts) -> None:
    both, either = all_of(negated(one), negated(other)), any_of(negated(one), negated(other))
    assert matches(negated(any_of(one, other)), person, GROUNDS) is matches(both, person, GROUNDS)
    assert matches(negated(all_of(one, other)), person, GROUNDS) is matches(either, person, GROUNDS)


@given(audiences)
def test_not_not_is_nothing(audience: Audience) -> None:
    assert negated(negated(audience)) == audience


@given(
    st.lists(audiences, min_size=1, max_size=4).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some)))
)
def test_order_repetition_and_brackets_do_not_matter(lists: tuple[list[Audience], list[Audience]]) -> None:
    parts, mixed = lists
    for join in (all_of, any_of):
        assert join(*parts) == join(*mixed, *parts) == join(join(*mixed), parts[0])


@given(audiences, people)
def test_everyone_on_the_roster_is_in_or_out(audience: Audience, person: Facts) -> None:
    if person.cadre is not None:
        assert matches(audience, person, GROUNDS) is not matches(negated(audience), person, GROUNDS)


@given(audiences, people)
def test_who_is_on_no_roster_is_meant_only_by_name(audience: Audience, person: Facts) -> None:
    nobody = Facts("?", channels=person.channels, unconfirmed=person.unconfirmed)
    assert not matches(audience, nobody, GROUNDS)
    assert not matches(audience, replace(person, cadre=None), GROUNDS) or any(
        key.value in text_of(audience) for key in (Key.CLASS, Key.ROLE, Key.CODES, Key.LEARNERS, Key.REACHED)
    )


def test_the_staff_of_the_centre_comes_by_role_and_not_by_what_it_is_not() -> None:
    assert means("role=staff", STAFF)
    assert means("not (not role=staff or unit=x)", STAFF)
    for text in ("everyone", "not unit=x", "not role=leader", "role=admin or not unit=x"):
        assert not means(text, STAFF)


def test_a_class_means_who_is_in_it_now_unless_a_state_is_said() -> None:
    passed = replace(CLERK, classes=frozenset({("A", EnrolmentState.PASSED), ("B", EnrolmentState.ENROLLED)}))
    assert not means("class=A", passed)
    assert means("class=A:passed", passed)
    assert means("class=A:any", passed)
    assert not means("class=A and state=enrolled", passed), "enrolled in B is not enrolled in A"
    assert parse("state=passed and unit=x and class=A,B") == parse("unit=x and class=B:passed,A:passed")


def test_a_deputy_head_is_never_meant_by_the_title_of_a_head() -> None:
    deputy = Facts("C1", holding("Phó Trưởng phòng Nội vụ"))
    assert means('post="Phó Trưởng phòng"', deputy)
    assert means('post="Phó Trưởng phòng Nội vụ"', deputy)
    assert not means('post="Trưởng phòng"', deputy)
    assert not means('post="Phó Trưởng phòng Tư pháp"', deputy)
    assert means('post="Công chức Địa chính"', Facts("C2", holding("Công chức Địa chính - Xây dựng", AN_TRUONG)))


def test_lacking_is_what_a_target_asks_and_nobody_holds_yet() -> None:
    head, trained = (Facts("C1", holding("Trưởng phòng", NOI_VU, level)) for level in (Level.SO_CAP, Level.CAO_CAP))
    assert means("lacks=cao_cap and group=truong_phong", head)
    assert not means("lacks=cao_cap", trained)
    assert means("holds=trung_cap and not eligible=trung_cap", trained)
    assert not means("lacks=cao_cap", CLERK)


@pytest.mark.parametrize(
    ("text", "place", "near"),
    [
        ("", 1, ""),
        ("lack=cao_cap", 1, "lacks"),
        ("class=A and  sate=passed", 14, "state"),
        ("class=A adn unit=x", 9, "and"),
        ("class=A and", 12, ""),
        ("unit=", 6, ""),
        ('unit=""', 6, ""),
        ('unit="xã', 6, ""),
        ("(class=A", 9, ""),
        ("class=A)", 8, ""),
        ("holds=cao", 7, "cao_cap"),
        ("class=A:pased", 7, "passed"),
        ("state=passed", 1, "class=CODE:passed"),
        ("class=A and class=B and state=passed", 1, "class=CODE:passed"),
        ("class=A and not state=left", 13, "not class=CODE:left"),
        ("unconfirmed=một", 13, ""),
        ("not " * 40 + "everyone", 85, ""),
        (" or ".join(["everyone"] * 41), 481, ""),
    ],
)
def test_a_text_that_is_no_audience_is_refused_with_the_place_and_what_was_meant(
    text: str, place: int, near: str
) -> None:
    with pytest.raises(AudienceError) as refused:
        parse(text)
    assert (refused.value.place, refused.value.near) == (place, near)


@given(st.text(alphabet='abc=,()" \\not', max_size=30))
def test_any_text_is_an_audience_or_is_refused(text: str) -> None:
    with suppress(AudienceError):
        audience = parse(text)
        assert parse(text_of(audience)) == audience


def test_a_name_that_nobody_knows_is_told_with_the_nearest() -> None:
    known = Known({Key.CLASS: frozenset({"TC-K14"}), Key.UNIT: frozenset({"xa-tan-an", "xã Tân An"})})
    found = unknown_names(
        parse('class=tc-k14:passed and not (unit="xa Tan An" or unit="xã Tân An") and group=x'), known
    )
    assert [(each.key, each.value, each.near) for each in found] == [
        (Key.CLASS, "tc-k14", "TC-K14"),
        (Key.UNIT, "xa Tan An", "xã Tân An"),
    ]
