"""The problems of a file stand in its cells."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from handlers.files.marking import LIST, marked_copy
from handlers.files.spreadsheet import read_sheets
from rules.roster.layout import recognise
from rules.roster.problems import Problem
from rules.roster.reading import read_people
from tests.handlers.files.books import Rows, csv_text, directory, ods, xls, xlsx

ROWS: Rows = [
    ["DANH SÁCH"],
    ["Họ và tên", "Ngày sinh", "Đơn vị"],
    ["Lê Văn Tám", "31/02/1980", "xã Tân An"],
    ["-Trần Thị Chín", date(1980, 2, 1), None],
]


def problems_of(content: bytes, name: str) -> tuple[Problem, ...]:
    units = directory()
    return read_people(recognise(read_sheets(content, name), units), units, date(2025, 6, 2)).problems


@pytest.mark.parametrize("name", ["x.xlsx", "x.xls", "x.csv"])
def test_each_problem_is_marked_in_its_cell_and_listed(name: str) -> None:
    content = {"x.xlsx": xlsx(ROWS), "x.xls": xls(ROWS), "x.csv": csv_text(ROWS).encode()}[name]
    found = problems_of(content, name)
    book = load_workbook(BytesIO(marked_copy(content, name, found)))
    sheet = book.worksheets[0]
    assert "không có ngày 31" in sheet["B3"].comment.text
    assert sheet["B3"].fill.start_color.rgb.endswith("FFC7CE")
    assert "Thiếu đơn vị" in sheet["C4"].comment.text
    assert sheet["A3"].comment is None
    listed = [row[:3] for row in book[LIST].iter_rows(min_row=2, values_only=True)]
    assert [(row, column) for _, row, column in listed] == [
        (p.row, p.column) for p in sorted(found, key=lambda p: (p.row, p.column))
    ]


def test_an_xlsx_keeps_its_format_and_can_be_marked_again() -> None:
    book = load_workbook(BytesIO(xlsx(ROWS, ["A1:C1"])))
    book.active["A1"].font = Font(bold=True)
    buffer = BytesIO()
    book.save(buffer)
    once = marked_copy(buffer.getvalue(), "x.xlsx", problems_of(buffer.getvalue(), "x.xlsx"))
    assert problems_of(once, "x.xlsx") == problems_of(buffer.getvalue(), "x.xlsx")
    twice = load_workbook(BytesIO(marked_copy(once, "x.xlsx", problems_of(once, "x.xlsx"))))
    assert twice.worksheets[0]["A1"].font.bold
    assert [str(merged) for merged in twice.worksheets[0].merged_cells.ranges] == ["A1:C1"]
    assert twice.sheetnames.count(LIST) == 1


def test_a_problem_of_the_whole_sheet_is_only_listed() -> None:
    content = xlsx([["a", "b"]])
    (problem,) = problems_of(content, "x.xlsx")
    book = load_workbook(BytesIO(marked_copy(content, "x.xlsx", [problem])))
    assert book[LIST]["E2"].value == problem.what


LONG = "Danh sách cán bộ các xã và thị trấn"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (["Danh sách 𐀀" + "a" * 30], ["Danh sách 𐀀" + "a" * 19]),
        (["a" * 30 + "𐀀"], ["a" * 30]),
        ([LONG, LONG + " 2025"], [LONG[:31], LONG[:29] + " 2"]),
        (["Xã", "XÃ", "xã"], ["Xã", "XÃ 2", "xã 3"]),
        (["lỗi CẦN sửa"], ["lỗi CẦN sửa 2"]),
        (["a/b[1]", ""], ["a_b_1_", "Sheet1"]),
    ],
)
def test_sheets_that_excel_would_not_take_by_their_names_get_others(
    given: list[str], shown: list[str], tmp_path: Path
) -> None:
    content = ods(ROWS, tmp_path, given)
    names = load_workbook(BytesIO(marked_copy(content, "x.ods", []))).sheetnames
    assert names == [*shown, LIST]
