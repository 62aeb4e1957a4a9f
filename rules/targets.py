"""How far the targets are: exact counts over a roster, in one pass."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from rules.cadres import Cadre, Tier
from rules.groups import groups_of, posts_that_count
from rules.levels import Level
from rules.policy import Comparator, Group, Policy, Target
from rules.records import categories_of
from rules.standing import held_by

_Numbers = tuple[str, str, Level, Comparator, Fraction, int, int, int, int | None, Fraction | None, bool]
"""The fields of a Figure, in their order."""


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
class _Count:
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
    counts = tuple(_Count(target) for target in policy.targets)
    for cadre in cadres:
        held = held_by(cadre, count_unverified)[0]
        for place in places_of(cadre, policy, day):
            _add(counts[place], cadre.id, held, classes)
        for place in set_aside_from(cadre, policy, day):
            counts[place].uncounted.append(Uncounted(cadre.id, _reason(cadre)))
    return tuple(_with_people(count) for count in counts)


def places_of(cadre: Cadre, policy: Policy, day: date) -> tuple[int, ...]:
    """Whom each target counts: the places in the policy of those whose group this person is in, from the first."""
    kind = {membership.group_id: membership.equivalent for membership in groups_of(cadre, policy, day)}
    return tuple(
        place
        for place, target in enumerate(policy.targets)
        if target.group in kind and (target.equivalents or not kind[target.group])
    )


def set_aside_from(cadre: Cadre, policy: Policy, day: date) -> tuple[int, ...]:
    """The places of the targets of staff that this person's posts point at, while their Đối tượng is empty or
    unreadable; none for everyone else."""
    if categories_of(cadre.category):
        return ()
    tiers = {post.unit.tier for post in posts_that_count(cadre, day) if post.unit.kind not in policy.leave_out}
    return tuple(
        place
        for place, target in enumerate(policy.targets)
        if tiers and _is_of_staff(policy.group_by_id[target.group], tiers)
    )


def _is_of_staff(group: Group, tiers: Set[Tier]) -> bool:
    return bool(group.categories) and (group.tier is None or group.tier in tiers)


def _reason(cadre: Cadre) -> UncountedReason:
    return UncountedReason.UNREADABLE_CATEGORY if cadre.category else UncountedReason.NO_CATEGORY


def _add(count: _Count, cadre_id: str, held: Level, classes: Mapping[str, Level]) -> None:
    count.members.append(cadre_id)
    if held < count.target.level:
        count.missing.append(cadre_id)
        count.studying += classes.get(cadre_id, Level.NONE) >= count.target.level


def figure_of(target: Target, total: int, met: int, studying: int) -> Figure:
    """The figure of a target from its three counts."""
    return Figure(*_numbers(target, total, met, studying))


def _with_people(count: _Count) -> TargetFigure:
    total = len(count.members)
    return TargetFigure(
        *_numbers(count.target, total, total - len(count.missing), count.studying),
        member_ids=tuple(count.members),
        missing_ids=tuple(count.missing),
        uncounted=tuple(count.uncounted),
    )


def _numbers(target: Target, total: int, met: int, studying: int) -> _Numbers:
    share = Fraction(met, total) if total else None
    return (
        target.id, target.group, target.level, target.comparator, target.share,
        total, met, studying, needed_for(met, total, target.comparator, target.share), share,
        share is not None and satisfies(share, target.comparator, target.share),
    )  # fmt: skip


def people_needed(figures: Iterable[TargetFigure]) -> int | None:
    """The fewest people who would make every target true (see `fewest_needed`), from the figures with people."""
    counted = tuple(figures)
    lacking: dict[str, list[int]] = defaultdict(list)
    for place, figure in enumerate(counted):
        for cadre_id in figure.missing_ids:
            lacking[cadre_id].append(place)
    return fewest_needed(counted, Counter(tuple(places) for places in lacking.values()))


def fewest_needed(figures: Sequence[Figure], lacking: Mapping[tuple[int, ...], int]) -> int | None:
    """The fewest people, each counted once, who would make every target true by reaching what their groups ask.

    `lacking` says how many people lack the level of just these targets, by their places in `figures`. Targets that
    need everyone they lack fix whom they take; what remains is exact for up to two other targets. None beyond that,
    and where a target cannot be reached. Empty groups ask for nobody.
    """
    needed = {place: figure.needed for place, figure in enumerate(figures) if figure.total and not figure.reached}
    if None in needed.values():
        return None
    whole = {place for place, many in needed.items() if many == figures[place].total - figures[place].met}
    taken = {places: many for places, many in lacking.items() if not whole.isdisjoint(places)}
    left = {
        place: rest
        for place, many in needed.items()
        if (rest := (many or 0) - sum(some for places, some in taken.items() if place in places)) > 0
    }
    if len(left) > 2:
        return None
    free = sum(many for places, many in lacking.items() if places not in taken and left.keys() <= {*places})
    shared = min(free, *left.values()) if len(left) == 2 else 0
    return sum(taken.values()) + sum(left.values()) - shared
