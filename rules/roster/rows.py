"""What the rows below the headings are: people, headings of groups, totals, signatures."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from rules.roster.sheet import Cell, Cells, shown
from rules.text import fold


class RowKind(Enum):
    """What a row is."""

    BLANK = auto()
    PERSON = auto()
    GROUP = auto()
    """A unit, or a part of the system, with its people in the rows below."""
    SKIPPED = auto()
    """Column numbers, totals, the example of the form, headings repeated on a new page."""
    END = auto()
    """Signatures and notes: nothing below belongs to the list."""


@dataclass(frozen=True, slots=True)
class GroupHeading:
    """The words of a group's heading without its number, and how deep its numbering lies."""

    text: str
    depth: int


_END = re.compile(
    r"^(nguoi lap|lap bieu|nguoi tong hop|thu truong|noi nhan|ghi chu\b|luu y\b|tm\b|t/m|kt\b|k/t|an dinh|"
    r"danh sach (nay )?(co|gom)|xac nhan cua|nguoi ky|"
    r".{0,40}\bngay\b.{1,12}\bthang\b.{1,12}\bnam\b|"
    r".{0,40}\bngay\b[ .…_]{0,12}[\d.…_][\d .…_]{0,12}thang\b[ .…_]{0,12}[\d.…_][\d .…_/]{0,12}$)"
)
"""Without a year, numbers or dots must follow: "Ngày, tháng" alone is a heading."""
_ASIDE = re.compile(r"^(vi du\b|tong cong\b|tong so\b|(tong|cong)\s*([:(\d]|$))")
"""The example of the form, and totals."""
_NUMBERED = re.compile(r"^\(?(?P<number>[IVXLC]+|[A-ZĐ]|\d+(?:\.\d+)*)\s*[.)\-:/]\s*(?P<text>\D.*)$")
_SURE = 4
"""A row with more texts than this and a name longer than this is a person's; most rows end here."""
_ROMAN = re.compile(r"^[IVX]+$")
_COUNT = re.compile(r"\s*[(:\-–]*\s*\d+\s*(đ/c|đồng chí|người|cán bộ|CBCC)?\s*\)?\s*$", re.IGNORECASE)
_UNIT_WORDS = re.compile(
    r"^(xa|thi tran|tt|phuong|phong|ban|van phong|vp|ubnd|hdnd|dang uy|huyen uy|dang bo|chi bo|hoi|"
    r"doan (xa|thanh nien|tncs|the|khoi)|huyen doan|trung tam|truong|tram|cong an|uy ban|ubkt|ubmttq|mttq|mat tran|"
    r"thanh tra|khoi|co quan|lien doan|toa an|vien kiem sat|hat|chi cuc|dai|bhxh|bao hiem|kho bac|don vi)\b"
)


def classify(cells: Cells, names: tuple[int, ...], fields: tuple[int, ...], has_unit: bool) -> RowKind:
    """What a row is, given the columns of the name, all columns that are read, and whether one is the unit's."""
    if not cells:
        return RowKind.BLANK
    texts = [cell for cell in cells.values() if isinstance(cell, str)]
    first = fold(texts[0]) if texts else ""
    second = fold(texts[1]) if len(texts) > 1 else ""
    if _ASIDE.match(first) or _ASIDE.match(second):
        return RowKind.SKIPPED
    for name in (cells.get(column) for column in names) if len(texts) > _SURE else ():
        if isinstance(name, str) and len(name) > _SURE:
            return RowKind.PERSON
    if _is_numbering(cells.values()):
        return RowKind.SKIPPED
    if len(texts) <= 4 and any(map(_END.match, map(fold, texts))) and not _looks_like_person(cells, fields):
        return RowKind.END
    if group_heading(cells, names, has_unit) is not None:
        return RowKind.GROUP
    if any(column in cells for column in names):
        return RowKind.PERSON
    return RowKind.PERSON if _looks_like_person(cells, fields) else RowKind.SKIPPED


def group_heading(cells: Cells, names: tuple[int, ...], has_unit: bool) -> GroupHeading | None:
    """The heading of a group: one text in the row, numbers beside it at most; None for any other row."""
    if len({cell for cell in cells.values() if isinstance(cell, str)}) > 2:
        return None
    texts = [(column, shown(cell)) for column, cell in cells.items() if isinstance(cell, str)]
    numbers = [cell for cell in cells.values() if not isinstance(cell, str)]
    if not texts or any(not isinstance(n, (int, float)) for n in numbers):
        return None
    number, text = _numbered([text for _, text in texts], numbers)
    if not text or len(text) < 3:
        return None
    unit_like = bool(_UNIT_WORDS.match(fold(text)))
    at_name = any(column in names for column, _ in texts)
    marked = number and not number[0].isdigit()
    if not (unit_like or marked or (not at_name and not has_unit)):
        return None
    return GroupHeading(_COUNT.sub("", text).rstrip(" :.;"), _depth(number))


def _numbered(texts: list[str], numbers: Sequence[Cell]) -> tuple[str, str]:
    """The number and the words of a heading, from one cell ("I. Xã An Trường") or two ("I", "Xã An Trường")."""
    if len(set(texts)) == 2:
        number = texts[0].strip(" .)(:-/")
        whole = re.fullmatch(r"[IVXLC]+|[A-ZĐ]|\d+(\.\d+)*", number)
        return (number, texts[1]) if whole else ("", "")
    found = _NUMBERED.match(texts[0])
    if found:
        return found["number"], found["text"]
    return (shown(numbers[0]) if numbers else ""), texts[0]


def _depth(number: str) -> int:
    """0 for a letter, 1 for a Roman number, 2 for a number, 3 for 1.1; without a number 1."""
    if not number or _ROMAN.match(number):
        return 1
    if number[0].isdigit():
        return 2 + number.count(".")
    return 0


def _is_numbering(cells: Iterable[Cell]) -> bool:
    """The row "1 2 3 4" or "(1) (2) (3)" under headings: at least three numbers that count up by one."""
    listed = list(cells)
    if any(isinstance(cell, str) and len(cell) > 6 for cell in listed):
        return False
    found = [re.sub(r"[^\w]", "", shown(cell)) for cell in listed]
    numbers = [int(text) for text in found if text.isascii() and text.isdigit() and len(text) < 4]
    letters = [text for text in found if len(text) == 1 and text.isalpha()]
    if len(numbers) < 3 or len(numbers) + len(letters) != len(found):
        return False
    return all(b == a + 1 for a, b in pairwise(numbers))


def _looks_like_person(cells: Cells, fields: tuple[int, ...]) -> bool:
    """At least three of the columns that are read hold something: no signature has that."""
    return sum(column in fields for column in cells) >= 3
