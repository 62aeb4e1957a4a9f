"""Danh sách cử đi học, to print and sign: as .xlsx, and as .docx in the form of Party documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.files.report_form import TO_FILL_IN, Letterhead, report
from handlers.files.sheets import Book, Cell, Column
from handlers.files.word_template import Value
from handlers.house import Centre, Papers
from handlers.texts import seats_officer as texts
from rules.cadres import Cadre
from rules.classes import TrainingClass
from rules.dates import vietnamese
from storage.seat_requests import SeatRequest

TEMPLATE = "danh-sach-cu.docx"
_COLUMNS = (
    Column("TT", 5, True), Column("Họ và tên", 26), Column("Mã", 10, True), Column("Ngày sinh", 12, True),
    Column("Chức vụ", 32), Column("Đơn vị", 26), Column("Tình trạng", 24), Column("Ghi chú", 18),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on the list; the record is None for a learner who stands on no roster."""

    request: SeatRequest
    cadre: Cadre | None
    day: date

    @property
    def posts(self) -> str:
        return "; ".join(self.cadre.titles_on(self.day)) if self.cadre else ""

    @property
    def birth(self) -> str:
        return str(self.cadre.birth) if self.cadre and self.cadre.birth else ""


def sent_workbook(training: TrainingClass, lines: Sequence[Line], centre: Centre, papers: Papers, made: date) -> bytes:
    """The list of a unit for a class as a spreadsheet."""
    head = (_sender(lines), "DANH SÁCH CỬ ĐI HỌC", f"Lớp: {training.name} ({training.code})")
    return _workbook(head, lines, made)


def nominees_workbook(name: str, lines: Sequence[Line], made: date) -> bytes:
    """The list that the centre sends on to the school or the academy."""
    return _workbook((name.upper(),), lines, made)


def _workbook(head: tuple[str, ...], lines: Sequence[Line], made: date) -> bytes:
    book = Book((*head, f"Ngày {vietnamese(made)}."), made)
    sheet = book.sheet("Danh sách cử", landscape=True)
    below = book.table(sheet, _COLUMNS, [_row(n, each) for n, each in enumerate(lines, 1)], frozen=2)
    book.notes(sheet, below + 1, [texts.DECIDES, "Thủ trưởng đơn vị (ký, đóng dấu):"])
    return book.bytes()


def _row(number: int, line: Line) -> list[Cell]:
    cadre = line.cadre
    return [
        number, line.request.name, cadre.code if cadre else "", line.birth, line.posts, line.request.unit,
        texts.state(line.request), "",
    ]  # fmt: skip


def sent_document(training: TrainingClass, lines: Sequence[Line], centre: Centre, papers: Papers, made: date) -> bytes:
    """The list as a Word file, by the centre's own template where it has one that works."""
    rows = [
        {"tt": str(n), "ho_ten": each.request.name, "ngay_sinh": each.birth, "chuc_vu": each.posts,
         "don_vi": each.request.unit}
        for n, each in enumerate(lines, 1)
    ]  # fmt: skip
    fields: dict[str, Value] = {
        "don_vi_cu": _sender(lines),
        "noi_nhan": centre.name,
        # Signed on a day and at a place of its own.
        "dia_danh_ngay_ky": f"……………, ngày … tháng … năm {made.year}",
        "lop": f"Lớp {training.name} ({training.code})",
        "so_nguoi": str(len(lines)),
        "danh_sach": rows,
    }
    return report(TEMPLATE, Letterhead(centre, papers, made), fields).content


def _sender(lines: Sequence[Line]) -> str:
    """Who signs: the unit of everyone on the list; left to be filled in where they are of several."""
    units = {each.request.unit for each in lines}
    return units.pop().upper() if len(units) == 1 else TO_FILL_IN
