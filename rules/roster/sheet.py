"""A sheet of typed cells, as it was read from a file, and the places in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from rules.text import clean

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = Sequence[Cell]
Cells = Mapping[int, Cell]
"""The cells of a row that hold something, by column."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged region; rows and columns count from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; row 0 of `rows` is row 1 of the file."""

    name: str
    rows: Sequence[Row] = field(repr=False)
    merges: tuple[Merge, ...] = ()

    def at(self, row: int, column: int) -> Cell:
        """The value of a cell, None where the row is shorter."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None


def shown(cell: Cell) -> str:
    """The cell as a person reads it: composed text, dates day first, whole numbers without ".0"."""
    if isinstance(cell, str):
        return _cleaned(cell)
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year:04}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


_cleaned = lru_cache(maxsize=65536)(clean)
"""Most texts of a roster stand in it many times."""


def is_blank(cell: Cell) -> bool:
    if not cell:
        return cell is None or cell == ""
    return isinstance(cell, str) and cell.isspace()


def filled_cells(row: Row) -> Cells:
    """The cells of a row that hold something, by column. The test is written out: it meets every cell of a file."""
    return {
        column: cell
        for column, cell in enumerate(row)
        if cell is not None and cell != "" and not (cell.__class__ is str and cell.isspace())
    }


def column_letter(column: int) -> str:
    """The letters over a column that counts from 0: `A`, `Z`, `AA`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
