"""A sent notice as .xlsx: every person with what became of it, the counts by unit, and the list of those to phone."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from handlers.texts import notice_reasons as words
from handlers.texts.notice_report import ALL_UNITS, NO_UNIT, why_called
from handlers.texts.notices import KINDS, instant
from rules.notices import DeliveryState, Notice, Receipt
from rules.receipts import Way
from storage.clock import from_ms
from storage.notice_people import Addressee, Count

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | datetime
_RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program would take for a formula."""
_PERSON = (
    ("Số", 6), ("Họ và tên", 24), ("Mã", 9), ("Đơn vị", 24), ("Kênh", 10), ("Tình trạng", 15), ("Lý do", 20),
    ("Lúc", 16), ("Xác nhận", 14), ("Xác nhận lúc", 16), ("Cách xác nhận", 14), ("Người ghi", 20), ("Ghi chú", 24),
)  # fmt: skip
_UNIT = (
    ("Đơn vị", 32), ("Người nhận", 12), ("Đã gửi", 10), ("Chưa đến được", 12), ("Tự xác nhận", 12), ("Gọi điện", 10),
    ("Phiếu", 10), ("Sẽ dự", 10), ("Không dự được", 12), ("Chưa xác nhận", 12),
)  # fmt: skip
_PHONE = (("Số", 6), ("Họ và tên", 26), ("Đơn vị", 28), ("Điện thoại", 15), ("Vì sao cần gọi", 24), ("Đã gọi", 9),
          ("Trả lời", 30))  # fmt: skip
_LINE = 15
"""The height of a line, in points."""
_HEAD_ROW = 3
"""The row of the headings; above it stand the notice and the time of the figures."""


def notice_report(notice: Notice, people: Sequence[Addressee], counts: Sequence[Count], now: datetime) -> bytes:
    """The whole report. `now` gives the time of the figures and the time zone of all others."""
    book = _Book(notice, now)
    book.table("Người nhận", _PERSON, [_person(each, now) for each in people], frozen=2)
    units = _units(counts)
    book.table("Theo đơn vị", _UNIT, units, frozen=1, total=_total(units))
    return book.bytes()


def phone_list(notice: Notice, people: Sequence[Addressee], now: datetime) -> bytes:
    """Those to phone, unit by unit, with room to write down what they said."""
    book = _Book(notice, now)
    rows: list[list[Cell]] = [
        [each.number, each.name, each.unit, each.phone, why_called(each), "", ""] for each in people
    ]
    book.table("Danh bạ", _PHONE, rows, frozen=2)
    return book.bytes()


def _person(person: Addressee, now: datetime) -> list[Cell]:
    return [
        person.number, person.name, person.code, person.unit or NO_UNIT, words.CHANNELS.get(person.channel, ""),
        words.STATES[DeliveryState(person.state)], words.reason(person.state, person.reason),
        _instant(person.settled_at if person.state != DeliveryState.WAITING else None, now),
        words.RECEIPTS[Receipt(person.receipt)] if person.receipt else "chưa xác nhận",
        _instant(person.receipt_at, now),
        words.WAYS[Way(person.receipt_way) if person.receipt_way else None] if person.receipt else "",
        person.receipt_by, person.receipt_note,
    ]  # fmt: skip


def _instant(stored: int | None, now: datetime) -> Cell:
    return "" if stored is None else from_ms(stored).astimezone(now.tzinfo).replace(tzinfo=None)


def _units(counts: Sequence[Count]) -> list[list[Cell]]:
    by_unit: dict[str, Counter[str]] = {}
    for each in counts:
        unit = by_unit.setdefault(each.unit, Counter())
        unit["all"] += each.people
        unit["sent"] += each.people * (each.state == DeliveryState.SENT)
        unit["lost"] += each.people * (each.state in _LOST)
        unit[(each.way or "self") if each.receipt else "silent"] += each.people
        unit[each.receipt or ""] += each.people
    figures = ("all", "sent", "lost", "self", Way.PHONE, Way.PAPER, Receipt.COMING, Receipt.NOT_COMING, "silent")
    return [[unit or NO_UNIT, *(found[figure] for figure in figures)] for unit, found in by_unit.items()]


