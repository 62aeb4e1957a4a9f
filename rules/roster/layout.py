"""How a file is laid out: which sheets hold people, what each column says, which conventions are used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from rules.roster.fields import REQUIRED, Field
from rules.roster.header import Column, Header, find_header
from rules.roster.problems import Problem, Severity
from rules.roster.rows import RowKind, classify, group_heading
from rules.roster.sheet import Sheet, column_letter, filled_cells, shown
from rules.roster.synonyms import heading_key
from rules.text import fold
from rules.units import UnitDirectory

UNIT_SHEETS = ("don vi", "danh muc don vi")
"""Folded names of the sheet that states units; it holds no people."""


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet of people. Rows and columns count from 0."""

    sheet: Sheet
    header: Header
    unit: str = ""
    """The unit of the whole sheet, where its name or title says it and no column does."""
    grouped: bool = False
    """True when units stand as heading rows above their people."""

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.header.columns

    def columns_of(self, field: Field) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.meaning and c.meaning.field is field)

    @property
    def is_plain(self) -> bool:
        """True for one row of usual headings over one field each: nothing there can be read in two ways."""
        parts = any(c.meaning and c.meaning.part and c.meaning.field is not Field.RATING for c in self.columns)
        unknown = any(c.meaning is None for c in self.columns)
        stated = Field.UNIT in self.header.fields
        return stated and not parts and not unknown and self.header.top == self.header.bottom

    def description(self) -> tuple[str, ...]:
        """How the sheet is read, in Vietnamese, one line a column or convention."""
        lines = [f"Cột {column_letter(c.index)} ({c.heading}): {_said(c)}" for c in self.columns]
        if self.unit:
            lines.append(f"Đơn vị của cả trang: {self.unit}")
        if self.grouped:
            lines.append("Tên đơn vị ở dòng tiêu đề nhóm")
        return (f'Trang "{self.sheet.name}", tiêu đề ở dòng {self.header.bottom + 1}', *lines)

    def signature(self) -> str:
        headings = ("/".join(map(heading_key, c.path)) for c in self.columns)
        unit = "sheet" if self.unit else "groups" if Field.UNIT not in self.header.fields else "column"
        return f"{unit}|{'|'.join(headings)}"


@dataclass(frozen=True, slots=True)
class Layout:
    """The sheets of people of a file, the sheet of units if there is one, and what hinders reading."""

    sheets: tuple[SheetLayout, ...]
    units: Sheet | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_plain(self) -> bool:
        """True when no confirmation is needed."""
        return all(sheet.is_plain for sheet in self.sheets)

    @property
    def fingerprint(self) -> str:
        """Stays the same for the same headings, whatever the people, the case and the names of the sheets."""
        signatures = sorted({sheet.signature() for sheet in self.sheets})
        return sha256("\n".join(signatures).encode()).hexdigest()[:16]

    def description(self) -> tuple[str, ...]:
        return tuple(line for sheet in self.sheets for line in sheet.description())


def recognise(sheets: Sequence[Sheet], directory: UnitDirectory) -> Layout:
    """How the sheets of a file are laid out. A file without names or units has an error in `problems`."""
    units = next((sheet for sheet in sheets if fold(sheet.name) in UNIT_SHEETS), None)
    found = [_lay_out(sheet, directory) for sheet in sheets if sheet is not units]
    listed = [layout for layout in found if layout is not None]
    whole = tuple(layout for layout in listed if not _missing(layout))
    if not whole and units is not None and not listed:
        only = _lay_out(units, directory)
        if only is not None and not _missing(only):
            return Layout((only,))
    if not whole:
        return Layout((), units, tuple(_unreadable(listed, sheets)))
    left = (_left_out(layout) for layout in listed if layout not in whole)
    return Layout(whole, units, tuple(left))


def _lay_out(sheet: Sheet, directory: UnitDirectory) -> SheetLayout | None:
    header = find_header(sheet)
    if header is None:
        return None
    layout = SheetLayout(sheet, header)
    if Field.UNIT in header.fields:
        return layout
    if _has_groups(layout):
        return SheetLayout(sheet, header, _unit_of(sheet, header, directory), grouped=True)
    return SheetLayout(sheet, header, _unit_of(sheet, header, directory))


