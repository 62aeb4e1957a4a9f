"""Holidays as data: what the law fixes for every year, and what is announced each year and entered by the centre."""

import re
from collections import Counter
from collections.abc import Iterable
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
    earliest: Annotated[tuple[int, int], BeforeValidator(_day_and_month)] = (1, 1)
    """The first day it may fall on, whatever the year: month and day."""
    latest: Annotated[tuple[int, int], BeforeValidator(_day_and_month)] = (12, 31)

    def may_fall_on(self, day: date) -> bool:
        """Whether it may fall on a day, as far as is known before it is announced."""
        return self.earliest <= (day.month, day.day) <= self.latest


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

    def unknown_near(self, days: Iterable[date]) -> list[tuple[str, int]]:
        """The holidays, with the year, that one of these days may be without being known as one: nobody entered them.

        By year, and in the order of the file.
        """
        by_year: dict[int, list[date]] = {}
        for day in sorted(days):
            by_year.setdefault(day.year, []).append(day)
        return [
            (each.name, year)
            for year, of_year in by_year.items()
            for each in self.announced
            if not self._is_entered(each.name, year) and any(map(each.may_fall_on, of_year))
        ]

    def _is_entered(self, name: str, year: int) -> bool:
        return any(each.name == name and year in (each.first.year, each.last.year) for each in self.days)


NO_HOLIDAYS = Holidays()


def parse_holidays(text: str, source_name: str) -> Holidays:
    """The holidays that a TOML text describes. Raises PolicyError naming the file and the key."""
    return checked(Holidays, read(text, source_name), source_name)
