"""How far roles reach among several centres, nested ones too."""

from hypothesis import given
from hypothesis import strategies as st

from rules.access import Asker, CentreReach, Grant, Role
from rules.centre_reach import centre_reach

_ABOVE = {
    "province": frozenset({"province"}),
    "a": frozenset({"a", "province"}),
    "a1": frozenset({"a1", "a", "province"}),
    "a1x": frozenset({"a1x", "a1", "a", "province"}),
    "b": frozenset({"b", "province"}),
    "b1": frozenset({"b1", "b", "province"}),
    "c": frozenset({"c", "province"}),
}
TOPS = ("a", "a1", "b")
"""The centre of a1 lies within that of a; c belongs to none."""


def reach(unit: str | None, *grants: Grant) -> CentreReach:
    return centre_reach("", unit, grants, TOPS, _ABOVE)


def test_a_cadre_reads_of_all_centres_around_them_and_keeps_none() -> None:
    found = reach("a1x")
    assert found.reads == frozenset({"a", "a1"})
    assert not found.keeps


def test_a_cadre_of_no_centre_reads_of_the_whole_alone() -> None:
    asker = Asker(centres=reach("c"))
    assert asker.reads_of("")
    assert not asker.reads_of("a")


def test_a_bound_that_holds_a_whole_centre_keeps_it_with_those_nested_in_it() -> None:
    assert reach(None, Grant(Role.STAFF, "a")).keeps == frozenset({"a", "a1"})
    assert reach(None, Grant(Role.STAFF, "province")).keeps == frozenset({"a", "a1", "b"})


def test_a_bound_within_a_centre_keeps_nothing_and_reads_its_classes() -> None:
    found = reach(None, Grant(Role.STAFF, "b1"))
    assert (found.reads, found.keeps) == (frozenset({"b"}), frozenset[str]())


def test_staff_without_bounds_keep_everything_and_leaders_without_bounds_read_it() -> None:
    assert reach("b1", Grant(Role.STAFF)).keeps is None
    leader = reach("b1", Grant(Role.LEADER))
    assert (leader.reads, leader.keeps) == (None, frozenset[str]())


def test_a_leader_of_a_centre_leads_it_alone() -> None:
    grants = (Grant(Role.LEADER, "b"),)
    asker = Asker(grants=grants, centres=reach(None, *grants))
    assert asker.leads_of("b")
    assert not asker.leads_of("a")
    assert not asker.leads_of("")


def test_what_staff_make_goes_to_their_one_centre_and_to_none_where_several_are_theirs() -> None:
    assert Asker(centres=centre_reach("b", None, [Grant(Role.STAFF, "b")], TOPS, _ABOVE)).writes_into == "b"
    assert Asker(centres=reach(None, Grant(Role.STAFF, "province"))).writes_into is None
    assert Asker(centres=reach(None, Grant(Role.STAFF))).writes_into == ""


def test_an_officer_reads_what_the_centres_around_their_units_offer() -> None:
    assert reach("c", Grant(Role.OFFICER, "b1")).reads == frozenset({"b"})


_GRANTS = st.builds(Grant, st.sampled_from(list(Role)), st.none() | st.sampled_from(sorted(_ABOVE)))


@given(st.none() | st.sampled_from(sorted(_ABOVE)), st.lists(_GRANTS, max_size=4))
def test_who_keeps_or_leads_a_centre_reads_it(unit: str | None, grants: list[Grant]) -> None:
    asker = Asker(grants=tuple(grants), centres=reach(unit, *grants))
    for top in TOPS:
        assert asker.reads_of(top) >= asker.keeps_of(top)
        assert asker.reads_of(top) >= asker.leads_of(top)


@given(st.lists(_GRANTS, max_size=4), _GRANTS)
def test_another_role_never_takes_a_centre_away(grants: list[Grant], more: Grant) -> None:
    before, after = reach("a1", *grants), reach("a1", *grants, more)
    for top in TOPS:
        assert Asker(centres=after).keeps_of(top) >= Asker(centres=before).keeps_of(top)
        assert Asker(centres=after).reads_of(top) >= Asker(centres=before).reads_of(top)
