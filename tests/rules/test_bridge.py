"""The bridge between two dates adds up, and names what moved a figure."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from rules.bridge import Bridge, Cause, bridges, roster_on
from rules.cadres import Cadre, Credential, Post
from rules.levels import Level
from tests.rules.people import AN_TRUONG, NOI_VU, holding, policy
from tests.rules.strategies import rosters

MAY, JUNE = date(2025, 5, 31), date(2025, 6, 30)
DEPUTY = holding("Phó Trưởng phòng")
GRADUATE = replace(DEPUTY, credentials=(Credential(Level.CAO_CAP),))


def of_deputies(before: list[Cadre], after: list[Cadre]) -> Bridge:
    found = {each.target_id: each for each in bridges(roster_on(before, MAY), roster_on(after, JUNE), policy())}
    return found["pho_phong"]


@settings(max_examples=20, deadline=None)
@given(rosters(), rosters())
def test_the_figure_before_and_all_who_moved_it_make_the_figure_after(
    before: tuple[Cadre, ...], after: tuple[Cadre, ...]
) -> None:
    for bridge in bridges(roster_on(before, MAY), roster_on(after, JUNE), policy()):
        assert bridge.before.met + len(bridge.raised) - len(bridge.lowered) == bridge.after.met
        assert bridge.before.total + sum(each.total for each in bridge.movements) == bridge.after.total
        assert len({each.cadre_id for each in bridge.movements}) == len(bridge.movements)


@settings(max_examples=8, deadline=None)
@given(rosters())
def test_on_one_day_nobody_moves_anything(roster: tuple[Cadre, ...]) -> None:
    assert not any(each.movements for each in bridges(roster_on(roster, MAY), roster_on(roster, MAY), policy()))


ENDED = replace(GRADUATE, posts=(replace(GRADUATE.posts[0], until=MAY),))
ELSEWHERE = replace(GRADUATE, unit=AN_TRUONG, posts=(Post("Công chức", AN_TRUONG),))
CASES: dict[str, tuple[list[Cadre], list[Cadre], Cause, int, int]] = {
    "a graduate raises the figure": ([DEPUTY], [GRADUATE], Cause.LEVEL_GAINED, 1, 0),
    "a paper taken back lowers it": ([GRADUATE], [DEPUTY], Cause.LEVEL_LOST, -1, 0),
    "someone new without the level only enlarges the group": ([], [DEPUTY], Cause.JOINED_ROSTER, 0, 1),
    "someone who left takes their level along": ([GRADUATE], [], Cause.LEFT_ROSTER, -1, -1),
    "a post that ended on its last day lowers it": ([ENDED], [ENDED], Cause.POST_ENDED, -1, -1),
    "a post that began": (
        [replace(GRADUATE, posts=(Post("Chuyên viên", NOI_VU),))],
        [GRADUATE],
        Cause.POST_BEGAN,
        1,
        1,
    ),
    "a move to another unit": ([GRADUATE], [ELSEWHERE], Cause.UNIT_CHANGED, -1, -1),
}


@pytest.mark.parametrize("case", CASES)
def test_each_movement_has_its_cause(case: str) -> None:
    before, after, cause, met, total = CASES[case]
    [moved] = of_deputies(before, after).movements
    assert (moved.cause, moved.met, moved.total) == (cause, met, total)
    assert moved.group_of is not None
    assert moved.group_of.group_id == "pho_phong"


def test_a_changed_category_moves_the_count_of_staff() -> None:
    before = holding("Kế toán", AN_TRUONG, Level.TRUNG_CAP, "Không chuyên trách")
    found = bridges(roster_on([before], MAY), roster_on([replace(before, category="Công chức")], JUNE), policy())
    assert [(each.target_id, m.cause) for each in found for m in each.movements] == [
        ("cbcc_xa", Cause.CATEGORY_CHANGED)
    ]
