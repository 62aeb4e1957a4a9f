"""Short forms of chat that staff added to the program's own: adding, changing, removing, and the way back of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import orjson

from rules.text import sort_key
from storage.database import Database, Row, Transaction
from storage.house_facts import draw_numbers, keep_house_fact
from storage.ids import new_id
from storage.journal import By, Entry, record
from storage.lists import list_text, members

Source = Database | Transaction
SHORT_FORMS_VERSION = "short_forms_version"
"""The house fact that is another one after any short form was added, changed, removed or taken back."""


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form as it stands."""

    number: int
    centre: str
    """The top unit of the centre whose people's questions are read by it; empty where all are."""
    typed: str
    meanings: tuple[str, ...]
    """The likeliest first."""
    before: tuple[str, ...]
    """What it meant before it was last changed; empty where it never was."""
    is_removed: bool
    changed_by: str
    changed_at: int
    version: int


_COLUMNS = "number, centre, typed, meanings, before, removed, changed_by, changed_at, version"


async def in_use(source: Source, centre: str) -> list[ShortForm]:
    """Those that count for the people of a centre: first what all centres share, then its own."""
    rows = await source.rows(
        f"select {_COLUMNS} from short_form where removed = 0 and centre in ('', $1) order by centre, typed", centre
    )
    return [_form(row) for row in rows]


async def every_form(source: Source, centres: Collection[str] | None = None) -> list[ShortForm]:
    """All of these centres, or of any, in Vietnamese order, those in use before those that were removed."""
    select = f"select {_COLUMNS} from short_form"
    if centres is None:
        rows = await source.rows(select)
    else:
        rows = await source.rows(f"{select} where centre in {members(source.engine, '$1')}", list_text(centres))
    return sorted(map(_form, rows), key=lambda each: (each.is_removed, sort_key(each.typed), each.centre))


async def by_number(source: Source, number: int | None) -> ShortForm | None:
    """One of them, or None."""
    rows = [] if number is None else await source.rows(f"select {_COLUMNS} from short_form where number = $1", number)
    return _form(rows[0]) if rows else None


async def add(tx: Transaction, by: By, centre: str, typed: str, meanings: Sequence[str]) -> ShortForm | None:
    """Keep a new one, or one that was removed with other meanings; None where the centre has it in use."""
    [number] = await draw_numbers(tx, "short_form")
    rows = await tx.rows(
        "insert into short_form (number, centre, typed, meanings, changed_by, changed_at, version)"
        " values ($1, $2, $3, $4, $5, $6, 1) on conflict (centre, typed) do update set meanings = excluded.meanings,"
        " before = null, removed = 0, changed_by = excluded.changed_by, changed_at = excluded.changed_at,"
        f" version = short_form.version + 1 where short_form.removed = 1 returning {_COLUMNS}",
        number, centre, typed, _json(meanings), by.actor, by.at,
    )  # fmt: skip
    if not rows:
        return None
    added = _form(rows[0])
    await _note(tx, by, "add short form", added.number, None, added.meanings)
    return added


async def change(tx: Transaction, by: By, form: ShortForm, meanings: Sequence[str]) -> bool:
    """Give one in use other meanings; False when it changed since."""
    kept = await tx.rows(
        "update short_form set before = meanings, meanings = $3, changed_by = $4, changed_at = $5,"
        " version = version + 1 where number = $1 and version = $2 and removed = 0 returning number",
        form.number, form.version, _json(meanings), by.actor, by.at,
    )  # fmt: skip
    if kept:
        await _note(tx, by, "change short form", form.number, form.meanings, meanings)
    return bool(kept)


async def remove(tx: Transaction, by: By, form: ShortForm) -> bool:
    """Let one count no longer; False when it changed since."""
    kept = await tx.rows(
        "update short_form set removed = 1, changed_by = $3, changed_at = $4, version = version + 1"
        " where number = $1 and version = $2 and removed = 0 returning number",
        form.number, form.version, by.actor, by.at,
    )  # fmt: skip
    if kept:
        await _note(tx, by, "remove short form", form.number, form.meanings, None)
    return bool(kept)


async def take_back(tx: Transaction, by: By, form: ShortForm) -> bool:
    """Undo the last change: one that was removed counts again, one in use means what it meant before.

    False when it changed since, or there is nothing to go back to.
    """
    if not form.is_removed:
        return bool(form.before) and await change(tx, by, form, form.before)
    kept = await tx.rows(
        "update short_form set removed = 0, changed_by = $3, changed_at = $4, version = version + 1"
        " where number = $1 and version = $2 and removed = 1 returning number",
        form.number, form.version, by.actor, by.at,
    )  # fmt: skip
    if kept:
        await _note(tx, by, "restore short form", form.number, None, form.meanings)
    return bool(kept)


async def _note(
    tx: Transaction, by: By, action: str, number: int, before: Sequence[str] | None, after: Sequence[str] | None
) -> None:
    """The line of the journal, and the word to every process that what it remembers is old."""
    await keep_house_fact(tx, SHORT_FORMS_VERSION, new_id())
    values = [None if each is None else _json(each) for each in (before, after)]
    await record(tx, by, Entry(action, "short_form", str(number), *values))


def _json(meanings: Sequence[str]) -> str:
    return orjson.dumps(list(meanings)).decode()


def _form(row: Row) -> ShortForm:
    return ShortForm(
        int(row["number"]),
        row["centre"],
        row["typed"],
        tuple(orjson.loads(row["meanings"])),
        tuple(orjson.loads(row["before"])) if row["before"] else (),
        row["removed"] == 1,
        row["changed_by"],
        int(row["changed_at"]),
        int(row["version"]),
    )
