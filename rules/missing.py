"""Who is missing from the targets, and why: the people behind the figures, each once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.cadres import Cadre
from rules.classes import ClassState, EnrolmentState
from rules.groups import groups_of, planned_groups_of
from rules.levels import Level
from rules.policy import Policy
from rules.standing import held_by
from rules.targets import count_targets


class Reason(StrEnum):
    """Why somebody does not hold the level, the nearest to reaching it first."""

    PASSED = "passed"
    """Passed a class that gives the level; no paper of it is on record yet."""
    AWAITING = "awaiting"
    """The class is over, its results are not yet out."""
    STUDYING = "studying"
    NAMED = "named"
    """On the list of a class that gives the level and has not begun."""
    UNVERIFIED = "unverified"
    """A paper is recorded, but the house counts only those compared with the original."""
    WRONG_CLASS = "wrong_class"
    """In a class that gives less than is asked."""
    LOWER = "lower"
    FAILED = "failed"
    """Was in a class that gives the level, and did not finish it or did not pass."""
    NEVER = "never"
    """No paper and no class is on record."""


@dataclass(frozen=True, slots=True)
class Study:
    """A person's place in a class that gives a level."""

    name: str
    level: Level
    state: ClassState
    own: EnrolmentState
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Lacking:
    """Somebody who lacks a level that a target asks of their group."""

    cadre: Cadre
    targets: tuple[int, ...]
    """The places of the targets in the policy, from 1: the numbers people know them by."""
    level: Level
    """The highest that these targets ask."""
    held: Level
    reason: Reason
    study: Study | None = None
    """The class that the reason speaks of."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the reasons are read from."""

    policy: Policy
    day: date
    count_unverified: bool = True
    studies: Mapping[str, Sequence[Study]] | None = None
    """Cadre id → their classes that give a level."""


def lacking(cadres: Sequence[Cadre], known: Known, targets: Collection[int] = ()) -> list[Lacking]:
    """Those of these people whom targets (their places from 1; none for any) miss, as `count_targets` counts them.

    The order of the units is that of the people given; within a unit the first target that misses them goes first.
    """
    figures = count_targets(cadres, known.policy, known.day, known.count_unverified)
    missed: dict[str, list[int]] = {}
    for place, figure in enumerate(figures, 1):
        if not targets or place in targets:
            for cadre_id in figure.missing_ids:
                missed.setdefault(cadre_id, []).append(place)
    return _in_order(_lacking(cadre, missed[cadre.id], known) for cadre in cadres if cadre.id in missed)


def planned_lacking(cadres: Sequence[Cadre], known: Known, targets: Collection[int] = ()) -> list[Lacking]:
    """Those whom a planned post (quy hoạch) would newly bring into a group whose level they lack.

    No figure counts them in that group.
    """
    found = []
    for cadre in cadres:
        held = held_by(cadre, known.count_unverified)[0]
        own = {each.group_id for each in groups_of(cadre, known.policy, known.day)}
        found_in = planned_groups_of(cadre, known.policy, known.day)
        planned = {each.group_id: each for each in found_in if each.group_id not in own}
        places = [
            place
            for place, each in enumerate(known.policy.targets, 1)
            if (not targets or place in targets)
            and each.group in planned
            and (each.equivalents or not planned[each.group].equivalent)
            and held < each.level
        ]
        if places:
            found.append(_lacking(cadre, places, known))
    return _in_order(found)


def _in_order(found: Iterable[Lacking]) -> list[Lacking]:
    people = list(found)
    units: dict[str, int] = {}
    for each in people:
        units.setdefault(each.cadre.unit.id, len(units))
    return sorted(people, key=lambda each: (units[each.cadre.unit.id], each.targets[0]))


def _lacking(cadre: Cadre, places: list[int], known: Known) -> Lacking:
    level = max(Level(known.policy.targets[place - 1].level) for place in places)
    held = held_by(cadre, known.count_unverified)[0]
    reason, study = _reason(cadre, level, held, (known.studies or {}).get(cadre.id, ()))
    return Lacking(cadre, tuple(places), level, held, reason, study)


def _reason(cadre: Cadre, level: Level, held: Level, studies: Sequence[Study]) -> tuple[Reason, Study | None]:
    enough = [each for each in studies if each.level >= level]
    if passed := next((each for each in enough if each.own is EnrolmentState.PASSED), None):
        return Reason.PASSED, passed
    going_on = [each for each in studies if each.own is EnrolmentState.ENROLLED]
    for state, reason in _BY_STATE.items():
        for study in going_on:
            if study.state is state and study.level >= level:
                return reason, study
    if any(paper.level >= level for paper in cadre.credentials):
        return Reason.UNVERIFIED, None
    for study in going_on:
        if study.state in _BY_STATE and held < study.level < level:
            return Reason.WRONG_CLASS, study
    if held is not Level.NONE:
        return Reason.LOWER, None
    stopped = next((each for each in enough if each.own in _STOPPED), None)
    return (Reason.FAILED, stopped) if stopped else (Reason.NEVER, None)


_BY_STATE = {
    ClassState.RESULTS: Reason.AWAITING,
    ClassState.RUNNING: Reason.STUDYING,
    ClassState.CLOSED: Reason.NAMED,
    ClassState.OPEN: Reason.NAMED,
    ClassState.PLANNED: Reason.NAMED,
}
"""What a class in which one is enrolled makes the reason."""
_STOPPED = (EnrolmentState.FAILED, EnrolmentState.LEFT)