def _has_groups(layout: SheetLayout) -> bool:
    names, fields = name_columns(layout), field_columns(layout)
    for row in layout.sheet.rows[layout.header.bottom + 1 :]:
        cells = filled_cells(row)
        kind = classify(cells, names, fields, has_unit=False)
        if kind is RowKind.GROUP:
            return group_heading(cells, names, has_unit=False) is not None
        if kind in (RowKind.PERSON, RowKind.END):
            return False
    return False


def _unit_of(sheet: Sheet, header: Header, directory: UnitDirectory) -> str:
    """The known unit that a sheet's name is, or the commune that a title above the headings names."""
    named = directory.known(sheet.name)
    if named is not None:
        return named.name
    for row in sheet.rows[: header.top]:
        for cell in row:
            commune = directory.commune_in(shown(cell))
            if commune is not None:
                return commune.name
    return ""


def name_columns(layout: SheetLayout) -> tuple[int, ...]:
    return tuple(c.index for c in layout.columns_of(Field.NAME))


def field_columns(layout: SheetLayout) -> tuple[int, ...]:
    return tuple(c.index for c in layout.columns if c.meaning and c.meaning.field)


def _missing(layout: SheetLayout) -> list[Field]:
    """The required fields that the sheet has in no way."""
    unit = layout.unit or layout.grouped
    had = {Field.UNIT: bool(unit) or Field.UNIT in layout.header.fields, Field.NAME: _names_whole(layout)}
    return [field for field in REQUIRED if not had[field]]


def _names_whole(layout: SheetLayout) -> bool:
    """Whether names can be read in full: half a name would be stored as another person's."""
    parts = {column.meaning.part for column in layout.columns_of(Field.NAME) if column.meaning}
    return "" in parts or {"family", "given"} <= parts


def _unreadable(listed: list[SheetLayout], sheets: Sequence[Sheet]) -> Iterable[Problem]:
    for layout in listed:
        for field in _missing(layout):
            yield Problem(
                layout.sheet.name,
                layout.header.bottom + 1,
                "",
                "",
                f'Không thấy cột "{field.value}"',
                f'Thêm cột "{field.value}" vào dòng tiêu đề, hoặc ghi tên đơn vị ở một dòng riêng phía trên từng nhóm',
            )
    if not listed:
        name = sheets[0].name if sheets else ""
        mend = 'Dòng tiêu đề phải có ít nhất cột "Họ và tên" và "Đơn vị"'
        yield Problem(name, 0, "", "", "Không thấy dòng tiêu đề của danh sách cán bộ", mend)


def _left_out(layout: SheetLayout) -> Problem:
    missing = ", ".join(f'"{field.value}"' for field in _missing(layout))
    mend = "Nếu trang này cũng là danh sách cán bộ, thêm cột còn thiếu"
    what = f"Trang này không được đọc vì thiếu cột {missing}"
    return Problem(layout.sheet.name, layout.header.bottom + 1, "", "", what, mend, Severity.QUESTION)


_PARTS = {
    "family": "Họ và tên (họ, chữ đệm)",
    "given": "Họ và tên (tên)",
    "so_cap": "Trình độ LLCT, đánh dấu là sơ cấp",
    "trung_cap": "Trình độ LLCT, đánh dấu là trung cấp",
    "cao_cap": "Trình độ LLCT, đánh dấu là cao cấp",
}


def _said(column: Column) -> str:
    meaning = column.meaning
    if meaning is None or meaning.field is None:
        return "không đọc"
    if meaning.field is Field.RATING:
        return f"Xếp loại {meaning.part}"
    if meaning.part in ("nam", "nu"):
        sex = "nam" if meaning.part == "nam" else "nữ"
        return f"Ngày sinh của {sex}" if meaning.field is Field.BIRTH else f"Giới tính, đánh dấu là {sex}"
    if meaning.field is Field.EDUCATION and meaning.part:
        return f"Trình độ chuyên môn, đánh dấu là {meaning.part.lower()}"
    return _PARTS.get(meaning.part, meaning.field.value)
