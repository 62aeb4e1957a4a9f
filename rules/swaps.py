"""A session that its lecturer asks a colleague to take: who has to say yes, and what stands against it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.classes import ClassState, Session
from rules.lecturers import Lecturer, may_teach


class SwapState(StrEnum):
    """Where the asking stands."""

    ASKED = "asked"
    """The colleague has not answered."""
    WAITING = "waiting"
    """Staff have not answered: the colleague agreed, or nobody was named."""
    DECLINED = "declined"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class SwapMove(StrEnum):
    AGREE = "agree"
    """The colleague takes it, if staff agree."""
    DECLINE = "decline"
    GRANT = "grant"
    """Staff put a colleague on the session; they need not wait for the colleague's word."""
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two lecturers."""

    id: str
    name: str
    holder_id: str | None = None
    """Who it is among those who may chat."""


@dataclass(frozen=True, slots=True)
class Swap:
    """A lecturer's asking, with the session as it is now."""

    id: str
    session: Session
    class_name: str
    class_code: str
    class_state: ClassState
    lecturer: Party
    """Who asks."""
    other: Party | None
    """The colleague who is asked; None leaves the choice to staff."""
    word: str
    state: SwapState
    answer: str = ""
    """The reason with which it was refused or declined."""
    version: int = 1
    centre: str = ""
    """The top unit of the centre whose class it is."""


_OPEN = (SwapState.ASKED, SwapState.WAITING)
_MOVES = {
    (SwapState.ASKED, SwapMove.AGREE): SwapState.WAITING,
    (SwapState.ASKED, SwapMove.DECLINE): SwapState.DECLINED,
    **{(state, SwapMove.GRANT): SwapState.GRANTED for state in _OPEN},
    **{(state, SwapMove.REFUSE): SwapState.REFUSED for state in _OPEN},
    **{(state, SwapMove.WITHDRAW): SwapState.WITHDRAWN for state in _OPEN},
}


def after(state: SwapState, move: SwapMove) -> SwapState | None:
    """The state that a move leads to, or None."""
    return _MOVES.get((state, move))


class Barred(StrEnum):
    """Why a session cannot go from one lecturer to another."""

    OVER = "over"
    """It was held already, it was cancelled, or its class is over."""
    NOT_THEIRS = "not_theirs"
    """Another lecturer stands on it by now."""
    SAME = "same"
    """Nobody takes a session from themselves."""
    NOT_APPROVED = "not_approved"
    """The colleague may not teach on that day."""
    BUSY = "busy"
    """The colleague teaches elsewhere at that time."""


def barred(session: Session, class_state: ClassState, lecturer_id: str, today: date) -> Barred | None:
    """Why a lecturer may not give a session away; None where they may. On its own day it may still go."""
    if session.cancelled or session.day < today or class_state.is_over:
        return Barred.OVER
    return None if session.lecturer_id == lecturer_id else Barred.NOT_THEIRS


def unfit(session: Session, other: Lecturer, busy: bool) -> Barred | None:
    """Why a colleague may not take a session; `busy` says that they teach elsewhere at that time."""
    if other.id == session.lecturer_id:
        return Barred.SAME
    if not may_teach(other, session.day):
        return Barred.NOT_APPROVED
    return Barred.BUSY if busy else None
