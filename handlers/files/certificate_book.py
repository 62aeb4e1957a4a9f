"""The register of the certificates of a year as .xlsx, to be printed and kept."""

from collections.abc import Sequence
from datetime import date

from handlers.files.sheets import Book, Cell, Column
from handlers.texts import certificate_book as words
from storage.certificates import Registered

_COLUMNS = (
    Column("STT", 6, True),
    Column("Số giấy", 16, True),
    Column("Ngày cấp", 12, True),
    Column("Họ và tên", 28),
    Column("Mã", 11, True),
    Column("Đơn vị", 26),
    Column("Mã lớp", 14, True),
    Column("Lớp", 40),
    Column("Người ghi", 24),
)


def certificate_book(year: int, found: Sequence[Registered], made: date) -> bytes:
    """One line a certificate, in the order given."""
    book = Book(words.head(year, found, made), made)
    rows: list[list[Cell]] = [
        [
            n, each.certificate.number, each.certificate.issued_on, each.name, each.code, each.unit, each.class_code,
            each.class_name, each.registered_by,
        ]
        for n, each in enumerate(found, 1)
    ]  # fmt: skip
    book.table(book.sheet("Sổ cấp giấy", landscape=True), _COLUMNS, rows, frozen=4)
    return book.bytes()
