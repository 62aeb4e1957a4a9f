"""Spreadsheets made by the tests, in each kind of file."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

from rules.cadres import Tier, Unit
from rules.roster.sheet import Cell
from rules.units import UnitDirectory

Rows = Sequence[Sequence[Cell]]


def directory(more: Iterable[Unit] = ()) -> UnitDirectory:
    known = {"c1": Unit("c1", "xã Tân An", Tier.COMMUNE), "d1": Unit("d1", "Phòng Nội vụ", Tier.DISTRICT)}
    return UnitDirectory((known | {unit.id: unit for unit in more}).values())


def xlsx(rows: Rows, merges: Iterable[str] = (), title: str = "Danh sách") -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xls(rows: Rows) -> bytes:
    from xlwt import Workbook, easyxf

    book = Workbook()
    sheet = book.add_sheet("Danh sách")
    day = easyxf(num_format_str="DD/MM/YYYY")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell, *([day] if isinstance(cell, date) else []))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(rows: Rows, folder: Path, titles: Sequence[str] = ("Danh sách",)) -> bytes:
    """The rows, on a sheet of each title."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    for title in titles:
        table = Table(name=title)
        for row in rows:
            line = TableRow()
            for cell in row:
                if isinstance(cell, date):
                    box = TableCell(valuetype="date", datevalue=cell.isoformat())
                elif isinstance(cell, (int, float)):
                    box = TableCell(valuetype="float", value=cell)
                else:
                    box = TableCell(valuetype="string")
                    box.addElement(P(text=cell or ""))
                line.addElement(box)
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(folder / "x.ods")
    return (folder / "x.ods").read_bytes()


def csv_text(rows: Rows, delimiter: str = ",") -> str:
    buffer = StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue()
