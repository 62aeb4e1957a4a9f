"""The cells of one column → what they say, each different text understood once, the bad ones noted in their place."""

from collections.abc import Callable
from typing import Generic, TypeVar

from rules.roster.fields import Field
from rules.roster.header import Column
from rules.roster.problems import BadCell, Problem, Severity
from rules.roster.sheet import Cell, Cells, Sheet, column_letter, shown

T = TypeVar("T")

DASHES = frozenset({"-", "–", "—", "--"})
"""What people write to say that there is nothing."""


class Notes:
    """The problems of a sheet, in the order they are met."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.problems: list[Problem] = []

    def add(self, index: int, column: Column | None, what: str, mend: str, severity: Severity = Severity.ERROR) -> None:
        """Note a problem in row `index` (from 0), at a column where it has one."""
        cell = shown(self._sheet.at(index, column.index)) if column else ""
        letter = column_letter(column.index) if column else ""
        self.problems.append(Problem(self._sheet.name, index + 1, letter, cell, what, mend, severity))


class Draft:
    """The row being read, and what was understood so far."""

    __slots__ = ("cells", "given", "index", "values")

    def __init__(self, index: int, cells: Cells, given: frozenset[Field]) -> None:
        self.index = index
        self.cells = cells
        self.given = given
        self.values: dict[str, object] = {}


class ColumnReader(Generic[T]):
    """Reads the cells of a column one after another, for a column in which hardly two say the same."""

    def __init__(self, column: Column, parse: Callable[[Cell], T], notes: Notes) -> None:
        self.column = column
        self.part = column.meaning.part if column.meaning else ""
        self._parse = parse
        self._notes = notes

    def of(self, row: Draft) -> T | None:
        """What the cell of a row says; None for an empty one, for a dash, and for a bad one, which is noted."""
        return self._understand(row, row.cells.get(self.column.index))

    def _understand(self, row: Draft, cell: Cell) -> T | None:
        if cell is None or (isinstance(cell, str) and cell.strip() in DASHES):
            return None
        try:
            return self._parse(cell)
        except BadCell as bad:
            self._notes.add(row.index, self.column, bad.what, bad.mend)
            if self.column.meaning and self.column.meaning.field:
                row.given -= {self.column.meaning.field}  # what cannot be read states nothing
            return None


class RecurringReader(ColumnReader[T]):
    """The same for a column whose cells say the same in many rows: each different cell is understood once."""

    def __init__(self, column: Column, parse: Callable[[Cell], T], notes: Notes) -> None:
        super().__init__(column, parse, notes)
        self._known: dict[object, T] = {}

    def of(self, row: Draft) -> T | None:
        cell = row.cells.get(self.column.index)
        key = cell if cell.__class__ is str else (cell.__class__, cell)  # 1, 1.0 and True are one key, but not one cell
        known = self._known.get(key)
        if known is not None:
            return known
        found = self._understand(row, cell)
        if found is not None:
            self._known[key] = found
        return found
