"""The sheets of a file → its people, all its problems, and the units it brings."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from rules.cadres import Unit
from rules.roster.fields import Field
from rules.roster.layout import Layout, SheetLayout, field_columns, name_columns
from rules.roster.person import RosterPerson
from rules.roster.problems import Problem, Severity
from rules.roster.row_reader import RowReader
from rules.roster.rows import RowKind, classify, group_heading
from rules.roster.sheet import Cell, Row, column_letter, filled_cells
from rules.roster.unit_sheet import read_statements
from rules.text import fold
from rules.units import Finding, Found, UnitDirectory


@dataclass(frozen=True, slots=True)
class RosterReading:
    """What a file says. With one error nothing of it may be written."""

    people: tuple[RosterPerson, ...]
    problems: tuple[Problem, ...]
    units: Mapping[str, Unit]
    """All units by id, as they stand after the sheet "Đơn vị" and the rows."""
    met: tuple[Unit, ...]
    """The units that were not known before."""
    restated: tuple[Unit, ...] = ()
    """Known units whose tier, kind or parent the sheet "Đơn vị" states otherwise."""
    planned_left_out: int = 0
    """Cells of "Quy hoạch" that were not kept, since planned posts may not be stored."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    @property
    def unplaced(self) -> bool:
        """True when an error hides whom a row, or a whole sheet, is about."""
        placed = {(person.sheet, person.row) for person in self.people}
        return any((error.sheet, error.row) not in placed for error in self.errors)

    @property
    def questions(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity is Severity.QUESTION)

    @property
    def notes(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity is Severity.NOTE)


def read_people(
    layout: Layout,
    directory: UnitDirectory,
    today: date,
    planned_posts: bool = False,
    read: Callable[[float], None] = lambda _: None,
) -> RosterReading:
    """All people of a file and all its problems at once. `planned_posts` False keeps no cell of "Quy hoạch".

    `read` is told now and then which share of the rows is read, from 0 to 1.
    """
    statements, problems = read_statements(layout.units)
    units = directory.with_statements(statements) if statements else directory
    problems = [*layout.problems, *problems]
    people: list[RosterPerson] = []
    left_out = 0
    rows = sum(len(sheet.sheet.rows) for sheet in layout.sheets)
    for sheet in layout.sheets:
        reader = RowReader(sheet, today, planned_posts)
        for person in _people_of(sheet, reader, units):
            people.append(person)
            if len(people) % _TOLD_EVERY == 0:
                read(len(people) / rows)
        problems += reader.problems
        left_out += reader.planned_left_out
    shared = list(_codes_shared(people, layout))
    unclear = {(problem.sheet, problem.row) for problem in shared}
    people = [replace(p, code="") if (p.sheet, p.row) in unclear else p for p in people] if unclear else people
    problems += shared
    met, restated = tuple(units.met), tuple(units.restated)
    return RosterReading(tuple(people), tuple(problems), units.units, met, restated, left_out)


def _people_of(layout: SheetLayout, reader: RowReader, units: UnitDirectory) -> Iterator[RosterPerson]:
    groups = _Groups(units, layout.unit)
    names, fields = name_columns(layout), field_columns(layout)
    has_unit = bool(layout.columns_of(Field.UNIT))
    filled_down = _filled_down(layout)
    said: set[Finding] = set()
    for index, row in _body(layout):
        cells = filled_cells(row)
        kind = classify(cells, names, fields, has_unit)
        if kind is RowKind.END:
            return
        if kind is RowKind.GROUP:
            heading = group_heading(cells, names, has_unit)
            if heading is not None:
                groups.open(heading.text, heading.depth)
        if kind is not RowKind.PERSON:
            continue
        finding = groups.unit_for(reader.unit_text(index, cells, filled_down))
        if finding is None:
            mend = "Ghi đơn vị của đồng chí này"
            reader.report(index, Field.UNIT, "Thiếu đơn vị", mend)
        elif finding.how is not Found.KNOWN and finding not in said:
            said.add(finding)
            _say(reader, index, finding)
        person = reader.read(index, cells, finding.unit if finding else _NOWHERE)
        if person is not None and finding is not None:
            yield person


