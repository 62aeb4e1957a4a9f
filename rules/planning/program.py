"""A small integer programme: columns, rows, and what is to be made smallest, first things first."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Terms = Mapping[int, int]
"""Column → how often it counts."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sum of columns that may not fall below `least` nor rise above `most`."""

    terms: Terms
    least: int | None
    most: int | None


@dataclass(slots=True)
class Program:
    """Whole numbers to be found, each from 0 to a top of its own, that keep every row."""

    tops: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, top: int) -> int:
        """A further number to be found; its place."""
        self.tops.append(top)
        return len(self.tops) - 1

    def row(self, terms: Terms, least: int | None = None, most: int | None = None) -> None:
        """A further condition. One without terms says nothing and is left out."""
        if terms:
            self.rows.append(Row(terms, least, most))

    def with_row(self, terms: Terms, least: int | None = None, most: int | None = None) -> "Program":
        """The same programme with one condition more."""
        return Program(self.tops, [*self.rows, Row(terms, least, most)])


@dataclass(frozen=True, slots=True)
class Solved:
    """The numbers found, and what is known of how good they are."""

    values: tuple[int, ...]
    sums: tuple[int, ...]
    """The value of each sum that was to be smallest, in their order."""
    bounds: tuple[int, ...]
    """What each of them cannot fall below, given those before it."""

    @property
    def proven(self) -> bool:
        """Whether every sum is known to be the smallest there is."""
        return self.sums == self.bounds
