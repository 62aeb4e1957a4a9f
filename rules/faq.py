"""Questions asked often: an entry with its source, how sure it is, and from when to when it may be given."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Self

from pydantic import Field, model_validator

from rules.policy import Regulation
from rules.policy.base import PolicyPart
from rules.policy.loading import checked, read
from rules.text import clean

LONGEST_ANSWER = 600
LONGEST_PHRASING = 200
MOST_PHRASINGS = 12


class Certainty(StrEnum):
    """How well the answer is supported."""

    HIGH = "high"
    """Read in an official source, or in several that agree."""
    MEDIUM = "medium"
    """One source, or a short inference: the answer says so."""
    UNKNOWN = "unknown"
    """Not found: the answer states nothing, and says whom to ask."""
    CENTRE = "centre"
    """The centre's own word."""


class EntryState(StrEnum):
    DRAFT = "draft"
    """Waits for a second person."""
    APPROVED = "approved"
    RETIRED = "retired"


class Withheld(StrEnum):
    """Why an entry is not given out on a day."""

    NOT_APPROVED = "not_approved"
    RETIRED = "retired"
    EARLY = "early"
    OVER = "over"
    RULE_OVER = "rule_over"
    """The document it rests on is not in force on that day."""
    RULE_UNKNOWN = "rule_unknown"
    """It names a document that the program does not know."""


@dataclass(frozen=True, slots=True)
class FaqText:
    """What an entry says. `rule` is the id of the regulation it rests on; empty where it rests on none."""

    phrasings: tuple[str, ...]
    """The first is its title."""
    answer: str
    source: str
    certainty: Certainty = Certainty.CENTRE
    since: date | None = None
    until: date | None = None
    rule: str = ""

    @property
    def title(self) -> str:
        return self.phrasings[0]


def withheld(text: FaqText, state: EntryState, day: date, regulations: Collection[Regulation]) -> Withheld | None:
    """Why an entry is not given out on a day; None where it is."""
    if state is not EntryState.APPROVED:
        return Withheld.RETIRED if state is EntryState.RETIRED else Withheld.NOT_APPROVED
    if text.since is not None and day < text.since:
        return Withheld.EARLY
    if text.until is not None and day > text.until:
        return Withheld.OVER
    if not text.rule:
        return None
    rule = next((each for each in regulations if each.id == text.rule), None)
    if rule is None:
        return Withheld.RULE_UNKNOWN
    return None if rule.in_force_on(day) else Withheld.RULE_OVER


class ShippedEntry(PolicyPart):
    """An entry of the file that comes with the program."""

    id: str = Field(pattern=r"^[a-z0-9-]{3,40}$")
    phrasings: tuple[str, ...] = Field(min_length=1, max_length=MOST_PHRASINGS)
    answer: str = Field(min_length=20, max_length=LONGEST_ANSWER)
    source: str = Field(min_length=3)
    certainty: Certainty
    since: date | None = None
    until: date | None = None
    rule: str = ""

    @property
    def text(self) -> FaqText:
        return FaqText(
            tuple(map(clean, self.phrasings)),
            self.answer,
            clean(self.source),
            self.certainty,
            self.since,
            self.until,
            self.rule,
        )

    @property
    def digest(self) -> str:
        """Changes with anything the entry says."""
        return sha256(repr(self.text).encode()).hexdigest()[:16]


class ShippedFaq(PolicyPart):
    """The file as a whole."""

    entries: tuple[ShippedEntry, ...] = ()

    @model_validator(mode="after")
    def _has_each_id_once(self) -> Self:
        ids = [entry.id for entry in self.entries]
        for n, each in enumerate(ids):
            if each in ids[:n]:
                raise ValueError(f"entries[{n}].id: '{each}' is used twice")
        return self


def parse_faq(text: str, source_name: str) -> ShippedFaq:
    """The entries of a TOML text. Raises PolicyError naming file and key."""
    return checked(ShippedFaq, read(text, source_name), source_name)


_FAMILY_NAMES = (
    "Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Sơn|Thạch|Kim|Kiên|Trương|Đinh|Lâm|Mai|Tô|"
    "Cao|Châu|Đoàn|Trịnh|Lưu|Tạ|Hà|Diệp|Tăng|Quách|La|Thái|Từ|Chung|Phùng"
)
_NAME = re.compile(rf"\b(?:{_FAMILY_NAMES})(?: [A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ][a-zà-ỹ]+){{1,3}}\b")
_NUMBER = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)|(?<!\d)\d{12}(?!\d)")
_MAIL = re.compile(r"\S+@\S+\.\w+")


_PUBLIC = "Hồ Chí Minh"
"""A name that stands in the names of schools and streets."""


def personal_in(text: str, names: Collection[str] = (), allowed: Collection[str] = ()) -> list[str]:
    """What looks like somebody's name, phone or identity number, or address of mail; in the order of these kinds.

    `names` are looked for as they are, in any case; `allowed` (the centre's own phone, names of places) is passed over.
    """
    found = [each.group() for pattern in (_NAME, _NUMBER, _MAIL) for each in pattern.finditer(text)]
    found += [name for name in names if name and clean(name).lower() in clean(text).lower()]
    kept = {_bare(each) for each in (_PUBLIC, *allowed)}
    return [each for each in dict.fromkeys(found) if _bare(each) not in kept]


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()
