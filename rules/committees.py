"""Party committees: whose member a title makes its holder, by the title's own words, else by the unit's tier."""

import re
from dataclasses import dataclass

from rules.cadres import Tier
from rules.text import fold
from rules.titles import Rank, TitlePart

_SEAT = re.compile(r"\b(?:ban chap hanh|ban thuong vu|thuong vu|(?<!ban )thuong truc|du khuyet|lam thoi)\b")
_STANDING = re.compile(r"\bthuong vu\b")
_DISTRICT = re.compile(r"^(?:huyen uy|(?:dang bo|dang uy) huyen|huyen)\b(?! doan)")
_COMMUNE = re.compile(r"^(?:(?:dang bo|dang uy|cap uy) )?(?:cap )?(?:xa|thi tran|phuong)\b(?! doan| doi| hoi)")
_OTHER = re.compile(
    r"\b(?:doan|hoi|chi bo|chi uy|chi hoi|cong doan|lien doan|mttq|mat tran|hdnd|ubnd|uy ban|bo phan|tinh|tinh uy"
    r"|trung uong|cong an|quan su|co quan|khoi|doanh nghiep|bien phong|ap|khom|to dan pho)\b"
)
_OWN_PARTY_BODY = re.compile(r"\b(?:cong an|quan su|bo doi|bien phong)\b")
"""District units with a "đảng ủy" of their own, which is neither the district's nor a commune's."""
_BELOW_COMMITTEES = re.compile(r"^(?:chi bo|(?:dang uy|dang bo) (?:cong an|quan su|bo phan|co quan))\b")
"""Party bodies written as the unit itself, whose secretary sits on neither committee by that."""
_UNION = re.compile(
    r"^(?:hoi|huyen doan|xa doan|doan|lien doan|cong doan|(?:uy ban |ub )?(?:mttq|mat tran)|ubmttq)\b(?! dong)"
)
"""Units whose bare "bí thư" and "ủy viên ban chấp hành" belong to the union itself."""


UNIT_WORDS = frozenset(
    ("chi", "bo", "dang", "uy", "cong", "an", "quan", "su", "phan", "co", "doi", "bien", "phong", "hoi", "huyen",
     "doan", "xa", "lien", "ban", "ub", "mttq", "mat", "tran", "ubmttq", "dong")
)  # fmt: skip
"""Every word that is looked for in a unit's name here, beside the title's own."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a party committee."""

    tier: Tier
    standing: bool
    """True for the standing committee and the secretaries."""


def seat_of(part: TitlePart, unit_name: str, tier: Tier, column: bool) -> Seat | None:
    """The seat that one title gives at a unit; None when it is no party committee of district or commune.

    `column` is true for the column "Cấp ủy", where "Ủy viên" alone already means the party committee.
    """
    if part.head not in ("bi thu", "uy vien", "huyen uy vien", "dang uy vien", "cap uy vien", ""):
        return None
    where = _tier(part, fold(unit_name), tier, column)
    standing = part.head == "bi thu" or bool(_STANDING.search(part.body))
    return Seat(where, standing) if where is not None else None


def _tier(part: TitlePart, unit: str, tier: Tier, column: bool) -> Tier | None:
    if part.head == "huyen uy vien":
        return Tier.DISTRICT
    body = " ".join(_SEAT.sub(" ", part.body).split())
    if part.head == "dang uy vien":
        body = f"dang uy {body}".strip()
    if part.head in ("", "cap uy vien") and not column:
        return None
    return _own_words(body, unit, tier) if body else _bare(part, unit, tier, column)


def _own_words(body: str, unit: str, tier: Tier) -> Tier | None:
    """The tier that the committee's own words name, or the unit's where they only repeat the unit."""
    kind = next((kind for kind in ("dang uy", "dang bo", "cap uy") if f"{body} ".startswith(f"{kind} ")), "")
    place = body.removeprefix(kind).strip()
    if tier is Tier.COMMUNE and " " in place and f" {unit}".endswith(f" {place}"):
        return tier  # "Đảng ủy Huyền Hội" names its commune, no "hội"
    if _COMMUNE.search(body):
        return Tier.COMMUNE
    if _OTHER.search(body):
        return None
    if _DISTRICT.search(body):
        return Tier.DISTRICT
    if (place and f" {place} " not in f" {unit} ") or _has_own_party_body(unit, tier):
        return None
    return Tier.COMMUNE if kind == "dang uy" else tier


def _bare(part: TitlePart, unit: str, tier: Tier, column: bool) -> Tier | None:
    """ "Ủy viên BCH", "Bí thư" without a body: the unit's committee, unless the unit is a union or a lower body."""
    if _BELOW_COMMITTEES.search(unit):
        return None
    if column:
        return tier
    if part.rank is Rank.MEMBER and not _SEAT.search(part.body):
        return None
    return None if _UNION.search(unit) or _has_own_party_body(unit, tier) else tier


def _has_own_party_body(unit: str, tier: Tier) -> bool:
    return tier is Tier.DISTRICT and bool(_OWN_PARTY_BODY.search(unit))
