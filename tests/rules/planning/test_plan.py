"""Whom to send: against every way there is, and what a plan says of itself."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.eligibility import Overall
from rules.levels import Level
from rules.planning import (
    Away,
    Limit,
    Limits,
    Offer,
    Plan,
    Prospect,
    Question,
    shortfall_of,
    steps_of,
    whom_to_send,
)
from rules.policy import Comparator
from tests.rules.planning.cases import START, every_way, is_allowed, judged, need, offer, person, questions

T = TypeVar("T")


def sent(plan: Plan) -> list[tuple[str, str]]:
    return [(each.person.id, each.offer.id) for each in plan.sent]


@settings(max_examples=40, deadline=None)
@given(questions())
def test_no_other_way_of_sending_people_is_better(question: Question) -> None:
    plan = whom_to_send(question)
    assert is_allowed(question, list(plan.sent))
    assert plan.proven
    if question.open_needs:
        assert judged(question, list(plan.sent))[:5] == min(judged(question, way)[:5] for way in every_way(question))


@settings(max_examples=15, deadline=None)
@given(questions())
def test_the_steps_are_the_fewest_places_for_each_number_of_targets(question: Question) -> None:
    ways = [judged(question, way) for way in every_way(question)]
    for number, step in enumerate(steps_of(question, whom_to_send(question)), 1):
        assert step.places == min(way[2] for way in ways if -way[0] >= number)
        assert len(step.reached) >= number


@settings(max_examples=15, deadline=None)
@given(questions(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_given_changes_nothing(question: Question, random: Random) -> None:
    def mixed(things: Sequence[T]) -> list[T]:
        return random.sample(things, len(things))

    other = replace(
        question,
        prospects=mixed(question.prospects),
        offers=mixed(question.offers),
        away=mixed(question.away),
    )
    assert sent(whom_to_send(other)) == sent(whom_to_send(question))


@settings(max_examples=15, deadline=None)
@given(questions())
def test_a_shortfall_names_how_many_could_be_added_and_which_limits_hold(question: Question) -> None:
    plan = whom_to_send(question)
    best = min((judged(question, way)[:2] for way in every_way(question)), default=(0, 0))
    shortfall = shortfall_of(question, plan)
    assert (shortfall is None) == all(outcome.reached for outcome in plan.outcomes)
    for each in shortfall.targets if shortfall else ():
        added = [sum(each.target_id in one.helps for one in way) for way in every_way(question)]
        assert min(max(added), each.needed if each.needed is not None else 9) == each.at_most
    for lifted in shortfall.binding if shortfall else ():
        assert (-lifted.targets, -lifted.people) < best


def test_one_person_who_helps_two_targets_takes_the_place_of_two() -> None:
    people = [person("p1", "t1"), person("p2", "t2"), person("p3", "t1", "t2")]
    half = Fraction(1, 2)
    needs = [need("t1", "p1", "p3", share=half), need("t2", "p2", "p3", share=half)]
    plan = whom_to_send(Question(people, needs, [offer("cc"), offer("tc", Level.TRUNG_CAP)]))
    assert [(each.person.id, each.offer.id, each.helps) for each in plan.sent] == [("p3", "cc", ("t1", "t2"))]
    assert [outcome.reached for outcome in plan.outcomes] == [True, True]


def test_whoever_goes_to_the_higher_class_helps_the_lower_target_too() -> None:
    question = Question([person("p1", "t1", "t2")], [need("t1", "p1"), need("t2", "p1")], [offer("cc")])
    [one] = whom_to_send(question).sent
    assert one.helps == ("t1", "t2")


def test_a_higher_class_is_not_filled_where_a_lower_one_is_enough() -> None:
    sure, unsure = Overall.DU_DIEU_KIEN, Overall.THIEU_DU_LIEU
    one = person("p1", "t2", answers={Level.CAO_CAP: sure, Level.TRUNG_CAP: unsure})
    classes = [offer("cc"), offer("tc", Level.TRUNG_CAP, begins=60)]
    assert sent(whom_to_send(Question([one], [need("t2", "p1")], classes))) == [("p1", "tc")]
    assert sent(whom_to_send(Question([one], [need("t2", "p1")], classes[:1]))) == [("p1", "cc")]


def test_whoever_is_not_needed_for_the_higher_target_goes_to_the_lower_class() -> None:
    people = [person("p1", "t1", "t2"), person("p2", "t1", "t2")]
    needs = [need("t1", "p1", "p2", share=Fraction(1, 2)), need("t2", "p1", "p2")]
    plan = whom_to_send(Question(people, needs, [offer("cc"), offer("tc", Level.TRUNG_CAP)]))
    assert sorted(to for _, to in sent(plan)) == ["cc", "tc"]


def test_a_share_that_must_be_exceeded_needs_one_more() -> None:
    people = [person(f"p{n}", "t1") for n in range(5)]

    def places(sign: Comparator) -> int:
        needs = [need("t1", *(one.id for one in people), met=5, sign=sign, share=Fraction(8, 10))]
        return whom_to_send(Question(people, needs, [offer("cc")])).places

    assert (places(">="), places(">")) == (3, 4)


def test_an_empty_group_asks_for_nobody() -> None:
    plan = whom_to_send(Question([], [need("t1")], [offer("cc")]))
    assert (plan.sent, plan.outcomes, plan.reached) == ((), (), ())


def test_between_equals_the_surest_goes_then_the_senior_then_the_first_by_code() -> None:
    doubtful = replace(person("p1", "t1", answers={Level.CAO_CAP: Overall.THIEU_DU_LIEU}), seniority=("1980",))
    late, early = person("p2", "t1"), replace(person("p3", "t1"), seniority=("1985",))

    def first(*people: Prospect) -> list[tuple[str, str]]:
        ids = [one.id for one in people]
        needs = [need("t1", *ids, met=9, share=Fraction(10, 9 + len(ids)))]
        return sent(whom_to_send(Question(people, needs, [offer("cc")])))

    assert first(doubtful, late, early) == [("p3", "cc")]
    assert first(person("p5", "t1"), person("p4", "t1")) == [("p4", "cc")]


def test_a_unit_spares_as_many_as_it_may_and_those_already_away_count() -> None:
    people = [person(id, "t1") for id in ("p1", "p2", "p3")]
    needs = [need("t1", "p1", "p2", "p3")]
    classes = [offer("c1"), offer("c2", begins=10), offer("c3", begins=60)]
    limits = Limits(absent=1)
    question = Question(people, needs, classes, limits)
    plan = whom_to_send(question)
    assert [id for id, _ in sent(plan)] == ["p1", "p2"]
    shortfall = shortfall_of(question, plan)
    assert shortfall is not None
    assert [each.limit for each in shortfall.binding] == [Limit.ABSENCE]
    busy = whom_to_send(Question(people, needs, classes, limits, [Away("u1", START, START)]))
    assert {to for _, to in sent(busy)} == {"c2", "c3"}


def test_a_class_without_dates_is_taken_to_run_all_the_time() -> None:
    people = [person("p1", "t1"), person("p2", "t1")]
    classes = [Offer("c1", "c1", Level.CAO_CAP), offer("c2", begins=300)]
    assert whom_to_send(Question(people, [need("t1", "p1", "p2")], classes, Limits(absent=1))).places == 1


def test_where_no_class_gives_the_level_it_says_so() -> None:
    question = Question([person("p1", "t1")], [need("t1", "p1")], [offer("tc", Level.TRUNG_CAP)])
    shortfall = shortfall_of(question, whom_to_send(question))
    assert shortfall is not None
    [target] = shortfall.targets
    assert (target.at_most, target.has_class, shortfall.binding) == (0, False, ())


def test_fewer_places_buy_fewer_targets() -> None:
    people = [person("p1", "t1"), *(person(f"q{n}", "t2") for n in range(3))]
    needs = [need("t1", "p1"), need("t2", "q0", "q1", "q2")]
    question = Question(people, needs, [offer("cc"), offer("tc", Level.TRUNG_CAP)])
    steps = steps_of(question, whom_to_send(question))
    assert [(step.places, len(step.reached)) for step in steps] == [(1, 1), (4, 2)]
