"""A snapshot: counts by unit that add up, and an id that only these counts have."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from rules.cadres import Cadre
from rules.levels import Level
from rules.snapshot import (
    Counted,
    Difference,
    Snapshot,
    differences,
    last_month_end,
    month_ends_until,
    rules_of,
    snapshot_of,
)
from rules.targets import count_targets
from tests.rules.people import AN_TRUONG, holding, policy
from tests.rules.strategies import rosters

DAY = date(2025, 5, 31)
RULES = rules_of(policy(), count_unverified=True)


def snapshot(*cadres: Cadre) -> Snapshot:
    return snapshot_of(cadres, policy(), RULES, DAY, {"c1": Level.CAO_CAP})


@settings(max_examples=10, deadline=None)
@given(rosters())
def test_the_units_add_up_to_the_figure_of_all(roster: tuple[Cadre, ...]) -> None:
    found = snapshot(*roster)
    for figure in count_targets(roster, policy(), DAY, studying={"c1": Level.CAO_CAP}):
        units = [each for each in found.counts if each.target_id == figure.id and each.unit_id]
        for part in ("total", "met", "studying"):
            assert sum(getattr(each, part) for each in units) == getattr(figure, part)
            assert getattr(found.of(figure.id), part) == getattr(figure, part)


def test_the_order_of_people_changes_no_id_and_any_count_does() -> None:
    first, second = holding("Phó Trưởng phòng", id="c1"), holding("Đảng ủy viên", AN_TRUONG, Level.TRUNG_CAP, id="c2")
    assert snapshot(first, second).id == snapshot(second, first).id
    assert snapshot(first).id != snapshot(first, second).id
    assert replace(snapshot(first), rules=replace(RULES, policy_hash="other")).id != snapshot(first).id


def test_differences_name_each_figure_with_both_its_counts() -> None:
    before, after = snapshot(), snapshot(holding("Phó Trưởng phòng", id="c9"))
    unit = "phong-noi-vu"
    assert differences(before, after) == (
        Difference(Counted("pho_phong", "", 0, 0, 0), Counted("pho_phong", "", 1, 0, 0)),
        Difference(Counted("pho_phong", unit, 0, 0, 0), Counted("pho_phong", unit, 1, 0, 0)),
    )
    assert differences(after, after) == ()


def test_the_last_month_end_lies_before_the_day() -> None:
    days = (date(2025, 6, 1), date(2025, 5, 31), date(2024, 3, 15), date(2025, 1, 1))
    assert [last_month_end(day) for day in days] == [
        date(2025, 5, 31), date(2025, 4, 30), date(2024, 2, 29), date(2024, 12, 31),
    ]  # fmt: skip


def test_the_months_that_are_over_end_before_today() -> None:
    ends = (date(2024, 12, 31), date(2025, 1, 31), date(2025, 2, 28))
    assert month_ends_until(date(2024, 12, 5), date(2025, 3, 1)) == ends
    assert month_ends_until(date(2025, 3, 1), date(2025, 3, 31)) == ()


def test_rules_differ_by_what_counts_and_by_nothing_else() -> None:
    other_units = policy().model_copy(update={"units": (), "name": "tên khác"})
    assert rules_of(other_units, count_unverified=True) == RULES
    assert rules_of(policy().model_copy(update={"leave_out": ("police", "any")}), count_unverified=True) != RULES
    assert rules_of(policy(), count_unverified=False) != RULES
