"""Classes and sessions by the command line: looked at, stored, taken back; the forms are read back."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from bot.cli.frame import cadrebot

CLASSES = (
    ("Chương trình", "Mã lớp", "Khai giảng", "Số chỗ"),
    ("cấp ủy viên cơ sở", "CU-K1-2031", "01/09/2031", 60),
)
SESSIONS = (("Mã lớp", "Ngày học", "Buổi", "Phòng"), ("CU-K1-2031", "02/09/2031", "Sáng", "Hội trường 1"))


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty database of its own in the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CADREBOT_DATABASE__URL", "sqlite:///classes.db?synchronous=off")
    return tmp_path


def book(rows: tuple[tuple[object, ...], ...], name: str = "lop.xlsx") -> str:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    made.save(name)
    return name


def run(*args: str) -> Result:
    return CliRunner().invoke(cadrebot, args)


def test_classes_and_their_sessions_are_stored_and_taken_back() -> None:
    stored = run("import", "classes", book(CLASSES), "--yes")
    assert stored.exit_code == 0, stored.output
    assert "+ CU-K1-2031: Bồi dưỡng cấp ủy viên cơ sở, lớp CU-K1-2031" in stored.stdout
    again = run("import", "classes", book(CLASSES), "--yes")
    assert "Tệp không có gì khác" in again.stdout
    timetable = run("import", "sessions", book(SESSIONS), "--yes")
    assert timetable.exit_code == 0, timetable.output
    assert "Ngày nghỉ: Quốc khánh" in timetable.stdout, "a clash is said, and stored with --yes"
    assert run("undo", "classes", "1").exit_code == 1, "sessions hang on the class"
    assert "cadrebot undo sessions 2" in timetable.output
    assert run("undo", "sessions", "2").exit_code == 0
    assert run("undo", "classes", "1").exit_code == 0


def test_a_dry_run_stores_nothing() -> None:
    assert "Chưa ghi gì" in run("import", "classes", book(CLASSES), "--dry-run").stdout
    assert "mới 1" in run("import", "classes", book(CLASSES), "--dry-run").stdout


def test_a_file_with_problems_is_refused_with_all_of_them_and_a_marked_copy(desk: Path) -> None:
    refused = run("import", "classes", book((*CLASSES, ("lớp bơi", "X", "32/13/2031", "nhiều"))), "--yes")
    assert refused.exit_code == 1
    assert "Tệp có 3 chỗ phải sửa" in refused.stdout
    assert "dòng 3, cột A" in refused.stdout
    assert (desk / "lop-loi.xlsx").exists()


def test_without_yes_nothing_is_stored_when_nobody_can_be_asked() -> None:
    assert run("import", "classes", book(CLASSES)).exit_code == 1


def test_the_form_of_a_units_list_holds_nobody() -> None:
    assert run("template", "enrolments", "mau.xlsx").exit_code == 0
    headings = [cell.value for cell in load_workbook("mau.xlsx").worksheets[0][1]]
    assert headings[1:3] == ["Họ và tên", "Ngày sinh"]
    assert headings[-1] == "Ghi chú"


@pytest.mark.parametrize(("what", "heading"), [("classes", "Mã lớp"), ("sessions", "Mã lớp")])
def test_a_form_is_read_back_and_its_example_never_stored(what: str, heading: str) -> None:
    assert run("template", what, "mau.xlsx").exit_code == 0
    assert load_workbook("mau.xlsx").worksheets[0]["A1"].value == heading
    assert "Tệp không có gì khác" in run("import", what, "mau.xlsx", "--yes").stdout
