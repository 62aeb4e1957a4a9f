"""Reorganisations by the command line: shown, planned, undone, carried out; figures of each day by its own units."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.bot.test_cli import Terminal, terminal

__all__ = ["terminal"]

LATER = """
name = "Sáp nhập"
day = 2099-07-01
document = "Nghị quyết 1"
[[merge]]
units = ["xã An Trường", "xã Tân An"]
into = "xã An Trường"
"""


@pytest.fixture
def plan(tmp_path: Path) -> str:
    (tmp_path / "ke-hoach.toml").write_text(LATER, encoding="utf-8")
    return "ke-hoach.toml"


def totals(terminal: Terminal, *options: str) -> dict[str, int]:
    return {figure["id"]: figure["total"] for figure in terminal.reads("targets", *options)}


def test_a_dry_run_shows_everything_and_keeps_nothing(terminal: Terminal, plan: str) -> None:
    shown = terminal.run("reorganise", plan, "--dry-run")
    assert shown.exit_code == 0, shown.output
    assert "- xã An Trường + xã Tân An → xã An Trường" in shown.stdout
    assert terminal.refused("undo", "reorganisation", "1")


def test_a_plan_is_kept_and_taken_back_before_its_day(terminal: Terminal, plan: str) -> None:
    assert "Đã lưu kế hoạch số 1" in terminal.run("reorganise", plan, "--yes").stdout
    assert "đang chờ" in terminal.run("reorganise", plan, "--yes").stdout, "its units are spoken for"
    assert "Đã hủy kế hoạch số 1" in terminal.run("undo", "reorganisation", "1").stdout
    assert terminal.refused("undo", "reorganisation", "1") == "Error: nothing was changed"


def test_the_shipped_example_is_carried_out_late_and_each_day_has_its_own_units(terminal: Terminal) -> None:
    example = Path(__file__).parents[2] / "policies" / "sap-xep-2025-07-01.toml"
    before, of_old = totals(terminal, "--as-of", "2025-06-30"), ("--unit", "xã Tân An", "--as-of", "2025-06-30")
    tan_an = totals(terminal, *of_old)
    assert "thực hiện trong ít phút" in terminal.run("reorganise", str(example), "--yes").stdout
    foreseen = totals(terminal)
    assert terminal.run("jobs", "run", "reorganisations").exit_code == 0
    assert totals(terminal, "--as-of", "2025-06-30") == before
    assert totals(terminal, *of_old) == tan_an
    now = totals(terminal)
    assert now["bch_xa"] == 0 < foreseen["bch_xa"]
    assert 0 < totals(terminal, "--unit", "xã An Trường A")["cbcc_xa"] < now["cbcc_xa"], "the name means what took over"
    assert terminal.run("recount", "--verify").exit_code == 0
    assert terminal.refused("undo", "reorganisation", "1")


def test_figures_of_a_later_day_are_those_the_plan_would_leave(terminal: Terminal, plan: str) -> None:
    alone = totals(terminal, "--unit", "xã An Trường", "--as-of", "2099-07-01")["cbcc_xa"]
    terminal.run("reorganise", plan, "--yes")
    together = totals(terminal, "--unit", "xã An Trường", "--as-of", "2099-07-01")["cbcc_xa"]
    assert together != alone
    assert totals(terminal, "--unit", "xã An Trường", "--as-of", "2099-06-30")["cbcc_xa"] == alone


@pytest.mark.parametrize(
    ("text", "told"),
    [("name = 'A'", "ke-hoach.toml: name"), (LATER.replace("2099-07-01", "'x'"), "ke-hoach.toml: day"), ("]", "TOML")],
)
def test_a_bad_file_is_refused_by_name_and_key(terminal: Terminal, plan: str, text: str, told: str) -> None:
    Path(plan).write_text(text, encoding="utf-8")
    assert told in terminal.refused("reorganise", plan, "--yes")


def test_the_form_is_written_and_a_bad_one_comes_back_marked(terminal: Terminal) -> None:
    assert terminal.run("template", "reorganisation", "mau.xlsx").exit_code == 0
    assert load_workbook("mau.xlsx")["Đơn vị"]["A1"].value == "Đơn vị cũ"
    made = Workbook()
    made.active.append(("Đơn vị cũ", "Đơn vị mới", "Ngày", "Căn cứ"))
    made.active.append(("xã Tân An", "xã Tân Lập", "hôm qua", "NQ"))
    made.save("sai.xlsx")
    assert "sai-loi.xlsx" in terminal.refused("reorganise", "sai.xlsx", "--yes")
