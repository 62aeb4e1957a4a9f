"""What every conversation may lean on: the memory, the policy in force, the clock, and who the centre is."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from handlers.known_forms import KnownForms
from handlers.known_tops import KnownTops
from handlers.known_units import KnownUnits
from rules.courses import NO_COURSES, Courses
from rules.holidays import NO_HOLIDAYS, Holidays
from rules.policy import Policy, Regulation
from rules.retention import DEFAULT_RETENTION, Retention
from rules.year_plan import PlannedKind
from storage.copies import Copies
from storage.database import Database
from storage.files import FileStore


@dataclass(frozen=True, slots=True)
class Centre:
    """The centre as people are told of it."""

    name: str
    phone: str = ""
    """Empty when the centre gave none: texts then leave the line out."""
    address: str = ""
    office_hours: str = ""


@dataclass(frozen=True, slots=True)
class WaysIn:
    """Where people find the assistant; empty where there is no such way."""

    telegram: str = ""
    """`https://t.me/NAME`."""
    zalo: str = ""
    """The name by which one searches for the bot in Zalo."""
    web: str = ""
    """The address of the web chat, without a slash at its end."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What the heads of reports say, and where the centre keeps templates of its own."""

    templates: Path | None = None
    parent: str = ""
    """The party committee above the centre; where it is empty, a report leaves room to write it in."""
    place: str = ""
    """Stands before the date of a report."""
    year_plan: tuple[PlannedKind, ...] = ()
    """The classes planned for each year, by kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a centre goes by, where it may differ from another centre of the same deployment. A house has each of these
    under the same name."""

    centre_unit: str | None
    """The top unit of the centre; None for what is of no centre in particular."""
    policy: Policy
    regulations: tuple[Regulation, ...]
    centre: Centre
    courses: Courses
    holidays: Holidays
    papers: Papers
    count_unverified: bool
    push_hour: int
    answer_hours: int
    quiet_hours: str
    approve_above: int
    chase_after: int
    chase_times: int

    def in_house(self) -> dict[str, Any]:
        """What a house of this centre is made with."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, slots=True)
class House:
    """Built once at the edge, from settings, and handed to every turn. Nothing of it is set anew while it runs."""

    db: Database
    policy: Policy
    regulations: tuple[Regulation, ...]
    centre: Centre
    clock: Callable[[], datetime]
    """The present instant, aware, in the centre's time zone."""
    files: FileStore
    """What was sent in and is handed out as a file."""
    courses: Courses = NO_COURSES
    """The kinds of courses; where there are none, no class can be begun in chat."""
    holidays: Holidays = NO_HOLIDAYS
    planned_posts: bool = False
    """Whether planned posts may be stored and shown to their owner at all."""
    count_unverified: bool = True
    push_hour: int = 7
    """When figures and alerts come to leaders who want them and named no other hour."""
    ways_in: WaysIn = WaysIn()
    files_by_address: bool = False
    """Whether files can be fetched here from outside: a messenger that takes them by address alone has none else."""
    papers: Papers = Papers()
    channels: frozenset[str] = frozenset({"telegram", "zalo", "web"})
    """The channels that run: nothing is pushed to others, where it would lie for ever."""
    code_days: int = 60
    """How long a linking code lives."""
    signing_key: str = field(default_factory=token_hex, repr=False)
    """Signs addresses of files and the pages of the web chat. The same after a restart, where it was kept."""
    answer_hours: int = 8
    """Hours of office time within which a person answers a question; eight are a working day."""
    quiet_hours: str = "20:30-06:30"
    """When nothing that can wait is sent to those who set no hours of their own."""
    approve_above: int = 50
    """A notice for more people than this needs a second person."""
    chase_after: int = 24
    """Hours after which those who gave no receipt are reminded."""
    chase_times: int = 2
    """How often at most; 0 is never."""
    retention: Retention = DEFAULT_RETENTION
    """How long things are kept."""
    copies: Copies | None = None
    """What is backed up, and where to; None where nothing is."""
    units: KnownUnits = field(default_factory=KnownUnits, compare=False, repr=False)
    """The units of the database as questions name them; houses of one database share them."""
    short_forms: KnownForms = field(default_factory=KnownForms, compare=False, repr=False)
    """The short forms that staff added; houses of one database share them."""
    centre_unit: str | None = None
    """The top unit of the centre that this house speaks for; None for the whole deployment."""
    tops_above: KnownTops = field(default_factory=KnownTops, compare=False, repr=False)
    """What lies above the tops of the centres."""
    several: tuple[Terms, ...] = ()
    """What each centre of the deployment goes by, the deployment itself first; empty where it is one centre."""

    @property
    def place(self) -> str:
        """Which counts are those of this house: the top unit of its centre, empty for the deployment itself."""
        return self.centre_unit or ""

    @property
    def tops(self) -> tuple[str, ...]:
        """The top units of the centres; none where the deployment is one centre."""
        return tuple(terms.centre_unit for terms in self.several if terms.centre_unit is not None)

    @property
    def centres(self) -> "tuple[House, ...]":
        """The houses of the centres: the same memory, clock and files, each under its own terms."""
        return tuple(self.of_centre(top) for top in self.tops)

    @property
    def whole(self) -> "House":
        """The house of the deployment itself."""
        return self.of_centre(None)

    @property
    def places(self) -> "tuple[House, ...]":
        """The house of the deployment itself and those of its centres: every unit belongs to one of them."""
        return (self.whole, *self.centres)

    def of_centre(self, top: str | None) -> "House":
        """The house of the centre with this top unit; of the deployment itself for None, or a unit that is no top."""
        if top == self.centre_unit or not self.several:
            return self
        terms = next((each for each in self.several if each.centre_unit == top), self.several[0])
        return replace(self, **terms.in_house())
