"""What a file of classes or sessions would change."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from rules.roster.problems import Problem, Severity

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class BookPlan(Generic[Kept]):
    """What a file would change. With one error nothing of it may be written."""

    new: tuple[Kept, ...] = ()
    """Without ids."""
    changed: tuple[tuple[Kept, Kept], ...] = ()
    """As they are, and as they shall be."""
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.problems if each.severity is Severity.ERROR)

    @property
    def questions(self) -> tuple[Problem, ...]:
        """What storing the file says yes to."""
        return tuple(each for each in self.problems if each.severity is Severity.QUESTION)

    @property
    def is_empty(self) -> bool:
        return not self.new and not self.changed
