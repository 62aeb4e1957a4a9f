"""The centre's own report of a period as .docx and .xlsx: the same figures, and the same words where there are none."""

from collections.abc import Callable
from operator import attrgetter

from handlers.files.report_form import Letterhead, Report, report
from handlers.files.sheets import Book, Cell, Column
from handlers.files.word_template import Value
from handlers.texts import period_report as texts
from handlers.texts import target_papers
from rules.period_report import MARKS, KindLine, PeriodReport

TEMPLATE = "bao-cao-ky.docx"
_CLASSES = (
    Column("TT", 5, True), Column("Loại lớp", 40), Column("Kế hoạch năm (lớp)", 11, True),
    Column("Kế hoạch năm (học viên)", 11, True), Column("Mở trong kỳ (lớp)", 11, True), Column("Học viên", 11, True),
    Column("Kết thúc (lớp)", 11, True), Column("Đạt yêu cầu", 11, True), *(Column(mark, 11, True) for mark in MARKS),
)  # fmt: skip
_LECTURERS = (Column("TT", 5, True), Column("Giảng viên", 40), Column("Số buổi", 12, True), Column("Số tiết", 18, True))
_ABSENT = (Column("TT", 5, True), Column("Đơn vị không có người đi học", 60))


def period_document(found: PeriodReport, units: tuple[str, ...], letterhead: Letterhead) -> Report:
    """The report, by the centre's own template where it has one that works. `units` bound it; none for everyone."""
    fields: dict[str, Value] = {
        "ky": texts.period(found.period),
        "so_lieu": texts.dated(found),
        "pham_vi": target_papers.scope(units) if units else "",
        "tom_tat": texts.summary(found),
        "lop": [dict(zip(_FIELDS, map(_words, row), strict=True)) for row in _rows(found)],
        "ghi_chu": texts.notes(found),
        "don_vi_vang": texts.attendance(found),
        "giang_day": texts.teaching(found),
        "giang_vien": [
            {"tt": str(n), "ten": each.lecturer, "so_buoi": str(each.sessions), "so_tiet": _words(texts.periods(each))}
            for n, each in enumerate(found.taught, 1)
        ],
    }
    return report(TEMPLATE, letterhead, fields)


_FIELDS = ("tt", "loai", "ke_hoach", "ke_hoach_hv", "mo", "hoc_vien", "ket_thuc", "dat", "gioi", "kha", "trung_binh")


def _words(cell: Cell) -> str:
    return texts.count(cell) if isinstance(cell, int) else str(cell)


def period_workbook(found: PeriodReport, units: tuple[str, ...], letterhead: Letterhead) -> bytes:
    """The report as tables: classes, units that sent nobody, lecturers."""
    title = f"{texts.TITLE} {texts.period(found.period)}".upper()
    scope = [target_papers.scope(units)] if units else []
    book = Book([title, letterhead.centre.name, texts.dated(found), *scope], letterhead.made)
    classes = book.sheet("Lớp và học viên", landscape=True)
    below = book.table(classes, _CLASSES, _rows(found))
    book.notes(classes, below + 1, [texts.summary(found), *texts.notes(found)])
    names = [target_papers.unit_name(name) for name in found.absent or ()]
    absent = book.sheet("Đơn vị", landscape=False)
    below = book.table(absent, _ABSENT, [[n, name] for n, name in enumerate(names, 1)])
    book.notes(absent, below + 1, [texts.attendance_in_short(found)])
    lecturers = book.sheet("Giảng viên", landscape=False)
    rows = [[n, t.lecturer, t.sessions, texts.periods(t)] for n, t in enumerate(found.taught, 1)]
    below = book.table(lecturers, _LECTURERS, rows)
    book.notes(lecturers, below + 1, texts.teaching(found))
    return book.bytes()


def _rows(found: PeriodReport) -> list[list[Cell]]:
    """The classes by kind, and their sum."""
    rows: list[list[Cell]] = [
        [n, texts.kind(line), *(_cell(figure(line)) for figure in _FIGURES)] for n, line in enumerate(found.lines, 1)
    ]
    if len(rows) > 1:
        rows.append(["", texts.TOTAL, *(_cell(found.sum_of(figure)) for figure in _FIGURES)])
    return rows


def _mark(place: int) -> Callable[[KindLine], int | None]:
    return lambda line: line.marks[place]


_FIGURES: tuple[Callable[[KindLine], int | None], ...] = (
    *map(attrgetter, ("planned", "planned_learners", "begun", "learners", "ended", "passed")),
    *map(_mark, range(len(MARKS))),
)  # fmt: skip
"""The figures of a kind of class, in the order of their columns."""


def _cell(figure: int | None) -> Cell:
    return texts.UNKNOWN if figure is None else figure
