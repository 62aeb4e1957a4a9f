"""Bytes of a spreadsheet → sheets of typed cells: .xlsx, .xls, .ods by calamine, .csv by hand."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from handlers.files.cell_text import ReadableTexts
from handlers.files.csv_text import read_csv
from handlers.files.reading_apart import read_apart
from handlers.files.unreadable import DAMAGED, EMPTY, LOCKED, TOO_LARGE, WRONG_KIND, UnreadableFile
from rules.roster.sheet import Cell, Merge, Row, Sheet, is_blank

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MAX_BYTES = 50_000_000
MAX_UNPACKED = 800_000_000
MAX_ROWS = 200_000
MAX_CELLS = 20_000_000
_PORTION = 1 << 20
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OF_OTHER_KINDS = (".mp3", ".mp4", ".jpg", ".jpeg", ".png", ".gif", ".pdf", ".doc", ".docx", ".html", ".json", ".zip")
"""Names under which nobody sends a table of text."""
_LAST_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')
_FAR_CELL = re.compile(rb' r="([A-Z]{2,3})\d')
_UNUSUAL = (b"='", b":row", b"<!", b"\0")
_BLANKS = (b" ", b"\t", b"\n", b"\r")
_DECLARATION = re.compile(rb"<\?xml [^>]*\?>\s*")
"""The first line. After it most programs write no blanks but spaces."""
_UNUSUAL_PLACE = re.compile(rb' r="(?!(?:[A-Z]+\d+|\d+)")')
"""Other ways to write the place of a cell, which would not be found by its usual one."""


def read_sheets(content: bytes, name: str) -> tuple[Sheet, ...]:
    """The visible sheets that hold anything. Raises UnreadableFile with a sentence for the sender.

    The kind is told by the content; `name` only helps to tell a text file from something else.
    """
    if not content.strip():
        raise UnreadableFile(EMPTY)
    if len(content) > MAX_BYTES:
        raise UnreadableFile(TOO_LARGE)
    if content.startswith(_ZIP):
        is_plain = _check_package(content)
        sheets = read_here(content) if is_plain else read_apart(content)
    elif content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise UnreadableFile(LOCKED)
        sheets = read_apart(content)
    elif name.lower().endswith(_OF_OTHER_KINDS):
        raise UnreadableFile(WRONG_KIND)
    else:
        sheets = (read_csv(content, name),)
    filled = tuple(sheet for sheet in sheets if any(not is_blank(cell) for row in sheet.rows for cell in row))
    if not filled:
        raise UnreadableFile(EMPTY)
    return filled


def read_here(content: bytes) -> tuple[Sheet, ...]:
    """The visible sheets, read in this process. Raises UnreadableFile."""
    return tuple(_sheets(content))


def _check_package(content: bytes) -> bool:
    """Refuse what is no spreadsheet, or would unpack or spread beyond all measure, before it is opened.

    Returns whether it is surely a usual one, so that it may be read in this process.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            names = {entry.filename for entry in entries}
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise UnreadableFile(TOO_LARGE)
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                raise UnreadableFile(WRONG_KIND)
            return _is_honest(package) and "xl/workbook.xml" in names
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise UnreadableFile(DAMAGED) from error
    except (RuntimeError, zipfile.LargeZipFile) as error:
        raise UnreadableFile(LOCKED) from error


def _is_honest(package: zipfile.ZipFile) -> bool:
    """Whether all worksheets are plain. Reads every part: zipfile raises BadZipFile for one larger than it says."""
    is_plain = True
    for entry in package.infolist():
        if entry.filename.startswith("xl/worksheets/sheet"):
            xml = package.read(entry)
            columns = _columns(xml)
            _check_extent(xml, columns)
            is_plain = is_plain and _is_plain(xml, columns)
        else:
            with package.open(entry) as part:
                while part.read(_PORTION):
                    pass
    return is_plain


def _check_extent(xml: bytes, columns: int) -> None:
    """A single cell in the farthest corner would make the reader fill the whole area up to it."""
    found = _LAST_ROW.match(xml, xml.rfind(b"<row "))
    if (int(found[1]) if found else 0) * columns > MAX_CELLS:
        raise UnreadableFile(TOO_LARGE)


def _is_plain(xml: bytes, columns: int) -> bool:
    """Whether a worksheet is written as programs write it, and no cell of it is so far that the area is too large."""
    if any(sign in xml for sign in _unusual_signs(xml)) or _UNUSUAL_PLACE.search(xml):
        return False
    rows = 1_000
    while rows < MAX_CELLS and re.search(rb' r="[A-Z]*\d{%d}' % len(str(rows)), xml):
        rows *= 10
    return rows * columns <= MAX_CELLS


def _unusual_signs(xml: bytes) -> Iterator[bytes]:
    """What no program writes, by which the place of a cell would be hidden; of the blanks, only those that occur."""
    yield from _UNUSUAL
    first_line = _DECLARATION.match(xml)
    for blank in _BLANKS:
        if xml.find(blank, first_line.end() if first_line else 0) >= 0:
            yield from (b"=" + blank, blank + b"=", b":c" + blank)
            if blank != b" ":
                yield blank + b"r="


def _columns(xml: bytes) -> int:
    return max((_column_number(letters) for letters in set(_FAR_CELL.findall(xml))), default=26)


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
