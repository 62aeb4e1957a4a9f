"""A reorganisation worked out: units, posts, people; nobody is lost, nobody stands twice."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.cadres import Cadre, Post, Tier, Unit
from rules.policy import PolicyError
from rules.reorganising.outcome import Change, change_of, misplaced, outcome_of
from rules.reorganising.plan import Passage, Plan, parse_plan, plan_from_json, plan_to_json
from rules.reorganising.posts import ends_with_unit
from rules.targets import count_targets
from tests.rules import strategies
from tests.rules.people import policy, text_of

DAY = date(2025, 7, 1)
EVE = date(2025, 6, 30)
HUYEN = Unit("huyen", "huyện Càng Long", Tier.DISTRICT)
A, B, C = (Unit(f"xa-{n}", f"xã {n.title()}", Tier.COMMUNE, "huyen", "commune") for n in ("mot", "hai", "ba"))
SCHOOL = Unit("truong", "Trường Tiểu học Một", Tier.COMMUNE, A.id, "school")
UNITS = [HUYEN, A, B, C, SCHOOL]
SHIPPED = parse_plan(text_of("sap-xep-2025-07-01"), "sap-xep-2025-07-01.toml")


def change(*passages: tuple[Unit, str], placed: tuple[tuple[str, str], ...] = ()) -> Change:
    plan = Plan("Sắp xếp", DAY, "Nghị quyết 1", tuple(Passage(old.name, new) for old, new in passages), placed)
    found = change_of(plan, UNITS)
    assert isinstance(found, Change), found
    return found


def cadre(unit: Unit, *titles: str, code: str = "cb1") -> Cadre:
    return Cadre(code, code, "Trần Văn Nhã", unit, posts=tuple(Post(title, unit) for title in titles))


def test_the_shipped_plan_makes_five_of_fourteen_and_names_what_is_not_sure() -> None:
    communes = [unit.as_unit() for unit in policy().units if unit.tier is Tier.COMMUNE]
    found = change_of(SHIPPED, communes)
    assert isinstance(found, Change)
    assert len(found.ends) == 14
    later = {unit.id: unit.name for unit in policy("xa-2025-2030").units}
    assert {unit.id: unit.name for unit in found.begins} == later
    assert {old: [unit.id for unit in new] for old, new in found.successors.items()} == {
        unit.id: [each.unit for each in unit.successors] for unit in policy().units if unit.successors
    }
    assert len(found.doubtful) == 14


def test_a_merge_ends_the_old_units_and_begins_one_that_may_bear_an_old_name() -> None:
    found = change((A, "xã Một"), (B, "xã Một"))
    [new] = found.begins
    assert (new.id, new.name, new.parent_id, new.kind) == ("xa-mot-2025", "xã Một", "huyen", "commune")
    assert found.ends == (A, B)
    assert not found.renamed
    assert found.reparented == ((SCHOOL, replace(SCHOOL, parent_id=new.id)),)


def test_a_unit_that_stays_may_take_another_in() -> None:
    found = change((A, "xã Hai"))
    assert found.begins == ()
    assert found.successors == {A.id: (B,)}
    assert not found.renamed, "its head is not the head of the other"


def test_a_renamed_unit_keeps_every_post_of_its_people() -> None:
    [moved] = outcome_of(change((A, "xã Bốn")), [cadre(A, "Bí thư Đảng ủy xã")]).moved
    assert moved.ended == ()
    old, new = moved.after.posts
    assert (old.unit, old.until) == (A, date(2025, 6, 30))
    assert (new.title, new.unit.name, new.since) == ("Bí thư Đảng ủy xã", "xã Bốn", DAY)


@pytest.mark.parametrize(
    ("title", "committee", "ends"),
    [
        ("Bí thư Đảng ủy xã", False, True),
        ("Ủy viên BCH Đảng bộ xã", False, True),
        ("Ủy viên", True, True),
        ("Chủ tịch UBND xã", False, True),
        ("Phó Chủ tịch HĐND xã", False, True),
        ("Chủ tịch Hội Nông dân xã", False, True),
        ("Ủy viên BCH Đảng bộ huyện", True, False),
        ("Công chức Tư pháp - Hộ tịch", False, False),
        ("Bí thư Chi bộ ấp 3", False, False),
        ("", False, False),
    ],
)
def test_what_a_unit_has_once_ends_with_it_and_its_other_posts_go_on(title: str, committee: bool, ends: bool) -> None:
    assert ends_with_unit(Post(title, A, committee=committee)) is ends


def test_who_is_placed_goes_there_and_the_others_go_to_the_first_and_are_named() -> None:
    found = change((A, "xã Bốn"), (A, "xã Năm"), placed=(("cb2", "xã Năm"),))
    people = [cadre(A, "Công chức", code="cb1"), cadre(A, "Công chức", code="cb2"), cadre(B, code="cb3")]
    outcome = outcome_of(found, people)
    assert {each.after.code: each.after.unit.name for each in outcome.moved} == {"cb1": "xã Bốn", "cb2": "xã Năm"}
    assert [each.code for each in outcome.unplaced] == ["cb1"]
    assert misplaced(found, people) == ()


def test_a_person_placed_where_their_unit_does_not_go_is_a_problem() -> None:
    found = change((A, "xã Bốn"), (A, "xã Năm"), placed=(("cb2", "xã Ba"), ("cb9", "xã Năm")))
    assert len(misplaced(found, [cadre(A, code="cb2")])) == 2


@pytest.mark.parametrize(
    "passages",
    [
        [("xã Chín", "xã Mười")],
        [("xã Một", "xã Một")],
        [("xã Một", "xã Mười"), ("huyện Càng Long", "xã Mười")],
    ],
)
def test_what_cannot_be_carried_out_is_said_and_is_no_change(passages: list[tuple[str, str]]) -> None:
    plan = Plan("Sắp xếp", DAY, "Nghị quyết 1", tuple(Passage(*each) for each in passages))
    assert isinstance(change_of(plan, UNITS), tuple)


def test_a_plan_is_stored_as_it_is() -> None:
    assert plan_from_json(plan_to_json(SHIPPED)) == SHIPPED


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('name = "A b"\nday = 2025-07-01\ndocument = "QĐ"', "merge"),
        ('name = "A b"\nday = "soon"\ndocument = "QĐ"\n[[rename]]\nunit = "xã A"\nto = "xã B"', "day"),
        ('name = "A b"\nday = 2025-07-01\ndocument = "QĐ"\n[[merge]]\nunits = []\ninto = "xã B"', "merge[0].units"),
        (
            'name = "A b"\nday = 2025-07-01\ndocument = "QĐ"\n[[split]]\nunit = "xã A"\ninto = ["xã B", "xã C"]\n'
            'people = [{ code = "c1", to = "xã D" }]',
            "people[0].to",
        ),
    ],
)
def test_a_bad_plan_is_refused_by_file_and_key(text: str, key: str) -> None:
    with pytest.raises(PolicyError) as refused:
        parse_plan(text, "ke-hoach.toml")
    assert "ke-hoach.toml" in str(refused.value)
    assert key in str(refused.value)


_news = st.sampled_from(["xã Một", "xã Bốn", "xã Năm", "xã Ba"])


@given(
    st.lists(st.tuples(st.sampled_from(strategies.UNITS[4:]), _news), min_size=1, max_size=5),
    st.lists(strategies.cadres(), min_size=1, max_size=6),
)
def test_nobody_is_lost_nobody_stands_twice_and_no_post_is_invented(
    passages: list[tuple[Unit, str]], people: list[Cadre]
) -> None:
    people = [replace(each, id=f"c{n}", code=f"c{n}") for n, each in enumerate(people)]
    plan = Plan("Sắp xếp", DAY, "Nghị quyết 1", tuple(Passage(old.name, new) for old, new in passages))
    found = change_of(plan, [*strategies.UNITS, C])
    assert isinstance(found, Change)
    moved = {each.before.id: each for each in outcome_of(found, people).moved}
    after = [moved[each.id].after if each.id in moved else each for each in people]
    assert [each.id for each in after] == [each.id for each in people]
    ended = {unit.id for unit in found.ends}
    for before, now in zip(people, after, strict=True):
        assert now.unit.id not in ended
        assert not [post for post in now.posts_on(DAY) if post.unit.id in ended]
        assert {post.title for post in now.posts} == {post.title for post in before.posts}
        held = [(post.title, post.unit, post.committee) for post in before.posts_on(EVE)]
        assert [(post.title, post.unit, post.committee) for post in now.posts_on(EVE)] == held
    there = [replace(now, unit=before.unit) for now, before in zip(after, people, strict=True)]
    of_the_eve = [figure.total for figure in count_targets(there, policy(), EVE)]
    assert of_the_eve == [figure.total for figure in count_targets(people, policy(), EVE)]
