"""A row of a sheet → a person and the problems of its cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from rules.cadres import Unit
from rules.dates import PartialDate
from rules.levels import Level
from rules.roster.column_reader import DASHES, ColumnReader, Draft, Notes, RecurringReader
from rules.roster.dates import parse_date
from rules.roster.fields import Field
from rules.roster.header import Column
from rules.roster.layout import SheetLayout
from rules.roster.levels import Degree, LevelCell, is_mark, parse_level, parse_marked_level, parse_mode
from rules.roster.person import RosterPerson
from rules.roster.personal import (
    doubtful_name,
    parse_category,
    parse_code,
    parse_gender,
    parse_name,
    parse_phone,
)
from rules.roster.post_reader import PostReader
from rules.roster.problems import BadCell, Problem, Severity
from rules.roster.sheet import Cell, Cells, shown

YOUNGEST = 16
"""Years: a birth date that makes a cadre younger is a slip."""
OLDEST = 100
_SINGLE = {
    Field.CODE: "code",
    Field.PHONE: "phone",
    Field.CATEGORY: "category",
    Field.ETHNICITY: "ethnicity",
    Field.GRADE: "grade",
    Field.NUMBER: "number",
    Field.ISSUER: "issuer",
    Field.PARTY_JOINED: "party_joined",
    Field.PARTY_FULL: "party_full",
    Field.ISSUED: "issued",
}
"""What a cell says for itself, by the name it has of a person; of several columns the first filled one says it."""
_UNLIKE = frozenset({Field.CODE, Field.PHONE, Field.NUMBER})
"""Hardly two rows say the same."""
_LISTS = (Field.POSTS, Field.COMMITTEE, Field.LEVEL)


class RowReader:
    """Reads the rows of one sheet. Its problems and counts grow as it reads."""

    def __init__(self, layout: SheetLayout, today: date, planned_posts: bool) -> None:
        self._sheet_name = layout.sheet.name
        self._today = today
        self._notes = Notes(layout.sheet)
        self._posts = PostReader(layout, today, planned_posts, self._notes)
        self._columns: Mapping[Field, tuple[Column, ...]] = {f: layout.columns_of(f) for f in Field}
        self._readers = {f: [self._reader(f, c) for c in columns] for f, columns in self._columns.items()}
        stated = {f for f in _LISTS if self._columns[f]}
        if planned_posts and self._columns[Field.PLANNED]:
            stated.add(Field.PLANNED)
        self._always_given = frozenset(stated)
        self._women_marked = self._one_sex_marked(layout)
        self._given_sets: dict[frozenset[Field], frozenset[Field]] = {}
        self._shapes: dict[tuple[int, ...], _Shape] = {}

    @property
    def problems(self) -> Sequence[Problem]:
        return self._notes.problems

    @property
    def planned_left_out(self) -> int:
        return self._posts.planned_left_out

    def read(self, index: int, cells: Cells, unit: Unit) -> RosterPerson | None:
        """The person of row `index` (from 0), of its filled cells; None without a name to go by, which is a problem."""
        shape = self._shape(tuple(cells))
        row = Draft(index, cells, shape.given)
        name = self._name(row, shape)
        for attribute, reader in shape.single:
            said = reader.of(row)
            if said is not None:
                row.values[attribute] = said
        self._birth(row, shape)
        self._gender(row, shape)
        self._education(row, shape)
        self._party_order(row)
        row.values["posts"] = self._posts.of(row, unit)
        self._credential(row, shape)
        self._ratings(row, shape)
        if not name:
            return None
        given = self._given_sets.setdefault(row.given, row.given)
        return RosterPerson(self._sheet_name, index + 1, name, unit, given, **row.values)  # type: ignore[arg-type]

    def unit_text(self, index: int, cells: Cells, filled_down: Mapping[int, Cell]) -> str:
        """What stands in the unit's cell, or in the merged cell that reaches down over this row."""
        for column in self._columns[Field.UNIT]:
            text = shown(cells.get(column.index)) or shown(filled_down.get(index))
            if text and text not in DASHES:
                return text
        return ""

    def report(self, index: int, field: Field, what: str, mend: str, severity: Severity = Severity.ERROR) -> None:
        """Note a problem at a field's first column, where the sheet has one."""
        columns = self._columns[field]
        self._notes.add(index, columns[0] if columns else None, what, mend, severity)

    def _reader(self, field: Field, column: Column) -> ColumnReader[Any]:
        reader = ColumnReader if field in _UNLIKE else RecurringReader
        return reader(column, self._parser(field, column.meaning.part if column.meaning else ""), self._notes)

    def _parser(self, field: Field, part: str) -> Callable[[Cell], object]:
        match field:
            case Field.BIRTH:
                return self._born
            case Field.PARTY_JOINED | Field.PARTY_FULL | Field.ISSUED:
                return self._past
            case Field.GENDER:
                return partial(_gender_of, part=part)
            case Field.LEVEL:
                return partial(_level_of, part=part)
            case _:
                return _PARSERS.get(field, shown)

    def _shape(self, filled: tuple[int, ...]) -> "_Shape":
        """What rows with just these cells filled have in common: most rows of a file are filled alike."""
        shape = self._shapes.get(filled)
        if shape is None:
            readers = {field: [r for r in those if r.column.index in filled] for field, those in self._readers.items()}
            stated = {field for field, those in readers.items() if those} - {Field.UNIT, Field.PLANNED}
            single = [(name, readers[field][0]) for field, name in _SINGLE.items() if readers[field]]
            shape = self._shapes[filled] = _Shape(readers, single, self._always_given | stated)
        return shape

    def _name(self, row: Draft, shape: "_Shape") -> str:
        columns = [reader.column for reader in shape.readers[Field.NAME]]
        text = " ".join([shown(row.cells[column.index]) for column in columns])
        if not text:
            self.report(row.index, Field.NAME, "Thiếu họ và tên", "Ghi họ và tên, hoặc xóa dòng này")
            return ""
        try:
            name = parse_name(text)
        except BadCell as bad:
            self._notes.add(row.index, columns[0], bad.what, bad.mend)
            return ""
        doubt = doubtful_name(name)
        if doubt:
            self._notes.add(row.index, columns[0], doubt, "Kiểm tra lại họ tên", Severity.QUESTION)
        return name

    def _past(self, cell: Cell) -> PartialDate:
        found = parse_date(cell, self._today)
        if found.iso > self._today.isoformat():
            raise BadCell("Ngày này ở tương lai", "Kiểm tra lại ngày")
        return found

    def _birth(self, row: Draft, shape: "_Shape") -> None:
        readers = shape.readers[Field.BIRTH]
        if len(readers) > 1:
            mend = "Chỉ ghi ngày sinh ở một cột, Nam hoặc Nữ"
            self._notes.add(row.index, readers[1].column, "Ngày sinh ghi ở cả hai cột Nam và Nữ", mend)
        for reader in readers[:1]:
            if reader.part:
                row.values["gender"] = reader.part
                row.given |= {Field.GENDER}
            if reader.part and is_mark(shown(row.cells[reader.column.index])):
                row.given -= {Field.BIRTH}
            else:
                row.values["birth"] = reader.of(row)

    def _born(self, cell: Cell) -> PartialDate:
        found = parse_date(cell, self._today, YOUNGEST)
        youngest, oldest = found.age_on(self._today)
        if found.iso > self._today.isoformat():
            raise BadCell("Ngày sinh ở tương lai", "Kiểm tra lại ngày sinh")
        if oldest < YOUNGEST or youngest > OLDEST:
            raise BadCell("Ngày sinh không hợp lý", "Kiểm tra lại năm sinh")
        return found

    def _gender(self, row: Draft, shape: "_Shape") -> None:
        for reader in shape.readers[Field.GENDER]:
            gender = reader.of(row)
            if gender:
                row.values["gender"] = gender
        if self._women_marked and "gender" not in row.values:
            row.values["gender"] = self._women_marked
            row.given |= {Field.GENDER}

    def _one_sex_marked(self, layout: SheetLayout) -> str:
        """The sex of a person without a mark, where a single column "Nữ" (or "Nam") has marks in it."""
        columns = layout.columns_of(Field.GENDER)
        if len(columns) != 1 or columns[0].meaning is None or not columns[0].meaning.part:
            return ""
        index = columns[0].index
        body = layout.sheet.rows[layout.header.bottom + 1 :]
        marked = any(index < len(row) and is_mark(shown(row[index])) for row in body)
        return ("nam" if columns[0].meaning.part == "nu" else "nu") if marked else ""

    def _education(self, row: Draft, shape: "_Shape") -> None:
        for reader in shape.readers[Field.EDUCATION]:
            text = reader.of(row) or ""
            marked = reader.part and (is_mark(text) or any(c.isdigit() for c in text))
            row.values["education"] = reader.part if marked else text

    def _party_order(self, row: Draft) -> None:
        joined, full = row.values.get("party_joined"), row.values.get("party_full")
        if isinstance(joined, PartialDate) and isinstance(full, PartialDate):
            shorter = min(len(joined.iso), len(full.iso))
            if full.iso[:shorter] < joined.iso[:shorter]:
                what = "Ngày chính thức trước ngày vào Đảng"
                self.report(row.index, Field.PARTY_FULL, what, "Kiểm tra lại hai ngày", Severity.QUESTION)

    def _credential(self, row: Draft, shape: "_Shape") -> None:
        held, studying, uncounted = Level.NONE, Level.NONE, False
        for reader in shape.readers[Field.LEVEL]:
            cell = reader.of(row)
            if cell is not None:
                held, studying = max(held, cell.held), max(studying, cell.studying)
                if cell.studying:
                    self._notes.add(row.index, reader.column, *_being_studied(cell.studying), Severity.NOTE)
                if cell.degree:
                    self._notes.add(row.index, reader.column, *_DEGREES[cell.degree])
                    uncounted = uncounted or cell.degree is Degree.UNIVERSITY
                self._extras(row, shape, reader, cell)
        for reader in shape.readers[Field.MODE][:1]:
            row.values["mode"] = reader.of(row)
        row.values["level"], row.values["studying"] = held, studying
        if (studying or uncounted) and not held:
            row.given -= {Field.LEVEL}
        if not held and row.values.get("number"):
            mend = "Ghi trình độ LLCT của bằng này, hoặc xóa số bằng"
            what = "Có số bằng nhưng không có trình độ LLCT"
            self.report(row.index, Field.NUMBER, what, mend, Severity.QUESTION)

    def _extras(self, row: Draft, shape: "_Shape", reader: ColumnReader[Any], cell: LevelCell) -> None:
        """The mode in brackets after a level, and the year of the paper under a heading of one level."""
        if cell.mode is not None:
            row.values["mode"] = cell.mode
            row.given |= {Field.MODE}
        if not reader.part:
            return
        year = shown(row.cells[reader.column.index])
        if len(year) == 4 and year.isdigit() and year.isascii() and 1950 <= int(year) <= self._today.year:
            if not shape.readers[Field.ISSUED]:
                row.values.setdefault("issued", PartialDate(year))
            row.given |= {Field.ISSUED}

    def _ratings(self, row: Draft, shape: "_Shape") -> None:
        ratings = {int(reader.part): text for reader in shape.readers[Field.RATING] if (text := reader.of(row))}
        if ratings:
            row.values["ratings"] = ratings


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which cells of a row hold something."""

    readers: Mapping[Field, Sequence[ColumnReader[Any]]]
    """Those of each field whose cell does."""
    single: Sequence[tuple[str, ColumnReader[Any]]]
    given: frozenset[Field]
    """The fields about which such a row says something, whatever it says."""


_DEGREES = {
    Degree.BACHELOR: (
        "Cử nhân chính trị được đọc là cao cấp",
        "Nếu không phải bằng của hệ thống trường Đảng, hỏi Ban Tổ chức rồi sửa ô này",
        Severity.NOTE,
    ),
    Degree.UNIVERSITY: (
        "Chưa rõ bằng đại học này có phải trình độ lý luận chính trị không, nên chưa tính",
        "Xem lại bằng, chưa chắc thì hỏi Ban Tổ chức: nếu phải, ghi Cao cấp; nếu không, ghi ở cột trình độ chuyên môn",
        Severity.QUESTION,
    ),
}
"""What is said of a degree in the column of the level, which would else be taken, or left out, unseen."""


def _being_studied(level: Level) -> tuple[str, str]:
    """What is said of "đang học cao cấp", which would else seem to be lost."""
    what = f"Đang học {level.label}, chưa tính là có trình độ này"
    return what, "Ghi đồng chí vào danh sách học viên của lớp; học xong mới ghi trình độ và số bằng"


def _gender_of(cell: Cell, part: str) -> str:
    text = shown(cell)
    return part if part and is_mark(text) else parse_gender(text)


def _level_of(cell: Cell, part: str) -> LevelCell:
    text = shown(cell)
    return parse_marked_level(Level.of(part), text) if part else parse_level(text)


_PARSERS: Mapping[Field, Callable[[Cell], object]] = {
    Field.CODE: parse_code,
    Field.PHONE: parse_phone,
    Field.CATEGORY: lambda cell: parse_category(shown(cell)),
    Field.MODE: lambda cell: parse_mode(shown(cell)),
}
"""How the cells of a column are understood; those of any other as the text that they show."""
