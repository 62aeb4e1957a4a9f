"""A copy of a roster with its problems marked in the cells, and listed on a sheet of their own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from itertools import chain, count
from typing import Any
from zipfile import BadZipFile

from handlers.files.spreadsheet import read_sheets
from rules.roster.problems import Problem, Severity
from rules.roster.sheet import Cell, Sheet, column_letter, shown

LIST = "Lỗi cần sửa"
_HEADINGS = ("Trang", "Dòng", "Cột", "Đang ghi", "Vấn đề", "Cách sửa", "Mức")
_WIDTHS = (22, 8, 8, 28, 50, 60, 14)
_LABELS = {
    Severity.ERROR: "Phải sửa",
    Severity.QUESTION: "Cần xác nhận",
    Severity.DOUBT: "Cần xem lại",
    Severity.NOTE: "Để biết",
}
_COLOURS = {Severity.ERROR: "FFC7CE", Severity.QUESTION: "FFEB9C", Severity.DOUBT: "FCE4D6", Severity.NOTE: "DDEBF7"}
_KEEPS_FORMAT_UP_TO = 4_000_000
"""Bytes: larger files are built anew from their rows, since keeping their format takes minutes and gigabytes."""
_AUTHOR = "Trợ lý"
_LONGEST_TITLE = 31
_Marks = Mapping[tuple[str, int, str], Sequence[Problem]]


def marked_copy(content: bytes, name: str, problems: Iterable[Problem]) -> bytes:
    """The file as .xlsx with each problem marked and explained in its cell. Raises UnreadableFile.

    An .xlsx keeps its format; other files are built anew from their cells.
    """
    listed = sorted(problems, key=lambda p: (p.sheet, p.row, len(p.column), p.column))
    marks: dict[tuple[str, int, str], list[Problem]] = {}
    for problem in listed:
        if problem.row:
            marks.setdefault((problem.sheet, problem.row, problem.column or "A"), []).append(problem)
    if content.startswith(b"PK") and name.lower().endswith((".xlsx", ".xlsm")):
        kept = _mark_original(content, marks, listed) if len(content) <= _KEEPS_FORMAT_UP_TO else None
        if kept is not None:
            return kept
    return _build_anew(read_sheets(content, name), marks, listed)


def _mark_original(content: bytes, marks: _Marks, listed: Sequence[Problem]) -> bytes | None:
    """The original with marks; None where the library that keeps formats cannot open it."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(content))
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError):
        return None
    if LIST in book.sheetnames:
        del book[LIST]
    for (sheet, row, column), problems in marks.items():
        if sheet in book.sheetnames:
            _mark_cell(_shown_cell(book[sheet], f"{column}{row}"), problems)
    table = book.create_sheet(LIST)
    for cells in (_HEADINGS, *map(_line, listed)):
        table.append([None] * len(cells))
        for place, text in enumerate(cells, 1):
            cell = table.cell(table.max_row, place)
            cell.value = text
            cell.data_type = "n" if isinstance(text, int) else "s"
    for place, width in enumerate(_WIDTHS):
        table.column_dimensions[column_letter(place)].width = width
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _shown_cell(sheet: Any, place: str) -> Any:
    """The cell that is seen at a place: the first one of a merged region."""
    for merged in sheet.merged_cells.ranges:
        if place in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet[place]


def _mark_cell(cell: Any, problems: Sequence[Problem]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", start_color=_colour(problems))
    comment = Comment(_explained(problems), _AUTHOR)
    comment.width, comment.height = 360, 120
    cell.comment = comment


def _build_anew(sheets: Sequence[Sheet], marks: _Marks, listed: Sequence[Problem]) -> bytes:
    from xlsxwriter import Workbook

    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(buffer, options)
    fills = {s: book.add_format({"bg_color": f"#{colour}"}) for s, colour in _COLOURS.items()}
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    kept = [sheet for sheet in sheets if sheet.name != LIST]
    for sheet, title in zip(kept, _titles(sheet.name for sheet in kept), strict=True):
        target = book.add_worksheet(title)
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                _write(target, row, column, cell, day)
        for (name, line, letter), problems in marks.items():
            if name == sheet.name:
                column = _column_index(letter)
                text = shown(sheet.at(line - 1, column))
                target.write_string(line - 1, column, text, fills[_worst(problems)])
                target.write_comment(line - 1, column, _explained(problems), {"author": _AUTHOR, "x_scale": 3})
    table = book.add_worksheet(LIST)
    for place, width in enumerate(_WIDTHS):
        table.set_column(place, place, width)
    for row, texts in enumerate((_HEADINGS, *map(_line, listed))):
        for place, value in enumerate(texts):
            _write(table, row, place, value, day)
    book.close()
    return buffer.getvalue()


def _write(target: Any, row: int, column: int, cell: Cell, day: Any) -> None:
    if isinstance(cell, (date, datetime)):
        target.write_datetime(row, column, cell, day)
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        target.write_number(row, column, cell)
    elif text := shown(cell):
        target.write_string(row, column, text)


def _line(problem: Problem) -> tuple[str | int, ...]:
    label = _LABELS[problem.severity]
    row = problem.row or ""
    return problem.sheet, row, problem.column, problem.cell, problem.what, problem.mend, label


def _explained(problems: Iterable[Problem]) -> str:
    return "\n".join(f"{p.what}. {p.mend}." for p in problems)


def _worst(problems: Iterable[Problem]) -> Severity:
    return min((p.severity for p in problems), key=list(Severity).index)


def _colour(problems: Iterable[Problem]) -> str:
    return _COLOURS[_worst(problems)]


def _column_index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _titles(names: Iterable[str]) -> Iterator[str]:
    """Names of sheets as Excel accepts them: none of []:*?/\\, and no two alike, whatever their case."""
    taken = {LIST.casefold()}
    for name in names:
        plain = "".join(c if c.isprintable() and c not in "[]:*?/\\'" else "_" for c in name) or "Sheet1"
        titles = (_cut(plain, end) for end in chain([""], (f" {n}" for n in count(2))))
        title = next(each for each in titles if each.casefold() not in taken)
        taken.add(title.casefold())
        yield title


def _cut(name: str, end: str) -> str:
    """A name and what tells it from others, in the 31 characters that Excel allows: UTF-16 units, as it counts."""
    room = 2 * (_LONGEST_TITLE - len(end))
    return name.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + end
