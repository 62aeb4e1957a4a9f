"""What every part of a policy file shares: frozen, strict about its keys, and honest about what is known."""

from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from rules.levels import Level
from rules.text import fold


class PolicyPart(BaseModel):
    """A table of a policy file. Unknown keys are refused, values never change after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)

    def __hash__(self) -> int:
        """By identity: a part is loaded once, and is the key of what was already decided by it."""
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


class Certainty(StrEnum):
    """How well a statement is founded. What is low is shown as a question, never used as a fact."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Status(StrEnum):
    """Whether a rule may be used."""

    KNOWN = "known"
    TO_CONFIRM = "to_confirm"
    """An inference that only the competent body can make a fact; never decides."""
    UNKNOWN = "unknown"
    """The text was not available: "chưa có căn cứ"."""


def _level(value: object) -> Level:
    try:
        return Level.of(str(value))
    except KeyError:
        codes = ", ".join(level.code for level in Level)
        raise ValueError(f"'{value}' is not a level ({codes})") from None


def _share(value: object) -> Fraction:
    """An exact share as "85/100": a decimal number would not be exact."""
    if not isinstance(value, str):
        raise ValueError('a share is written as an exact fraction in quotes, such as "85/100"')
    try:
        share = Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"'{value}' is not a fraction such as \"85/100\"") from None
    if not 0 <= share <= 1:
        raise ValueError(f"'{value}' does not lie between 0 and 1")
    return share


def _known_level(value: object) -> Level:
    level = _level(value)
    if level is Level.NONE:
        raise ValueError("a rule cannot be about the level 'none'")
    return level


RuleLevel = Annotated[Level, BeforeValidator(_known_level)]
Share = Annotated[Fraction, BeforeValidator(_share)]
Folded = Annotated[str, BeforeValidator(lambda value: fold(value) if isinstance(value, str) else value)]
