"""Tallies: whatever is told from them is what counting person by person tells."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cadres import Cadre, Post, Tier, Unit
from rules.groups import names_an_office
from rules.levels import Level
from rules.summary import Summary, summary_of
from rules.tallies import People, people_in, places_at, summary_from, tallies_of, total, with_below
from rules.targets import count_targets, figure_of
from tests.rules.people import AN_TRUONG, NOI_VU, holding, policy
from tests.rules.strategies import CATEGORIES, days, posts, rosters

DAY = date(2025, 5, 15)
LEVELS = st.sampled_from(list(Level))
studies = st.dictionaries(st.sampled_from([f"c{n}" for n in range(8)]), LEVELS)


def told(roster: tuple[Cadre, ...], day: date, unverified: bool, studying: dict[str, Level]) -> Summary:
    """The summary by the way of counting person by person, with numbers only."""
    counted = count_targets(roster, policy(), day, unverified, studying)
    numbers = zip(policy().targets, counted, strict=True)
    figures = tuple(figure_of(target, each.total, each.met, each.studying) for target, each in numbers)
    slow = summary_of(counted, day)
    return Summary(day, figures, slow.people_needed, slow.uncounted)


@settings(max_examples=100)
@given(rosters(), days, st.booleans(), studies)
def test_tallies_tell_what_counting_person_by_person_tells(
    roster: tuple[Cadre, ...], day: date, unverified: bool, studying: dict[str, Level]
) -> None:
    own = tallies_of(roster, policy(), day, unverified, studying)
    assert summary_from(total(own.values()), policy(), day) == told(roster, day, unverified, studying)


@settings(max_examples=30)
@given(rosters(), st.booleans(), studies)
def test_a_units_tallies_are_those_of_its_own_people(
    roster: tuple[Cadre, ...], unverified: bool, studying: dict[str, Level]
) -> None:
    for unit_id, tallies in tallies_of(roster, policy(), DAY, unverified, studying).items():
        people = tuple(cadre for cadre in roster if cadre.unit.id == unit_id)
        assert summary_from(tallies, policy(), DAY) == told(people, DAY, unverified, studying)


@settings(max_examples=30)
@given(rosters(), studies)
def test_members_of_several_groups_are_people_once(roster: tuple[Cadre, ...], studying: dict[str, Level]) -> None:
    counted = count_targets(roster, policy(), DAY, studying=studying)
    members = {id for figure in counted for id in figure.member_ids}
    missing = {id for figure in counted for id in figure.missing_ids}
    asked = {id: max(figure.level for figure in counted if id in figure.missing_ids) for id in missing}
    study = sum(studying.get(id, Level.NONE) >= level for id, level in asked.items())
    tallies = total(tallies_of(roster, policy(), DAY, studying=studying).values())
    assert people_in(tallies) == People(len(members), len(members) - len(missing), study)


def test_a_profile_has_a_letter_for_each_target() -> None:
    places = places_at(holding("Phó Trưởng phòng", category="Công chức"), policy(), DAY)
    assert places.profile(policy(), Level.TRUNG_CAP, Level.NONE) == "..lm.."
    assert places.profile(policy(), Level.TRUNG_CAP, Level.CAO_CAP) == "..sm.."


def test_who_is_set_aside_is_marked_beside_what_they_are_counted_in() -> None:
    places = places_at(holding("Chuyên viên"), policy(), DAY)
    assert places.profile(policy(), Level.NONE, Level.NONE) == "...?.."


def test_nobody_gives_figures_of_nobody() -> None:
    summary = summary_from({}, policy(), DAY)
    assert [(figure.total, figure.share, figure.reached) for figure in summary.figures] == [(0, None, False)] * 6
    assert (summary.people_needed, summary.uncounted) == (0, 0)


def test_a_unit_takes_in_all_units_below_it() -> None:
    top, middle = Unit("top", "Huyện ủy", Tier.DISTRICT), Unit("middle", "Ban", Tier.DISTRICT, "top")
    low, elsewhere = Unit("low", "Tổ", Tier.DISTRICT, "middle"), Unit("other", "Phòng", Tier.DISTRICT)
    whole = with_below([top, middle, low, elsewhere], {"low": {"m": 2}, "middle": {"m": 1, "l": 1}, "other": {"l": 5}})
    assert whole == {"top": {"m": 3, "l": 1}, "middle": {"m": 3, "l": 1}, "low": {"m": 2}, "other": {"l": 5}}


def test_units_that_stand_in_a_ring_take_each_other_in_once() -> None:
    one, other = Unit("one", "Ban", Tier.DISTRICT, "other"), Unit("other", "Tổ", Tier.DISTRICT, "one")
    assert with_below([one, other], {"one": {"m": 1}}) == {"one": {"m": 1}, "other": {"m": 1}}


def test_people_of_two_units_never_share_a_tally() -> None:
    people = [holding("Kế toán", place, category="Công chức", id=place.id) for place in (NOI_VU, AN_TRUONG)]
    assert tallies_of(people, policy(), DAY) == {NOI_VU.id: {"...l..": 1}, AN_TRUONG.id: {".....l": 1}}


@settings(max_examples=100)
@given(posts, st.sampled_from(CATEGORIES), st.sampled_from(["Hội Nông dân", "Đảng ủy xã", "Huyện đoàn", "chi bộ ấp 1"]))
def test_where_a_title_names_no_office_the_name_of_its_unit_moves_nothing(post: Post, category: str, name: str) -> None:
    elsewhere = replace(post, unit=replace(post.unit, id="other", name=name))
    here, there = (
        places_at(Cadre("c", "C", "", each.unit, category=category, posts=(each,)), policy(), DAY)
        for each in (post, elsewhere)
    )
    assert here == there or names_an_office(post.title, post.committee)