def _total(units: Sequence[Sequence[Cell]]) -> list[Cell]:
    """The sums of the columns of figures; none where there is one unit alone."""
    columns = list(zip(*units, strict=True))[1:] if len(units) > 1 else []
    return (
        [ALL_UNITS, *(sum(each for each in column if isinstance(each, int)) for column in columns)] if columns else []
    )


_LOST = (DeliveryState.FAILED, DeliveryState.SKIPPED, DeliveryState.UNKNOWN)


def _lines(cells: Sequence[Cell], columns: Sequence[tuple[str, int]]) -> int:
    """How many lines the longest text of a row takes: not every program finds that out when it opens a file."""
    return max(ceil(len(cell) / width) if isinstance(cell, str) and cell else 1
               for cell, (_, width) in zip(cells, columns, strict=True))  # fmt: skip


class _Book:
    """A workbook of tables with headings that stay, filters, and pages of one breadth. `bytes()` closes it."""

    def __init__(self, notice: Notice, now: datetime) -> None:
        from xlsxwriter import Workbook

        self._buffer = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = Workbook(self._buffer, options)
        self._title = self._book.add_format({"bold": True, "font_size": 13})
        self._faint = self._book.add_format({"italic": True, "font_color": "#595959"})
        edge = {"border": 1, "border_color": "#BFBFBF", "valign": "top", "text_wrap": True}
        self._head = self._book.add_format({**edge, "bold": True, "bg_color": "#DDEBF7", "valign": "vcenter"})
        self._text = self._book.add_format({**edge, "num_format": "@"})
        self._quoted = self._book.add_format({**edge, "num_format": "@", "quote_prefix": True})
        self._number = self._book.add_format({**edge, "num_format": "0", "align": "left"})
        self._time = self._book.add_format({**edge, "num_format": "dd/mm/yyyy hh:mm", "align": "left"})
        self._lines = (
            f"Thông báo số {notice.number}: {KINDS[notice.kind]}",
            f"Số liệu lúc {instant(now)}. Có thông tin cá nhân: chỉ dùng cho việc của thông báo này.",
        )

    def table(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        rows: Sequence[Sequence[Cell]],
        frozen: int,
        total: Sequence[Cell] = (),
    ) -> None:
        """A sheet with one table; the first `frozen` columns stay when one scrolls, `total` below when one sorts."""
        sheet = self._book.add_worksheet(name)
        for row, (line, style) in enumerate(zip(self._lines, (self._title, self._faint), strict=True)):
            sheet.write_string(row, 0, line, style)
        for place, (heading, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(_HEAD_ROW, place, heading, self._head)
        sheet.set_row(_HEAD_ROW, 2 * _LINE)
        for row, cells in enumerate(rows, _HEAD_ROW + 1):
            sheet.set_row(row, _LINE * _lines(cells, columns))
            self._write(sheet, row, cells)
        self._write(sheet, _HEAD_ROW + 1 + len(rows), total)
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(1, len(rows)), len(columns) - 1)
        sheet.freeze_panes(_HEAD_ROW + 1, frozen)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD_ROW)

    def _write(self, sheet: "Worksheet", row: int, cells: Sequence[Cell]) -> None:
        for column, cell in enumerate(cells):
            if isinstance(cell, datetime):
                sheet.write_datetime(row, column, cell, self._time)
            elif isinstance(cell, int):
                sheet.write_number(row, column, cell, self._number)
            else:
                style = self._quoted if cell.startswith(_RISKY) else self._text
                sheet.write_string(row, column, cell, style)

    def bytes(self) -> bytes:
        self._book.close()
        return self._buffer.getvalue()
