"""Lecturers: how one comes into the pool and leaves it, who moves whom, who may teach on a day, and what they made.

The centre builds the list of part-time lecturers and submits it to the standing committee for approval (Công văn of the
district on the year 2025, part on lecturers); whoever put a name forward does not approve it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.access import Role
from rules.text import clean, fold, name_sort_key


class State(StrEnum):
    """Where a lecturer stands. Full-time staff begin as APPROVED: their post is their approval."""

    PROPOSED = "proposed"
    EXAMINED = "examined"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ENDED = "ended"


class Move(StrEnum):
    EXAMINE = "examine"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    END = "end"
    PROPOSE = "propose"
    """Anew, after the end of a term."""


@dataclass(frozen=True, slots=True)
class Lecturer:
    """Giảng viên, full-time (cơ hữu) or part-time (kiêm chức)."""

    id: str
    code: str
    """GV01, GV02, ..."""
    name: str
    full_time: bool = False
    state: State = State.PROPOSED
    topics: tuple[str, ...] = ()
    """What they teach."""
    unit_id: str | None = None
    unit: str = ""
    phone: str = ""
    holder_id: str | None = None
    """Who it is among those who may chat: a cadre's or staff person's id."""
    decision: str = ""
    """The number of the paper that approved them; empty while it is not known."""
    decided_on: date | None = None
    term_until: date | None = None
    """The last day of the term; None where none was set."""
    note: str = ""
    """The word with which it was returned, or the reason of the end."""
    proposed_by: str = ""
    submitted_by: str = ""
    version: int = 1
    centre: str = ""
    """The top unit of the centre they teach for; empty where they teach for the whole deployment."""


_MOVES = {
    (State.PROPOSED, Move.EXAMINE): State.EXAMINED,
    (State.EXAMINED, Move.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Move.APPROVE): State.APPROVED,
    (State.SUBMITTED, Move.RETURN): State.PROPOSED,
    (State.PROPOSED, Move.END): State.ENDED,
    (State.EXAMINED, Move.END): State.ENDED,
    (State.APPROVED, Move.END): State.ENDED,
    (State.ENDED, Move.PROPOSE): State.PROPOSED,
}
_LEADERS_MOVES = frozenset({Move.APPROVE, Move.RETURN})


class Refused(StrEnum):
    """Why somebody may not move a lecturer."""

    NOT_NOW = "not_now"
    """The state does not lead there."""
    NOT_THEIRS = "not_theirs"
    """The move is another role's."""
    OWN = "own"
    """They put the name forward themselves."""


def after(state: State, move: Move) -> State | None:
    """The state that a move leads to, or None."""
    return _MOVES.get((state, move))


def refusal(lecturer: Lecturer, move: Move, who: str, roles: frozenset[Role]) -> Refused | None:
    """Why a person with these roles may not move a lecturer so; None where they may.

    Staff propose, examine, submit and end; a leader approves or returns, never what they proposed or submitted.
    """
    if after(lecturer.state, move) is None:
        return Refused.NOT_NOW
    needed = {Role.LEADER} if move in _LEADERS_MOVES else {Role.STAFF, Role.ADMIN}
    if roles.isdisjoint(needed):
        return Refused.NOT_THEIRS
    if move in _LEADERS_MOVES and who in (lecturer.proposed_by, lecturer.submitted_by):
        return Refused.OWN
    return None


def moves(lecturer: Lecturer, who: str, roles: frozenset[Role]) -> list[Move]:
    """What a person may do with a lecturer now, in the order of the work."""
    return [move for move in Move if refusal(lecturer, move, who, roles) is None]


def may_teach(lecturer: Lecturer, day: date) -> bool:
    """Whether somebody may be put on a session of a day: approved, and not after the end of the term."""
    return lecturer.state is State.APPROVED and (lecturer.term_until is None or day <= lecturer.term_until)


def called(lecturers: Iterable[Lecturer], text: str, day: date) -> list[Lecturer]:
    """Those who may teach on a day and whom a full name, a code or both mean; more than one where they share a name."""
    said = fold(clean(text))
    return [each for each in lecturers if may_teach(each, day) and said in _callings(each)]


def _callings(lecturer: Lecturer) -> tuple[str, str, str]:
    return fold(lecturer.name), fold(lecturer.code), fold(f"{lecturer.name} {lecturer.code}")


_BETWEEN = re.compile(r"[;\n]+")


def topics_in(text: str) -> tuple[str, ...]:
    """Topics as they are typed, a semicolon or a line end between them, each once."""
    return tuple(dict.fromkeys(topic for each in _BETWEEN.split(text) if (topic := clean(each).strip(" .,-"))))


def matching(lecturers: Iterable[Lecturer], words: str) -> list[Lecturer]:
    """Those whose name, code or topics hold every one of these words, by given name."""
    wanted = fold(words).split()
    return sorted(
        (each for each in lecturers if all(word in _told(each) for word in wanted)),
        key=lambda each: (name_sort_key(each.name), each.code),
    )


def _told(lecturer: Lecturer) -> list[str]:
    return re.findall(r"\w+", fold(" ".join((lecturer.code, lecturer.name, *lecturer.topics))))


class WorkKind(StrEnum):
    RESEARCH = "research"
    """Đề tài nghiên cứu."""
    PRACTICE = "practice"
    """Tổng kết thực tiễn."""
    METHOD = "method"
    """Đổi mới phương pháp."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a lecturer made besides teaching. It counts once staff have confirmed it."""

    id: str
    lecturer_id: str
    kind: WorkKind
    title: str
    day: date
    note: str = ""
    told_by: str = ""
    confirmed_by: str | None = None


@dataclass(frozen=True, slots=True)
class WorkSum:
    """The works of a period: how many of each kind, by how many lecturers."""

    counts: dict[WorkKind, int]
    lecturers: int
    waiting: int
    """Told, and not confirmed by staff yet; in no count."""


def sum_of(works: Sequence[Work]) -> WorkSum:
    """Works summed up; every kind has its count, 0 included."""
    counted = [each for each in works if each.confirmed_by is not None]
    counts = {kind: sum(each.kind is kind for each in counted) for kind in WorkKind}
    return WorkSum(counts, len({each.lecturer_id for each in counted}), len(works) - len(counted))
