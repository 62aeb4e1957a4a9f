"""Units compared: the slowest first, those below rolled up, a few people kept back."""

from fractions import Fraction

from rules.cadres import Cadre, Tier, Unit
from rules.comparing import Row, rows, top_of
from rules.levels import Level
from rules.tallies import UnitSummary, people_in, summary_from, tallies_of, with_below
from tests.rules.people import holding, policy
from tests.rules.test_tallies import DAY

TOP = Unit("top", "huyện", Tier.DISTRICT)
SLOW = Unit("slow", "Phòng chậm", Tier.DISTRICT, "top")
PART = Unit("part", "Tổ của Phòng chậm", Tier.DISTRICT, "slow")
QUICK = Unit("quick", "Phòng nhanh", Tier.DISTRICT, "top")
EMPTY = Unit("empty", "Phòng trống", Tier.DISTRICT, "top")
UNITS = [TOP, SLOW, PART, QUICK, EMPTY]
EVERY = frozenset(unit.id for unit in UNITS)


def counted(*cadres: Cadre, units: list[Unit] = UNITS) -> list[UnitSummary]:
    whole = with_below(units, tallies_of(cadres, policy(), DAY))
    return [UnitSummary(u, summary_from(whole[u.id], policy(), DAY), people_in(whole[u.id])) for u in units]


def staff(unit: Unit, number: int, level: Level = Level.NONE) -> Cadre:
    return holding("Chuyên viên", unit, level, "Công chức", f"{unit.id}{number}")


PEOPLE = (
    *(staff(SLOW, n) for n in range(2)),
    *(staff(PART, n, Level.TRUNG_CAP) for n in range(4)),
    *(staff(QUICK, n, Level.TRUNG_CAP) for n in range(8)),
)


def test_the_slowest_goes_first_with_those_below_it_and_units_of_nobody_are_left_out() -> None:
    found = rows(counted(*PEOPLE), "top", None, EVERY)
    assert [(row.unit, row.met, row.total, row.below) for row in found] == [(SLOW, 4, 6, 1), (QUICK, 8, 8, 0)]
    assert [row.unit for row in rows(counted(*PEOPLE), "slow", None, EVERY)] == [PART]


def test_by_one_target_what_is_missing_is_what_it_asks() -> None:
    slow, quick = rows(counted(*PEOPLE), "top", 4, EVERY)
    assert (slow.needed, slow.reached, slow.required) == (2, False, Fraction(85, 100))
    assert (quick.needed, quick.reached) == (0, True)
    assert rows(counted(*PEOPLE), "top", 5, EVERY) == []


def test_of_equal_parts_the_one_with_more_people_to_go_is_slower() -> None:
    people = [staff(unit, n) for unit, many in ((QUICK, 5), (SLOW, 9)) for n in range(many)]
    assert [row.unit for row in rows(counted(*people), "top", None, EVERY)] == [SLOW, QUICK]


def test_a_few_people_are_kept_back_and_their_place_tells_nothing() -> None:
    few = [staff(EMPTY, n) for n in range(4)]
    found: list[Row] = rows(counted(*PEOPLE, *few), "top", None, frozenset())
    assert [(row.unit, row.few) for row in found] == [(SLOW, False), (QUICK, False), (EMPTY, True)]
    assert not any(row.few for row in rows(counted(*PEOPLE, *few), "top", None, EVERY))


def test_the_top_is_the_one_unit_that_all_stand_below() -> None:
    assert top_of(counted()) == TOP
    assert top_of(counted(units=[SLOW, QUICK])) is None
    assert top_of(counted(units=[QUICK])) is None


def test_units_below_each_other_in_a_circle_end() -> None:
    circle = [Unit("a", "A", Tier.DISTRICT, "b"), Unit("b", "B", Tier.DISTRICT, "a")]
    assert rows(counted(units=circle), "a", None, EVERY) == []
