"""The steps of a class, and the seats of its units as they are typed."""

from dataclasses import replace
from datetime import date

import pytest

from rules.class_steps import Amiss, Lack, amiss, lacks, may_follow
from rules.classes import ClassState, TrainingClass
from rules.quotas import Share, shares_in

TODAY = date(2025, 6, 2)
CLASS = TrainingClass("1", "CU-K1-2025", "Cấp ủy viên cơ sở, khóa 1")


def test_a_class_goes_one_step_at_a_time_and_never_back() -> None:
    way = [each for each in ClassState if each is not ClassState.CANCELLED]
    for place, state in enumerate(way):
        assert [each for each in way if may_follow(state, each)] == way[place + 1 : place + 2]


def test_a_class_may_be_cancelled_until_its_results_and_not_twice() -> None:
    cancellable = {state for state in ClassState if may_follow(state, ClassState.CANCELLED)}
    assert cancellable == {ClassState.PLANNED, ClassState.OPEN, ClassState.CLOSED, ClassState.RUNNING}


def test_a_class_opens_only_with_a_last_day_of_registration_that_is_to_come() -> None:
    assert lacks(CLASS, ClassState.OPEN, TODAY) == [Lack.REGISTER_UNTIL]
    over = replace(CLASS, register_until=date(2025, 6, 1))
    assert lacks(over, ClassState.OPEN, TODAY) == [Lack.REGISTRATION_OVER]
    assert lacks(replace(CLASS, register_until=TODAY), ClassState.OPEN, TODAY) == []


def test_a_class_starts_on_its_first_day_and_not_before() -> None:
    assert lacks(CLASS, ClassState.RUNNING, TODAY) == [Lack.STARTS_ON]
    assert lacks(replace(CLASS, starts_on=date(2025, 6, 3)), ClassState.RUNNING, TODAY) == [Lack.STARTS_LATER]
    assert lacks(replace(CLASS, starts_on=TODAY), ClassState.RUNNING, TODAY) == []


def test_dates_that_do_not_go_together_are_all_told() -> None:
    crossed = replace(
        CLASS, starts_on=TODAY, ends_on=date(2025, 6, 1), register_until=date(2025, 6, 5), opens_on=date(2025, 6, 9)
    )
    assert amiss(crossed) == [Amiss.ENDS_BEFORE_START, Amiss.REGISTERS_AFTER_START, Amiss.CLOSES_BEFORE_OPENING]
    assert amiss(CLASS) == []


@pytest.mark.parametrize(
    "said", ["Mỹ Cẩm 5, Tân An 3", "Mỹ Cẩm: 5 chỗ; Tân An: 3 người", "Mỹ Cẩm 5\nTân An - 3.", "Mỹ Cẩm=5,Tân An 3,"]
)
def test_shares_are_read_as_people_type_them(said: str) -> None:
    assert shares_in(said) == ([Share("Mỹ Cẩm", 5), Share("Tân An", 3)], [])


def test_the_last_number_is_the_seats_and_an_earlier_one_belongs_to_the_name() -> None:
    assert shares_in("Khóm 1 5") == ([Share("Khóm 1", 5)], [])


def test_a_piece_without_a_number_is_given_back() -> None:
    assert shares_in("Mỹ Cẩm, Tân An 3") == ([Share("Tân An", 3)], ["Mỹ Cẩm"])
