"""What if: the figures before and after something that has not happened. No record is touched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from rules.cadres import Cadre, Credential
from rules.groups import groups_of
from rules.levels import Level
from rules.policy import Policy
from rules.standing import held_by
from rules.targets import TargetFigure, count_targets, needed_for, satisfies


@dataclass(frozen=True, slots=True)
class Change:
    """One target before and after."""

    before: TargetFigure
    after: TargetFigure

    @property
    def is_none(self) -> bool:
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Scenario:
    """All targets before and after, in the order of the policy, and what could not be taken into account."""

    changes: tuple[Change, ...]
    unknown: tuple[str, ...] = ()
    """Codes that nobody on the roster has, as given: they are in no figure."""
    idle: tuple[str, ...] = ()
    """Codes of people of whom the change asks nothing new: they hold the level, or sit there, already."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How the figures of both sides are counted."""

    policy: Policy
    day: date
    count_unverified: bool = True
    studying: Mapping[str, Level] | None = None

    def figures(self, cadres: Iterable[Cadre]) -> tuple[TargetFigure, ...]:
        return count_targets(cadres, self.policy, self.day, self.count_unverified, self.studying)


def if_they_graduate(cadres: Sequence[Cadre], codes: Iterable[str], level: Level, by: Counting) -> Scenario:
    """The figures if the people of these codes (in any case) finished a class that gives a level."""
    asked = _wanted(codes)
    known = {cadre.code.upper() for cadre in cadres}
    paper = Credential(level, verified=True)
    graduates = {
        cadre.id: replace(cadre, credentials=(*cadre.credentials, paper))
        for cadre in cadres
        if cadre.code.upper() in asked and held_by(cadre, by.count_unverified)[0] < level
    }
    moved = {graduate.code.upper() for graduate in graduates.values()}
    then = [graduates.get(cadre.id, cadre) for cadre in cadres]
    return Scenario(
        changes=_changes(by.figures(cadres), by.figures(then)),
        unknown=tuple(code for folded, code in asked.items() if folded not in known),
        idle=tuple(code for folded, code in asked.items() if folded in known - moved),
    )


def if_elected(
    cadres: Sequence[Cadre], codes: Iterable[str], group_id: str, by: Counting, unit_id: str | None = None
) -> Scenario:
    """The figures if the people of these codes were the members of a group, such as a committee after a congress.

    With `unit_id` only the members by a post at this unit give way, as where each commune elects its own. The other
    groups stay as they are. Raises KeyError when the policy has no such group.
    """
    group = by.policy.group_by_id[group_id]
    asked = _wanted(codes)
    elected = [cadre for cadre in cadres if cadre.code.upper() in asked]
    now = [cadre for cadre in cadres if _sits(cadre, group_id, unit_id, by)]
    before = by.figures(cadres)
    after = [_with_members(each, now, elected, by) if each.group == group.id else each for each in before]
    known, sitting = ({cadre.code.upper() for cadre in some} for some in (elected, now))
    return Scenario(
        changes=_changes(before, after),
        unknown=tuple(code for folded, code in asked.items() if folded not in known),
        idle=tuple(code for folded, code in asked.items() if folded in sitting),
    )


def _wanted(codes: Iterable[str]) -> dict[str, str]:
    """Codes in capitals → as given, each once."""
    return {code.strip().upper(): code.strip() for code in codes if code.strip()}


def _changes(before: Iterable[TargetFigure], after: Iterable[TargetFigure]) -> tuple[Change, ...]:
    return tuple(Change(*pair) for pair in zip(before, after, strict=True))


def _sits(cadre: Cadre, group_id: str, unit_id: str | None, by: Counting) -> bool:
    member = next((each for each in groups_of(cadre, by.policy, by.day) if each.group_id == group_id), None)
    if member is None or unit_id is None:
        return member is not None
    return (member.post.unit.id if member.post is not None else cadre.unit.id) == unit_id


def _with_members(
    figure: TargetFigure, leaving: Iterable[Cadre], joining: Iterable[Cadre], by: Counting
) -> TargetFigure:
    """The figure after some gave way to others; who does both stays."""
    out, held = {cadre.id for cadre in leaving}, {c.id: held_by(c, by.count_unverified)[0] for c in joining}
    lacking = {*figure.missing_ids} - out | {id for id, level in held.items() if level < figure.level}
    members = tuple(dict.fromkeys((*(id for id in figure.member_ids if id not in out), *held)))
    missing = tuple(id for id in members if id in lacking)
    total, met = len(members), len(members) - len(missing)
    share = Fraction(met, total) if total else None
    return replace(
        figure,
        total=total,
        met=met,
        studying=sum((by.studying or {}).get(id, Level.NONE) >= figure.level for id in missing),
        needed=needed_for(met, total, figure.comparator, figure.share_required),
        share=share,
        reached=share is not None and satisfies(share, figure.comparator, figure.share_required),
        member_ids=members,
        missing_ids=missing,
    )
