"""Where people can be sent: classes with their places, and the limits that units set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rules.classes import ClassState, Listed
from rules.eligibility import Overall
from rules.levels import Level, Mode

Study = tuple[Level, Mode | None]
"""What a class gives, and how: all that eligibility asks of it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A class that takes people. Without both dates it is taken to run all the time."""

    id: str
    code: str
    level: Level
    mode: Mode | None = None
    places: int | None = None
    """Free places; None where the class sets no number."""
    starts_on: date | None = None
    ends_on: date | None = None
    quotas: Mapping[str, int] = field(default_factory=dict)
    """At most so many of a unit, by its id; a unit that is not named has no quota."""

    @property
    def study(self) -> Study:
        return self.level, self.mode


@dataclass(frozen=True, slots=True)
class Away:
    """Someone of a unit who is away in a class already."""

    unit_id: str
    starts_on: date | None = None
    ends_on: date | None = None


ACCEPTED = frozenset(Overall) - {Overall.CON_THIEU}
"""By default only a condition that is known to be missing keeps someone out: what the record leaves open, the unit
and the competent level answer."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a plan may not go beyond."""

    absent: int | None = None
    """At most so many of a unit away at once, those already away included."""
    places: int | None = None
    """At most so many places in all."""
    accept: frozenset[Overall] = ACCEPTED
    """Who may be proposed, by the answer about their eligibility."""


class Unfit(StrEnum):
    """Why a class is no offer to a plan."""

    NO_LEVEL = "no_level"
    STARTED = "started"
    OVER = "over"
    """Archived or cancelled."""
    LIST_CLOSED = "list_closed"
    """The last day on which units may send names has passed."""
    UNDATED = "undated"
    """Nothing says that it ends by the day asked for."""
    ENDS_TOO_LATE = "ends_too_late"


def offers_of(
    classes: Iterable[Listed], day: date, by: date | None = None, quotas: Mapping[str, Mapping[str, int]] | None = None
) -> tuple[tuple[Offer, ...], tuple[tuple[str, Unfit], ...]]:
    """The classes that can still be filled on a day, and the ids of the others with the reason.

    `by` is the last day on which a class must have ended to count: the deadline of the targets. `quotas` gives by
    class id the quotas of units.
    """
    offers: list[Offer] = []
    others: list[tuple[str, Unfit]] = []
    for each in sorted(classes, key=lambda listed: (listed.training.starts_on or date.max, listed.training.code)):
        reason = _unfit(each, day, by)
        if reason is None:
            offers.append(_offer(each, (quotas or {}).get(each.training.id, {})))
        else:
            others.append((each.training.id, reason))
    return tuple(offers), tuple(others)


def runs_on(starts_on: date | None, ends_on: date | None, day: date) -> bool:
    """Whether something between two days, both included, covers a day; an unknown end leaves it open."""
    return (starts_on is None or starts_on <= day) and (ends_on is None or day <= ends_on)


def _unfit(listed: Listed, day: date, by: date | None) -> Unfit | None:
    training = listed.training
    if training.level is Level.NONE:
        return Unfit.NO_LEVEL
    if training.state.is_over:
        return Unfit.OVER
    started = training.starts_on is not None and training.starts_on < day
    if started or training.state not in (ClassState.PLANNED, ClassState.OPEN):
        return Unfit.STARTED
    if training.register_until is not None and training.register_until < day:
        return Unfit.LIST_CLOSED
    if by is None:
        return None
    if training.ends_on is None:
        return Unfit.UNDATED
    return Unfit.ENDS_TOO_LATE if training.ends_on > by else None


def _offer(listed: Listed, quotas: Mapping[str, int]) -> Offer:
    training = listed.training
    return Offer(
        id=training.id,
        code=training.code,
        level=training.level,
        mode=training.mode,
        places=listed.places_left,
        starts_on=training.starts_on,
        ends_on=training.ends_on,
        quotas=quotas,
    )
