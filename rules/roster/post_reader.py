"""The posts that a row names: incumbent, committee and planned ones, each with its first day."""

from datetime import date

from rules.cadres import Post, PostKind, Unit
from rules.roster.column_reader import DASHES, Draft, Notes
from rules.roster.dates import parse_date
from rules.roster.fields import Field
from rules.roster.layout import SheetLayout
from rules.roster.posts import committee_apart, split_committee, split_posts
from rules.roster.problems import BadCell
from rules.roster.sheet import Cell, is_blank, shown


class PostReader:
    """Reads the posts of one sheet's rows. Most rows name what another of their unit names: that is read once."""

    def __init__(self, layout: SheetLayout, today: date, planned_posts: bool, notes: Notes) -> None:
        self._posts = layout.columns_of(Field.POSTS)
        self._since = layout.columns_of(Field.SINCE)
        self._committee = layout.columns_of(Field.COMMITTEE)
        self._planned = layout.columns_of(Field.PLANNED)
        self._today = today
        self._planned_posts = planned_posts
        self._notes = notes
        self._places = [c.index for c in (*self._posts, *self._since, *self._committee, *self._planned)]
        self._known: dict[tuple[object, ...], tuple[Post, ...]] = {}
        self.planned_left_out = 0

    def of(self, row: Draft, unit: Unit) -> tuple[Post, ...]:
        """The posts of a row, each once."""
        cells = [row.cells.get(place) for place in self._places]
        key = (unit.id, *cells, *map(type, cells))
        posts = self._known.get(key)
        if posts is None:
            told = len(self._notes.problems), self.planned_left_out
            posts = tuple(dict.fromkeys((*self._held(row, unit), *self._planned_ones(row, unit))))
            if told == (len(self._notes.problems), self.planned_left_out):  # else it is to be told of the next row too
                self._known[key] = posts
        return posts

    def _held(self, row: Draft, unit: Unit) -> list[Post]:
        titles = [title for c in self._posts for title in split_posts(_raw(row.cells.get(c.index)))]
        posts: list[Post] = []
        for title, day in zip(titles, self._first_days(row, len(titles)), strict=True):
            seats, others = committee_apart(title, unit.name)
            posts += [Post(seat, unit, committee=True) for seat in seats]
            posts += [Post(other, unit, since=day) for other in others]
        for column in self._committee:
            seats = split_committee(_raw(row.cells.get(column.index)))
            posts += [Post(seat, unit, committee=True) for seat in seats]
        return posts

    def _planned_ones(self, row: Draft, unit: Unit) -> list[Post]:
        """Planned posts, unless they may not be kept: then they are only counted."""
        posts: list[Post] = []
        for column in self._planned:
            titles = split_posts(_raw(row.cells.get(column.index)))
            if titles and not self._planned_posts:
                self.planned_left_out += 1
            elif titles:
                posts += [Post(title, unit, PostKind.PLANNED) for title in titles]
        return posts

    def _first_days(self, row: Draft, count: int) -> list[date | None]:
        """The day each post began: one date for all, or as many as there are posts with semicolons between."""
        none: list[date | None] = [None] * count
        column = next((c for c in self._since if c.index in row.cells), None)
        if column is None:
            return none
        cell = row.cells[column.index]
        parts: list[Cell] = [*cell.split(";")] if isinstance(cell, str) else [cell]
        if len(parts) not in (1, count):
            mend = "Ghi một ngày cho mọi chức vụ, hoặc mỗi chức vụ một ngày, cách nhau bằng dấu ;"
            self._notes.add(row.index, column, f"Có {len(parts)} ngày cho {count} chức vụ", mend)
            return none
        try:
            days = [self._first_day(part) for part in parts]
        except BadCell as bad:
            self._notes.add(row.index, column, bad.what, bad.mend)
            return none
        return days if len(days) == count else days * count

    def _first_day(self, cell: Cell) -> date | None:
        """The first day of the period that a date names: 2020 is 1/1/2020. Raises BadCell."""
        if is_blank(cell) or (isinstance(cell, str) and cell.strip() in DASHES):
            return None
        found = parse_date(cell, self._today)
        return date.fromisoformat(f"{found.iso}-01-01"[:10])


def _raw(cell: Cell) -> str:
    """The text of a cell with its line breaks, which separate posts."""
    return cell if isinstance(cell, str) else shown(cell)
