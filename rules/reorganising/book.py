"""A plan that a clerk wrote as a spreadsheet: a row for each old unit and what it becomes, and who goes where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.class_books.tables import Line, lines, tables
from rules.reorganising.plan import Passage, Plan
from rules.roster.dates import parse_date
from rules.roster.problems import BadCell, Problem
from rules.roster.sheet import Cell, Sheet
from rules.roster.synonyms import heading_key
from rules.text import clean


class PlanField(StrEnum):
    """A column of the two sheets; the value is the heading written on it."""

    OLD = "Đơn vị cũ"
    NEW = "Đơn vị mới"
    DAY = "Ngày"
    DOCUMENT = "Căn cứ"
    CODE = "Mã cán bộ"
    NAME = "Họ và tên"


_WORDS = {
    PlanField.OLD: "don vi cu|don vi hien nay|don vi ket thuc|ten cu",
    PlanField.NEW: "don vi moi|don vi tiep nhan|sau sap xep|ten moi",
    PlanField.DAY: "ngay|tu ngay|ngay hieu luc|hieu luc tu|ngay thuc hien",
    PlanField.DOCUMENT: "can cu|van ban|quyet dinh|nghi quyet",
    PlanField.CODE: "ma can bo|ma cb|ma",
    PlanField.NAME: "ho va ten|ho ten|ho va ten can bo",
}
_FIELDS = {words: field for field, keys in _WORDS.items() for words in keys.split("|")}
_LONGEST = 150


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What a file says: the plan, where it has one, and everything that is wrong with it."""

    plan: Plan | None
    problems: tuple[Problem, ...]


def plan_field(heading: str) -> PlanField | None:
    """What a heading stands for; None where it is none of ours."""
    return _FIELDS.get(heading_key(heading))


def read_plan(sheets: Sequence[Sheet], name: str, today: date) -> PlanReading:
    """The plan in the sheets. `name` is what it is called. The day and the document stand in any row, the same in all.

    A sheet with "Mã cán bộ" and "Đơn vị mới" says where people go whose unit becomes several.
    """
    found, problems = tables(sheets, plan_field, (PlanField.OLD, PlanField.NEW))
    reader = _Reader(today)
    for table in found:
        for line in lines(table, problems):
            reader.take(line)
    reader.ask_for_what_is_missing(problems, found[0].sheet.name if found else sheets[0].name)
    placed = tuple(_placed(sheets, problems))
    if problems or reader.day is None or not reader.passages:
        return PlanReading(None, tuple(problems))
    return PlanReading(Plan(name, reader.day, reader.document, tuple(reader.passages), placed), ())


class _Reader:
    def __init__(self, today: date) -> None:
        self._today = today
        self.passages: list[Passage] = []
        self.day: date | None = None
        self.document = ""

    def take(self, line: Line[PlanField]) -> None:
        """Take a row in."""
        old, new = (clean(line.text(field)) for field in (PlanField.OLD, PlanField.NEW))
        for field, text in ((PlanField.OLD, old), (PlanField.NEW, new)):
            if not 2 <= len(text) <= _LONGEST:
                line.note(field, f'Thiếu "{field.value}" hoặc tên quá dài', "Ghi tên đơn vị đầy đủ")
        self._day_of(line)
        self._document_of(line)
        passage = Passage(old, new)
        if not line.bad and passage not in self.passages:
            self.passages.append(passage)

    def _day_of(self, line: Line[PlanField]) -> None:
        day = line.read(PlanField.DAY, self._read_day)
        if day is not None and self.day not in (None, day):
            line.note(PlanField.DAY, "Ngày khác với dòng trên", "Mỗi tệp một ngày; sắp xếp ngày khác ghi ở tệp khác")
        self.day = self.day or day

    def _document_of(self, line: Line[PlanField]) -> None:
        document = clean(line.text(PlanField.DOCUMENT))[:_LONGEST]
        if document and self.document and document != self.document:
            line.note(PlanField.DOCUMENT, "Căn cứ khác với dòng trên", "Mỗi tệp một văn bản")
        self.document = self.document or document

    def _read_day(self, cell: Cell) -> date:
        day = parse_date(cell, self._today, youngest=-10).day
        if day is None:
            raise BadCell("Ngày chưa đủ ngày, tháng, năm", "Ghi như 01/07/2025")
        return day

    def ask_for_what_is_missing(self, problems: list[Problem], sheet: str) -> None:
        """Note what no row says."""
        row = 0
        if not self.passages and not problems:
            problems.append(Problem(sheet, row, "", "", "Tệp chưa có dòng nào", "Ghi mỗi đơn vị cũ một dòng"))
        if self.passages and self.day is None and not problems:
            mend = "Ghi ngày đơn vị mới bắt đầu, ít nhất ở một dòng"
            problems.append(Problem(sheet, row, "", "", 'Thiếu "Ngày"', mend))
        if self.passages and not self.document and not problems:
            mend = "Ghi số văn bản làm căn cứ, ít nhất ở một dòng"
            problems.append(Problem(sheet, row, "", "", 'Thiếu "Căn cứ"', mend))


def _placed(sheets: Sequence[Sheet], problems: list[Problem]) -> Iterable[tuple[str, str]]:
    """(code, new unit) of each row; a file without such a sheet places nobody."""
    found, _ = tables(sheets, plan_field, (PlanField.CODE, PlanField.NEW))
    for table in found:
        for line in lines(table, problems):
            code, new = clean(line.text(PlanField.CODE)), clean(line.text(PlanField.NEW))
            if code and new:
                yield code, new
            elif new or code:
                line.note(PlanField.NEW, "Thiếu mã cán bộ hoặc đơn vị mới", "Ghi đủ hai cột, hoặc bỏ dòng này")
