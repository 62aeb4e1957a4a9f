"""Small questions of whom to send, and the slow obvious answer: every way of sending everyone."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from rules.eligibility import Overall
from rules.levels import Level, Mode
from rules.planning import Away, Lack, Limits, Need, Offer, Prospect, Question, Sent, Way, doubt
from rules.planning.offers import Study, runs_on
from rules.policy import Comparator
from rules.targets import needed_for

START = date(2025, 7, 1)
TARGETS = {"t1": Level.CAO_CAP, "t2": Level.TRUNG_CAP, "t3": Level.TRUNG_CAP}
STUDIES: tuple[Study, ...] = ((Level.TRUNG_CAP, None), (Level.CAO_CAP, None), (Level.CAO_CAP, Mode.TAP_TRUNG))
Judgement = tuple[int, int, int, int, int, int]
"""Targets missed and people not counted, as negative numbers; places; how many of them in the higher classes; doubt;
the most of a unit away at once."""


def person(id: str, *lacks: str, unit: str = "u1", answers: Mapping[Level, Overall] | None = None) -> Prospect:
    """Someone who lacks what targets ask, and may go anywhere unless `answers` says otherwise."""
    sure = Overall.DU_DIEU_KIEN
    ways = tuple(Way(level, mode, (answers or {}).get(level, sure), ()) for level, mode in STUDIES)
    return Prospect(id, id, unit, Level.NONE, lacks, tuple(Lack(t, TARGETS[t]) for t in lacks), ways, ("1990",))


def need(target: str, *lacking: str, met: int = 0, sign: Comparator = ">=", share: Fraction = Fraction(1)) -> Need:
    """A target whose group is those who lack its level and `met` others."""
    total = met + len(lacking)
    needed = needed_for(met, total, sign, share)
    return Need(target, target, TARGETS[target], total, met, 0, needed, frozenset(lacking), frozenset(lacking))


def offer(id: str, level: Level = Level.CAO_CAP, places: int | None = None, begins: int = 0, days: int = 30) -> Offer:
    """A class that begins some days after the first one may."""
    starts = START + timedelta(days=begins)
    return Offer(id, id, level, None, places, starts, starts + timedelta(days=days))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Up to four people of two units, three targets, three classes, and any of the limits."""
    answers = st.sampled_from(Overall)
    people = [
        person(
            f"p{n}",
            *draw(st.sets(st.sampled_from(sorted(TARGETS)), min_size=1).map(sorted)),
            unit=draw(st.sampled_from(["u1", "u2"])),
            answers={level: draw(answers) for level in (Level.TRUNG_CAP, Level.CAO_CAP)},
        )
        for n in range(draw(st.integers(0, 4)))
    ]
    needs = [
        need(
            target,
            *(each.id for each in people if any(lack.target_id == target for lack in each.lacks)),
            met=draw(st.integers(0, 3)),
            sign=draw(st.sampled_from([">", ">="])),
            share=draw(st.sampled_from([Fraction(1), Fraction(9, 10), Fraction(1, 2)])),
        )
        for target in TARGETS
    ]
    open_ones = {each.target_id for each in needs if each.is_open}
    limits = Limits(draw(st.none() | st.integers(0, 2)), draw(st.none() | st.integers(0, 3)))
    return Question(
        [each for each in (_only(one, open_ones) for one in people) if each.lacks],
        needs,
        [draw(offers(f"c{n}")) for n in range(draw(st.integers(0, 3)))],
        limits,
        draw(st.lists(st.sampled_from([Away("u1", START, START + timedelta(days=9)), Away("u2")]), max_size=2)),
    )


@st.composite
def offers(draw: st.DrawFn, id: str) -> Offer:
    level, mode = draw(st.sampled_from(STUDIES))
    starts = draw(st.none() | st.integers(0, 40).map(lambda days: START + timedelta(days=days)))
    return Offer(
        id,
        id,
        level,
        mode,
        draw(st.none() | st.integers(0, 3)),
        starts,
        starts + timedelta(days=draw(st.integers(0, 40))) if starts else None,
        draw(st.dictionaries(st.sampled_from(["u1", "u2"]), st.integers(0, 2), max_size=1)),
    )


def _only(one: Prospect, targets: set[str]) -> Prospect:
    lacks = tuple(lack for lack in one.lacks if lack.target_id in targets)
    return Prospect(one.id, one.code, one.unit_id, one.held, one.groups, lacks, one.ways, one.seniority)


def every_way(question: Question) -> Iterator[list[Sent]]:
    """All that keeps the limits."""
    for places in product((None, *question.offers), repeat=len(question.prospects)):
        chosen = zip(question.prospects, places, strict=True)
        sent = [Sent(one, to, one.helped_by(to.level)) for one, to in chosen if to is not None]
        if is_allowed(question, sent):
            yield sent


def is_allowed(question: Question, sent: list[Sent]) -> bool:
    limits = question.limits
    if limits.places is not None and len(sent) > limits.places:
        return False
    for each in sent:
        way = each.person.way_to(each.offer.study)
        if way is None or way.answer not in limits.accept or not each.helps:
            return False
    for to in question.offers:
        units = [each.person.unit_id for each in sent if each.offer is to]
        if to.places is not None and len(units) > to.places:
            return False
        if any(units.count(unit) > quota for unit, quota in to.quotas.items()):
            return False
    return limits.absent is None or all(
        not any(each.person.unit_id == unit for each in sent) or _peak_of(question, sent, unit) <= limits.absent
        for unit in ("u1", "u2")
    )


def _peak_of(question: Question, sent: list[Sent], unit: str) -> int:
    """The most of a unit away on a day on which one of the plan is."""
    own = [each.offer for each in sent if each.person.unit_id == unit]
    others = [each for each in question.away if each.unit_id == unit]
    days = {each.starts_on or date.min for each in question.offers}
    days |= {each.starts_on or date.min for each in question.away}
    most = 0
    for day in days:
        going = sum(runs_on(each.starts_on, each.ends_on, day) for each in own)
        if going:
            most = max(most, going + sum(runs_on(each.starts_on, each.ends_on, day) for each in others))
    return most


def judged(question: Question, sent: list[Sent]) -> Judgement:
    """How good a plan is, the smaller the better."""
    reached = people = unsure = 0
    for each in question.open_needs:
        added = sum(each.target_id in one.helps for one in sent)
        reached += each.needed is not None and added >= each.needed
        people += min(added, len(each.lacking) if each.needed is None else each.needed)
    for one in sent:
        way = one.person.way_to(one.offer.study)
        unsure += doubt(way.answer) if way else 0
    peak = max((_peak_of(question, sent, unit) for unit in ("u1", "u2")), default=0)
    high = sum(one.offer.level is Level.CAO_CAP for one in sent)
    return -reached, -people, len(sent), high, unsure, peak
