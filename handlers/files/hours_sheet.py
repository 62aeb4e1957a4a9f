"""Bảng kê giờ giảng: the sheet of hours of a month as .xlsx, to read, print and sign."""

from collections.abc import Sequence
from datetime import date

from handlers.files.sheets import Book, Cell, Column
from handlers.house import Centre
from handlers.texts import lecturer_own as texts
from handlers.texts.classes import PARTS
from rules.hours import Hours, Sheet, total
from rules.periods import Period

_SUMS = (
    Column("TT", 5, True), Column("Giảng viên", 34), Column("Số buổi", 10, True), Column("Số tiết", 14, True),
    Column("Buổi chưa ghi số tiết", 14, True), Column("Ký nhận", 20),
)  # fmt: skip
_SESSIONS = (
    Column("TT", 5, True), Column("Giảng viên", 28), Column("Ngày", 13, True), Column("Buổi", 9, True),
    Column("Lớp", 18), Column("Chuyên đề", 44), Column("Phòng", 20), Column("Số tiết", 10, True),
)  # fmt: skip


def hours_sheet(found: Sequence[Sheet], month: Period, per_session: int | None, centre: Centre, made: date) -> bytes:
    """The sums of each lecturer, then session by session: those held to the day it is made."""
    until = min(month.last, made)
    title = f"Bảng kê giờ giảng {texts.month(month.first)}".upper()
    book = Book([title, centre.name, texts.dated(month.first, until)], made)
    sums = book.sheet("Tổng hợp", landscape=False)
    below = book.table(sums, _SUMS, _sum_rows(found))
    book.notes(sums, below + 1, [texts.counting(per_session)])
    sessions = book.sheet("Từng buổi", landscape=True)
    book.table(sessions, _SESSIONS, _session_rows(found, until, per_session))
    return book.bytes()


def _sum_rows(found: Sequence[Sheet]) -> list[list[Cell]]:
    rows = [_sum_row(n, texts.named(each.name), each.held) for n, each in enumerate(found, 1)]
    if len(found) > 1:
        rows.append(_sum_row("", texts.TOTAL, total(each.held for each in found)))
    return rows


def _sum_row(number: int | str, name: str, hours: Hours) -> list[Cell]:
    periods = texts.UNWRITTEN if hours.periods is None else hours.periods
    return [number, name, hours.sessions, periods, hours.without, ""]


def _session_rows(found: Sequence[Sheet], until: date, per_session: int | None) -> list[list[Cell]]:
    taught = [(sheet.name, each) for sheet in found for each in sheet.taught if each.session.day <= until]
    return [
        [
            n, texts.named(name), each.session.day, PARTS[each.session.part], each.class_code, each.session.topic,
            each.session.room, each.session.periods or per_session or texts.UNWRITTEN,
        ]
        for n, (name, each) in enumerate(taught, 1)
    ]  # fmt: skip
