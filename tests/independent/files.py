"""Grids of cells written as .xlsx, .xls, .ods or .csv, merged cells and all."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import openpyxl
import xlwt
from odf import table, text
from odf.opendocument import OpenDocumentSpreadsheet

Cell = str | int | date | None


@dataclass
class Sheet:
    name: str
    grid: list[list[Cell]]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, last row, first column, last column, from zero."""
    places: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    """Where a person's value stands: number of the person and title of the plain form to row and column, from zero."""


def write_xlsx(sheets: list[Sheet], file: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for number, row in enumerate(sheet.grid, 1):
            for column, cell in enumerate(row, 1):
                page.cell(number, column, cell)
        for top, bottom, left, right in sheet.merges:
            page.merge_cells(start_row=top + 1, end_row=bottom + 1, start_column=left + 1, end_column=right + 1)
    book.save(file)


def write_xls(sheets: list[Sheet], file: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    as_date = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        covered = {(row, column) for area in sheet.merges for row, column in _cells_of(area)}
        for top, bottom, left, right in sheet.merges:
            page.write_merge(top, bottom, left, right, sheet.grid[top][left])
        for number, row in enumerate(sheet.grid):
            for column, cell in enumerate(row):
                if cell is None or (number, column) in covered:
                    continue
                page.write(number, column, cell, *([as_date] if isinstance(cell, date) else []))
    book.save(str(file))


def write_ods(sheets: list[Sheet], file: Path) -> None:
    book = OpenDocumentSpreadsheet()
    for sheet in sheets:
        page = table.Table(name=sheet.name)
        for number, row in enumerate(sheet.grid):
            line = table.TableRow()
            for column, cell in enumerate(row):
                line.addElement(_ods_cell(cell, sheet, (number, column)))
            page.addElement(line)
        book.spreadsheet.addElement(page)
    book.save(str(file))


def _ods_cell(cell: Cell, sheet: Sheet, place: tuple[int, int]) -> table.TableCell:
    for area in sheet.merges:
        top, bottom, left, right = area
        if place == (top, left):
            spans = {"numberrowsspanned": bottom - top + 1, "numbercolumnsspanned": right - left + 1}
            return _ods_value(cell, table.TableCell, spans)
        if place in _cells_of(area):
            return table.CoveredTableCell()
    return _ods_value(cell, table.TableCell, {})


def _ods_value(cell: Cell, kind: Callable[..., table.TableCell], spans: dict[str, int]) -> table.TableCell:
    if cell is None:
        return kind(**spans)
    if isinstance(cell, date):
        return kind(valuetype="date", datevalue=cell.isoformat(), **spans)
    if isinstance(cell, int):
        return kind(valuetype="float", value=str(cell), **spans)
    written = kind(valuetype="string", **spans)
    written.addElement(text.P(text=cell))
    return written


def _cells_of(area: tuple[int, int, int, int]) -> set[tuple[int, int]]:
    top, bottom, left, right = area
    return {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}


def write_csv(sheets: list[Sheet], file: Path) -> None:
    """The only sheet, as Excel in Vietnam saves it: a mark of UTF-8 and semicolons between the cells."""
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([[_csv_text(cell) for cell in row] for row in sheets[0].grid])


def _csv_text(cell: Cell) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else "" if cell is None else str(cell)


WRITERS: dict[str, Callable[[list[Sheet], Path], None]] = {
    ".xlsx": write_xlsx,
    ".xls": write_xls,
    ".ods": write_ods,
    ".csv": write_csv,
}
