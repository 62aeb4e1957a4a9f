"""The list of a class as .xlsx: with room for marks and certificates, to be read back when it is filled in."""

from collections.abc import Sequence
from datetime import date

from handlers.files.sheets import Book, Cell, Column
from handlers.texts import results as words
from rules.classes import TrainingClass
from rules.results import Verdict
from storage.certificates import Certificate
from storage.class_list import Student
from storage.results import Outcome

_PERSON = (Column("Số", 6, True), Column("Họ và tên", 28), Column("Mã", 11, True), Column("Đơn vị", 28))
_RESULT = (
    Column("Điểm", 8, True),
    Column("Xếp loại", 14, True),
    Column("Kết quả", 12, True),
    Column("Số giấy", 16, True),
    Column("Ngày cấp", 12, True),
)


def result_sheet(
    training: TrainingClass,
    students: Sequence[Student],
    outcomes: Sequence[Outcome],
    entered: Sequence[Certificate],
    today: date,
) -> bytes:
    """Everybody of the class with what is known of their result, confirmed or not; the rest is left to fill in."""
    last = {each.student.person_id: each.verdict for each in outcomes}
    papers = {each.person_id: each for each in entered}
    book = Book(words.sheet_head(training), today)
    rows = [
        [*person_cells(each), *_result(last.get(each.person_id)), *_paper(papers.get(each.person_id))]
        for each in students
    ]
    book.table(book.sheet("Bảng điểm", landscape=True), (*_PERSON, *_RESULT), rows, frozen=2)
    return book.bytes()


def person_cells(student: Student) -> list[Cell]:
    """Who it is, in every list of a class."""
    return [student.number, student.name, student.code, student.unit_name]


def _result(verdict: Verdict | None) -> list[Cell]:
    if verdict is None:
        return ["", "", ""]
    return [verdict.mark, verdict.grade, "Đạt" if verdict.passed else "Không đạt"]


def _paper(certificate: Certificate | None) -> list[Cell]:
    return ["", ""] if certificate is None else [certificate.number, certificate.issued_on]
