"""The bridge between two dates: who raised and who lowered each figure, and by what. It always adds up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.cadres import Cadre
from rules.groups import Membership, groups_of
from rules.policy import Policy
from rules.targets import TargetFigure, count_targets


class Cause(StrEnum):
    """Why someone's part in a figure changed."""

    LEVEL_GAINED = "level_gained"
    LEVEL_LOST = "level_lost"
    """A paper was taken back, or is no longer counted."""
    JOINED_ROSTER = "joined_roster"
    LEFT_ROSTER = "left_roster"
    POST_BEGAN = "post_began"
    POST_ENDED = "post_ended"
    UNIT_CHANGED = "unit_changed"
    CATEGORY_CHANGED = "category_changed"
    """The Đối tượng."""


@dataclass(frozen=True, slots=True)
class Movement:
    """What one person changed in one figure."""

    cadre_id: str
    cause: Cause
    met: int
    """+1: one more holds the level; -1: one fewer; 0: only the group became larger or smaller."""
    total: int
    """+1: joined the group; -1: left it; 0: was in it before and after."""
    group_of: Membership | None
    """What makes, or made, them count in the group."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """One figure between two dates: `before` and all movements together are `after`."""

    target_id: str
    before: TargetFigure
    after: TargetFigure
    movements: tuple[Movement, ...]
    """Level gained first, then in the order of the causes; within one by person."""

    @property
    def raised(self) -> tuple[Movement, ...]:
        """Those by whom more people hold the level."""
        return tuple(each for each in self.movements if each.met > 0)

    @property
    def lowered(self) -> tuple[Movement, ...]:
        """Those by whom fewer people hold the level."""
        return tuple(each for each in self.movements if each.met < 0)

    @property
    def only_group(self) -> tuple[Movement, ...]:
        """Those who came or went without the level: the share moves, the number who hold it does not."""
        return tuple(each for each in self.movements if each.met == 0)


@dataclass(frozen=True, slots=True)
class Roster:
    """The roster as it was on a day."""

    day: date
    cadres: Mapping[str, Cadre]
    """By id."""


def roster_on(cadres: Iterable[Cadre], day: date) -> Roster:
    return Roster(day, {cadre.id: cadre for cadre in cadres})


def bridges(before: Roster, after: Roster, policy: Policy, count_unverified: bool = True) -> tuple[Bridge, ...]:
    """A bridge for every target, in the order of the policy, which is the same for both dates: figures under two
    policies do not compare."""
    figures = [count_targets(each.cadres.values(), policy, each.day, count_unverified) for each in (before, after)]
    return tuple(
        Bridge(old.id, old, new, _movements(old, new, before, after, policy)) for old, new in zip(*figures, strict=True)
    )


def _movements(
    old: TargetFigure, new: TargetFigure, before: Roster, after: Roster, policy: Policy
) -> tuple[Movement, ...]:
    was, is_now = _places(old), _places(new)
    found: list[Movement] = []
    for cadre_id in was.keys() | is_now.keys():
        then, now = was.get(cadre_id), is_now.get(cadre_id)
        if then != now:
            cause = _cause(then, now, cadre_id, before, after)
            source = after if now is not None else before
            membership = _membership(source.cadres[cadre_id], policy, source.day, old.group)
            joined = (now is not None) - (then is not None)
            found.append(Movement(cadre_id, cause, bool(now) - bool(then), joined, membership))
    order = tuple(Cause)
    return tuple(sorted(found, key=lambda each: (order.index(each.cause), each.cadre_id)))


def _places(figure: TargetFigure) -> dict[str, bool]:
    """Cadre id → whether they hold the level, for everyone in the group."""
    missing = set(figure.missing_ids)
    return {cadre_id: cadre_id not in missing for cadre_id in figure.member_ids}


def _membership(cadre: Cadre, policy: Policy, day: date, group_id: str) -> Membership | None:
    return next((each for each in groups_of(cadre, policy, day) if each.group_id == group_id), None)


def _cause(then: bool | None, now: bool | None, cadre_id: str, before: Roster, after: Roster) -> Cause:
    """The most telling of what changed in the record, for someone whose part in the figure changed."""
    if then is not None and now is not None:
        return Cause.LEVEL_GAINED if now else Cause.LEVEL_LOST
    old, new = before.cadres.get(cadre_id), after.cadres.get(cadre_id)
    if old is None:
        return Cause.JOINED_ROSTER
    if new is None:
        return Cause.LEFT_ROSTER
    if old.unit.id != new.unit.id:
        return Cause.UNIT_CHANGED
    if old.category != new.category and old.posts_on(before.day) == new.posts_on(after.day):
        return Cause.CATEGORY_CHANGED
    return Cause.POST_BEGAN if then is None else Cause.POST_ENDED
