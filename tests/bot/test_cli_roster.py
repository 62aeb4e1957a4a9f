"""Rosters by the command line: looked at, stored, exported, taken back."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from bot.cli.frame import cadrebot

HEADINGS = ("Mã cán bộ", "Họ và tên", "Ngày sinh", "Đơn vị", "Đối tượng", "Chức vụ", "Trình độ LLCT")
NHAN = ("CB100", "Trần Văn Nhẫn", "1/2/1980", "UBND xã Tân An", "Công chức", "Công chức Tư pháp", "SC")
BE = ("CB101", "Lê Thị Bé", "1985", "Phòng Nội vụ", "Công chức", "Phó Trưởng phòng", "Cao cấp")


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty database of its own in the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CADREBOT_DATABASE__URL", "sqlite:///roster.db?synchronous=off")
    return tmp_path


def roster(*people: tuple[str, ...], headings: tuple[str, ...] = HEADINGS, name: str = "ds.xlsx") -> str:
    book = Workbook()
    sheet = book.active
    sheet.append(headings)
    for person in people:
        sheet.append(person)
    book.save(name)
    return name


def run(*args: str) -> Result:
    return CliRunner().invoke(cadrebot, args)


def held(code: str) -> str:
    result = run("show", code, "--json")
    return str(json.loads(result.stdout)["held"]) if result.exit_code == 0 else "nobody"


def test_a_roster_is_shown_in_full_and_then_stored() -> None:
    done = run("import", "roster", roster(NHAN, BE), "--yes")
    assert done.exit_code == 0, done.output
    assert "Mới: 2. Thay đổi: 0." in done.stdout
    assert "1 đồng chí. Lê Thị Bé" in done.stdout
    assert (held("CB100"), held("CB101")) == ("so_cap", "cao_cap")


def test_the_day_of_reading_is_the_date_of_the_data() -> None:
    run("import", "roster", roster(NHAN), "--yes")
    assert "(Dữ liệu ngày " in run("ask", "--as", "CB100", "Tôi cần học trình độ gì?").stdout


def test_a_sheet_of_units_moves_those_too_of_whom_the_file_says_nothing() -> None:
    run("import", "roster", roster(BE), "--yes")
    book = load_workbook(roster(NHAN))
    units = book.create_sheet("Đơn vị")
    for row in (("Tên đơn vị", "Loại", "Trực thuộc"), ("Phòng Nội vụ", "Xã", "xã Tân An")):
        units.append(row)
    book.save("ds.xlsx")
    shown = run("import", "roster", "ds.xlsx", "--yes").stdout
    assert "Cán bộ, công chức cấp xã: 2 đồng chí. Lê Thị Bé, Trần Văn Nhẫn" in shown
    totals = {target["id"]: target["total"] for target in json.loads(run("targets", "--json").stdout)}
    assert (totals["cbcc_xa"], totals["cbccvc_huyen"]) == (2, 0)


def test_a_code_in_small_letters_is_found_as_any_other() -> None:
    run("import", "roster", roster(("cb100", *NHAN[1:])), "--yes")
    assert held("cb100") == held("CB100") == "so_cap"


def test_a_dry_run_stores_nothing() -> None:
    assert run("import", "roster", roster(NHAN), "--dry-run").exit_code == 0
    assert held("CB100") == "nobody"


def test_without_a_yes_nothing_is_stored() -> None:
    refused = run("import", "roster", roster(NHAN))
    assert refused.exit_code == 1
    assert "say --yes" in refused.stderr
    assert held("CB100") == "nobody"


def test_a_file_with_errors_is_copied_with_its_problems_marked_and_nothing_is_stored() -> None:
    bad = (*NHAN[:2], "31/02/1980", *NHAN[3:])
    refused = run("import", "roster", roster(bad, BE, (*BE[:6], "siêu cấp")), "--yes")
    assert refused.exit_code == 1
    assert "dòng 2, cột C" in refused.stdout
    assert "dòng 4, cột G" in refused.stdout
    assert held("CB101") == "nobody"
    marked = load_workbook("ds-loi.xlsx")
    assert marked.worksheets[0]["C2"].comment is not None


def test_errors_and_questions_of_a_file_are_told_at_once() -> None:
    bad = (*NHAN[:2], "31/02/1980", *NHAN[3:])
    close = (*BE[:3], "UBND xã Tân Ann", *BE[4:])
    refused = run("import", "roster", roster(bad, close), "--yes")
    assert refused.exit_code == 1
    assert "dòng 2, cột C" in refused.stdout
    assert "dòng 3, cột D" in refused.stdout


def test_what_looks_wrong_is_told_beside_the_errors_and_marked_in_the_copy() -> None:
    run("import", "roster", roster(BE), "--yes")
    bad = (*NHAN[:2], "31/02/1980", *NHAN[3:])
    lower = (*BE[:6], "SC")
    refused = run("import", "roster", roster(bad, lower, name="moi.xlsx"), "--yes")
    assert refused.exit_code == 1
    errors, doubts = refused.stdout.split("Cần xem lại (1):")
    assert "dòng 2, cột C" in errors
    assert "Lê Thị Bé, Phòng Nội vụ: trình độ LLCT từ cao cấp xuống sơ cấp" in doubts
    sheet, listed = load_workbook("moi-loi.xlsx").worksheets
    assert "từ cao cấp xuống sơ cấp" in sheet["A3"].comment.text
    assert [row[6] for row in listed.iter_rows(min_row=2, values_only=True)] == ["Phải sửa", "Cần xem lại"]


def test_a_level_still_being_studied_is_told_and_not_held() -> None:
    done = run("import", "roster", roster((*NHAN[:6], "đang học cao cấp")), "--yes")
    assert 'dòng 2, cột G: Đang học cao cấp, chưa tính là có trình độ này. Đang ghi: "đang học cao cấp"' in done.stdout
    assert held("CB100") == "none"


def test_a_degree_in_politics_is_asked_about_and_not_counted() -> None:
    done = run("import", "roster", roster((*NHAN[:-1], "ĐH Chính trị")), "--yes")
    assert "Cần xác nhận (1):" in done.stdout
    assert "Chưa rõ bằng đại học này có phải trình độ lý luận chính trị không, nên chưa tính" in done.stdout
    assert held("CB100") == "none"


def test_a_workbook_under_a_password_says_how_to_take_it_off(desk: Path) -> None:
    locked = desk / "locked.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    done = run("import", "roster", str(locked), "--yes")
    assert done.exit_code == 1
    assert "Tệp này có mật khẩu" in done.stderr
    assert "Mã hóa bằng mật khẩu, để trống mật khẩu" in done.stderr


def test_a_file_that_is_no_spreadsheet_is_refused_in_a_sentence(desk: Path) -> None:
    (desk / "ds.xlsx").write_bytes(b"%PDF-1.7")
    refused = run("import", "roster", "ds.xlsx")
    assert refused.exit_code == 1
    assert "Traceback" not in refused.output


def test_an_unusual_layout_is_shown_once() -> None:
    unusual = ("Mã CB", "Họ tên", "Năm sinh", "Đơn vị công tác", "Đối tượng", "Chức vụ hiện nay", "Ghi chép riêng")
    first = run("import", "roster", roster((*NHAN[:6], "x"), headings=unusual), "--yes")
    assert "Tệp được đọc như sau:" in first.stdout
    second = run("import", "roster", roster((*BE[:6], "x"), headings=unusual), "--yes")
    assert "Tệp được đọc như sau:" not in second.stdout


def test_a_level_that_went_down_is_listed_and_not_written() -> None:
    run("import", "roster", roster(BE), "--yes")
    lower = run("import", "roster", roster((*BE[:4], "Viên chức", BE[5], "SC")), "--yes")
    assert "từ cao cấp xuống sơ cấp" in lower.stdout
    assert held("CB101") == "cao_cap"


def test_only_a_full_list_makes_people_gone() -> None:
    run("import", "roster", roster(NHAN, BE), "--yes")
    run("import", "roster", roster(BE), "--yes")
    assert held("CB100") == "so_cap"
    run("import", "roster", roster(BE), "--yes", "--full")
    assert held("CB100") == "nobody"


def test_a_list_of_nobody_takes_nobody_off() -> None:
    run("import", "roster", roster(NHAN), "--yes")
    assert run("import", "roster", roster(name="trong.xlsx"), "--full", "--yes").exit_code == 0
    assert held("CB100") == "so_cap"


def test_an_import_is_taken_back_by_its_number() -> None:
    run("import", "roster", roster(NHAN), "--yes")
    assert run("undo", "import", "1").exit_code == 0
    assert held("CB100") == "nobody"
    again = run("undo", "import", "1")
    assert (again.exit_code, again.stderr.strip()) == (1, "Error: import 1 was already taken back")


def test_later_changes_keep_an_import_and_are_named() -> None:
    run("import", "roster", roster(NHAN), "--yes")
    run("import", "roster", roster((*NHAN[:6], "TC")), "--yes")
    refused = run("undo", "import", "1")
    assert refused.exit_code == 1
    assert "Trần Văn Nhẫn (CB100)" in refused.stderr


def test_an_exported_roster_reads_back_without_a_change() -> None:
    run("import", "roster", roster(NHAN, BE), "--yes")
    assert run("export", "roster", "out.xlsx").exit_code == 0
    back = run("import", "roster", "out.xlsx", "--dry-run")
    assert "Mới: 0. Thay đổi: 0. Không đổi: 2." in back.stdout, back.output


def test_a_template_is_a_spreadsheet_without_people() -> None:
    assert run("template", "roster", "form.xlsx").exit_code == 0
    assert load_workbook("form.xlsx").worksheets
    assert "Mới: 0." in run("import", "roster", "form.xlsx", "--dry-run").stdout


def test_a_result_must_be_named_xlsx() -> None:
    assert run("template", "roster", "form.docx").exit_code == 2
