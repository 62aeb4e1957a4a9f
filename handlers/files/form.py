"""The form of the roster as an .xlsx sheet: headings, widths, lists to choose from, text kept as text."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from rules.roster.fields import Field

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FormCell = str | date
SHEET = "Danh sách cán bộ"
_LISTS = "Danh mục"
_LAST_ROW = 5000
"""Down to here the lists to choose from and the text format reach."""
_WIDTHS = {
    Field.NAME: 26,
    Field.UNIT: 28,
    Field.POSTS: 34,
    Field.COMMITTEE: 26,
    Field.PLANNED: 26,
    Field.EDUCATION: 22,
    Field.ISSUER: 26,
    Field.CATEGORY: 18,
    Field.PHONE: 15,
}
_DATES = (Field.BIRTH, Field.SINCE, Field.PARTY_JOINED, Field.PARTY_FULL, Field.ISSUED)
_CHOICES = {
    Field.GENDER: ["Nam", "Nữ"],
    Field.CATEGORY: ["Cán bộ", "Công chức", "Viên chức", "Không chuyên trách"],
    Field.LEVEL: ["Sơ cấp", "Trung cấp", "Cao cấp"],
    Field.MODE: ["Tập trung", "Không tập trung"],
}
_RISKY = ("=", "+", "-", "@", "\t", "\r")


class FormBook:
    """A workbook with the form in its first sheet. `bytes()` closes it."""

    def __init__(self, columns: Sequence[tuple[Field, str]], units: Iterable[str] = ()) -> None:
        """`columns` are the fields with the part behind the heading (the year of a rating)."""
        from xlsxwriter import Workbook

        self._buffer = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = Workbook(self._buffer, options)
        self._columns = columns
        self._text = self.book.add_format({"num_format": "@"})
        self._quoted = self.book.add_format({"num_format": "@", "quote_prefix": True})
        self._date = self.book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        self._head = self.book.add_format(
            {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self._faint = self.book.add_format({"italic": True, "font_color": "#808080", "num_format": "@"})
        self.sheet: Worksheet = self.book.add_worksheet(SHEET)
        self._head_row()
        self._choices(sorted(units))

    def _head_row(self) -> None:
        self.sheet.freeze_panes(1, 2)
        self.sheet.set_row(0, 32)
        for index, (field, part) in enumerate(self._columns):
            style = self._date if field in _DATES else self._text
            self.sheet.set_column(index, index, _WIDTHS.get(field, 13), style)
            self.sheet.write_string(0, index, f"{field.value} {part}".strip(), self._head)

    def add_heading(self, heading: str, width: int) -> None:
        """A column behind the others that is no field of the roster."""
        column = len(self._columns)
        self.sheet.set_column(column, column, width, self._text)
        self.sheet.write_string(0, column, heading, self._head)

    def _choices(self, units: list[str]) -> None:
        for index, (field, _) in enumerate(self._columns):
            source: Any = _CHOICES.get(field)
            if field is Field.UNIT and units:
                source = self._unit_list(units)
            if source:
                rule = {"validate": "list", "source": source, "error_type": "warning", "ignore_blank": True}
                self.sheet.data_validation(1, index, _LAST_ROW, index, rule)

    def _unit_list(self, units: list[str]) -> str:
        """A hidden sheet with the units, since a list inside a cell's rule may have 255 characters only."""
        sheet = self.book.add_worksheet(_LISTS)
        sheet.hide()
        for row, unit in enumerate(units):
            sheet.write_string(row, 0, unit)
        return f"='{_LISTS}'!$A$1:$A${len(units)}"

    def write(self, row: int, cells: Sequence[FormCell], faint: bool = False) -> None:
        """Write a row, counted from 1. No text ever becomes a formula, in Excel or in a file saved from it."""
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                self.sheet.write_datetime(row, column, cell, self._date)
            elif cell:
                style = self._faint if faint else self._quoted if cell.startswith(_RISKY) else self._text
                self.sheet.write_string(row, column, cell, style)

    def add_table(self, name: str, widths: Sequence[int], rows: Iterable[Sequence[str]]) -> None:
        """Add a plain sheet whose first row is a heading."""
        sheet = self.book.add_worksheet(name)
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width, self._text)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                style = self._head if row == 0 else self._quoted if cell.startswith(_RISKY) else self._text
                sheet.write_string(row, column, cell, style)

    def bytes(self) -> bytes:
        self.book.close()
        return self._buffer.getvalue()


def form_columns(years: Iterable[int], planned_posts: bool = True) -> tuple[tuple[Field, str], ...]:
    """The columns of the form in their order, one rating for each year; without Quy hoạch where it may not stand."""
    single = [(f, "") for f in Field if f is not Field.RATING and (planned_posts or f is not Field.PLANNED)]
    return (*single, *((Field.RATING, str(year)) for year in sorted(years)))
