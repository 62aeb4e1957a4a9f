"""A regulation: who may be trained for which level, and under which personal conditions, while it is in force."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from rules.cadres import Party
from rules.levels import Level
from rules.policy.base import PolicyPart, RuleLevel, Status
from rules.policy.groups import PostRules
from rules.policy.loading import checked, read
from rules.records import Education, Rating


class ConditionName(StrEnum):
    """What a person must satisfy to be trained."""

    GROUP = "group"
    """Diện đào tạo: the posts held or planned."""
    PARTY = "party"
    EDUCATION = "education"
    AGE = "age"
    RATINGS = "ratings"


class TrainingGroup(PostRules):
    """Diện đào tạo: one row of those a regulation opens a level to."""

    name: str
    article: str = ""
    """Empty where the article is not known."""
    incumbent: bool = True
    planned: bool = False
    status: Status = Status.KNOWN
    note: str = ""


class AgeFrom(PolicyPart):
    """The full years of age from which không tập trung is open without a special decision."""

    nu: int
    nam: int


class RatingsRule(PolicyPart):
    """A rating of at least a grade in each of the consecutive years right before."""

    years: int
    at_least: Rating


class Conditions(PolicyPart):
    """Personal conditions. What is absent is not asked; what is in `unknown` was not available."""

    party: tuple[Party, ...] = ()
    education: Education | None = None
    education_minority: Education | None = None
    """For cadres of an ethnic minority, where it is lower."""
    age_khong_tap_trung: AgeFrom | None = None
    ratings: RatingsRule | None = None
    unknown: tuple[ConditionName, ...] = ()


class LevelRules(PolicyPart):
    """All that a regulation says about one level."""

    level: RuleLevel
    status: Status = Status.KNOWN
    article: str = ""
    note: str = ""
    """What is not known and whom to ask, for the staff."""
    groups: tuple[TrainingGroup, ...] = ()
    conditions: Conditions = Field(default_factory=Conditions)

    @property
    def posts_unknown(self) -> bool:
        """Whether posts open the level that this text does not name: no post can then be said to lie outside."""
        return ConditionName.GROUP in self.conditions.unknown or any(g.status is Status.UNKNOWN for g in self.groups)


class Regulation(PolicyPart):
    """Quy định: a dated document on who is trained for which level."""

    id: str
    document: str
    """As it is cited: "Quy định 57-QĐ/TW"."""
    issuer: str
    issued: date
    since: date
    until: date | None = None
    note: str = ""
    levels: tuple[LevelRules, ...]

    @model_validator(mode="after")
    def _has_each_level_once(self) -> Self:
        seen = [rules.level for rules in self.levels]
        for n, level in enumerate(seen):
            if level in seen[:n]:
                raise ValueError(f"levels[{n}].level: '{level.code}' is used twice")
        return self

    def in_force_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def for_level(self, level: Level) -> LevelRules | None:
        return next((rules for rules in self.levels if rules.level is level), None)


def parse_regulation(text: str, source_name: str) -> Regulation:
    """The regulation that a TOML text describes. Raises PolicyError naming `source_name` and the key."""
    return checked(Regulation, read(text, source_name), source_name)


def regulation_on(regulations: Iterable[Regulation], day: date) -> Regulation | None:
    """The regulation in force on a day; the newest where two overlap, None where there is none."""
    return max((each for each in regulations if each.in_force_on(day)), key=lambda r: r.since, default=None)
