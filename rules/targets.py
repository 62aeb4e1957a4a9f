"""How far the targets are: exact counts over a roster, in one pass."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from rules.cadres import Cadre
from rules.groups import groups_of, posts_that_count
from rules.levels import Level
from rules.policy import Comparator, Group, Policy, Target
from rules.records import categories_of
from rules.standing import held_by


class UncountedReason(StrEnum):
    """Why someone with a post on the tier is in no count of staff."""

    NO_CATEGORY = "no_category"
    """The Đối tượng is empty."""
    UNREADABLE_CATEGORY = "unreadable_category"
    """The Đối tượng is none of the words that are known."""


@dataclass(frozen=True, slots=True)
class Uncounted:
    cadre_id: str
    reason: UncountedReason


@dataclass(frozen=True, slots=True)
class Figure:
    """One target on one day, in numbers: whom they are made of stays behind."""

    id: str
    group: str
    level: Level
    comparator: Comparator
    share_required: Fraction
    total: int
    met: int
    studying: int
    """Those who lack the level and are in a running class that gives it; not counted as met."""
    needed: int | None
    """The smallest number of people that makes it true; None for an empty group or where no number can."""
    share: Fraction | None
    """None for an empty group: no data is neither 0 nor 100%."""
    reached: bool

    @property
    def reached_when_they_finish(self) -> bool:
        """Whether it will be true if everyone who studies the level reaches it."""
        then = Fraction(self.met + self.studying, self.total) if self.total else None
        return then is not None and satisfies(then, self.comparator, self.share_required)


@dataclass(frozen=True, slots=True)
class TargetFigure(Figure):
    """The same with the people."""

    member_ids: tuple[str, ...]
    """The denominator."""
    missing_ids: tuple[str, ...]
    uncounted: tuple[Uncounted, ...]
    """Those a post puts on the tier of a group of staff, but whose Đối tượng does not say what they are."""


@dataclass(slots=True)
class _Tally:
    target: Target
    members: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    studying: int = 0
    uncounted: list[Uncounted] = field(default_factory=list)


def satisfies(share: Fraction, comparator: Comparator, required: Fraction) -> bool:
    """The comparison of a target, on exact fractions: 9/10 is not above 90%."""
    return share > required if comparator == ">" else share >= required


def needed_for(met: int, total: int, comparator: Comparator, required: Fraction) -> int | None:
    """The smallest number of further people that makes the comparison true; None when none does, or of nobody."""
    if total == 0:
        return None
    exact = required * total
    least = exact.numerator // exact.denominator + 1 if comparator == ">" else -(-exact.numerator // exact.denominator)
    return max(0, least - met) if least <= total else None


def count_targets(
    cadres: Iterable[Cadre],
    policy: Policy,
    day: date,
    count_unverified: bool = True,
    studying: Mapping[str, Level] | None = None,
) -> tuple[TargetFigure, ...]:
    """The figures of every target, in the order of the policy.

    `studying` gives, by cadre id, the level of the running class the person is in. A person counts once in each
    group; planned posts and the dates of units change nothing.
    """
    classes = studying or {}
    tallies = tuple(_Tally(target) for target in policy.targets)
    by_group: dict[str, list[_Tally]] = {target.group: [] for target in policy.targets}
    for tally in tallies:
        by_group[tally.target.group].append(tally)
    staff = tuple((policy.group_by_id[id], some) for id, some in by_group.items() if policy.group_by_id[id].categories)
    for cadre in cadres:
        held = held_by(cadre, count_unverified)[0]
        for membership in groups_of(cadre, policy, day):
            for tally in by_group.get(membership.group_id, ()):
                if tally.target.equivalents or not membership.equivalent:
                    _add(tally, cadre.id, held, classes)
        if not categories_of(cadre.category):
            _set_aside(staff, cadre, policy, day)
    return tuple(_figure(tally) for tally in tallies)


def _add(tally: _Tally, cadre_id: str, held: Level, classes: Mapping[str, Level]) -> None:
    tally.members.append(cadre_id)
    if held < tally.target.level:
        tally.missing.append(cadre_id)
        tally.studying += classes.get(cadre_id, Level.NONE) >= tally.target.level


def _set_aside(staff: Iterable[tuple[Group, Iterable[_Tally]]], cadre: Cadre, policy: Policy, day: date) -> None:
    """Note a person whose Đối tượng is empty or unreadable under each group of staff their posts point at."""
    reason = UncountedReason.UNREADABLE_CATEGORY if cadre.category else UncountedReason.NO_CATEGORY
    tiers = {post.unit.tier for post in posts_that_count(cadre, day) if post.unit.kind not in policy.leave_out}
    for group, tallies in staff:
        if tiers and (group.tier is None or group.tier in tiers):
            for tally in tallies:
                tally.uncounted.append(Uncounted(cadre.id, reason))


def _figure(tally: _Tally) -> TargetFigure:
    target, total = tally.target, len(tally.members)
    met = total - len(tally.missing)
    share = Fraction(met, total) if total else None
    return TargetFigure(
        id=target.id,
        group=target.group,
        level=target.level,
        comparator=target.comparator,
        share_required=target.share,
        total=total,
        met=met,
        studying=tally.studying,
        needed=needed_for(met, total, target.comparator, target.share),
        share=share,
        reached=share is not None and satisfies(share, target.comparator, target.share),
        member_ids=tuple(tally.members),
        missing_ids=tuple(tally.missing),
        uncounted=tuple(tally.uncounted),
    )


def people_needed(figures: Iterable[TargetFigure]) -> int | None:
    """The fewest people, each counted once, who would make every target true by reaching what their groups ask.

    Targets that need everyone they lack fix whom they take; what remains is exact for up to two other targets.
    None beyond that, and where a target cannot be reached. Empty groups ask for nobody.
    """
    open_ones = [figure for figure in figures if figure.total and not figure.reached]
    taken: set[str] = set()
    for figure in open_ones:
        if figure.needed is None:
            return None
        if figure.needed == len(figure.missing_ids):
            taken.update(figure.missing_ids)
    rest = [(left, frozenset(f.missing_ids) - taken) for f in open_ones if (left := _left(f, taken)) > 0]
    if len(rest) > 2:
        return None
    both = frozenset.intersection(*(people for _, people in rest)) if len(rest) == 2 else frozenset[str]()
    shared = min(len(both), *(left for left, _ in rest)) if rest else 0
    return len(taken) + sum(left for left, _ in rest) - shared


def _left(figure: TargetFigure, taken: set[str]) -> int:
    return (figure.needed or 0) - len(taken.intersection(figure.missing_ids))
