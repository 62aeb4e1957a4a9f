"""A messy file of every everyday layout: reported cell by cell, and, once mended, read as the same people."""

from pathlib import Path

import openpyxl
import pytest

from . import rosters
from .count import count, rows_of
from .district import Person
from .files import WRITERS, Sheet
from .office import Office

FILES = (
    ("plain", ".csv"),
    ("shuffled", ".xlsx"),
    ("unit_headings", ".xls"),
    ("name_in_two_columns", ".ods"),
    ("birth_under_sex", ".xlsx"),
    ("marked_levels", ".ods"),
    ("committee_in_posts", ".csv"),
    ("several_sheets", ".xlsx"),
)
NO_BIRTH, NAMELESS = 12, 60
"""Numbers of the people in whose cells an error is planted."""


_DEGREE = "cử nhân chính trị"


def plant_errors(sheets: list[Sheet], file: Path) -> set[tuple[str, int, str]]:
    """Spoil a birth date and a name, write the file, and return where: sheet, row and column as people say them.

    With the cells whose degree is taken for a level, which is told wherever errors are.
    """
    spoiled = set()
    for sheet in sheets:
        for row, cells in enumerate(sheet.grid):
            name = file.stem if file.suffix == ".csv" else sheet.name
            spoiled |= {(name, row + 1, chr(ord("A") + c)) for c, cell in enumerate(cells) if cell == _DEGREE}
        for number, title, value in ((NO_BIRTH, "Ngày sinh", "31/02/1980"), (NAMELESS, "Họ và tên", None)):
            if (number, title) in sheet.places:
                row, column = sheet.places[number, title]
                sheet.grid[row][column] = value
                name = file.stem if file.suffix == ".csv" else sheet.name
                spoiled.add((name, row + 1, chr(ord("A") + column)))
        if (NAMELESS, "Tên") in sheet.places:
            row, column = sheet.places[NAMELESS, "Tên"]
            sheet.grid[row][column] = None
    WRITERS[file.suffix](sheets, file)
    return spoiled


@pytest.mark.parametrize(("layout", "kind"), FILES)
def test_two_errors_are_named_and_marked_and_nothing_is_stored(
    layout: str, kind: str, everyone: list[Person], settled: Office
) -> None:
    file = settled.folder / f"danh sách{kind}"
    spoiled = plant_errors(rosters.write(layout, everyone[1:], file), file)
    run = settled.take_in(file)
    assert (run.status, run.places) == (1, spoiled)
    copy = openpyxl.load_workbook(settled.folder / "danh sách-loi.xlsx")
    marked = {
        (page.title, cell.row, cell.column_letter) for page in copy for row in page for cell in row if cell.comment
    }
    assert marked == spoiled


@pytest.mark.parametrize(("layout", "kind"), [each for each in FILES if each[0] != "shuffled"])
def test_mended_it_says_of_everybody_what_the_plain_file_says(
    layout: str, kind: str, everyone: list[Person], settled: Office
) -> None:
    file = settled.folder / f"{layout}{kind}"
    rosters.write(layout, everyone, file)
    run = settled.take_in(file)
    assert (run.status, run.counts) == (0, (0, 0, len(everyone))), run.out + run.err


@pytest.mark.parametrize(("layout", "kind"), [("plain", ".xlsx"), ("shuffled", ".xlsx"), ("unit_headings", ".xls")])
def test_the_figures_are_those_that_plain_loops_count(
    layout: str, kind: str, everyone: list[Person], office: Office, prepared: Office
) -> None:
    file = office.folder / f"{layout}{kind}"
    rosters.write(layout, everyone, file)
    assert office.take_in(file).counts == (len(everyone), 0, 0)
    assert office.figures() == count(rows_of(prepared.folder / "plain.xlsx"))
