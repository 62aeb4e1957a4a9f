"""A class's list as a spreadsheet that came back filled in: whose row, and what stands in the columns asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from rules.roster.sheet import Row, Sheet, shown
from rules.text import fold

NUMBER = "number"
_OWN = {
    NUMBER: ("so", "stt", "so tt", "tt", "so thu tu"),
    "code": ("ma", "ma so", "ma can bo", "ma hoc vien", "ma cb"),
    "name": ("ho va ten", "ho ten", "hoc vien", "ho va ten hoc vien"),
}
_LOOKED_AT = 30
"""Rows from the top among which the headings stand."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody of the class as the sheet should name them."""

    number: int
    code: str
    name: str


class Amiss(Enum):
    """What keeps a row from being somebody's."""

    NOBODY = auto()
    """Neither number nor code is one of the class."""
    OTHER_NAME = auto()
    """The name beside the number is another one's: the rows were moved or the list has changed."""
    TWICE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One person's row: the cells of the columns asked for, as a person reads them, empty ones left out."""

    row: int
    """As the file counts it, from 1."""
    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stray:
    """A row that holds something and is nobody's."""

    row: int
    why: Amiss
    said: str


@dataclass(frozen=True, slots=True)
class ClassSheet:
    lines: tuple[Line, ...]
    strays: tuple[Stray, ...]


def read_class_sheet(
    sheets: Iterable[Sheet], columns: Mapping[str, Sequence[str]], listed: Iterable[Listed]
) -> ClassSheet | None:
    """The first sheet that has the headings of a list and at least one of `columns` (key → headings, folded).

    None where there is none. A person is known by the number or the code, and the name must agree.
    """
    people = list(listed)
    for sheet in sheets:
        found = _headings(sheet.rows, columns)
        if found is not None:
            return _read(sheet.rows, *found, people)
    return None


def _headings(rows: Sequence[Row], columns: Mapping[str, Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """The row of the headings and the place of each column that is there."""
    wanted = {heading: key for key, headings in {**_OWN, **columns}.items() for heading in headings}
    for top, row in enumerate(rows[:_LOOKED_AT]):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            key = wanted.get(fold(shown(cell)).strip(" .:"))
            if key is not None:
                places.setdefault(key, place)
        if places.keys() & {NUMBER, "code"} and places.keys() & columns.keys():
            return top, places
    return None


def _read(rows: Sequence[Row], top: int, places: Mapping[str, int], people: Sequence[Listed]) -> ClassSheet:
    by_number = {each.number: each for each in people}
    by_code = {fold(each.code): each for each in people}
    lines: list[Line] = []
    strays: list[Stray] = []
    seen: set[int] = set()
    for index, row in enumerate(rows[top + 1 :], top + 2):
        told = {key: shown(row[place]) if place < len(row) else "" for key, place in places.items()}
        cells = {key: text for key, text in told.items() if text and key not in _OWN}
        if not cells:
            continue
        number, code, name = (told.get(key, "") for key in _OWN)
        person = by_code.get(fold(code)) or by_number.get(int(number) if _is_number(number) else 0)
        why = _amiss(person, name, seen)
        if person is None or why is not None:
            strays.append(Stray(index, why or Amiss.NOBODY, name or number or code))
            continue
        seen.add(person.number)
        lines.append(Line(index, person.number, cells))
    return ClassSheet(tuple(lines), tuple(strays))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9


def _amiss(person: Listed | None, name: str, seen: set[int]) -> Amiss | None:
    if person is None:
        return Amiss.NOBODY
    if name and fold(name) != fold(person.name):
        return Amiss.OTHER_NAME
    return Amiss.TWICE if person.number in seen else None
