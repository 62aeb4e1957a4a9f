"""What if people graduate, or a committee is elected: figures before and after, and nothing else."""

from copy import deepcopy
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cadres import Cadre
from rules.levels import Level
from rules.scenario import Counting, Scenario, if_elected, if_they_graduate
from rules.targets import TargetFigure
from tests.rules.people import AN_TRUONG, NOI_VU, holding, policy, unit
from tests.rules.strategies import rosters

BY = Counting(policy(), date(2025, 5, 15))
DEPUTIES = [holding("Phó Trưởng phòng", id=f"C{n}", level=Level.CAO_CAP if n else Level.TRUNG_CAP) for n in range(3)]


def after(scenario: Scenario, target: str) -> TargetFigure:
    return next(change.after for change in scenario.changes if change.after.id == target)


def test_a_graduate_is_counted_after_and_not_before() -> None:
    scenario = if_they_graduate(DEPUTIES, [" c0 "], Level.CAO_CAP, BY)
    [moved] = [change for change in scenario.changes if not change.is_none]
    assert (moved.before.met, moved.after.met, moved.before.reached, moved.after.reached) == (2, 3, False, True)
    assert (scenario.unknown, scenario.idle) == ((), ())


def test_who_has_the_level_and_who_is_unknown_are_told_apart() -> None:
    scenario = if_they_graduate(DEPUTIES, ["C1", "X9", "c1"], Level.CAO_CAP, BY)
    assert (scenario.unknown, scenario.idle) == (("X9",), ("c1",))
    assert all(change.is_none for change in scenario.changes)


@settings(max_examples=8, deadline=None)
@given(rosters(), st.sampled_from(Level))
def test_no_record_changes_and_no_figure_falls_by_graduating(roster: tuple[Cadre, ...], level: Level) -> None:
    kept = deepcopy(roster)
    scenario = if_they_graduate(roster, [cadre.code for cadre in roster], level, BY)
    assert roster == kept
    assert all(change.after.met >= change.before.met for change in scenario.changes)
    assert all(change.after.total == change.before.total for change in scenario.changes)


def test_a_new_committee_takes_the_place_of_the_old_one() -> None:
    old = [holding("Huyện ủy viên", level=Level.CAO_CAP, id=f"C{n}") for n in range(3)]
    new = [holding("Chuyên viên", id="C8"), old[0]]
    scenario = if_elected([*old, new[0]], ["C8", "C0", "X9"], "bch_huyen", BY)
    figure = after(scenario, "bch_huyen")
    assert (set(figure.member_ids), figure.missing_ids, figure.needed) == ({"C8", "C0"}, ("C8",), 1)
    assert (scenario.unknown, scenario.idle) == (("X9",), ("C0",))


def test_the_committee_of_one_commune_leaves_the_others_alone() -> None:
    other = unit("xã Tân An")
    roster = [
        holding("Ủy viên BCH Đảng bộ xã", AN_TRUONG, Level.TRUNG_CAP, id="C1"),
        holding("Ủy viên BCH Đảng bộ xã", other, id="C2"),
        holding("Công chức", AN_TRUONG, Level.NONE, id="C3"),
    ]
    figure = after(if_elected(roster, ["C3"], "bch_xa", BY, AN_TRUONG.id), "bch_xa")
    assert (set(figure.member_ids), set(figure.missing_ids)) == ({"C2", "C3"}, {"C2", "C3"})


@settings(max_examples=8, deadline=None)
@given(rosters())
def test_electing_who_sits_changes_no_count(roster: tuple[Cadre, ...]) -> None:
    for target in policy().targets:
        seated = next(figure for figure in BY.figures(roster) if figure.id == target.id).member_ids
        figure = after(if_elected(roster, [c.code for c in roster if c.id in seated], target.group, BY), target.id)
        before = next(each for each in BY.figures(roster) if each.id == target.id)
        assert (figure.total, figure.met, figure.reached) == (before.total, before.met, before.reached)


def test_an_empty_list_leaves_no_data() -> None:
    figure = after(if_elected([holding("Huyện ủy viên", NOI_VU, id="C1")], [], "bch_huyen", BY), "bch_huyen")
    assert (figure.total, figure.share, figure.needed, figure.reached) == (0, None, None, False)
