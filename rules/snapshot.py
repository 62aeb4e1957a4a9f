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
    """Of the policy's text: another text counts otherwise."""
    count_unverified: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The figures of one day."""

    day: date
    rules: Rules
    counts: tuple[Counted, ...]
    """Sorted; a unit that has nobody in a group has no line."""

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits that only these figures have: who counts the same on the day gets the same."""
        lines = [[each.target_id, each.unit_id, each.total, each.met, each.studying] for each in self.counts]
        rules = [self.rules.policy_id, self.rules.policy_hash, self.rules.count_unverified]
        return sha256(json.dumps([self.day.isoformat(), rules, lines]).encode()).hexdigest()[:16]

    def of(self, target_id: str, unit_id: str = EVERYONE) -> Counted:
        """One figure; of nobody where the unit has none in the group."""
        nobody = Counted(target_id, unit_id, 0, 0, 0)
        return next((c for c in self.counts if (c.target_id, c.unit_id) == (target_id, unit_id)), nobody)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that two snapshots of one day do not agree about."""

    before: Counted
    after: Counted


def policy_hash(text: str) -> str:
    """The hash of a policy file's text."""
    return sha256(text.encode()).hexdigest()


def snapshot_of(
    cadres: Sequence[Cadre],
    policy: Policy,
    rules: Rules,
    day: date,
    studying: Mapping[str, Level] | None = None,
) -> Snapshot:
    """The figures of a day, over the roster as it stood then. `rules` must be those of the policy."""
    unit_of = {cadre.id: cadre.unit.id for cadre in cadres}
    figures = count_targets(cadres, policy, day, rules.count_unverified, studying)
    counts = (line for figure in figures for line in _lines(figure, unit_of, studying or {}))
    return Snapshot(day, rules, tuple(sorted(counts)))


def differences(before: Snapshot, after: Snapshot) -> tuple[Difference, ...]:
    """Every figure that differs, sorted."""
    keys = {(each.target_id, each.unit_id) for each in {*before.counts} ^ {*after.counts}}
    return tuple(Difference(before.of(*key), after.of(*key)) for key in sorted(keys))


def last_month_end(day: date) -> date:
    """The last day of a month that is over on a day."""
    return day.replace(day=1) - timedelta(days=1)


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
