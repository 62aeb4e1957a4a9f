"""How many people it takes at least: against every way of choosing them."""

from datetime import date
from itertools import combinations

from hypothesis import given, settings

from rules.classes import ClassState, Listed, TrainingClass
from rules.levels import Level
from rules.planning import Question, fewest_people, needs_after, offers_of
from rules.planning.offers import Unfit
from tests.rules.planning.cases import need, questions


@settings(max_examples=40, deadline=None)
@given(questions())
def test_no_smaller_number_of_people_makes_every_target_true(question: Question) -> None:
    people = [person.id for person in question.prospects]

    def enough(chosen: tuple[str, ...]) -> bool:
        rest = needs_after(question.needs, {n.target_id: n.lacking & {*chosen} for n in question.needs})
        return not any(n.is_open and n.needed is not None for n in rest) and not any(
            n.lacking for n in rest if n.needed is None
        )

    assert fewest_people(question.needs) == next(
        many for many in range(len(people) + 1) if any(map(enough, combinations(people, many)))
    )


def test_who_helps_two_targets_counts_once() -> None:
    assert fewest_people([need("t1", "p1", "p2"), need("t2", "p2")]) == 2


def test_a_class_whose_last_day_for_lists_has_passed_is_no_offer() -> None:
    last = TrainingClass("tc", "TC-K16", "", Level.TRUNG_CAP, state=ClassState.OPEN, register_until=date(2025, 6, 10))
    assert offers_of([Listed(last)], date(2025, 6, 10))[1] == ()
    assert offers_of([Listed(last)], date(2025, 6, 11)) == ((), (("tc", Unfit.LIST_CLOSED),))