_TOLD_EVERY = 1000
"""People between two words about how far the reading is."""
_NOWHERE = UnitDirectory(()).find("?").unit
"""Stands for the missing unit of a row whose other cells are still looked through for problems."""


def _body(layout: SheetLayout) -> Iterator[tuple[int, Row]]:
    """The rows below the headings, without headings that a page break repeats."""
    header = layout.sheet.rows[layout.header.bottom]
    for index in range(layout.header.bottom + 1, len(layout.sheet.rows)):
        row = layout.sheet.rows[index]
        if row != header:
            yield index, row


def _filled_down(layout: SheetLayout) -> dict[int, Cell]:
    """Row → unit, for rows under a merged unit cell."""
    columns = {c.index for c in layout.columns_of(Field.UNIT)}
    return {
        row: layout.sheet.at(merge.top, merge.left)
        for merge in layout.sheet.merges
        if merge.left in columns and merge.top > layout.header.bottom
        for row in range(merge.top + 1, merge.bottom + 1)
    }


class _Groups:
    """The headings of groups that are open: a unit may stand below another."""

    def __init__(self, units: UnitDirectory, whole_sheet: str) -> None:
        self._units = units
        self._whole_sheet = whole_sheet
        self._open: dict[int, str] = {}

    def open(self, text: str, depth: int) -> None:
        self._open = {d: t for d, t in self._open.items() if d < depth} | {depth: text}

    def unit_for(self, text: str) -> Finding | None:
        """The unit of a row whose unit cell says `text`: the innermost heading where it is empty."""
        headings = [self._open[depth] for depth in sorted(self._open)]
        if not text and headings:
            text = headings.pop()
        if not text:
            return self._units.find(self._whole_sheet) if self._whole_sheet else None
        return self._units.find(text, self._commune_of(headings))

    def _commune_of(self, headings: Iterable[str]) -> str:
        """The innermost heading around a unit that names a commune, else the commune of the whole sheet."""
        for heading in reversed(list(headings)):
            known = self._units.known(heading) or self._units.commune_in(heading)
            if known is not None:
                return heading
        return self._whole_sheet


def _question(finding: Finding) -> tuple[str, str]:
    """What to ask about a unit, and what to do if the answer is no."""
    if finding.how is Found.RESEMBLES and finding.resembles is not None:
        what = f'Có phải "{finding.unit.name}" là {finding.resembles.name}'
        return what, f'Nếu phải, sửa thành "{finding.resembles.name}"; nếu không, xác nhận là đơn vị mới'
    what = f'Chưa có xã, phường, thị trấn nào mang tên trong "{finding.unit.name}"'
    return what, "Kiểm tra lại tên; nếu đúng, xác nhận là đơn vị mới cấp xã"


def _say(reader: RowReader, index: int, finding: Finding) -> None:
    """What there is to say of a unit, once at the first row that names it: a question, or what became of it."""
    if finding.is_question:
        reader.report(index, Field.UNIT, *_question(finding), Severity.QUESTION)
    elif finding.how is Found.SPLIT:
        names = ", ".join(unit.name for unit in finding.among)
        mend = "Ghi đơn vị mới của từng đồng chí"
        reader.report(index, Field.UNIT, f"Đơn vị này đã chia thành {names}", mend)
    elif finding.how is Found.FORMER:
        what = f"Đơn vị này nay là {finding.unit.name}"
        reader.report(index, Field.UNIT, what, "Các đồng chí được ghi vào đơn vị mới", Severity.NOTE)


def _codes_shared(people: list[RosterPerson], layout: Layout) -> Iterator[Problem]:
    """One code over two names: an error at the second, since nobody can tell whose record it is."""
    columns = {s.sheet.name: s.columns_of(Field.CODE) for s in layout.sheets}
    first: dict[str, RosterPerson] = {}
    for person in people:
        if not person.code:
            continue
        earlier = first.setdefault(fold(person.code), person)
        if fold(earlier.name) != fold(person.name):
            where = columns[person.sheet]
            letter = column_letter(where[0].index) if where else ""
            what = f"Mã này đã dùng cho đồng chí {earlier.name} ở dòng {earlier.row}"
            mend = "Ghi mã khác, hoặc để trống để được cấp mã mới"
            yield Problem(person.sheet, person.row, letter, person.code, what, mend)
