"""The targets as .xlsx: the figures with a chart, unit by unit, who is missing, and the data behind it all."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from handlers.files.sheets import Book, Cell, Column, Required, Share
from handlers.files.target_paper import People, TargetPaper, missing_people, unit_names
from handlers.texts import target_papers as texts
from handlers.texts.target_missing import reason
from handlers.texts.targets import dated
from rules.comparing import FEWEST
from rules.groups import groups_of
from rules.levels import Level
from rules.missing import Lacking
from rules.standing import held_by
from rules.tallies import UnitSummary
from rules.targets import Figure, TargetFigure

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_SUMMARY = (
    Column("TT", 5, True), Column("Nhóm đối tượng", 36), Column("Trình độ", 17, True), Column("Tổng số", 9, True),
    Column("Đã có", 9, True), Column("Tỷ lệ", 9, True), Column("Chỉ tiêu", 11, True), Column("Đang học", 9, True),
    Column("Còn thiếu", 9, True), Column("Kết quả", 12, True),
)  # fmt: skip
_MISSING = (
    Column("TT", 5, True), Column("Họ và tên", 24), Column("Đơn vị", 24), Column("Chức vụ", 30),
    Column("Hiện có", 11, True), Column("Cần có", 11, True), Column("Chỉ tiêu số", 9, True), Column("Lý do", 34),
)  # fmt: skip
_DATA = (
    Column("Mã", 9), Column("Họ và tên", 24), Column("Đơn vị", 24), Column("Chỉ tiêu số", 9, True),
    Column("Nhóm đối tượng", 28), Column("Chức vụ", 30), Column("Từ ngày", 12, True), Column("Hiện có", 11, True),
    Column("Ngày cấp", 12, True), Column("Yêu cầu", 11, True), Column("Kết quả", 10, True),
    Column("Đang học", 10, True),
)  # fmt: skip
_FAR = 0.1
"""A share this much below its target is marked more heavily."""


def target_workbook(paper: TargetPaper) -> bytes:
    """The whole workbook; the lists of people only where the paper has them."""
    head = (*texts.head(paper.policy, paper.units), dated(paper.policy, paper.counted))
    book = Book(head, paper.made)
    _summary(book, paper)
    _by_unit(book, paper)
    if paper.people is not None and paper.named:
        _missing(book, paper.people, paper.summary.day)
        _data(book, paper, paper.people)
    return book.bytes()


def _summary(book: Book, paper: TargetPaper) -> None:
    sheet = book.sheet("Tổng hợp", landscape=True)
    sheet.fit_to_pages(1, 1)
    figures = paper.summary.figures
    below = book.table(sheet, _SUMMARY, [_summary_row(paper, *each) for each in enumerate(figures, 1)])
    below = book.notes(
        sheet, below + 1, [texts.told(paper.policy, paper.summary), *texts.notes(paper.summary, paper.records_of)]
    )
    if figures:
        _chart(book, sheet, len(figures), below + 1)


def _summary_row(paper: TargetPaper, place: int, figure: Figure) -> list[Cell]:
    return [
        place, paper.policy.group_by_id[figure.group].name, texts.level(figure.level), figure.total, figure.met,
        texts.NO_DATA if figure.share is None else Share(figure.share, figure.share_required),
        Required(figure.share_required, figure.comparator == ">"), figure.studying,
        texts.NO_DATA if figure.share is None else figure.needed if figure.needed is not None else texts.NO_NUMBER,
        texts.result(figure),
    ]  # fmt: skip


def _chart(book: Book, sheet: "Worksheet", targets: int, row: int) -> None:
    """Columns of the shares, and a black mark across each where its target lies."""
    first, last = book.first_row + 1, book.first_row + targets
    font = {"name": "Times New Roman", "size": 11}
    names = [sheet.name, first, 1, last, 1]
    columns = book.book.add_chart({"type": "column"})
    columns.add_series({
        "name": "Tỷ lệ đã có", "categories": names, "values": [sheet.name, first, 5, last, 5], "gap": 80,
        "fill": {"color": "#5B84B1"}, "border": {"color": "#1F3A5F"},
        "data_labels": {"value": True, "num_format": "0.0%", "position": "inside_base",
                        "font": {**font, "bold": True, "color": "#FFFFFF"}},
    })  # fmt: skip
    marks = book.book.add_chart({"type": "line"})
    marks.add_series({
        "name": "Chỉ tiêu", "categories": names, "values": [sheet.name, first, 6, last, 6], "line": {"none": True},
        "marker": {"type": "long_dash", "size": 22, "fill": {"color": "#000000"}, "border": {"color": "#000000"}},
    })  # fmt: skip
    columns.combine(marks)
    columns.set_title({"name": "Tỷ lệ đã có so với chỉ tiêu", "name_font": {**font, "size": 13, "bold": True}})
    columns.set_y_axis({"min": 0, "max": 1, "num_format": "0%", "num_font": font, "major_gridlines": {
        "visible": True, "line": {"color": "#D9D9D9"}}})  # fmt: skip
    columns.set_x_axis({"num_font": font})
    columns.set_legend({"position": "bottom", "font": font})
    columns.set_size({"width": 900, "height": 360})
    sheet.insert_chart(row, 0, columns, {"x_offset": 5})


def _by_unit(book: Book, paper: TargetPaper) -> None:
    """Unit by target: people, those who lack the level, the share; the slowest unit first."""
    sheet = book.sheet("Theo đơn vị", landscape=True)
    columns = [Column("TT", 5, True), Column("Đơn vị", 31), Column("Số người", 7, True), Column("Còn thiếu", 7, True)]
    for place, _ in enumerate(paper.summary.figures, 1):
        columns += [Column(f"{place}. Đã có", 6, True), Column("Tổng số", 6, True), Column("Tỷ lệ", 8.5, True)]
    names = unit_names(paper.by_unit)
    rows = [_unit_row(paper, n, *each) for n, each in enumerate(zip(names, paper.by_unit, strict=True), 1)]
    below = book.table(sheet, columns, rows, frozen=2)
    for place, figure in enumerate(paper.summary.figures):
        if rows:
            _shade(book, sheet, (book.first_row + 1, below - 1, 6 + 3 * place), figure)
    groups = (f"{n}. {paper.policy.group_by_id[f.group].name}" for n, f in enumerate(paper.summary.figures, 1))
    book.notes(sheet, below + 1, [texts.ORDERED, texts.SHADES, f"Chỉ tiêu: {'; '.join(groups)}."])


def _unit_row(paper: TargetPaper, place: int, name: str, found: UnitSummary) -> list[Cell]:
    total, named = found.people.total, paper.names_allowed
    all_of_them: list[Cell] = [total, missing_people(found)] if named or total >= FEWEST else [texts.FEW, ""]
    row: list[Cell] = [place, texts.unit_name(name), *all_of_them]
    for figure in found.summary.figures:
        if figure.share is None:
            row += ["", "", ""]
        elif not named and figure.total < FEWEST:
            row += ["", texts.FEW, ""]
        else:
            row += [figure.met, figure.total, Share(figure.share, figure.share_required)]
    return row


def _shade(book: Book, sheet: "Worksheet", cells: tuple[int, int, int], figure: Figure) -> None:
    """Shade the shares below a target: darker the further below, so that it also reads without colours."""
    first, last, column = cells
    far = book.book.add_format({"bg_color": "#F4B183", "bold": True})
    near = book.book.add_format({"bg_color": "#FCE9DA"})
    below = "<=" if figure.comparator == ">" else "<"
    asked = float(figure.share_required)
    for criteria, value, style in (("blanks", None, None), ("<=", asked - _FAR, far), (below, asked, near)):
        rule = {"type": criteria, "stop_if_true": True} if style is None else {
            "type": "cell", "criteria": criteria, "value": value, "format": style, "stop_if_true": True}  # fmt: skip
        sheet.conditional_format(first, column, last, column, rule)


def _missing(book: Book, people: People, day: date) -> None:
    sheet = book.sheet("Còn thiếu", landscape=True, warning=texts.PERSONAL)
    book.table(sheet, _MISSING, [_missing_row(n, each, day) for n, each in enumerate(people.lacking, 1)], frozen=2)
    sheet.autofilter(book.first_row, 0, book.first_row + max(1, len(people.lacking)), len(_MISSING) - 1)


def _missing_row(place: int, found: Lacking, day: date) -> list[Cell]:
    cadre = found.cadre
    return [
        place, cadre.name, texts.unit_name(cadre.unit.name), "; ".join(cadre.titles_on(day)),
        texts.held(found.held), texts.held(found.level), ", ".join(map(str, found.targets)), reason(found),
    ]  # fmt: skip


def _data(book: Book, paper: TargetPaper, people: People) -> None:
    sheet = book.sheet("Dữ liệu", landscape=True, warning=texts.PERSONAL)
    rows = [row for place, figure in enumerate(people.figures, 1) for row in _data_rows(paper, people, place, figure)]
    book.table(sheet, _DATA, rows, frozen=2)
    sheet.autofilter(book.first_row, 0, book.first_row + max(1, len(rows)), len(_DATA) - 1)


def _data_rows(paper: TargetPaper, people: People, place: int, figure: TargetFigure) -> Iterator[list[Cell]]:
    group, missing = paper.policy.group_by_id[figure.group], set(figure.missing_ids)
    for cadre_id in figure.member_ids:
        cadre = people.cadres[cadre_id]
        held, proof = held_by(cadre, people.count_unverified)
        post = next((m.post for m in groups_of(cadre, paper.policy, paper.summary.day) if m.group_id == group.id), None)
        studies = cadre_id in missing and people.studying.get(cadre_id, Level.NONE) >= figure.level
        yield [
            cadre.code, cadre.name, cadre.unit.name, place, group.name, post.title if post else "",
            post.since if post else None, texts.held(held), proof.issued if proof else None,
            texts.held(figure.level), "Chưa" if cadre_id in missing else "Đạt", "Có" if studies else "",
        ]  # fmt: skip
