"""The summary of the targets on a day: numbers only, the same for the chat, the picture, the files and the command."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rules.targets import Figure, TargetFigure, people_needed


@dataclass(frozen=True, slots=True)
class Summary:
    """Every target of a policy, over all people or those of some units."""

    day: date
    figures: tuple[Figure, ...]
    """In the order of the policy, whose places are the numbers people know the targets by."""
    people_needed: int | None
    """The fewest people, each counted once, who would make every target true; None where no number can, or none is
    known (see `rules.targets.people_needed`)."""
    uncounted: int
    """People whose post is on the tier of a group of staff, but whose Đối tượng does not say what they are."""

    @property
    def reached(self) -> int:
        """How many targets are reached."""
        return sum(figure.reached for figure in self.figures)

    @property
    def reached_when_they_finish(self) -> int:
        """How many will be, if everyone who studies finishes."""
        return sum(figure.reached_when_they_finish for figure in self.figures)


def summary_of(figures: Sequence[TargetFigure], day: date) -> Summary:
    """The summary of figures that were counted person by person."""
    uncounted = {person.cadre_id for figure in figures for person in figure.uncounted}
    return Summary(day, tuple(figures), people_needed(figures), len(uncounted))
