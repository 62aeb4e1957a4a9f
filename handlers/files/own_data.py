"""All that is stored about one person as a workbook, a sheet a place; and the same for machines."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import orjson

from handlers.files.sheets import Book, Column
from handlers.texts import own_data as texts
from storage.clock import from_ms
from storage.own_data import Found, Value

_WIDE, _NARROW = 46.0, 20.0
_LONG = frozenset({"text", "words", "answer", "before", "after", "fields", "topics", "through", "note", "word"})
_LONGEST = 32_000
"""Letters a cell can hold."""


def with_instants(found: Found, now: datetime) -> Found:
    """The same with instants as people and machines read them, in the time of `now`."""
    return {name: [_spelled(row, now) for row in rows] for name, rows in found.items()}


def _spelled(row: Mapping[str, Value], now: datetime) -> dict[str, Value]:
    def value(name: str, stored: Value) -> Value:
        if not isinstance(stored, int) or not (name == "at" or name.endswith("_at")) or not stored:
            return stored
        return from_ms(stored).astimezone(now.tzinfo).isoformat(" ", "minutes")[:16]

    return {name: value(name, stored) for name, stored in row.items()}


def own_data_json(found: Found, now: datetime) -> bytes:
    """For machines: the sections by their short names."""
    told = {"made_at": now.isoformat(timespec="minutes"), **found}
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)


def own_data_workbook(found: Found, who: str, now: datetime) -> bytes:
    """For people: what is kept in each place, and on the first sheet how much of it. `found` with its instants spelled.

    It takes up to a second: call it off the event loop.
    """
    book = Book([texts.TITLE.format(who), texts.MADE.format(f"{now:%H:%M %d/%m/%Y}")], now.date())
    overview = book.sheet(texts.OVERVIEW, landscape=False)
    columns = [Column(texts.SECTION, 40), Column(texts.MANY, 12, middle=True)]
    book.table(overview, columns, [(texts.SECTIONS[name], len(rows)) for name, rows in found.items()])
    for name, rows in found.items():
        if rows:
            _sheet(book, texts.SECTIONS[name], rows)
    return book.bytes()


def _sheet(book: Book, title: str, rows: Sequence[Mapping[str, Value]]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [Column(texts.heading(name), _WIDE if name in _LONG else _NARROW) for name in names]
    sheet = book.sheet(title, landscape=True)
    book.table(sheet, columns, [[_cell(row.get(name)) for name in names] for row in rows])


def _cell(value: Value) -> str:
    return "" if value is None else str(value)[:_LONGEST]
