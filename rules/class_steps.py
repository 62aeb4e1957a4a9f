"""The way of a class from plan to archive: which step follows, and what it lacks for it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.classes import ClassState, TrainingClass

NEXT = {
    ClassState.PLANNED: ClassState.OPEN,
    ClassState.OPEN: ClassState.CLOSED,
    ClassState.CLOSED: ClassState.RUNNING,
    ClassState.RUNNING: ClassState.RESULTS,
    ClassState.RESULTS: ClassState.ARCHIVED,
}
"""The one step ahead of each state."""
_TO_BE_CANCELLED = frozenset({ClassState.PLANNED, ClassState.OPEN, ClassState.CLOSED, ClassState.RUNNING})


def may_follow(state: ClassState, following: ClassState) -> bool:
    """Whether a class may go from one state to another: one step ahead, or cancelled before its results."""
    if following is ClassState.CANCELLED:
        return state in _TO_BE_CANCELLED
    return NEXT.get(state) is following


class Lack(StrEnum):
    """What keeps a class from its next step."""

    REGISTER_UNTIL = "register_until"
    REGISTRATION_OVER = "registration_over"
    STARTS_ON = "starts_on"
    STARTS_LATER = "starts_later"


def lacks(training: TrainingClass, following: ClassState, today: date) -> list[Lack]:
    """What has to be set before a step; empty where it may be taken."""
    if following is ClassState.OPEN:
        if training.register_until is None:
            return [Lack.REGISTER_UNTIL]
        return [Lack.REGISTRATION_OVER] if training.register_until < today else []
    if following is ClassState.RUNNING:
        if training.starts_on is None:
            return [Lack.STARTS_ON]
        return [Lack.STARTS_LATER] if training.starts_on > today else []
    return []


@dataclass(frozen=True, slots=True)
class Standing:
    """What a class holds at present, as far as it matters for its next step."""

    enrolled: int = 0
    """People in its list."""
    asking: int = 0
    """Requests under way: asked, agreed, offered."""
    waiting: int = 0
    without_result: int = 0
    """People still enrolled, with neither passed nor failed."""
    sessions: int = 0
    """Sessions that stand, not the cancelled ones."""
    sessions_ahead: int = 0
    """Of these, those still to come."""

    @property
    def people(self) -> int:
        """All who would be told if it were cancelled."""
        return self.enrolled + self.asking + self.waiting


class Amiss(StrEnum):
    """Dates that do not go together."""

    ENDS_BEFORE_START = "ends_before_start"
    REGISTERS_AFTER_START = "registers_after_start"
    CLOSES_BEFORE_OPENING = "closes_before_opening"


def amiss(training: TrainingClass) -> list[Amiss]:
    """What is wrong with the dates of a class, taken together."""
    found: list[Amiss] = []
    if training.starts_on and training.ends_on and training.ends_on < training.starts_on:
        found.append(Amiss.ENDS_BEFORE_START)
    if training.starts_on and training.register_until and training.register_until > training.starts_on:
        found.append(Amiss.REGISTERS_AFTER_START)
    if training.opens_on and training.register_until and training.register_until < training.opens_on:
        found.append(Amiss.CLOSES_BEFORE_OPENING)
    return found
