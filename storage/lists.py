"""Lists go into a statement, and come out of one, as a single JSON text: the only SQL that needs two versions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson


def gathered(engine: str, columns: str, source: str) -> str:
    """A column that holds all rows of `source` as JSON, a list of lists in no promised order, for `rows_in`."""
    if engine == "sqlite":
        return f"(select json_group_array(json_array({columns})) from {source})"
    return f"(select json_agg(json_build_array({columns})) from {source})"


def lined(engine: str, key: str, columns: str) -> str:
    """An aggregate that makes one text of all rows, for `lines_in`: a line each, in no promised order.

    One long value passes from the database at once, where each of a million rows would hold up every other thread.
    """
    if engine == "sqlite":
        return f"group_concat({key} || char(9) || json_array({columns}), char(10))"
    return f"string_agg({key} || chr(9) || json_build_array({columns})::text, chr(10))"


def lines_in(text: str) -> Iterator[tuple[str, str, int]]:
    """The lines of a text made by `lined`, equal ones once: the key, the columns as JSON still, how many there are."""
    for line, many in Counter(text.split("\n")).items() if text else ():
        key, _, columns = line.partition("\t")
        yield key, columns, many


def rows_in(text: str | None) -> list[Any]:
    """The rows of a column made by `gathered`."""
    return orjson.loads(text) if text else []


def members(engine: str, placeholder: str) -> str:
    """A subselect with the members of a list that was passed as `list_text`: `id in {members(engine, "$1")}`."""
    if engine == "sqlite":
        return f"(select value from json_each({placeholder}))"
    return f"(select json_array_elements_text({placeholder}::json))"


def numbers(engine: str, placeholder: str) -> str:
    """The same of a list of whole numbers that was passed as `numbers_text`."""
    if engine == "sqlite":
        return f"(select value from json_each({placeholder}))"
    return f"(select value::bigint from json_array_elements_text({placeholder}::json))"


def among(engine: str, subselect: str) -> str:
    """A condition's end, to stand behind a column with an index: that its value is one of those of a subselect.

    PostgreSQL expects thousands of a recursive subselect and reads the whole table for them; of an array, a few.
    """
    return f"in {subselect}" if engine == "sqlite" else f"= any (array{subselect})"


def children(engine: str, parents: str) -> str:
    """A select of the ids of the units directly below those of a subselect, for a recursive one.

    PostgreSQL expects so many of a recursive one that it would read all units for each step down.
    """
    if engine == "sqlite":
        return f"select u.id from unit u join {parents} p on u.parent_id = p.id"
    return f"select u.id from {parents} p cross join lateral (select id from unit where parent_id = p.id offset 0) u"


def table(engine: str, placeholder: str, *columns: str) -> str:
    """A subselect with the rows of a table of texts that was passed as `table_text`, under the names of its columns."""
    if engine == "sqlite":
        cells = ", ".join(f"json_extract(value, '$[{n}]') as {name}" for n, name in enumerate(columns))
        return f"(select {cells} from json_each({placeholder}))"
    cells = ", ".join(f"value ->> {n} as {name}" for n, name in enumerate(columns))
    return f"(select {cells} from json_array_elements({placeholder}::json))"


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows of texts as one argument."""
    return orjson.dumps([list(row) for row in rows]).decode()


def list_text(values: Iterable[str]) -> str:
    """A list of texts as one argument."""
    return orjson.dumps(list(values)).decode()


def numbers_text(values: Iterable[int]) -> str:
    """A list of whole numbers as one argument."""
    return orjson.dumps(list(values)).decode()
