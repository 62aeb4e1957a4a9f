"""The figures of one day, frozen: counts only, by target and by unit, with the rules they were counted under."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from rules.cadres import Cadre
from rules.levels import Level
from rules.policy import Policy
from rules.targets import TargetFigure, count_targets

EVERYONE = ""
"""Stands for all units together."""


@dataclass(frozen=True, slots=True, order=True)
class Counted:
    """One figure of a snapshot."""

    target_id: str
    unit_id: str
    """The people's own unit, without those below it; EVERYONE for all."""
    total: int
    met: int
    studying: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What the figures were counted under."""

    policy_id: str
    policy_hash: str
    """Of what counts in the policy: other targets or groups count otherwise."""
    count_unverified: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The figures of one day."""

    day: date
    rules: Rules
    counts: tuple[Counted, ...]
    """Sorted; a unit that has nobody in a group has no line."""
    place: str = ""
    """The top unit of the centre whose people were counted; empty for the deployment itself."""

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits that only these figures have: who counts the same on the day gets the same."""
        lines = [[each.target_id, each.unit_id, each.total, each.met, each.studying] for each in self.counts]
        rules = [self.rules.policy_id, self.rules.policy_hash, self.rules.count_unverified]
        told = [self.day.isoformat(), rules, lines, *filter(None, [self.place])]
        return sha256(json.dumps(told).encode()).hexdigest()[:16]

    def of(self, target_id: str, unit_id: str = EVERYONE) -> Counted:
        """One figure; of nobody where the unit has none in the group."""
        nobody = Counted(target_id, unit_id, 0, 0, 0)
        return next((c for c in self.counts if (c.target_id, c.unit_id) == (target_id, unit_id)), nobody)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that two snapshots of one day do not agree about."""

    before: Counted
    after: Counted


def rules_of(policy: Policy, count_unverified: bool) -> Rules:
    """What figures are counted under. The policy's hash is of its targets, its groups and whom it leaves out: a
    corrected comment or a new unit moves no figure. What is at its default is no part of it, and so neither is what a
    later version of the program may add."""
    told = policy.model_dump_json(include={"targets", "groups", "leave_out"}, exclude_defaults=True)
    return Rules(policy.id, sha256(told.encode()).hexdigest(), count_unverified)


def snapshot_of(
    cadres: Sequence[Cadre],
    policy: Policy,
    rules: Rules,
    day: date,
    studying: Mapping[str, Level] | None = None,
    place: str = "",
) -> Snapshot:
    """The figures of a day, over the roster of a place as it stood then. `rules` must be those of the policy."""
    unit_of = {cadre.id: cadre.unit.id for cadre in cadres}
    figures = count_targets(cadres, policy, day, rules.count_unverified, studying)
    counts = (line for figure in figures for line in _lines(figure, unit_of, studying or {}))
    return Snapshot(day, rules, tuple(sorted(counts)), place)


def differences(before: Snapshot, after: Snapshot) -> tuple[Difference, ...]:
    """Every figure that differs, sorted."""
    keys = {(each.target_id, each.unit_id) for each in {*before.counts} ^ {*after.counts}}
    return tuple(Difference(before.of(*key), after.of(*key)) for key in sorted(keys))


def last_month_end(day: date) -> date:
    """The last day of a month that is over on a day."""
    return day.replace(day=1) - timedelta(days=1)


def month_ends_until(first: date, today: date) -> tuple[date, ...]:
    """The last days of the months from that of `first` on that are over on a day, the earliest first."""
    found: list[date] = []
    last = last_month_end(today)
    while last >= first:
        found.append(last)
        last = last_month_end(last)
    return tuple(reversed(found))


def _lines(figure: TargetFigure, unit_of: Mapping[str, str], studying: Mapping[str, Level]) -> Iterable[Counted]:
    missing = set(figure.missing_ids)
    learning = {id for id in missing if studying.get(id, Level.NONE) >= figure.level}
    totals, met, study = (
        Counter(unit_of[id] for id in some)
        for some in (figure.member_ids, [id for id in figure.member_ids if id not in missing], learning)
    )
    yield Counted(figure.id, EVERYONE, figure.total, figure.met, figure.studying)
    for unit_id, total in totals.items():
        yield Counted(figure.id, unit_id, total, met[unit_id], study[unit_id])
