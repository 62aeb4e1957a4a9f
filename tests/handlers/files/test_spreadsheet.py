"""Files of every kind become sheets of cells, or one clear sentence."""

import re
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.files.spreadsheet import read_sheets
from handlers.files.unreadable import DAMAGED, EMPTY, LOCKED, TOO_LARGE, WRONG_KIND, UnreadableFile
from rules.roster.layout import recognise
from rules.roster.reading import read_people
from rules.roster.sheet import Merge
from tests.handlers.files.books import Rows, csv_text, directory, ods, xls, xlsx

ROWS: Rows = [
    ["Họ và tên", "Ngày sinh", "Đơn vị", "SĐT"],
    ["Lê Văn Tám", date(1980, 2, 1), "xã Tân An", 912345678],
    ["Trần Thị Ớt", date(1981, 12, 31), "Phòng Nội vụ", "0987 654 321"],
]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv"])
def test_each_kind_of_file_gives_the_same_people(kind: str, tmp_path: Path) -> None:
    content = {
        "xlsx": lambda: xlsx(ROWS),
        "xls": lambda: xls(ROWS),
        "ods": lambda: ods(ROWS, tmp_path),
        "csv": lambda: csv_text(ROWS).encode(),
    }[kind]()
    units = directory()
    reading = read_people(recognise(read_sheets(content, f"x.{kind}"), units), units, date(2025, 6, 2))
    assert not reading.problems
    assert [(p.name, str(p.birth), p.unit.name, p.phone) for p in reading.people] == [
        ("Lê Văn Tám", "01/02/1980", "xã Tân An", "0912345678"),
        ("Trần Thị Ớt", "31/12/1981", "Phòng Nội vụ", "0987654321"),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_text_file_is_read_in_its_own_encoding_and_delimiter(delimiter: str, encoding: str) -> None:
    text = csv_text([["Họ và tên", "Đơn vị", "Chức vụ"], ["Lê Văn Tám", "xã Tân An", "A; B, C; D"]], delimiter)
    if encoding == "cp1258":
        text = _spread(text)
    (sheet,) = read_sheets(text.encode(encoding), "ds.csv")
    units = directory()
    (person,) = read_people(recognise([sheet], units), units, date(2025, 6, 2)).people
    assert (person.name, [post.title for post in person.posts]) == ("Lê Văn Tám", ["A", "B, C", "D"])


@pytest.mark.parametrize("kind", ["xlsx", "xls", "csv"])
def test_a_cell_longer_than_anybody_writes_is_cut_and_shows_it(kind: str) -> None:
    rows: Rows = [["Họ và tên"], ["Lê Văn Tám " + "(" * 30_000]]
    content = {"xlsx": lambda: xlsx(rows), "xls": lambda: xls(rows), "csv": lambda: csv_text(rows).encode()}[kind]()
    (sheet,) = read_sheets(content, f"ds.{kind}")
    cell = str(sheet.rows[1][0])
    assert (len(cell), cell[:10], cell[-2:]) == (2000, "Lê Văn Tám", "(…")


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048575"><c r="XFD1048575"><v>1</v></c></row><row r="5"><c r="A5"><v>1</v></c></row>',
        '<row r="5"><c r="XFD1048575"><v>1</v></c></row>',
        "<row r='5'><c r='XFD1048575'><v>1</v></c></row>",
        '<row r="5"><c s="0" r = "XFD1048575"><v>1</v></c></row>',
        '<row r="5"><c\tr="XFD1048575"><v>1</v></c></row>',
        '<row r="5"><c s="0"\nr="XFD1048575"><v>1</v></c></row>',
    ],
)
def test_a_far_cell_is_refused_however_it_is_hidden(row: str) -> None:
    content = with_part(
        xlsx(ROWS), "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</sheetData>", f"{row}</sheetData>")
    )
    with pytest.raises(UnreadableFile):
        read_sheets(content, "ds.xlsx")


def test_an_old_file_that_asks_for_all_memory_ends_only_the_process_that_reads_it() -> None:
    content = bytearray(xls(ROWS))
    number = content.index(bytes.fromhex("03020e00"))  # a cell with a number: its row and its column come next
    content[number + 4 : number + 8] = b"\xff" * 4
    with pytest.raises(UnreadableFile, match=re.escape(DAMAGED)):
        read_sheets(bytes(content), "ds.xls")


