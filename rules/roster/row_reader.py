"""A row of a sheet → a person and the problems of its cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar, cast

from rules.cadres import Post, PostKind, Unit
from rules.dates import PartialDate
from rules.levels import Level
from rules.roster.dates import parse_date
from rules.roster.fields import Field
from rules.roster.header import Column
from rules.roster.layout import SheetLayout
from rules.roster.levels import LevelCell, is_mark, parse_level, parse_marked_level, parse_mode
from rules.roster.person import RosterPerson
from rules.roster.personal import (
    doubtful_name,
    parse_category,
    parse_code,
    parse_gender,
    parse_name,
    parse_phone,
)
from rules.roster.posts import committee_apart, split_committee, split_posts
from rules.roster.problems import BadCell, Problem, Severity
from rules.roster.sheet import Cell, Cells, column_letter, is_blank, shown

T = TypeVar("T")

YOUNGEST = 16
"""Years: a birth date that makes a cadre younger is a slip."""
OLDEST = 100
_DASHES = frozenset({"-", "–", "—", "--"})
_TEXTS = {
    Field.ETHNICITY: "ethnicity",
    Field.GRADE: "grade",
    Field.NUMBER: "number",
    Field.ISSUER: "issuer",
}
_DATES = {Field.PARTY_JOINED: "party_joined", Field.PARTY_FULL: "party_full", Field.ISSUED: "issued"}
_LISTS = (Field.POSTS, Field.COMMITTEE, Field.LEVEL)


class RowReader:
    """Reads the rows of one sheet. Its problems and counts grow as it reads."""

    def __init__(self, layout: SheetLayout, today: date, planned_posts: bool) -> None:
        self._sheet = layout.sheet
        self._today = today
        self._planned_posts = planned_posts
        self._columns: Mapping[Field, tuple[Column, ...]] = {f: layout.columns_of(f) for f in Field}
        stated = {f for f in _LISTS if self._columns[f]}
        if planned_posts and self._columns[Field.PLANNED]:
            stated.add(Field.PLANNED)
        self._always_given = frozenset(stated)
        self._women_marked = self._one_sex_marked(layout)
        self._given_sets: dict[frozenset[Field], frozenset[Field]] = {}
        self._shapes: dict[tuple[int, ...], _Shape] = {}
        self._understood: dict[tuple[int, type, Cell], object] = {}
        self._texts: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.planned_left_out = 0

    def read(self, index: int, cells: Cells, unit: Unit) -> RosterPerson | None:
        """The person of row `index` (from 0), of its filled cells; None without a name to go by, which is a problem."""
        person = _Draft(index, cells, self._shape(tuple(cells)))
        name = self._name(person)
        self._personal(person, unit)
        self._posts(person, unit)
        self._credential(person)
        self._ratings(person)
        if not name:
            return None
        given = frozenset(person.given)
        given = self._given_sets.setdefault(given, given)
        return RosterPerson(self._sheet.name, index + 1, name, unit, given, **person.values)  # type: ignore[arg-type]

    def unit_text(self, index: int, cells: Cells, filled_down: Mapping[int, Cell]) -> str:
        """What stands in the unit's cell, or in the merged cell that reaches down over this row."""
        for column in self._columns[Field.UNIT]:
            text = shown(cells.get(column.index)) or shown(filled_down.get(index))
            if text and text not in _DASHES:
                return text
        return ""

    def report(self, index: int, field: Field, what: str, mend: str, severity: Severity = Severity.ERROR) -> None:
        """Note a problem at a field's first column, where the sheet has one."""
        columns = self._columns[field]
        self._note(index, columns[0] if columns else None, what, mend, severity)

    def _note(
        self, index: int, column: Column | None, what: str, mend: str, severity: Severity = Severity.ERROR
    ) -> None:
        cell = shown(self._sheet.at(index, column.index)) if column else ""
        letter = column_letter(column.index) if column else ""
        self.problems.append(Problem(self._sheet.name, index + 1, letter, cell, what, mend, severity))

    def _parse(self, person: "_Draft", column: Column, parse: Callable[[Cell], T]) -> T | None:
        """What a parser makes of a cell that is not blank; None for a dash, or when it is noted as a problem."""
        cell = person.cell(column)
        if isinstance(cell, str) and cell.strip() in _DASHES:
            return None
        try:
            return parse(cell)
        except BadCell as bad:
            self._note(person.index, column, bad.what, bad.mend)
            return None

    def _recurring(self, person: "_Draft", column: Column, parse: Callable[[Cell], T]) -> T | None:
        """The same for a column whose cells say the same in many rows: each text of it is understood once."""
        cell = person.cell(column)
        key = (column.index, cell.__class__, cell)
        known = cast("T | None", self._understood.get(key))
        if known is None:
            known = self._parse(person, column, parse)
            self._understood[key] = known
        return known

    def _shape(self, filled: tuple[int, ...]) -> "_Shape":
        """What rows with just these cells filled have in common: most rows of a file are filled alike."""
        shape = self._shapes.get(filled)
        if shape is None:
            columns = {field: [c for c in those if c.index in filled] for field, those in self._columns.items()}
            stated = {field for field, those in columns.items() if those} - {Field.UNIT, Field.PLANNED}
            shape = self._shapes[filled] = _Shape(columns, self._always_given | stated)
        return shape

    def _name(self, person: "_Draft") -> str:
        columns = person.filled(Field.NAME)
        text = " ".join(shown(person.cell(column)) for column in columns)
        if not text:
            self.report(person.index, Field.NAME, "Thiếu họ và tên", "Ghi họ và tên, hoặc xóa dòng này")
            return ""
        try:
            name = parse_name(text)
        except BadCell as bad:
            self._note(person.index, columns[0], bad.what, bad.mend)
            return ""
        doubt = doubtful_name(name)
        if doubt:
            self._note(person.index, columns[0], doubt, "Kiểm tra lại họ tên", Severity.QUESTION)
        return name

    def _personal(self, person: "_Draft", unit: Unit) -> None:
        for column in person.filled(Field.CODE)[:1]:
            person.values["code"] = self._parse(person, column, parse_code) or ""
        for column in person.filled(Field.PHONE)[:1]:
            person.values["phone"] = self._parse(person, column, parse_phone) or ""
        for column in person.filled(Field.CATEGORY)[:1]:
            person.values["category"] = self._recurring(person, column, lambda c: parse_category(shown(c))) or ""
        for field, name in _TEXTS.items():
            for column in person.filled(field)[:1]:
                person.values[name] = self._recurring(person, column, self._shared) or ""
        for field, name in _DATES.items():
            for column in person.filled(field)[:1]:
                person.values[name] = self._recurring(person, column, self._past)
        self._birth(person)
        self._gender(person)
        self._education(person)
        self._party_order(person)

    def _shared(self, cell: Cell) -> str:
        """The text of a cell; the same texts of a large file are kept once."""
        text = shown(cell)
        return self._texts.setdefault(text, text)

    def _past(self, cell: Cell) -> PartialDate:
        found = parse_date(cell, self._today)
        if found.iso > self._today.isoformat():
            raise BadCell("Ngày này ở tương lai", "Kiểm tra lại ngày")
        return found

    def _birth(self, person: "_Draft") -> None:
        columns = person.filled(Field.BIRTH)
        if len(columns) > 1:
            mend = "Chỉ ghi ngày sinh ở một cột, Nam hoặc Nữ"
            self._note(person.index, columns[1], "Ngày sinh ghi ở cả hai cột Nam và Nữ", mend)
        for column in columns[:1]:
            part = column.meaning.part if column.meaning else ""
            if part:
                person.values["gender"] = part
                person.given.add(Field.GENDER)
            if part and is_mark(shown(person.cell(column))):
                person.given.discard(Field.BIRTH)
            else:
                person.values["birth"] = self._recurring(person, column, self._born)

    def _born(self, cell: Cell) -> PartialDate:
        found = parse_date(cell, self._today, YOUNGEST)
        youngest, oldest = found.age_on(self._today)
        if found.iso > self._today.isoformat():
            raise BadCell("Ngày sinh ở tương lai", "Kiểm tra lại ngày sinh")
        if oldest < YOUNGEST or youngest > OLDEST:
            raise BadCell("Ngày sinh không hợp lý", "Kiểm tra lại năm sinh")
        return found

    def _gender(self, person: "_Draft") -> None:
        for column in person.filled(Field.GENDER):
            part = column.meaning.part if column.meaning else ""
            gender = self._recurring(person, column, lambda c, part=part: _gender_of(shown(c), part))  # type: ignore[misc]
            if gender:
                person.values["gender"] = gender
        if self._women_marked and "gender" not in person.values:
            person.values["gender"] = self._women_marked
            person.given.add(Field.GENDER)

    def _one_sex_marked(self, layout: SheetLayout) -> str:
        """The sex of a person without a mark, where a single column "Nữ" (or "Nam") has marks in it."""
        columns = layout.columns_of(Field.GENDER)
        if len(columns) != 1 or columns[0].meaning is None or not columns[0].meaning.part:
            return ""
        index = columns[0].index
        body = layout.sheet.rows[layout.header.bottom + 1 :]
        marked = any(index < len(row) and is_mark(shown(row[index])) for row in body)
        return ("nam" if columns[0].meaning.part == "nu" else "nu") if marked else ""

    def _education(self, person: "_Draft") -> None:
        for column in person.filled(Field.EDUCATION):
            part = column.meaning.part if column.meaning else ""
            text = self._recurring(person, column, self._shared) or ""
            marked = part and (is_mark(text) or any(c.isdigit() for c in text))
            person.values["education"] = part if marked else text

    def _party_order(self, person: "_Draft") -> None:
        joined, full = person.values.get("party_joined"), person.values.get("party_full")
        if isinstance(joined, PartialDate) and isinstance(full, PartialDate):
            shorter = min(len(joined.iso), len(full.iso))
            if full.iso[:shorter] < joined.iso[:shorter]:
                what = "Ngày chính thức trước ngày vào Đảng"
                self.report(person.index, Field.PARTY_FULL, what, "Kiểm tra lại hai ngày", Severity.QUESTION)

    def _posts(self, person: "_Draft", unit: Unit) -> None:
        titles = [t for c in person.filled(Field.POSTS) for t in split_posts(_raw(person.cell(c)))]
        since = self._since(person, len(titles))
        posts: list[Post] = []
        for title, day in zip(titles, since, strict=True):
            seats, others = committee_apart(title, unit.name)
            posts += [Post(self._shared(seat), unit, committee=True) for seat in seats]
            posts += [Post(self._shared(other), unit, since=day) for other in others]
        for column in person.filled(Field.COMMITTEE):
            seats = split_committee(_raw(person.cell(column)))
            posts += [Post(self._shared(seat), unit, committee=True) for seat in seats]
        posts += self._planned(person, unit)
        person.values["posts"] = tuple(dict.fromkeys(posts))

    def _planned(self, person: "_Draft", unit: Unit) -> list[Post]:
        """Planned posts, unless they may not be kept: then they are only counted."""
        posts: list[Post] = []
        for column in self._columns[Field.PLANNED]:
            titles = split_posts(_raw(person.cell(column)))
            if titles and not self._planned_posts:
                self.planned_left_out += 1
            elif titles:
                posts += [Post(self._shared(title), unit, PostKind.PLANNED) for title in titles]
        return posts

    def _since(self, person: "_Draft", count: int) -> list[date | None]:
        """The day each post began: one date for all, or as many as there are posts with semicolons between."""
        none: list[date | None] = [None] * count
        for column in person.filled(Field.SINCE)[:1]:
            cell = person.cell(column)
            parts: list[Cell] = [*cell.split(";")] if isinstance(cell, str) else [cell]
            if len(parts) not in (1, count):
                mend = "Ghi một ngày cho mọi chức vụ, hoặc mỗi chức vụ một ngày, cách nhau bằng dấu ;"
                self._note(person.index, column, f"Có {len(parts)} ngày cho {count} chức vụ", mend)
                return none
            days = [self._first_day(person, column, part) for part in parts]
            return days if len(days) == count else days * count
        return none

    def _first_day(self, person: "_Draft", column: Column, cell: Cell) -> date | None:
        """The first day of the period that a date names: 2020 is 1/1/2020."""
        if is_blank(cell) or (isinstance(cell, str) and cell.strip() in _DASHES):
            return None
        try:
            found = parse_date(cell, self._today)
        except BadCell as bad:
            self._note(person.index, column, bad.what, bad.mend)
            return None
        return date.fromisoformat(f"{found.iso}-01-01"[:10])

    def _credential(self, person: "_Draft") -> None:
        held, studying = Level.NONE, Level.NONE
        for column in person.filled(Field.LEVEL):
            part = column.meaning.part if column.meaning else ""
            cell = self._recurring(person, column, lambda c, part=part: _level_of(shown(c), part))  # type: ignore[misc]
            if cell is not None:
                held, studying = max(held, cell.held), max(studying, cell.studying)
                self._extras(person, column, cell, part)
        for column in person.filled(Field.MODE)[:1]:
            person.values["mode"] = self._recurring(person, column, lambda c: parse_mode(shown(c)))
        person.values |= {"level": held, "studying": studying}
        if studying and not held:
            person.given.discard(Field.LEVEL)
        if not held and person.values.get("number"):
            mend = "Ghi trình độ LLCT của bằng này, hoặc xóa số bằng"
            what = "Có số bằng nhưng không có trình độ LLCT"
            self.report(person.index, Field.NUMBER, what, mend, Severity.QUESTION)

    def _extras(self, person: "_Draft", column: Column, cell: LevelCell, part: str) -> None:
        """The mode in brackets after a level, and the year of the paper under a heading of one level."""
        if cell.mode is not None:
            person.values["mode"] = cell.mode
            person.given.add(Field.MODE)
        year = shown(person.cell(column))
        if part and len(year) == 4 and year.isdigit() and year.isascii() and 1950 <= int(year) <= self._today.year:
            person.values.setdefault("issued", PartialDate(year))
            person.given.add(Field.ISSUED)

    def _ratings(self, person: "_Draft") -> None:
        ratings = {}
        for column in person.filled(Field.RATING):
            text = self._recurring(person, column, self._shared)
            if text and column.meaning:
                ratings[int(column.meaning.part)] = text
        if ratings:
            person.values["ratings"] = ratings


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which cells of a row hold something."""

    columns: Mapping[Field, Sequence[Column]]
    """Those of each field that do."""
    given: frozenset[Field]
    """The fields about which such a row says something, whatever it says."""


class _Draft:
    """The row being read, and what was understood so far."""

    __slots__ = ("cells", "given", "index", "shape", "values")

    def __init__(self, index: int, cells: Cells, shape: _Shape) -> None:
        self.index = index
        self.cells = cells
        self.shape = shape
        self.given = set(shape.given)
        self.values: dict[str, object] = {}

    def filled(self, field: Field) -> Sequence[Column]:
        """The columns of a field whose cell holds something."""
        return self.shape.columns[field]

    def cell(self, column: Column) -> Cell:
        return self.cells.get(column.index)


def _raw(cell: Cell) -> str:
    """The text of a cell with its line breaks, which separate posts."""
    return cell if isinstance(cell, str) else shown(cell)


def _gender_of(text: str, part: str) -> str:
    return part if part and is_mark(text) else parse_gender(text)


def _level_of(text: str, part: str) -> LevelCell:
    return parse_marked_level(Level.of(part), text) if part else parse_level(text)
