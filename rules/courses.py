"""Kinds of courses as data: what each is called, who runs it, whom it is for, what it gives and leads to."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from rules.classes import Course, RunBy, TrainingClass
from rules.levels import Level
from rules.policy.base import PolicyPart, RuleLevel
from rules.policy.loading import checked, read
from rules.text import fold


class Outcome(StrEnum):
    """The paper at the end of a class."""

    GIAY_CHUNG_NHAN = "giay_chung_nhan"
    BANG_TOT_NGHIEP = "bang_tot_nghiep"


def _plain_id(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,31}", value):
        raise ValueError(f"'{value}' is not made of small letters, digits and _")
    return value


def _code(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{1,8}", value):
        raise ValueError(f"'{value}' is not made of one to eight capitals A to Z")
    return value


class CourseKind(PolicyPart):
    """One kind of course. What is unset is not known in general: each class's own plan says it."""

    id: Annotated[str, AfterValidator(_plain_id)]
    name: str = Field(min_length=2)
    code: Annotated[str, AfterValidator(_code)]
    """What the codes of its classes begin with: "SC" in "SC-K2-2025"."""
    run_by: RunBy
    for_whom: str
    source: str = Field(min_length=2)
    """The document that says so, or the centre's own decision."""
    aliases: tuple[str, ...] = ()
    course: Course | None = None
    """The short course it is; a kind that gives a level has none."""
    level: RuleLevel | None = None
    outcome: Outcome | None = None
    """None where the paper differs from class to class."""
    length: str = ""
    """As people are told of it: "5 ngày"; empty: by the plan of each class."""
    validity_months: int | None = Field(None, gt=0)
    """How long its paper is good for; None where nothing certain is known."""
    for_learners: bool = False
    """Whether people who stand on no roster may ask for it themselves; into others only their unit sends them."""
    note: str = ""

    @model_validator(mode="after")
    def _is_a_course_or_gives_a_level(self) -> Self:
        if self.course is not None and self.level is not None:
            raise ValueError("course: a kind that gives a level is none of the short courses")
        return self

    @property
    def gives(self) -> Level:
        """The level it gives; NONE for a short course."""
        return self.level or Level.NONE

    @property
    def is_own(self) -> bool:
        """Whether the centre runs it. Others' classes it announces, and sends names on to: it enrols nobody there."""
        return self.run_by is RunBy.CENTRE


class Courses(PolicyPart):
    """All kinds of courses of a centre."""

    kinds: tuple[CourseKind, ...] = ()

    @model_validator(mode="after")
    def _each_is_told_apart(self) -> Self:
        for what, values in (
            ("id", [kind.id for kind in self.kinds]),
            ("code", [kind.code for kind in self.kinds]),
            ("name or alias", [name for kind in self.kinds for name in {fold(n) for n in (kind.name, *kind.aliases)}]),
        ):
            twice = _first_twice(values)
            if twice:
                raise ValueError(f"kinds: the {what} '{twice}' stands for two of them")
        return self

    @cached_property
    def by_id(self) -> dict[str, CourseKind]:
        """Every kind by its id."""
        return {kind.id: kind for kind in self.kinds}

    def of(self, training: TrainingClass) -> CourseKind | None:
        """The kind of a class: by its id; by the level or course of one that was kept before kinds were."""
        if training.kind:
            return self.by_id.get(training.kind)
        return next((kind for kind in self.kinds if _fits(kind, training)), None)

    def takes_from(self, kind: str, on_the_roster: bool) -> bool:
        """Whether a person may ask for a kind themselves: of those on no roster, only for what is for such people."""
        return on_the_roster or (kind in self.by_id and self.by_id[kind].for_learners)

    def named(self, text: str) -> CourseKind | None:
        """The kind that a text names, in full or by the longest of the names within it; None for none or two."""
        words = f" {' '.join(re.findall(r'[a-z0-9]+', fold(text)))} "
        best: tuple[int, set[str]] = (0, set())
        for kind in self.kinds:
            length = max((len(name) for name in _names(kind) if f" {name} " in words), default=0)
            if length > best[0]:
                best = length, {kind.id}
            elif length == best[0]:
                best[1].add(kind.id)
        return self.by_id[min(best[1])] if best[0] and len(best[1]) == 1 else None


def parse_courses(text: str, source_name: str) -> Courses:
    """The kinds that a TOML text describes. Raises PolicyError naming the file and the key."""
    return checked(Courses, read(text, source_name), source_name)


def proposed_code(kind: CourseKind, year: int, used: Iterable[str]) -> str:
    """The next free code of a class of this kind that starts in a year: "SC-K3-2025" after "SC-K2-2025".

    The number follows the highest of that kind and year, whatever else is written around it.
    """
    pattern = re.compile(rf"{kind.code}-K(\d{{1,4}})-{year}", re.IGNORECASE)
    taken = {code.upper() for code in used}
    number = max((int(found[1]) for code in taken if (found := pattern.fullmatch(code))), default=0)
    return f"{kind.code}-K{number + 1}-{year}"


def _fits(kind: CourseKind, training: TrainingClass) -> bool:
    if training.level is not Level.NONE:
        return kind.level is training.level
    return training.course is not None and kind.course is training.course


def _names(kind: CourseKind) -> list[str]:
    names = (kind.name, kind.code, kind.id.replace("_", " "), *kind.aliases)
    return [" ".join(re.findall(r"[a-z0-9]+", fold(name))) for name in names]


def _first_twice(values: Iterable[str]) -> str:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return ""


NO_COURSES = Courses()
"""Of a house that was given none."""
