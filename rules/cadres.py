"""The people of the roster: units, posts, credentials, and the cadre who holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rules.dates import PartialDate
from rules.levels import Level, Mode


class Tier(StrEnum):
    """The tier of the political system a unit stands on."""

    DISTRICT = "district"
    COMMUNE = "commune"


class PostKind(StrEnum):
    INCUMBENT = "incumbent"
    """Đương chức."""
    PLANNED = "planned"
    """Quy hoạch: restricted data; never in a denominator, never in a pushed message."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Đơn vị. Its dates never drop a person from a count; only the end of a post does."""

    id: str
    name: str
    tier: Tier
    parent_id: str | None = None
    kind: str = ""
    """A finer kind that a policy may leave out of a count: `school`, `health`, `police`, or empty."""


def with_those_above(unit_id: str, every: Mapping[str, Unit]) -> list[Unit]:
    """A unit and all above it, the topmost first; empty for an unknown one. A circle ends where it closes."""
    line: list[Unit] = []
    current: str | None = unit_id
    while current is not None and current in every and every[current] not in line:
        line.insert(0, every[current])
        current = every[current].parent_id
    return line


@dataclass(frozen=True, slots=True)
class Post:
    """Chức vụ, chức danh held at a unit, or planned for."""

    title: str
    """As the roster gives it, cleaned: "Phó Trưởng phòng", "Ủy viên BCH Đảng bộ xã"."""
    unit: Unit
    kind: PostKind = PostKind.INCUMBENT
    committee: bool = False
    """True when it came from the column "Cấp ủy", whose bare words ("Ủy viên") mean a party committee."""
    since: date | None = None
    until: date | None = None
    """The last day it is held; None while it lasts."""

    def held_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Credential:
    """Văn bằng, giấy xác nhận that proves a level."""

    level: Level
    mode: Mode | None = None
    number: str = ""
    issued: PartialDate | None = None
    issuer: str = ""
    verified: bool = False
    """True when staff compared it with the original paper."""


class Party(StrEnum):
    """Tình trạng đảng viên on a day."""

    NONE = "none"
    PROBATIONARY = "du_bi"
    FULL = "chinh_thuc"


@dataclass(frozen=True, slots=True)
class Cadre:
    """Cán bộ: one person of the roster with all that the rules may ask."""

    id: str
    code: str
    name: str
    unit: Unit
    birth: PartialDate | None = None
    gender: str | None = None
    """`nam`, `nu`, or None."""
    ethnicity: str = ""
    phone: str = ""
    """Ten digits beginning with 0, or empty."""
    category: str = ""
    """Đối tượng as given: "Cán bộ", "Công chức", "Viên chức", "Không chuyên trách", or empty."""
    grade: str = ""
    """Ngạch."""
    education: str = ""
    """Trình độ chuyên môn as given."""
    party_joined: PartialDate | None = None
    party_full: PartialDate | None = None
    posts: tuple[Post, ...] = ()
    credentials: tuple[Credential, ...] = ()
    ratings: Mapping[int, str] = field(default_factory=dict)
    """Year → rating as given ("Hoàn thành tốt nhiệm vụ")."""
    version: int = 1
    """Counts the changes of the record; a tap that carries an older one does nothing."""

    def __hash__(self) -> int:
        """Few records share id and version; equality compares them whole. What is decided of one can so be kept."""
        return hash((self.id, self.version))

    def posts_on(self, day: date, kind: PostKind = PostKind.INCUMBENT) -> tuple[Post, ...]:
        return tuple(post for post in self.posts if post.kind is kind and post.held_on(day))

    def titles_on(self, day: date) -> tuple[str, ...]:
        """What they are on a day, as said of them: each title once, though two posts may bear it."""
        return tuple(dict.fromkeys(post.title for post in self.posts_on(day) if post.title))
