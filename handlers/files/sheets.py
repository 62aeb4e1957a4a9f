"""A workbook to read, print and sign: A4, headings on each page, page numbers, dates and shares as what they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from fractions import Fraction
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from rules.dates import PartialDate
from rules.text import clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LINE = 15
"""The height of a line, in points."""
_A4 = 9
_FOOT = '&"Times New Roman"&10'
"""The letters of a foot."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet program takes for a formula, in the letters of any keyboard."""

_ABOVE = {False: "", True: '"trên "'}
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060\ufeff]")
"""Marks nobody sees, behind which a formula could begin."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share as a cell: the exact number, shown so that it never reads like a target that was not reached."""

    value: Fraction
    required: Fraction = Fraction(1)

    @property
    def number_format(self) -> str:
        """One decimal, or as many more as it takes to tell the share from the target above it."""
        for decimals in range(1, 5):
            shown = Fraction(round(float(self.value) * 10 ** (decimals + 2)), 10 ** (decimals + 2))
            if not self.value < self.required <= shown:
                return f"0.{'0' * decimals}%"
        return "0.00000%"


@dataclass(frozen=True, slots=True)
class Required:
    """What a target asks, as a cell: "100%", "trên 90%"."""

    value: Fraction
    above: bool

    @property
    def number_format(self) -> str:
        return _ABOVE[self.above] + ("0%" if (self.value * 100).denominator == 1 else "0.0%")


Cell = str | int | date | PartialDate | Share | Required | None


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    width: float
    middle: bool = False
    """Whether what stands in it stands in its middle: numbers and short words."""


def harmless(text: str) -> str:
    """A text that no spreadsheet program takes for a formula, not even after it was saved as CSV and opened again.

    An apostrophe goes before the few that begin like one; line ends, tabs and marks no one sees become spaces.
    """
    shown = clean(_UNSEEN.sub(" ", text))
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


class Book:
    """A workbook of sheets with the same head. `bytes()` closes it."""

    def __init__(self, head: Sequence[str], made: date) -> None:
        """`head` stands above every table: the title, then what else a reader must know."""
        from xlsxwriter import Workbook

        self._buffer = BytesIO()
        self.book = Workbook(self._buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self.book.set_properties({"title": head[0], "created": datetime.combine(made, time(), UTC)})
        self._head = tuple(map(harmless, head))
        font = {"font_name": "Times New Roman", "font_size": 12}
        edge = {**font, "border": 1, "border_color": "#7F7F7F", "valign": "vcenter", "text_wrap": True}
        middle = {**edge, "align": "center"}
        self._title = self.book.add_format({**font, "bold": True, "font_size": 14})
        self._below = self.book.add_format(font)
        self._heading = self.book.add_format({**middle, "bold": True, "bg_color": "#D9E2EC"})
        self._text = {
            False: self.book.add_format({**edge, "num_format": "@"}),
            True: self.book.add_format({**middle, "num_format": "@"}),
        }
        self._number = self.book.add_format({**middle, "num_format": "#,##0"})
        self._day = self.book.add_format({**middle, "num_format": "dd/mm/yyyy"})
        self._middle = middle
        self._shares: dict[str, Format] = {}

    def sheet(self, name: str, landscape: bool, warning: str = "") -> "Worksheet":
        """A sheet with the head, made ready for printing; `warning` stands at the foot of each page."""
        sheet = self.book.add_worksheet(name)
        for row, line in enumerate(self._head):
            sheet.set_row(row, LINE * (1.4 if row == 0 else 1.2))
            sheet.write_string(row, 0, line, self._below if row else self._title)
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.8, right=0.5, top=0.8, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{_FOOT}{warning}&C{_FOOT}Trang &P/&N&R{_FOOT}&A")
        return sheet

    @property
    def first_row(self) -> int:
        """Where the first table of a sheet begins."""
        return len(self._head) + 1

    def table(
        self, sheet: "Worksheet", columns: Sequence[Column], rows: Sequence[Sequence[Cell]], frozen: int = 0
    ) -> int:
        """Write a table below the head; its headings stay on each page and when one scrolls. Gives the row below."""
        top = self.first_row
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(top, place, column.heading, self._heading)
        sheet.set_row(top, LINE * 1.2 * max(ceil(1.25 * len(c.heading) / c.width) for c in columns))
        for row, cells in enumerate(rows, top + 1):
            sheet.set_row(row, LINE * 1.1 * self._lines(cells, columns))
            self._write(sheet, row, cells, columns)
        sheet.repeat_rows(top)
        sheet.freeze_panes(top + 1, frozen)
        return top + 1 + len(rows)

    @staticmethod
    def _lines(cells: Sequence[Cell], columns: Sequence[Column]) -> int:
        """How many lines the longest text of a row takes: not every program finds that out when it opens a file."""
        pairs = zip(cells, columns, strict=True)
        return max(ceil(1.1 * len(cell) / c.width) if isinstance(cell, str) and cell else 1 for cell, c in pairs)

    def _write(self, sheet: "Worksheet", row: int, cells: Sequence[Cell], columns: Sequence[Column]) -> None:
        for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
            if isinstance(cell, PartialDate):
                cell = cell.day or str(cell)
            if isinstance(cell, Share | Required):
                sheet.write_number(row, place, float(cell.value), self._share(cell.number_format))
            elif isinstance(cell, date):
                sheet.write_datetime(row, place, cell, self._day)
            elif isinstance(cell, int):
                sheet.write_number(row, place, cell, self._number)
            else:
                sheet.write_string(row, place, harmless(cell or ""), self._text[column.middle])

    def _share(self, number_format: str) -> "Format":
        if number_format not in self._shares:
            self._shares[number_format] = self.book.add_format({**self._middle, "num_format": number_format})
        return self._shares[number_format]

    def notes(self, sheet: "Worksheet", row: int, lines: Sequence[str]) -> int:
        """Lines below a table. Gives the row below them."""
        for line in lines:
            sheet.write_string(row, 0, harmless(line), self._below)
            row += 1
        return row

    def bytes(self) -> bytes:
        self.book.close()
        return self._buffer.getvalue()
