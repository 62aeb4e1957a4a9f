"""Bytes of a spreadsheet → sheets of typed cells: .xlsx, .xls, .ods by calamine, .csv by hand."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from handlers.files.cell_text import ReadableTexts
from handlers.files.csv_text import read_csv
from handlers.files.unreadable import DAMAGED, EMPTY, LOCKED, TOO_LARGE, WRONG_KIND, UnreadableFile
from rules.roster.sheet import Cell, Merge, Row, Sheet, is_blank

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MAX_BYTES = 50_000_000
MAX_UNPACKED = 800_000_000
MAX_ROWS = 200_000
MAX_CELLS = 20_000_000
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OF_OTHER_KINDS = (".mp3", ".mp4", ".jpg", ".jpeg", ".png", ".gif", ".pdf", ".doc", ".docx", ".html", ".json", ".zip")
"""Names under which nobody sends a table of text."""
_LAST_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')
_FAR_CELL = re.compile(rb'<c r="([A-Z]{2,3})\d')


def read_sheets(content: bytes, name: str) -> tuple[Sheet, ...]:
    """The visible sheets that hold anything. Raises UnreadableFile with a sentence for the sender.

    The kind is told by the content; `name` only helps to tell a text file from something else.
    """
    if not content.strip():
        raise UnreadableFile(EMPTY)
    if len(content) > MAX_BYTES:
        raise UnreadableFile(TOO_LARGE)
    if content.startswith(_ZIP):
        _check_package(content)
        sheets = tuple(_sheets(content))
    elif content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise UnreadableFile(LOCKED)
        sheets = tuple(_sheets(content))
    elif name.lower().endswith(_OF_OTHER_KINDS):
        raise UnreadableFile(WRONG_KIND)
    else:
        sheets = (read_csv(content, name),)
    filled = tuple(sheet for sheet in sheets if any(not is_blank(cell) for row in sheet.rows for cell in row))
    if not filled:
        raise UnreadableFile(EMPTY)
    return filled


def _check_package(content: bytes) -> None:
    """Refuse what is no spreadsheet, or would unpack or spread beyond all measure, before it is opened."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            names = {entry.filename for entry in entries}
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise UnreadableFile(TOO_LARGE)
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                raise UnreadableFile(WRONG_KIND)
            for entry in entries:
                if entry.filename.startswith("xl/worksheets/sheet"):
                    _check_extent(package.read(entry))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise UnreadableFile(DAMAGED) from error
    except (RuntimeError, zipfile.LargeZipFile) as error:
        raise UnreadableFile(LOCKED) from error


def _check_extent(xml: bytes) -> None:
    """A single cell in the farthest corner would make the reader fill the whole area up to it."""
    found = _LAST_ROW.match(xml, xml.rfind(b"<row "))
    rows = int(found[1]) if found else 0
    columns = max((_column_number(letters) for letters in set(_FAR_CELL.findall(xml))), default=26)
    if rows * columns > MAX_CELLS:
        raise UnreadableFile(TOO_LARGE)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheets(content: bytes) -> Iterator[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        for place, about in enumerate(workbook.sheets_metadata):
            if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
                yield _sheet(workbook, place)
    except PasswordError as error:
        raise UnreadableFile(LOCKED) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(DAMAGED) from error
    except BaseException as error:
        # The reader is written in Rust: on some damaged files it panics, and that is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile(DAMAGED) from error


def _sheet(workbook: "CalamineWorkbook", place: int) -> Sheet:
    source = workbook.get_sheet_by_index(place)
    if source.total_height > MAX_ROWS:
        raise UnreadableFile(TOO_LARGE)
    merges = tuple(Merge(top, left, bottom, right) for (top, left), (bottom, right) in _merges(source))
    return Sheet(source.name, list(_rows(source)), merges)


def _merges(source: "CalamineSheet") -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return source.merged_cell_ranges or []


def _rows(source: "CalamineSheet") -> Iterator[Row]:
    """The rows from row 1 of the file on; equal texts are kept once, which halves the memory."""
    texts = ReadableTexts()
    margin: list[Cell] = [None] * (source.start or (0, 0))[1]
    for cells in source.iter_rows():
        last = len(cells)
        while last and cells[last - 1] == "":
            last -= 1
        kept = [texts[c] if isinstance(c, str) else c for c in cells[:last]]
        yield (*margin, *kept) if kept else ()
