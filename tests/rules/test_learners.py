"""Whom a row of a list means, among people who are known."""

from rules.cadres import Tier, Unit
from rules.dates import PartialDate
from rules.learners import Learner, Register

COMMUNE = Unit("x", "xã Tân An", Tier.COMMUNE)
OTHER = Unit("y", "xã An Trường", Tier.COMMUNE)


def somebody(code: str, name: str = "Lê Thị Bình", birth: str = "", unit: Unit = COMMUNE) -> Learner:
    return Learner(code, code, name, unit, PartialDate(birth) if birth else None)


def test_a_code_is_found_however_it_is_written() -> None:
    known = somebody("HV00001")
    assert Register([known]).with_code("hv00001") is known
    assert Register([known]).with_code("") is None


def test_a_name_without_diacritics_and_the_same_unit_mean_the_same_person() -> None:
    known = somebody("HV1", birth="1999-03-02")
    assert Register([known]).meant_by(somebody("", "le thi binh", "1999")) == [known]


def test_another_unit_or_another_birth_means_somebody_else() -> None:
    register = Register([somebody("HV1", birth="1999-03-02")])
    assert register.meant_by(somebody("", birth="1999-03-02", unit=OTHER)) == []
    assert register.meant_by(somebody("", birth="1998-03-02")) == []


def test_of_two_namesakes_the_one_born_on_just_that_day_is_meant() -> None:
    one, other = somebody("HV1", birth="1999-03-02"), somebody("HV2")
    assert Register([one, other]).meant_by(somebody("", birth="1999-03-02")) == [one]
    assert Register([one, other]).meant_by(somebody("", birth="1999")) == [one, other]
