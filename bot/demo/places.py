"""What a place in the invented district is: a post for one person, with all that decides who fits it."""

from dataclasses import dataclass
from enum import StrEnum

from rules.cadres import Tier, Unit

CAN_BO, CONG_CHUC, VIEN_CHUC = "Cán bộ", "Công chức", "Viên chức"
KHONG_CHUYEN_TRACH = "Không chuyên trách"


class Kind(StrEnum):
    """What a place is, which decides age, schooling and party dates of whoever fills it."""

    LEADER = "leader"
    HEAD = "head"
    DEPUTY = "deputy"
    STAFF = "staff"
    CONTRACT = "contract"
    ARMED = "armed"
    SECRETARY = "secretary"
    COMMUNE_LEADER = "commune_leader"
    OFFICER = "officer"
    COMMITTEE_ONLY = "committee_only"
    PART_TIME = "part_time"


@dataclass(frozen=True, slots=True)
class Place:
    """A place for one person."""

    unit: Unit
    kind: Kind
    titles: tuple[str, ...]
    category: str = ""
    seats: tuple[str, ...] = ()
    """As the column "Cấp ủy" gives them."""
    planned: str = ""
    """The title that people here may be planned for."""
    gender: str = ""
    """Where only one is likely: the women's union, the veterans."""
    ages: tuple[int, int] | None = None

    @property
    def on_commune_committee(self) -> bool:
        return self.unit.tier is Tier.COMMUNE and bool(self.seats)