STYLES = "xl/styles.xml"


def test_a_part_that_is_larger_than_it_says_is_not_unpacked() -> None:
    lying = with_part(xlsx(ROWS), STYLES, lambda xml: xml + " " * 5_000_000)
    with pytest.raises(UnreadableFile):
        read_sheets(lying.replace(sized(lying, STYLES), (100).to_bytes(4, "little")), "ds.xlsx")


def with_part(package: bytes, part: str, changed: Callable[[str], str]) -> bytes:
    """The package with one part changed."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, changed(content.decode()) if name == part else content)
    return result.getvalue()


def sized(package: bytes, part: str) -> bytes:
    """The size of a part as the package states it."""
    with zipfile.ZipFile(BytesIO(package)) as old:
        return old.getinfo(part).file_size.to_bytes(4, "little")


def test_a_cell_loses_the_one_character_that_postgresql_does_not_keep() -> None:
    (sheet,) = read_sheets(xls([["Họ và tên"], ["Lê Văn\0 Tám"]]), "ds.xls")
    assert sheet.rows[1][0] == "Lê Văn Tám"


def _spread(text: str) -> str:
    """Vietnamese as its Windows code page writes it: letters with their shape, tones as marks behind them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = ""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(c for c in marks if c in tones)
        out += unicodedata.normalize("NFC", "".join(c for c in marks if c not in tones)) + tone
    return out


def test_rows_and_merged_cells_keep_their_places() -> None:
    content = xlsx([[None, None], [None, "Tiêu đề", None], [None, "a", "b"]], ["B2:C2"])
    (sheet,) = read_sheets(content, "x.xlsx")
    assert (sheet.at(1, 1), sheet.at(2, 2), sheet.at(0, 0)) == ("Tiêu đề", "b", None)
    assert sheet.merges == (Merge(1, 1, 1, 2),)


def test_a_hidden_sheet_is_not_read() -> None:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(xlsx(ROWS)))
    book.create_sheet("Cũ").append(["Họ tên"])
    book["Cũ"].sheet_state = "hidden"
    buffer = BytesIO()
    book.save(buffer)
    assert [sheet.name for sheet in read_sheets(buffer.getvalue(), "x.xlsx")] == ["Danh sách"]


def _zip(entries: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "x.xlsx", EMPTY),
        (b" \n ", "x.csv", EMPTY),
        (xlsx([]), "x.xlsx", EMPTY),
        (b"%PDF-1.7 ...", "x.pdf", WRONG_KIND),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "x.png", WRONG_KIND),
        (b"ID3 a song", "bai.mp3", WRONG_KIND),
        (b"\0\1\2\3", "x.csv", WRONG_KIND),
        (_zip({"word/document.xml": b"<w/>"}), "x.docx", WRONG_KIND),
        (b"PK\x03\x04 damaged", "x.xlsx", DAMAGED),
        (xlsx(ROWS)[:-200], "x.xlsx", DAMAGED),
        (_zip({"xl/workbook.xml": b"<not"}), "x.xlsx", DAMAGED),
        (OLE + b"\0" * 600, "x.xls", DAMAGED),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "x.xlsx", LOCKED),
        (
            _zip({"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": b'<row r="900000"><c r="XFD900000"/>'}),
            "x.xlsx",
            TOO_LARGE,
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(content: bytes, name: str, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_sheets(content, name)
    assert refused.value.reason == reason


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2000), st.binary(max_size=3), st.sampled_from(["x.xlsx", "x.xls", "x.csv"]))
def test_damage_anywhere_never_raises_anything_else(place: int, damage: bytes, name: str) -> None:
    whole = _BOOKS[name]
    at = place * len(whole) // 2000
    with suppress(UnreadableFile):
        read_sheets(whole[:at] + damage + whole[at + len(damage) :], name)


_BOOKS = {"x.xlsx": xlsx(ROWS), "x.xls": xls(ROWS), "x.csv": csv_text(ROWS).encode("utf-16")}


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(UnreadableFile):
        assert read_sheets(content, "x.csv")
