"""The people of an audience: who is meant, how they are reached, what they read; and audiences that have a name."""

from storage.audience.kept import NamedAudience
from storage.audience.mail import Letter, Mailing, letter_to, recipients
from storage.audience.overview import Absent, Preview, UnitShare, preview, problems, unreachable
from storage.audience.selecting import Person, Selection, people
from storage.audience.ways import Way

__all__ = [
    "Absent",
    "Letter",
    "Mailing",
    "NamedAudience",
    "Person",
    "Preview",
    "Selection",
    "UnitShare",
    "Way",
    "letter_to",
    "people",
    "preview",
    "problems",
    "recipients",
    "unreachable",
]
