"""Which posts make a group, as data: offices by their titles, party committees, categories of staff."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from rules.cadres import Tier
from rules.policy.base import Folded, PolicyPart
from rules.records import Category
from rules.titles import KNOWN_HEADS, Rank


def _known_head(title: str) -> str:
    if title not in KNOWN_HEADS:
        raise ValueError(f"'{title}' is not a title that can be recognised ({', '.join(sorted(KNOWN_HEADS))})")
    return title


class Committee(StrEnum):
    """Which members of a party committee are meant."""

    MEMBERS = "members"
    """Ủy viên ban chấp hành, the standing committee and the secretaries among them."""
    STANDING = "standing"
    """Ủy viên ban thường vụ, bí thư, phó bí thư."""


class OfficeRule(PolicyPart):
    """A kind of office: its titles, and the bodies they must belong to where the title alone is not enough."""

    name: str
    """How the office is called in an explanation."""
    titles: tuple[Annotated[Folded, AfterValidator(_known_head)], ...]
    """Without "phó": the rank tells heads from deputies."""
    ranks: tuple[Rank, ...]
    bodies: tuple[Folded, ...] = ()
    """Words of which one must stand in the title's body or in its unit; empty when any body will do."""
    ignoring: tuple[Folded, ...] = ()
    """Phrases that only look like a body: "hội đồng" is no "hội"."""
    unless: tuple[Folded, ...] = ()
    """Words in the title's own body that exclude it."""
    not_at: tuple[Folded, ...] = ()
    """Words in the unit's name that exclude it: a "trưởng ban" of a union is none of the Huyện ủy."""
    equivalent: bool = False
    """True for a "tương đương", which a target may leave out."""


class PostRules(PolicyPart):
    """A set of posts: those that satisfy any of its rules, on its tier."""

    tier: Tier | None = None
    """None: any tier."""
    offices: tuple[OfficeRule, ...] = ()
    committee: Committee | None = None
    categories: tuple[Category, ...] = ()
    except_titles: tuple[Annotated[Folded, AfterValidator(_known_head)], ...] = ()
    """Titles that take a post out of the categories."""
    party_members: bool = False

    @property
    def checkable(self) -> bool:
        """Whether posts and record can decide it at all."""
        return bool(self.offices or self.committee or self.categories or self.party_members)


class Group(PostRules):
    """Nhóm đối tượng: the people who hold one of the posts."""

    id: str
    name: str

    @model_validator(mode="after")
    def _has_a_rule(self) -> Self:
        if not self.checkable:
            raise ValueError("a group needs offices, committee or categories")
        return self
