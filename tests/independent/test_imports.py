"""What an import changes, what it leaves alone, and how it is taken back."""

from pathlib import Path

import openpyxl
import pytest

from .count import count
from .district import COLUMNS, Person
from .office import Office


def write_form(people: list[Person], file: Path) -> Path:
    """The plain form, with nothing untidy in it."""
    book = openpyxl.Workbook()
    book.active.append(COLUMNS)
    for person in people:
        book.active.append([person[title] for title in COLUMNS])
    book.save(file)
    return file


def changed(people: list[Person], number: int, **values: str) -> list[Person]:
    """The same people but for some values of one of them; the titles are written with underscores."""
    renamed = {title.replace("_", " "): value for title, value in values.items()}
    return [{**person, **renamed} if place == number else person for place, person in enumerate(people)]


def test_what_was_exported_reads_back_unchanged_and_tells_no_planned_post(
    settled: Office, everyone: list[Person]
) -> None:
    assert settled.run("export", "roster", "out.xlsx").status == 0
    run = settled.take_in(settled.folder / "out.xlsx")
    assert (run.status, run.counts) == (0, (0, 0, len(everyone)))
    cells = {cell for row in openpyxl.load_workbook(settled.folder / "out.xlsx").worksheets[0].values for cell in row}
    assert "Cấp ủy" in cells
    assert "Quy hoạch" not in cells


def test_what_is_left_out_is_told(settled: Office, everyone: list[Person]) -> None:
    """Planned posts by their number, people who are counted as no staff for want of a Đối tượng by name."""
    run = settled.take_in(settled.folder / "plain.xlsx")
    assert (run.status, run.counts) == (0, (0, 0, len(everyone)))
    unclear = "\n".join(line for line in run.out.splitlines() if "Đối tượng" in line)
    assert [
        person["Họ và tên"] for person in everyone if not person["Đối tượng"] and person["Họ và tên"] not in unclear
    ] == []
    cells = sum(person["Quy hoạch"] != "" for person in everyone)
    assert f" {cells} " in next(line for line in run.out.splitlines() if "quy hoạch" in line)


def test_an_import_is_taken_back_unless_a_later_one_touches_its_rows(settled: Office, everyone: list[Person]) -> None:
    promoted = changed(everyone, 5, Trình_độ_LLCT="CC")
    run = settled.take_in(write_form(promoted, settled.folder / "new.xlsx"))
    assert (run.status, run.counts) == (0, (0, 1, len(everyone) - 1))
    assert settled.figures() == count(promoted)
    refused = settled.run("undo", "import", "1")
    assert refused.status == 1
    assert everyone[5]["Họ và tên"] in refused.out + refused.err
    assert settled.run("undo", "import", "2").status == 0
    assert settled.figures() == count(everyone)


def test_a_level_that_went_down_is_listed_and_never_applied_by_yes(settled: Office, everyone: list[Person]) -> None:
    demoted = changed(everyone, 0, Trình_độ_LLCT="SC", Giới_tính="Nữ" if everyone[0]["Giới tính"] == "Nam" else "Nam")
    run = settled.take_in(write_form(demoted, settled.folder / "down.xlsx"))
    assert run.status == 0
    assert everyone[0]["Họ và tên"] in run.out
    assert settled.figures() == count(everyone)


@pytest.mark.parametrize("options", [(), ("--full",)])
def test_absent_people_are_gone_only_from_a_full_file(
    settled: Office, everyone: list[Person], options: tuple[str, ...]
) -> None:
    some = everyone[20:]
    run = settled.take_in(write_form(some, settled.folder / "some.xlsx"), *options)
    assert run.status == 0
    assert settled.figures() == count(some if options else everyone)


def test_a_dry_run_writes_nothing(office: Office, everyone: list[Person]) -> None:
    file = write_form(everyone, office.folder / "people.xlsx")
    run = office.run("import", "roster", file, "--dry-run", "--yes")
    assert (run.status, run.counts) == (0, (len(everyone), 0, 0))
    assert [figure["total"] for figure in office.figures()] == [0] * 6


def test_people_written_into_the_template_are_read_without_its_example(office: Office, everyone: list[Person]) -> None:
    assert office.run("template", "roster", "form.xlsx").status == 0
    assert office.take_in(office.folder / "form.xlsx").counts == (0, 0, 0)
    book = openpyxl.load_workbook(office.folder / "form.xlsx")
    page = next(page for page in book if any("Họ và tên" in row for row in page.values))
    top = next(number for number, row in enumerate(page.values, 1) if "Họ và tên" in row)
    titles = [cell.value for cell in page[top]]
    for number, person in enumerate(everyone[:3], page.max_row + 1):
        for title in COLUMNS:
            page.cell(number, titles.index(title) + 1, person[title] or None)
    book.save(office.folder / "filled.xlsx")
    run = office.take_in(office.folder / "filled.xlsx")
    assert (run.status, run.counts) == (0, (3, 0, 0)), run.out


def test_a_name_that_begins_like_a_formula_stays_text(office: Office, everyone: list[Person]) -> None:
    odd = changed(everyone[:2], 1, Họ_và_tên="=1+1 Văn An", Chức_vụ="+Chuyên viên")
    with (office.folder / "odd.csv").open("w", encoding="utf-8") as stream:
        stream.writelines(";".join(row) + "\n" for row in (COLUMNS, *(person.values() for person in odd)))
    assert office.take_in(office.folder / "odd.csv").status == 0
    office.run("export", "roster", "out.xlsx")
    cells = [cell for page in openpyxl.load_workbook(office.folder / "out.xlsx") for row in page for cell in row]
    names = [cell for cell in cells if isinstance(cell.value, str) and cell.value.endswith("1+1 Văn An")]
    assert [cell.data_type for cell in names] == ["s"]
    assert office.take_in(office.folder / "out.xlsx").counts == (0, 0, 2)
