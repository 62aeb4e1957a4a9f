"""Holidays as data: what the law fixes for every year, and what is announced each year and entered by the centre."""

import re
from collections import Counter
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from rules.policy.base import PolicyPart
from rules.policy.loading import checked, read

_LONGEST = timedelta(days=20)


def _day_and_month(value: object) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{2})/(\d{2})", value) if isinstance(value, str) else None
    try:
        if found is None:
            raise ValueError
        day = date(2024, int(found[2]), int(found[1]))
    except ValueError:
        raise ValueError(f"'{value}' is not a day and a month such as \"30/04\"") from None
    return day.month, day.day


class EveryYear(PolicyPart):
    """A holiday that the law fixes by the solar calendar."""

    name: str = Field(min_length=2)
    day: Annotated[tuple[int, int], BeforeValidator(_day_and_month)]
    """Month and day; in the file "30/04"."""
    source: str = Field(min_length=2)


class Announced(PolicyPart):
    """A holiday whose days are told anew each year."""

    name: str = Field(min_length=2)
    source: str = Field(min_length=2)


class Days(PolicyPart):
    """Days off of one year, both ends included, as the centre entered them from what was announced."""

    name: str = Field(min_length=2)
    first: date
    last: date
    source: str = Field(min_length=2)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if not self.first <= self.last <= self.first + _LONGEST:
            raise ValueError("last: must lie on or after first, and within twenty days of it")
        return self


class Holidays(PolicyPart):
    """All holidays that are known, and which of a year are not."""

    every_year: tuple[EveryYear, ...] = ()
    announced: tuple[Announced, ...] = ()
    days: tuple[Days, ...] = ()

    @model_validator(mode="after")
    def _each_is_named_once(self) -> Self:
        names = Counter([each.name for each in self.every_year] + [each.name for each in self.announced])
        twice = next((name for name, times in names.items() if times > 1), "")
        if twice:
            raise ValueError(f"the holiday '{twice}' stands here twice")
        return self

    @cached_property
    def _fixed(self) -> dict[tuple[int, int], str]:
        return {each.day: each.name for each in self.every_year}

    def on(self, day: date) -> str:
        """The name of the holiday on a day; empty where none is known."""
        fixed = self._fixed.get((day.month, day.day))
        return fixed or next((each.name for each in self.days if each.first <= day <= each.last), "")

    def not_announced(self, year: int) -> tuple[str, ...]:
        """The holidays of a year whose days nobody has entered: a day then may be one without being known as one."""
        entered = {each.name for each in self.days if year in (each.first.year, each.last.year)}
        return tuple(each.name for each in self.announced if each.name not in entered)


NO_HOLIDAYS = Holidays()


def parse_holidays(text: str, source_name: str) -> Holidays:
    """The holidays that a TOML text describes. Raises PolicyError naming the file and the key."""
    return checked(Holidays, read(text, source_name), source_name)
