"""The list of a class as .xlsx: with room for marks and certificates, to be read back when it is filled in."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.files.sheets import Book, Cell, Column
from handlers.texts import results as words
from handlers.texts import rollcall as roll_words
from rules.attendance import Presence
from rules.classes import Session, TrainingClass
from rules.results import Verdict
from storage.attendance import Held
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


def roll_sheet(
    held: Held,
    students: Sequence[Student],
    sessions: Sequence[Session],
    rolls: Mapping[str, Mapping[str, Presence]],
    today: date,
) -> bytes:
    """The roll of a whole class: a column for each session, marked where it was called."""
    book = Book(roll_words.sheet_head(held.class_name, held.class_code), today)
    columns = (*_PERSON, *(Column(roll_words.column(each), 8, True) for each in sessions))
    marks = [[_MARKS.get(rolls.get(each.id, {}).get(who.person_id)) for each in sessions] for who in students]
    rows = [[*person_cells(who), *own] for who, own in zip(students, marks, strict=True)]
    book.table(book.sheet("Điểm danh", landscape=True), columns, rows, frozen=2)
    return book.bytes()


_MARKS: Mapping[Presence | None, Cell] = {Presence.ABSENT: "V", Presence.EXCUSED: "P"}
