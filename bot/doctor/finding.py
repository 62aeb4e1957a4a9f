"""What the doctor says of one part."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    """Works, but somebody should look at it."""
    BAD = "bad"
    """Does not work until somebody does something."""


@dataclass(frozen=True, slots=True)
class Finding:
    """How one part is. The sentences are for the office's own technician, hence Vietnamese."""

    name: str
    """For programs: the same word at every run."""
    state: State
    said: str
    mend: str = ""
    """What to do; empty when nothing is to be done."""


def ok(name: str, said: str) -> Finding:
    return Finding(name, State.OK, said)


def warn(name: str, said: str, mend: str) -> Finding:
    return Finding(name, State.WARN, said, mend)


def bad(name: str, said: str, mend: str) -> Finding:
    return Finding(name, State.BAD, said, mend)
