"""A sheet with headings in one row under any title: where they stand, and its rows with the places of their cells."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Generic, TypeVar

from rules.class_books.fields import ClassField, LecturerField, SessionField, class_field, lecturer_field, session_field
from rules.roster.problems import BadCell, Problem, Severity
from rules.roster.sheet import Cell, Sheet, column_letter, is_blank, shown
from rules.roster.synonyms import heading_key
from rules.text import fold

_LOOKED_AT = 30
"""Rows from the top in which headings are looked for."""
_WIDEST = 60
_NAMES_OF_PEOPLE = frozenset({"ho va ten", "ho ten", "ho va ten can bo", "hoc vien", "ho va ten hoc vien"})
_OF_LECTURERS = frozenset({"ma giang vien", "ma gv", "loai giang vien", "ho va ten giang vien", "chuyen de giang day"})
_UNITS_BEFORE_AND_AFTER = frozenset({"don vi cu", "don vi moi"})
_DASHES = frozenset({"-", "–", "—"})
EXAMPLE = "vi du"
"""What stands first in the form's own example row, which is never read."""

F = TypeVar("F", bound=StrEnum)
T = TypeVar("T")


class Book(Enum):
    """What a file is about."""

    CLASSES = auto()
    SESSIONS = auto()
    LECTURERS = auto()
    REORGANISATION = auto()


@dataclass(frozen=True, slots=True)
class Table(Generic[F]):
    """Headings that were found; rows and columns count from 0."""

    sheet: Sheet
    row: int
    columns: Mapping[F, int]


class Line(Generic[F]):
    """One row below the headings, and the problems met in it."""

    def __init__(self, table: Table[F], row: int, problems: list[Problem]) -> None:
        self.table: Table[F] = table
        self.row = row
        self._problems = problems
        self.bad = False
        """True once an error was noted in it."""

    def cell(self, field: F) -> Cell:
        """What stands in a column; None where the file has no such column or the cell is empty."""
        column = self.table.columns.get(field)
        cell = None if column is None else self.table.sheet.at(self.row, column)
        return None if is_blank(cell) else cell

    def text(self, field: F) -> str:
        """The same as a person reads it; empty where nothing stands."""
        return shown(self.cell(field))

    def clears(self, field: F) -> bool:
        """Whether a dash says that what was kept shall go."""
        return self.text(field) in _DASHES

    def read(self, field: F, parse: Callable[[Cell], T]) -> T | None:
        """What a cell says; None for an empty one, a dash, and a bad one, which is noted."""
        cell = self.cell(field)
        if cell is None or self.clears(field):
            return None
        try:
            return parse(cell)
        except BadCell as bad:
            self.note(field, bad.what, bad.mend)
            return None

    def note(self, field: F | None, what: str, mend: str, severity: Severity = Severity.ERROR) -> None:
        """Note a problem at a column, or about the whole row."""
        self.bad = self.bad or severity is Severity.ERROR
        column = self.table.columns.get(field) if field else None
        letter = column_letter(column) if column is not None else ""
        cell = self.text(field) if field and column is not None else ""
        self._problems.append(Problem(self.table.sheet.name, self.row + 1, letter, cell, what, mend, severity))


def book_in(sheets: Sequence[Sheet]) -> Book | None:
    """What the first sheet with headings we know is about; None for a list of people and all else."""
    for sheet in sheets:
        for row in sheet.rows[:_LOOKED_AT]:
            keys = {heading_key(shown(cell)) for cell in row[:_WIDEST] if not is_blank(cell)}
            if keys >= _UNITS_BEFORE_AND_AFTER:
                return Book.REORGANISATION
            if _are_of_lecturers(keys):
                return Book.LECTURERS
            if keys & _NAMES_OF_PEOPLE:
                return None
            if {SessionField.DAY, SessionField.PART} <= {session_field(key) for key in keys}:
                return Book.SESSIONS
            fields = {class_field(key) for key in keys} - {None, ClassField.NOTE}
            if len(fields) > 2 and fields & {ClassField.CODE, ClassField.KIND}:
                return Book.CLASSES
    return None


def _are_of_lecturers(headings: Set[str]) -> bool:
    """Whether headings name people with what only a lecturer has, and no session that somebody gives."""
    fields = {lecturer_field(key) for key in headings}
    if LecturerField.NAME not in fields or SessionField.PART in {session_field(key) for key in headings}:
        return False
    teaches = {LecturerField.TOPICS, LecturerField.KIND} <= fields or {
        LecturerField.TOPICS,
        LecturerField.DECISION,
    } <= fields
    return teaches or bool(headings & _OF_LECTURERS)


def tables(
    sheets: Sequence[Sheet], of: Callable[[str], F | None], needed: Sequence[F]
) -> tuple[list[Table[F]], list[Problem]]:
    """The table of every sheet that has one; where none has, what is missing from the one that comes nearest."""
    found: list[Table[F]] = []
    best: Table[F] | None = None
    for sheet in sheets:
        rows = [_at(sheet, row, of) for row in range(min(_LOOKED_AT, len(sheet.rows)))]
        if not rows:
            continue
        table = max(rows, key=_score)
        if all(field in table.columns for field in needed):
            found.append(table)
        elif best is None or _score(table) > _score(best):
            best = table
    if found or best is None:
        return found, []
    missing = ", ".join(f'"{field.value}"' for field in needed if field not in best.columns)
    row = best.row + 1 if best.columns else 0
    mend = "Thêm cột ấy, hoặc điền vào mẫu của Trung tâm"
    return [], [Problem(best.sheet.name, row, "", "", f"Không thấy cột {missing}", mend)]


def _at(sheet: Sheet, row: int, of: Callable[[str], F | None]) -> Table[F]:
    columns: dict[F, int] = {}
    for index, cell in enumerate(sheet.rows[row][:_WIDEST]):
        field = of(shown(cell)) if isinstance(cell, str) else None
        if field is not None and field not in columns:
            columns[field] = index
    return Table(sheet, row, columns)


def _score(table: Table[F]) -> int:
    return len(table.columns)


def lines(table: Table[F], problems: list[Problem]) -> Iterator[Line[F]]:
    """The rows that say something; not the form's example, nor headings that a page break repeats."""
    columns = set(table.columns.values())
    heads = table.sheet.rows[table.row]
    for row in range(table.row + 1, len(table.sheet.rows)):
        cells = table.sheet.rows[row]
        said = [cell for index, cell in enumerate(cells) if index in columns and not is_blank(cell)]
        if said and cells != heads and fold(shown(said[0])) != EXAMPLE:
            yield Line(table, row, problems)
