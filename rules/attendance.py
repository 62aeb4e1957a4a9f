"""The roll of a session as it is called: who is absent, with leave or without, and how near that is to the limit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from fractions import Fraction

from rules.results import numbers_in
from rules.text import fold


class Presence(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    """Absent with leave."""
    ANNOUNCED = "announced"
    """They said beforehand that they cannot come; the roll was not called yet."""


MISSED = (Presence.ABSENT, Presence.EXCUSED)

_NOBODY = re.compile(
    r"(?:lop |hom nay |buoi nay |di hoc )*(?:du|day du|du ca|du mat|khong (?:ai )?vang(?: ai)?|co mat du)$"
)
_BEGINS = re.compile(r"(?:so |hoc vien |ban )?(?:co mat het |co mat )?(vang|tru|nghi)\b")
_QUALIFIED = re.compile(r"(khong (?:co )?phep|khong ly do|kp|co (?:xin )?phep|xin phep|co ly do|phep|cp)\b")
_RANGES = re.compile(r"\d+(?:\s*-\s*\d+)?")
_MEANT = {
    Presence.ABSENT: ("v", "vang", "x", "kp", "khong phep", "vang khong phep"),
    Presence.EXCUSED: ("p", "cp", "co phep", "phep", "vang co phep"),
}


@dataclass(frozen=True, slots=True)
class Roll:
    """What was said of a session: those absent by number. Everybody else is present."""

    absent: Mapping[int, Presence | None] = field(default_factory=dict)
    """None where it was not said whether with leave."""


def roll_in(text: str) -> Roll | None:
    """A roll as it is typed: "đủ", "vắng 4 17", "vắng 4 có phép", "vắng 4, 17 không phép; 9 có phép".

    Words on leave belong to the numbers between the same commas, or to all before them where there are none. None for
    what is no roll.
    """
    words = fold(text).strip(" .!")
    if _NOBODY.match(words):
        return Roll()
    if not _BEGINS.match(words) or not _RANGES.search(words):
        return None
    absent: dict[int, Presence | None] = {}
    for clause in filter(None, re.split(r"[;\n]", words)):
        if not _read_clause(clause, absent):
            return None
    return Roll(absent)


def _read_clause(clause: str, absent: dict[int, Presence | None]) -> bool:
    """Add the absent of one clause; False where it says something that is none."""
    spoken: list[int] = []
    for group in clause.split(","):
        found = _QUALIFIED.search(group)
        rest = _QUALIFIED.sub(" ", group)
        numbers = numbers_in(rest)
        left = re.sub(r"\b(vang|tru|nghi|so|hoc vien|ban|va|co mat het|co mat|con)\b|[.:]", " ", _RANGES.sub(" ", rest))
        if left.strip() or (_RANGES.search(rest) and not numbers):
            return False
        leave = None if found is None else _leave(found[1])
        absent |= dict.fromkeys(numbers, leave)
        if not numbers and found is not None:
            absent |= dict.fromkeys(spoken, leave)
        spoken += numbers
    return True


def _leave(said: str) -> Presence:
    return Presence.ABSENT if said.startswith(("khong", "kp")) else Presence.EXCUSED


def marked(cell: str) -> Presence | None:
    """What a mark on the printed sheet says: V or X absent, P with leave; None for anything else ("có", "/")."""
    said = fold(cell).strip(" .")
    return next((presence for presence, words in _MEANT.items() if said in words), None)


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of a class may be missed, as the centre sets it; whether absences with leave count is its to say too."""

    share: Fraction | None = None
    sessions: int | None = None
    excused_count: bool = True

    def allowed(self, sessions: int) -> int:
        """The sessions that may be missed, of a class of so many."""
        return self.sessions if self.sessions is not None else int((self.share or 0) * sessions)

    @property
    def text(self) -> str:
        """As it is written: "20%", "3 buổi", "20% không phép"."""
        much = f"{self.sessions} buổi" if self.sessions is not None else f"{int((self.share or 0) * 100)}%"
        return much if self.excused_count else f"{much} không phép"


def limit_of(text: str) -> Limit | None:
    """A limit as it is typed: "20%", "3 buổi", "20% không phép" (only absences without leave count); None if none."""
    found = re.fullmatch(
        r"(\d{1,3}) ?(%|phan tram|buoi)(?: (khong phep|vang khong phep|ca phep|ca co phep))?", fold(text)
    )
    if found is None:
        return None
    excused = not (found[3] or "").endswith("khong phep")
    if found[2] == "buoi":
        return Limit(sessions=int(found[1]), excused_count=excused)
    share = Fraction(int(found[1]), 100)
    return Limit(share, excused_count=excused) if 0 < share < 1 else None


class Nearness(IntEnum):
    """How near somebody is to the limit."""

    NONE = 0
    NEAR = 1
    """One more absence reaches the limit, or it is reached: they may miss no more."""
    OVER = 2


@dataclass(frozen=True, slots=True)
class Missed:
    """How often somebody was absent so far."""

    without_leave: int = 0
    with_leave: int = 0


def nearness(missed: Missed, limit: Limit | None, sessions: int) -> Nearness:
    """How near somebody is to the limit in a class of so many sessions; never near where the centre set none."""
    if limit is None or not sessions:
        return Nearness.NONE
    counted = missed.without_leave + (missed.with_leave if limit.excused_count else 0)
    allowed = limit.allowed(sessions)
    if counted > allowed:
        return Nearness.OVER
    return Nearness.NEAR if counted and counted >= allowed - 1 else Nearness.NONE
