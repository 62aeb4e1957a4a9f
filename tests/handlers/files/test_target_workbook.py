"""The workbook of the targets, read back: figures, dates and shares, printing, and texts that look like formulas."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from handlers.files.sheets import Share, harmless
from handlers.files.target_paper import TargetPaper
from handlers.files.target_workbook import target_workbook
from handlers.texts.targets import conclusion
from rules.levels import Level
from tests.handlers import roster
from tests.handlers.files.target_papers import paper_of

RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def opened(paper: TargetPaper) -> Workbook:
    return load_workbook(BytesIO(target_workbook(paper)))


def rows(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    """The rows of a table, below its headings."""
    found = list(book[sheet].iter_rows(values_only=True))
    top = next(n for n, row in enumerate(found) if row[0] in ("TT", "Mã"))
    return [row for row in found[top + 1 :] if any(value is not None for value in row[1:])]


def texts(book: Workbook) -> Iterator[str]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str):
                    yield cell.value


def test_the_figures_are_those_of_the_summary() -> None:
    paper = paper_of(studying={roster.TUAN.id: Level.CAO_CAP})
    found = rows(opened(paper), "Tổng hợp")
    for row, figure in zip(found, paper.summary.figures, strict=True):
        assert row[3:5] == (figure.total, figure.met)
        assert row[5] == (float(figure.share) if figure.share is not None else "không có dữ liệu")
        assert row[6:8] == (float(figure.share_required), figure.studying)
        assert row[9] == ("ĐẠT" if figure.reached else "Chưa đạt")
    assert conclusion(paper.policy, paper.summary) in set(texts(opened(paper)))


def test_an_empty_group_has_no_data_and_no_share() -> None:
    found = rows(opened(paper_of([roster.NHA])), "Tổng hợp")
    assert found[1][3:6] == (0, 0, "không có dữ liệu")
    assert found[1][8:] == ("không có dữ liệu", "Không có dữ liệu")


def test_nobody_at_all_still_makes_a_workbook() -> None:
    assert opened(paper_of([])).sheetnames == ["Tổng hợp", "Theo đơn vị"]


def test_units_come_the_slowest_first_with_real_numbers() -> None:
    found = rows(opened(paper_of()), "Theo đơn vị")
    assert ("Xã An Trường", 3, 2) in [row[1:4] for row in found]
    shares = [float(row[2] - row[3]) / row[2] for row in found[:-1] if isinstance(row[2], int)]  # type: ignore[operator]
    assert shares == sorted(shares)
    assert str(found[-1][1]).endswith("và trực thuộc")


def test_the_missing_are_named_with_their_reason() -> None:
    found = {row[1]: row for row in rows(opened(paper_of()), "Còn thiếu")}
    nha = found["Trần Văn Nhã"]
    assert nha[4:8] == ("Sơ cấp", "Trung cấp", "5, 6", "có sơ cấp, cần trung cấp")
    assert "Phạm Quốc Dũng" not in found


def test_each_person_has_a_row_for_each_group_with_real_dates() -> None:
    book = opened(paper_of())
    nha = [row for row in rows(book, "Dữ liệu") if row[1] == "Trần Văn Nhã"]
    assert [(row[3], row[5], row[6]) for row in nha] == [
        (5, "Ủy viên BCH Đảng bộ xã", datetime(2020, 6, 1)),  # noqa: DTZ001 — a cell has no time zone
        (6, "Công chức Văn phòng - Thống kê", datetime(2012, 4, 1)),  # noqa: DTZ001
    ]
    assert nha[0][8] == "2012"
    assert book["Dữ liệu"]["G6"].number_format == "dd/mm/yyyy"


def test_sheets_print_on_a4_with_headings_and_page_numbers() -> None:
    for sheet in opened(paper_of()).worksheets:
        assert (sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage) == (9, True)
        assert sheet.print_title_rows == "$5:$5"
        assert "Trang &P/&N" in f"{sheet.oddFooter.center.text}"


def test_sheets_with_names_say_on_each_page_what_they_are_for() -> None:
    book = opened(paper_of())
    feet = {sheet.title: f"{sheet.oddFooter.left.text or ''}" for sheet in book.worksheets}
    assert "thông tin cá nhân" in feet["Còn thiếu"]
    assert "thông tin cá nhân" in feet["Dữ liệu"]
    assert "thông tin cá nhân" not in feet["Tổng hợp"]


def test_the_chart_is_native_and_marks_the_targets() -> None:
    with ZipFile(BytesIO(target_workbook(paper_of()))) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert "<c:barChart>" in chart
    assert '<c:symbol val="dash"/>' in chart
    assert "'Tổng hợp'!$G$6:$G$11" in chart


@pytest.mark.parametrize("start", RISKY)
def test_a_name_that_looks_like_a_formula_is_text_here_and_in_a_csv_saved_from_it(start: str) -> None:
    hostile = f'{start}HYPERLINK("http://x","a")'
    cadre = replace(roster.NHA, name=hostile, code=hostile, unit=replace(roster.AN_TRUONG, name=hostile))
    found = list(texts(opened(paper_of([cadre]))))
    saved = StringIO()
    csv.writer(saved).writerow(found)
    assert any("HYPERLINK" in text for text in found)
    assert not [text for text in next(csv.reader(StringIO(saved.getvalue()))) if text.startswith(RISKY)]


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    shown = harmless(text)
    assert not shown.lstrip().startswith(RISKY)
    assert shown == shown.strip()


@pytest.mark.parametrize(
    ("share", "required", "number_format"),
    [
        (Fraction(39, 41), Fraction(1), "0.0%"),
        (Fraction(1999, 2000), Fraction(1), "0.00%"),
        (Fraction(84999, 100000), Fraction(85, 100), "0.000%"),
        (Fraction(1), Fraction(1), "0.0%"),
    ],
)
def test_a_share_never_reads_like_a_target_that_was_not_reached(
    share: Fraction, required: Fraction, number_format: str
) -> None:
    assert Share(share, required).number_format == number_format


def test_a_date_of_a_record_without_a_day_stays_as_it_is() -> None:
    assert isinstance(rows(opened(paper_of([roster.DUNG])), "Dữ liệu")[0][6], date)
