"""Files of any kind, broken anywhere, with anything in their cells: they are read, or refused in a sentence."""

import zipfile
from contextlib import suppress
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.files.report_form import packaged_templates
from handlers.files.spreadsheet import read_sheets
from handlers.files.unreadable import UnreadableFile
from handlers.files.word_template import BrokenTemplate, filled
from rules.class_books.tables import book_in
from rules.class_sheet import Listed, read_class_sheet
from rules.roster.sheet import Cell, Sheet
from rules.roster.unit_sheet import read_statements
from tests.fuzz.amounts import examples
from tests.fuzz.strategies import cells, long_text, text
from tests.handlers.files.books import Rows, csv_text, xls, xlsx
from tests.rules.roster.rosters import read
from tests.rules.test_class_books import classes, sessions
from tests.rules.test_lecturer_book import HEAD, plan

Broken = list[tuple[str, float, bytes]]
"""How a content is broken: what is done, at which share of its length, with which bytes."""
ROWS: Rows = [
    ["Họ và tên", "Ngày sinh", "Đơn vị"],
    ["Lê Văn Tám", "01/02/1980", "xã Tân An"],
    ["Trần Thị Ớt", 1981, "x"],
]
PEOPLE = (
    "Mã CB", "Họ và tên", "Ngày sinh", "Năm sinh nữ", "SĐT", "Đơn vị", "Trình độ LLCT", "Giới tính", "Chức vụ",
    "Từ ngày",
    "Chức vụ Đảng", "Quy hoạch", "Ngày vào Đảng", "Cao cấp", "Trung cấp", "Xếp loại 2024", "Ghi chú", "Số văn bằng",
)  # fmt: skip
CLASSES = (
    "Mã lớp",
    "Chương trình",
    "Tên lớp",
    "Khai giảng",
    "Bế giảng",
    "Số chỗ",
    "Phân bổ",
    "Hạn đăng ký",
    "Hệ",
    "Địa điểm",
)
SESSIONS = ("Mã lớp", "Ngày học", "Buổi", "Giảng viên", "Nội dung", "Địa điểm", "Số tiết", "Giờ")
RESULTS = {"result": ("ket qua",), "mark": ("diem",)}
lines = st.lists(st.lists(cells | long_text, max_size=10), max_size=6)
broken = st.lists(
    st.tuples(
        st.sampled_from(["cut", "change", "insert", "repeat"]), st.floats(0, 1), st.binary(min_size=1, max_size=6)
    ),
    min_size=1,
    max_size=4,
)


@cache
def whole(kind: str) -> bytes:
    if kind == "docx":
        return next(iter(packaged_templates().values()))
    if kind == "csv":
        return csv_text(ROWS).encode("utf-16")
    return xlsx(ROWS) if kind == "xlsx" else xls(ROWS)


def broken_by(content: bytes, how: Broken) -> bytes:
    """The content with bytes cut off, changed, put in or said twice, each at a share of its length."""
    for what, share, some in how:
        place = int(share * len(content))
        rest = {"cut": b"", "change": content[place + len(some) :], "insert": content[place:]}
        content = content[:place] + (some if what != "cut" else b"") + rest.get(what, content[place // 2 :])
    return content


def inside(package: bytes, how: Broken) -> bytes:
    """A package that is whole, of parts that are broken each in the same way."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            is_text = name.startswith(("xl/worksheets", "xl/shared", "xl/workbook", "word/document"))
            new.writestr(name, broken_by(old.read(name), how) if is_text else old.read(name))
    return result.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@examples(8)
@given(how=broken)
def test_a_spreadsheet_broken_anywhere_is_read_or_refused(kind: str, how: Broken) -> None:
    with suppress(UnreadableFile):
        read_sheets(broken_by(whole(kind), how), f"a.{kind}")


@examples(1, one_in=20)
@given(how=broken)
def test_an_old_spreadsheet_broken_anywhere_is_read_or_refused(how: Broken) -> None:
    with suppress(UnreadableFile):
        read_sheets(broken_by(whole("xls"), how), "a.xls")


@examples(8)
@given(how=broken)
def test_a_spreadsheet_of_broken_parts_is_read_or_refused(how: Broken) -> None:
    with suppress(UnreadableFile):
        read_sheets(inside(whole("xlsx"), how), "a.xlsx")


@examples(15)
@given(content=st.binary(max_size=200) | text.map(str.encode), name=text)
def test_any_bytes_of_any_name_are_read_or_refused(content: bytes, name: str) -> None:
    with suppress(UnreadableFile):
        read_sheets(content, name)


@examples(8)
@given(how=broken, parts=st.booleans())
def test_a_word_template_broken_anywhere_is_filled_or_refused(how: Broken, parts: bool) -> None:
    template = whole("docx")
    with suppress(BrokenTemplate):
        filled(inside(template, how) if parts else broken_by(template, how), {"place": "x"})


@examples(12)
@given(heads=st.lists(st.sampled_from(PEOPLE) | text, min_size=1, max_size=10), rows=lines)
def test_no_cell_of_a_roster_is_too_strange(heads: list[Cell], rows: list[list[Cell]]) -> None:
    read([["Họ và tên", *heads], *rows])


@examples(12)
@given(heads=st.lists(st.sampled_from(CLASSES + SESSIONS) | text, max_size=10), rows=lines)
def test_no_cell_of_a_class_book_is_too_strange(heads: list[Cell], rows: list[list[Cell]]) -> None:
    classes(["Mã lớp", *heads], *rows)
    sessions(["Mã lớp", "Ngày học", "Buổi", *heads], *rows)
    book_in([Sheet("x", [heads, *rows])])


@examples(12)
@given(rows=lines)
def test_no_cell_of_a_list_of_lecturers_results_or_units_is_too_strange(rows: list[list[Cell]]) -> None:
    plan(*rows, head=HEAD)
    read_class_sheet(
        [Sheet("x", [["TT", "Họ và tên", "Kết quả", "Điểm"], *rows])], RESULTS, [Listed(1, "CB001", "Lê Văn Tám")]
    )
    read_statements(Sheet("x", [["Đơn vị", "Cấp", "Thuộc", "Tên khác"], *rows]))
