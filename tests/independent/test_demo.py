"""The demonstration's district, exported and counted again by plain loops."""

import openpyxl

from .count import count
from .office import Office


def test_the_demonstrations_figures_are_those_that_plain_loops_count(office: Office) -> None:
    assert office.run("demo", "--terminal").status == 0
    world = {"CADREBOT_DATABASE__URL": "sqlite:///data/demo.db"}
    assert office.run("export", "roster", "out.xlsx", **world).status == 0
    titles, *rows = openpyxl.load_workbook(office.folder / "out.xlsx").worksheets[0].values
    people = [{title: str(cell or "") for title, cell in zip(titles, row, strict=True)} for row in rows]
    figures = office.run("targets", "--json", **world).json
    assert [{**figure, "studying": 0} for figure in figures] == count([each for each in people if each["Họ và tên"]])
    assert all(figure["total"] > 20 for figure in figures)
