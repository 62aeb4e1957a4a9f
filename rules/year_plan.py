"""The plan of a year for the centre's own classes."""

from dataclasses import dataclass

from rules.classes import Course
from rules.levels import Level


@dataclass(frozen=True, slots=True)
class PlannedKind:
    """What the plan of a year sets for one kind of the centre's own classes; None where it sets no number."""

    year: int
    level: Level
    course: Course | None
    classes: int | None = None
    learners: int | None = None
