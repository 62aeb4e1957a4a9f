"""The two files written by hand, read: what people do in the year, and the messages it should send."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.year.people import ZONE

_HERE = Path(__file__).parent
ONGOING = "…"
"""Ends a first line of which only the beginning is told."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something one of them does, step by step, and the first lines that others read of it at once."""

    at: datetime
    who: str
    steps: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One message: when it leaves, to whom, its first line."""

    at: datetime
    who: str
    first_line: str

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} | {self.first_line}"

    def is_met_by(self, sent: "Line") -> bool:
        """Whether a message that left is this one."""
        if (self.at, self.who) != (sent.at, sent.who):
            return False
        beginning, ongoing, _ = self.first_line.partition(ONGOING)
        return sent.first_line.startswith(beginning) if ongoing else sent.first_line == self.first_line


def acts() -> list[Act]:
    """What people do, in order."""
    found: list[Act] = []
    for line in _lines("acts.txt"):
        if line.startswith("→"):
            last = found[-1]
            found[-1] = Act(last.at, last.who, last.steps, (*last.told, line.removeprefix("→").strip()))
        else:
            at, rest = _instant(line)
            who, _, steps = rest.partition(": ")
            found.append(Act(at, who, tuple(step.strip() for step in steps.split(" · ")), ()))
    return found


def calendar() -> list[Line]:
    """The messages that should come by the clock, in order."""
    found = []
    for line in _lines("calendar.txt"):
        at, rest = _instant(line)
        who, _, first_line = rest.partition(" | ")
        found.append(Line(at, who, first_line))
    return found


def _lines(file: str) -> Iterator[str]:
    for line in (_HERE / file).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def _instant(line: str) -> tuple[datetime, str]:
    day, hour, rest = line.split(" ", 2)
    return datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=ZONE), rest


def difference(expected: list[Line], sent: list[Line]) -> str:
    """What should have come and did not ("-"), and what came and should not have ("+"), in the order of time."""
    left = list(sent)
    missing = []
    for line in expected:
        met = next((each for each in left if line.is_met_by(each)), None)
        if met is None:
            missing.append(line)
        else:
            left.remove(met)
    marked = [(line, f"- {line}") for line in missing] + [(line, f"+ {line}") for line in left]
    return "\n".join(text for _, text in sorted(marked))
