"""Lecturers by the command line: looked at, stored, taken back; the form is read back."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from bot.cli.frame import cadrebot

PEOPLE = (
    ("Họ và tên", "Loại giảng viên", "Chuyên đề", "Số quyết định", "Ngày quyết định"),
    ("Lê Văn Ba", "Cơ hữu", "Dân vận", None, None),
    ("Lê Thị Tư", "Kiêm chức", "Nhà nước; Pháp luật", "120-QĐ/HU", "12/05/2026"),
)


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty database of its own in the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CADREBOT_DATABASE__URL", "sqlite:///lecturers.db?synchronous=off")
    return tmp_path


def book(rows: tuple[tuple[object, ...], ...], name: str = "giang-vien.xlsx") -> str:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    made.save(name)
    return name


def run(*args: str) -> Result:
    return CliRunner().invoke(cadrebot, args)


def test_lecturers_are_stored_and_taken_back() -> None:
    stored = run("import", "lecturers", book(PEOPLE), "--yes")
    assert stored.exit_code == 0, stored.output
    assert "+ Lê Văn Ba, cơ hữu, đã được phê duyệt" in stored.stdout
    assert "+ Lê Thị Tư, kiêm chức, đã trình, chờ phê duyệt" in stored.stdout
    assert "Tệp không có gì khác" in run("import", "lecturers", book(PEOPLE), "--yes").stdout
    changed = book((("Mã giảng viên", "Họ và tên", "Chuyên đề"), ("GV01", "Lê Văn Ba", "Tuyên giáo")))
    assert "~ GV01 Lê Văn Ba: chuyên đề Dân vận → Tuyên giáo" in run("import", "lecturers", changed, "--yes").stdout
    assert run("undo", "lecturers", "1").exit_code == 1, "one of them changed since"
    assert run("undo", "lecturers", "2").exit_code == 0


def test_a_dry_run_stores_nothing() -> None:
    for _ in range(2):
        assert "giảng viên mới 2" in run("import", "lecturers", book(PEOPLE), "--dry-run").stdout


def test_a_file_with_problems_is_refused_with_all_of_them_and_a_marked_copy(desk: Path) -> None:
    bad = (*PEOPLE, ("Ai Đó", "thỉnh thoảng", None, None, "32/13/2026"), ("Lê Văn Ba", "Cơ hữu"))
    refused = run("import", "lecturers", book(bad), "--yes")
    assert refused.exit_code == 1
    assert "Tệp có 3 chỗ phải sửa" in refused.stdout
    assert (desk / "giang-vien-loi.xlsx").exists()
    assert "giảng viên mới 2" in run("import", "lecturers", book(PEOPLE), "--dry-run").stdout


def test_the_form_is_read_back() -> None:
    assert run("template", "lecturers", "mau.xlsx").exit_code == 0
    form = load_workbook("mau.xlsx")
    sheet = form.worksheets[0]
    assert sheet["A2"].value == "Ví dụ", "the example row is never read"
    sheet["B3"], sheet["C3"] = "Lê Văn Ba", "Cơ hữu"
    form.save("mau.xlsx")
    read = run("import", "lecturers", "mau.xlsx", "--yes")
    assert "giảng viên mới 1, thay đổi 0" in read.stdout, read.output
    assert run("template", "lecturers", "mau.doc").exit_code == 2
