"""What each target still asks for: how many people, out of whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rules.levels import Level
from rules.targets import TargetFigure, needed_for


@dataclass(frozen=True, slots=True)
class Need:
    """One target as a plan sees it."""

    target_id: str
    group_id: str
    level: Level
    total: int
    met: int
    coming: int
    """Those who study the level now and are taken for people who will have it."""
    needed: int | None
    """How many more make it true; None where no number does, or of nobody."""
    members: frozenset[str]
    lacking: frozenset[str]
    """Those of the members who neither hold the level nor are coming."""

    @property
    def is_open(self) -> bool:
        """Whether somebody can still do something for it: neither true already nor of nobody."""
        return self.total > 0 and self.needed != 0


def needs_of(figures: Iterable[TargetFigure], coming: Mapping[str, Level] | None = None) -> tuple[Need, ...]:
    """What the targets ask for. `coming` gives by cadre id the level of a class to be counted as finished; by
    default nobody's is."""
    return tuple(_need(figure, coming or {}) for figure in figures)


def needs_after(needs: Iterable[Need], helped: Mapping[str, frozenset[str]]) -> tuple[Need, ...]:
    """What the targets still ask for when these people, by target id, reach what it asks."""
    return tuple(_after(need, helped.get(need.target_id, frozenset())) for need in needs)


def _after(need: Need, helped: frozenset[str]) -> Need:
    return replace(
        need,
        coming=need.coming + len(helped),
        needed=None if need.needed is None else max(0, need.needed - len(helped)),
        lacking=need.lacking - helped,
    )


def _need(figure: TargetFigure, coming: Mapping[str, Level]) -> Need:
    will_have = {id for id in figure.missing_ids if coming.get(id, Level.NONE) >= figure.level}
    return Need(
        target_id=figure.id,
        group_id=figure.group,
        level=figure.level,
        total=figure.total,
        met=figure.met,
        coming=len(will_have),
        needed=needed_for(figure.met + len(will_have), figure.total, figure.comparator, figure.share_required),
        members=frozenset(figure.member_ids),
        lacking=frozenset(figure.missing_ids) - will_have,
    )
