"""One person as a roster states them, and the fields about which it says anything at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rules.cadres import Post, Unit
from rules.dates import PartialDate
from rules.levels import Level, Mode
from rules.roster.fields import Field


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """A row understood. Only what stands in `given` is a statement; the rest never touches a record."""

    sheet: str
    row: int
    """As the spreadsheet counts, from 1."""
    name: str
    unit: Unit
    given: frozenset[Field]
    """Fields whose cell holds something; "-" states that there is nothing. Of the lists (Chức vụ, Cấp ủy,
    Quy hoạch) and the level an empty cell is a statement too."""
    code: str = ""
    birth: PartialDate | None = None
    gender: str | None = None
    ethnicity: str = ""
    phone: str = ""
    category: str = ""
    posts: tuple[Post, ...] = ()
    """Incumbent, committee and, where they may be kept, planned ones."""
    grade: str = ""
    party_joined: PartialDate | None = None
    party_full: PartialDate | None = None
    education: str = ""
    level: Level = Level.NONE
    studying: Level = Level.NONE
    """A level that is being studied ("đang học cao cấp"): never held."""
    mode: Mode | None = None
    number: str = ""
    issued: PartialDate | None = None
    issuer: str = ""
    ratings: Mapping[int, str] = field(default_factory=dict)
    also_rows: tuple[int, ...] = ()
    """Further rows about the same person, taken together with this one."""
