"""A class's list that came back filled in."""

from rules.class_sheet import Amiss, Line, Listed, Stray, read_class_sheet
from rules.roster.sheet import Cell, Sheet

PEOPLE = (Listed(1, "CB001", "Trần Văn Nhã"), Listed(2, "CB002", "Nguyễn Thị Hòa"))
COLUMNS = {"mark": ("diem",), "grade": ("xep loai",)}
HEAD: tuple[Cell, ...] = ("Số", "Họ và tên", "Mã", "Điểm", "Xếp loại")


def sheet(*rows: tuple[Cell, ...]) -> list[Sheet]:
    return [Sheet("Bìa", [("Trung tâm",)]), Sheet("Lớp", [("BẢNG ĐIỂM",), (), HEAD, *rows])]


def test_rows_are_known_by_number_with_what_stands_in_them() -> None:
    found = read_class_sheet(sheet((1, "Trần Văn Nhã", "CB001", 8.0, "Giỏi"), (2, "", "", "5,5")), COLUMNS, PEOPLE)
    assert found is not None
    assert found.lines == (Line(4, 1, {"mark": "8", "grade": "Giỏi"}), Line(5, 2, {"mark": "5,5"}))


def test_rows_without_a_result_are_passed_over() -> None:
    found = read_class_sheet(sheet((1, "Trần Văn Nhã"), ()), COLUMNS, PEOPLE)
    assert found is not None
    assert (found.lines, found.strays) == ((), ())


def test_a_code_counts_before_a_number_of_the_row() -> None:
    found = read_class_sheet(sheet((9, "", "cb002", 7)), COLUMNS, PEOPLE)
    assert found is not None
    assert [line.number for line in found.lines] == [2]


def test_rows_that_are_nobodys_are_given_back() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (
        (7, "", "", 8),
        (1, "Lê Văn Tám", "", 8),
        (2, "", "", 8),
        (2, "Nguyễn Thị Hòa", "", 9),
    )
    found = read_class_sheet(sheet(*rows), COLUMNS, PEOPLE)
    assert found is not None
    assert found.strays == (
        Stray(4, Amiss.NOBODY, "7"),
        Stray(5, Amiss.OTHER_NAME, "Lê Văn Tám"),
        Stray(7, Amiss.TWICE, "Nguyễn Thị Hòa"),
    )


def test_a_file_without_such_headings_is_none() -> None:
    assert read_class_sheet([Sheet("a", [("Họ và tên", "Điểm"), ("Nhã", 8)])], COLUMNS, PEOPLE) is None
