"""What a leader's list is about, as keys carry it: some targets or all, a unit with those below it or every unit."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.turn import Turn
from rules.access import Asker
from rules.cadres import Unit
from rules.levels import Level
from rules.policy import DataKind, Policy
from rules.sight import within
from storage import units

_LONGEST_ID = 40
"""Characters of a unit's id that a key of 64 bytes has room for; longer ones go as a digest."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Targets by their places from 1, none for all; a unit with all below it, None for all that one may see."""

    targets: tuple[int, ...] = ()
    unit: Unit | None = None

    @property
    def target(self) -> int | None:
        """The one target it is about, if it is one."""
        return self.targets[0] if len(self.targets) == 1 else None

    def key(self, name: str, *rest: object) -> str:
        """The key of a button that leads to a line of the table about the same."""
        targets = "".join(map(str, self.targets))
        return ":".join((name, targets, reference(self.unit.id) if self.unit else "", *map(str, rest)))


def reference(unit_id: str) -> str:
    """A unit as it stands in a key."""
    if len(unit_id) <= _LONGEST_ID:
        return unit_id
    return f"~{hashlib.blake2s(unit_id.encode(), digest_size=8).hexdigest()}"


async def scope_of(turn: Turn, asker: Asker, args: tuple[str, ...]) -> Scope | None:
    """The scope in a key's arguments; None where it speaks of what there is not, or not for this asker."""
    targets, unit, *_ = (*args, "", "")
    if targets and not (targets.isdecimal() and set(targets) <= set(_places(turn.house.policy))):
        return None
    found = Scope(tuple(map(int, targets)))
    if not unit:
        return found
    named = within_reach(await units.in_bounds(turn.house.db, asker), unit)
    return Scope(found.targets, named) if named else None


def within_reach(seen: Iterable[Unit], given: str) -> Unit | None:
    """The unit that a key means, among those the asker may see."""
    return next((unit for unit in seen if reference(unit.id) == given), None)


def seeing(turn: Turn, kind: DataKind) -> Asker | None:
    """The asker as far as the policy lets them see this kind of data; None where not at all."""
    return within(turn.house.policy, turn.asker, kind)


def targets_meant(policy: Policy, group: str = "", level: str = "") -> tuple[int, ...]:
    """The targets that a question speaks of: that of a group, else those that ask a level, else all."""
    by_group = tuple(n for n, target in enumerate(policy.targets, 1) if target.group == group)
    if by_group or not level:
        return by_group
    return tuple(n for n, target in enumerate(policy.targets, 1) if target.level is Level.of(level))


def _places(policy: Policy) -> str:
    """The places of the targets, as digits. Policies have fewer than ten."""
    return "".join(str(n) for n in range(1, min(9, len(policy.targets)) + 1))
