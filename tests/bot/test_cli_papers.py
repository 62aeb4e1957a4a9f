"""`cadrebot papers`: the files it writes, and what it says when it cannot."""

from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.bot.test_cli import Terminal, terminal
from tests.handlers import roster

OURS = ["bao-cao-chi-tieu.docx", "bao-cao-ky.docx", "danh-sach-cu.docx"]

__all__ = ["terminal"]


def text_of(name: str) -> str:
    document = Document(name)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_report_on_the_targets_is_of_the_day_asked_for(terminal: Terminal) -> None:
    result = terminal.run("papers", "targets", "--out", "a.docx", "--as-of", "2025-05-15")
    assert (result.exit_code, result.stderr) == (0, "Written: a.docx\n")
    assert "Số liệu ngày 15/05/2025. Thời hạn 31/12/2025, còn 230 ngày." in text_of("a.docx")


def test_a_report_of_an_earlier_day_says_what_is_of_that_day_and_what_is_newer(terminal: Terminal) -> None:
    for name in ("a.docx", "a.xlsx"):
        assert terminal.run("papers", "targets", "--out", name, "--as-of", "2025-05-15").exit_code == 0
    told = "Chức vụ tính theo ngày 15/05/2025; trình độ và lớp học theo hồ sơ ngày "
    cells = [str(cell) for row in load_workbook("a.xlsx")["Tổng hợp"].iter_rows(values_only=True) for cell in row]
    assert told in text_of("a.docx")
    assert any(told in cell for cell in cells)
    assert terminal.run("papers", "targets", "--out", "a.docx").exit_code == 0
    assert "Chức vụ tính theo" not in text_of("a.docx")


def test_the_workbook_is_of_one_unit_and_may_do_without_names(terminal: Terminal) -> None:
    assert terminal.run("papers", "targets", "--out", "a.xlsx", "--unit", "xã Tân An").exit_code == 0
    names = {row[1] for row in load_workbook("a.xlsx")["Dữ liệu"].iter_rows(values_only=True)}
    assert roster.LOC.name in names
    assert roster.NHA.name not in names
    assert terminal.run("papers", "targets", "--out", "b.xlsx", "--without-names").exit_code == 0
    assert load_workbook("b.xlsx").sheetnames == ["Tổng hợp", "Theo đơn vị"]


def test_the_report_of_a_period_says_what_is_not_known(terminal: Terminal) -> None:
    assert terminal.run("papers", "period", "--kind", "half", "--as-of", "2025-05-15", "--out", "a.docx").exit_code == 0
    assert "6 tháng đầu năm 2025" in text_of("a.docx")
    assert "Giờ giảng: chưa có số liệu." in text_of("a.docx")
    assert terminal.run("papers", "period", "--out", "a.xlsx").exit_code == 0
    assert load_workbook("a.xlsx").sheetnames == ["Lớp và học viên", "Đơn vị", "Giảng viên"]


@pytest.mark.parametrize(
    ("args", "status", "sentence"),
    [
        (("--out", "a.pdf"), 2, "--out: a.pdf ends neither in .docx nor in .xlsx"),
        (("--out", "absent/a.docx"), 2, "cannot write absent/a.docx"),
        (("--out", "a.docx", "--unit", "xã Không Có"), 1, "xã Không Có"),
        ((), 2, "Missing option '--out'"),
    ],
)
def test_what_cannot_be_written_is_said(terminal: Terminal, args: tuple[str, ...], status: int, sentence: str) -> None:
    result = terminal.run("papers", "targets", *args)
    assert (result.exit_code, sentence in result.stderr) == (status, True), result.output


def test_a_broken_template_is_told_and_ours_is_used(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("bao-cao-ky.docx").write_bytes(b"no Word file")
    monkeypatch.setenv("CADREBOT_PAPERS__TEMPLATES", ".")
    result = terminal.run("papers", "period", "--out", "a.docx")
    assert "own template was not used" in result.stderr
    assert "BÁO CÁO" in text_of("a.docx")


def test_the_templates_are_put_where_staff_change_them_and_never_over_theirs(terminal: Terminal) -> None:
    assert terminal.run("papers", "templates", "mau").exit_code == 0
    assert sorted(file.name for file in Path("mau").iterdir()) == OURS
    Path("mau/bao-cao-ky.docx").write_bytes(b"ours")
    assert "Kept as it is: mau/bao-cao-ky.docx" in terminal.run("papers", "templates", "mau").stderr
    assert Path("mau/bao-cao-ky.docx").read_bytes() == b"ours"
