"""Where a sheet's headings stand: under title rows, in one to three lines, merged or not."""

from collections.abc import Iterable
from dataclasses import dataclass

from rules.roster.fields import Field
from rules.roster.sheet import Cell, Sheet, is_blank, shown
from rules.roster.synonyms import Meaning, heading_key, meaning_of

_LOOKED_AT = 40
"""Rows from the top in which headings are looked for."""
_WIDEST = 120
"""Columns looked at; a roster has about 25."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column, counted from 0, with the headings over it and what it says; None if that is not known."""

    index: int
    path: tuple[str, ...]
    meaning: Meaning | None

    @property
    def heading(self) -> str:
        return " / ".join(self.path)


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of the headings, counted from 0, both included, and the columns under them."""

    top: int
    bottom: int
    columns: tuple[Column, ...]

    @property
    def fields(self) -> frozenset[Field]:
        return frozenset(c.meaning.field for c in self.columns if c.meaning and c.meaning.field)

    @property
    def score(self) -> int:
        return len({c.meaning for c in self.columns if c.meaning and c.meaning.field})


def find_header(sheet: Sheet) -> Header | None:
    """The rows that say most about the columns, the fewer and the higher the better; None without a name column."""
    best: Header | None = None
    for top in range(min(_LOOKED_AT, len(sheet.rows))):
        if len({key for key in map(_key, sheet.rows[top][:_WIDEST]) if key}) < 2:
            continue
        for bottom in _bottoms(sheet, top):
            header = Header(top, bottom, _columns(sheet, top, bottom))
            if Field.NAME in header.fields and header.score > (best.score if best else 1):
                best = header
    return best and Header(best.top, best.bottom, tuple(_settled(best.columns)))


def _bottoms(sheet: Sheet, top: int) -> Iterable[int]:
    """The last row of the headings that begin at `top`: this one, or up to two more that look like headings."""
    yield top
    for bottom in (top + 1, top + 2):
        if bottom >= len(sheet.rows) or not _continues(sheet, top, bottom):
            return
        yield bottom


def _continues(sheet: Sheet, top: int, row: int) -> bool:
    """True when a row may belong to the headings above it: words only, and no person's name under the name."""
    cells = sheet.rows[row][:_WIDEST]
    if any(not isinstance(cell, str) and cell is not None for cell in cells):
        return False
    known = 0
    for column, cell in enumerate(cells):
        if is_blank(cell):
            continue
        above = tuple(text for r in range(top, row) if (text := _heading_at(sheet, r, column)))
        meaning = meaning_of((*above, shown(cell)))
        named = meaning_of(above) if above else None
        if named and named.field is Field.NAME and not _says_name(shown(cell)):
            return False
        known += meaning is not None
    return known > 0


_NAMES = (Meaning(Field.NAME), Meaning(Field.NAME, "family"))
"""What a heading over a name may be that is merged over two columns: "Họ và tên", or only "Họ và"."""


def _says_name(text: str) -> bool:
    meaning = meaning_of((text,))
    return meaning is not None and meaning.field is Field.NAME


def _columns(sheet: Sheet, top: int, bottom: int) -> tuple[Column, ...]:
    width = min(_WIDEST, max(len(sheet.rows[row]) for row in range(top, bottom + 1)))
    columns: list[Column] = []
    for index in range(width):
        path: list[str] = []
        for row in range(top, bottom + 1):
            text = _heading_at(sheet, row, index) or _from_the_left(sheet, row, index, bottom)
            if text and (not path or path[-1] != text):
                path.append(text)
        before = columns[-1] if columns and columns[-1].index == index - 1 else None
        if path:
            columns.append(Column(index, tuple(path), meaning_of(tuple(path))))
        elif before and before.meaning in _NAMES and _holds_given_names(sheet, index, bottom):
            columns.append(Column(index, before.path, before.meaning))
    return tuple(columns)


def _holds_given_names(sheet: Sheet, column: int, bottom: int) -> bool:
    """True if single words follow most names: the heading spans two columns, which .csv and .ods do not tell."""
    rows = [row for row in range(bottom + 1, bottom + 1 + _LOOKED_AT) if not is_blank(sheet.at(row, column - 1))]
    beside = [_key(sheet.at(row, column)) for row in rows]
    given = [word for word in beside if word.isalpha() and word not in _MARKS]
    return len(given) * 2 > len(rows)


_MARKS = {"x", "nam", "nu"}
"""Single words beside a name that are no names: a mark, a sex. ("Nam" is a name too, but never most people's.)"""


def _heading_at(sheet: Sheet, row: int, column: int) -> str:
    """The text over a column in a row; a merged heading stands over all its columns."""
    text = shown(sheet.at(row, column))
    if text:
        return text
    for merge in sheet.merges:
        if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
            return shown(sheet.at(merge.top, merge.left))
    return ""


def _from_the_left(sheet: Sheet, row: int, column: int, bottom: int) -> str:
    """In files without merged cells a wide heading stands at its first column only, over words of its own."""
    if sheet.merges or row == bottom or is_blank(sheet.at(row + 1, column)):
        return ""
    for left in range(column - 1, -1, -1):
        if is_blank(sheet.at(row + 1, left)):
            return ""
        if text := shown(sheet.at(row, left)):
            return text
    return ""


def _settled(columns: Iterable[Column]) -> Iterable[Column]:
    """The columns with each meaning once; a name over two columns is family name and given name."""
    listed = list(columns)
    names = [c for c in listed if c.meaning in _NAMES]
    twice = len(names) > 1 and names[1].index == names[0].index + 1 and names[0].path == names[1].path
    seen: set[Meaning] = set()
    for place, column in enumerate(listed):
        meaning = _among_neighbours(listed, place)
        if twice and column in names[:2]:
            meaning = Meaning(Field.NAME, "family" if column is names[0] else "given")
        if meaning and meaning.field and meaning in seen:
            meaning = Meaning(None)
        if meaning:
            seen.add(meaning)
        yield Column(column.index, column.path, meaning)


def _among_neighbours(columns: list[Column], place: int) -> Meaning | None:
    """A bare "Trung cấp" right before "Cao đẳng" or "Đại học" is an education, not a level of theory."""
    meaning = columns[place].meaning
    follows = columns[place + 1].meaning if place + 1 < len(columns) else None
    bare = len(columns[place].path) == 1 and meaning in (
        Meaning(Field.LEVEL, "trung_cap"),
        Meaning(Field.LEVEL, "so_cap"),
    )
    if bare and meaning and follows and follows.field is Field.EDUCATION and follows.part:
        return Meaning(Field.EDUCATION, "Trung cấp" if meaning.part == "trung_cap" else "Sơ cấp")
    return meaning


def _key(cell: Cell) -> str:
    return heading_key(cell) if isinstance(cell, str) else ""
