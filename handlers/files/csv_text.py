"""A .csv file: its encoding and its delimiter are found out, since nothing in it says."""

import csv
from io import StringIO
from itertools import islice

from handlers.files.cell_text import ReadableTexts
from handlers.files.unreadable import DAMAGED, TOO_LARGE, WRONG_KIND, UnreadableFile
from rules.roster.sheet import Row, Sheet

MAX_ROWS = 200_000
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 50
"""Lines by which the delimiter is judged."""
_TEXT_NAMES = (".csv", ".tsv", ".txt")


def read_csv(content: bytes, name: str) -> Sheet:
    """The one sheet of a text file. Raises UnreadableFile for anything that is no text of cells."""
    if not name.lower().endswith(_TEXT_NAMES) and (
        b"\0" in content[:4096] or content.startswith((b"%PDF", b"{\\rtf", b"<"))
    ):
        raise UnreadableFile(WRONG_KIND)
    text = _decoded(content)
    if "\0" in text:
        raise UnreadableFile(WRONG_KIND)
    delimiter = _delimiter(text)
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        texts = ReadableTexts()
        rows: list[Row] = [tuple(texts[cell] for cell in cells) for cells in islice(reader, MAX_ROWS + 1)]
    except csv.Error as error:
        raise UnreadableFile(DAMAGED) from error
    if len(rows) > MAX_ROWS:
        raise UnreadableFile(TOO_LARGE)
    return Sheet(_sheet_name(name), rows)


def _sheet_name(name: str) -> str:
    """The name of the file without its folder and ending."""
    return name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0] or "csv"


def _decoded(content: bytes) -> str:
    """The text, from UTF-8, UTF-16 or the Vietnamese code page of Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if content[1:40:2].count(0) > 10:
        return content.decode("utf-16-le", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1258", errors="replace")


def _delimiter(text: str) -> str:
    """The delimiter that cuts most lines into the same, largest number of cells. Excel's own "sep=;" line decides."""
    first = text[:20].lower()
    if first.startswith("sep=") and len(first) > 4:
        return first[4]
    return max(_DELIMITERS, key=lambda delimiter: _cells(text, delimiter))


def _cells(text: str, delimiter: str) -> int:
    """How many cells of a sample a delimiter gives that are not blank."""
    try:
        sample = list(islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), _SAMPLE))
    except csv.Error:
        return 0
    widths = [len(row) for row in sample]
    usual = max(set(widths), key=widths.count, default=0)
    return sum(min(width, usual) for width in widths if width > 1)
