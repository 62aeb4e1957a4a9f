"""Dates as cells hold them: Excel dates and serials, day first in any punctuation, a month, only a year."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from rules.dates import PartialDate
from rules.roster.problems import BadCell
from rules.roster.sheet import Cell, shown
from rules.text import fold

_MEND = "Ghi ngày/tháng/năm, ví dụ 01/02/1980; chỉ biết năm thì ghi 1980"
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(3654, 73051)
"""Excel's day numbers from 1/1/1910 to 31/12/2099; smaller and larger numbers are something else."""
_YEARS = range(1900, 2100)
_SEPARATOR = re.compile(r"[\s/.\-–—\\,]+")
_WORDS = re.compile(r"\b(ngay|thang|nam)\b")


def parse_date(cell: Cell, today: date, youngest: int = 0) -> PartialDate:
    """The date of a cell that is not empty. Raises BadCell.

    A year of two digits is the latest one that lies at least `youngest` years before `today`.
    """
    if isinstance(cell, datetime):
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, date):
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, (bool, time, timedelta)) or cell is None:
        raise BadCell("Không phải ngày", _MEND)
    if isinstance(cell, (int, float)):
        return _of_number(cell)
    return _of_text(shown(cell), today.year - youngest)


def _of_number(number: float) -> PartialDate:
    if number in _YEARS:
        return PartialDate(str(int(number)))
    if _SERIALS.start <= number < _SERIALS.stop:
        return PartialDate.of(_EXCEL_EPOCH + timedelta(days=int(number)))
    raise BadCell("Số này không phải ngày", _MEND)


@lru_cache(maxsize=65536)
def _of_text(text: str, latest_year: int) -> PartialDate:
    plain = fold(text).strip("'\" ").removesuffix(" 00:00:00").removesuffix("t00:00:00")
    parts = [part for part in _SEPARATOR.split(_WORDS.sub(" ", plain)) if part]
    if not parts or not all(part.isascii() and (part.isdigit() or not part.strip("_?x")) for part in parts):
        raise BadCell("Không đọc được ngày", _MEND)
    numbers = [int(part) if part.isdigit() else 0 for part in parts]
    if len(parts) == 1:
        return _of_one(parts[0], latest_year)
    if len(parts[0]) == 4:
        numbers.reverse()
    elif len(parts[-1]) == 2:
        numbers[-1] = _full_year(numbers[-1], latest_year)
    elif len(parts[-1]) != 4:
        raise BadCell("Không đọc được ngày", _MEND)
    if len(numbers) == 2:
        return _day(numbers[1], numbers[0], 0)
    if len(numbers) == 3:
        return _day(numbers[2], numbers[1], numbers[0])
    raise BadCell("Không đọc được ngày", _MEND)


def _of_one(digits: str, latest_year: int) -> PartialDate:
    """One run of digits: `1980`, `01021980`, or a serial number that was typed as text."""
    if len(digits) == 8 and digits.isdigit():
        return _day(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    if len(digits) == 2 and digits.isdigit():
        return PartialDate(str(_full_year(int(digits), latest_year)))
    if digits.isdigit() and len(digits) < 9:
        return _of_number(int(digits))
    raise BadCell("Không đọc được ngày", _MEND)


def _full_year(two_digits: int, latest_year: int) -> int:
    century = latest_year // 100 * 100
    return century + two_digits if century + two_digits <= latest_year else century - 100 + two_digits


def _day(year: int, month: int, day: int) -> PartialDate:
    """The date, as exact as it is known: 0 stands for a month or a day that is not."""
    if year not in _YEARS:
        raise BadCell(f"Năm {year} không hợp lý", _MEND)
    if not month:
        return PartialDate(f"{year}")
    if month > 12:
        raise BadCell(f"Không có tháng {month}", "Ghi ngày trước, tháng sau, ví dụ 25/02/1980")
    if not day:
        return PartialDate(f"{year}-{month:02}")
    try:
        return PartialDate.of(date(year, month, day))
    except ValueError:
        raise BadCell(f"Tháng {month}/{year} không có ngày {day}", _MEND) from None
