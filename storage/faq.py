"""Questions asked often: the entries that come with the program and those of the centre, and the search among them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import orjson

from rules.faq import Certainty, EntryState, FaqText, ShippedEntry
from rules.likeness import meaning_words
from storage.database import Database, Row, Transaction
from storage.house_facts import draw_numbers, house_fact, keep_house_fact
from storage.journal import By, Entry, record
from storage.lists import list_text, members

Source = Database | Transaction
SHIPPED = "program"
"""Who wrote the entries that come with the program."""
_SHIPPED_FACT = "faq_shipped"
_MOST_FOUND = 24


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """An entry as it stands."""

    number: int
    text: FaqText
    state: EntryState
    shipped: str
    """Its id in the file of the program; empty for the centre's own."""
    replaces: int | None
    written_by: str
    approved_by: str
    approved_at: int
    version: int
    centre: str = ""
    """The top unit of the centre that gives it out; empty where the whole deployment does."""


_COLUMNS = (
    "number, phrasings, answer, source, certainty, since, until, rule, state, shipped, replaces, written_by,"
    " approved_by, approved_at, version, centre"
)


async def search(db: Source, text: str, centres: Collection[str] | None = None) -> list[FaqEntry]:
    """Approved entries that share words with a text, those that share most rare ones first.

    Among several centres those of `centres`, by their top units, and of the whole deployment; None is one centre.
    """
    words = meaning_words(text)
    if not words:
        return []
    args = (list_text(words),) if centres is None else (list_text(words), list_text(centres))
    return [_entry(row) for row in await db.rows(_search(db.engine, centres is not None), *args)]


@cache
def _search(engine: str, several: bool) -> str:
    own = f" and (e.centre = '' or e.centre in {members(engine, '$2')})" if several else ""
    return (
        "with asked as (select w.word, w.number from faq_word w join faq_entry e on e.number = w.number"
        f" where e.state = 'approved' and w.word in {members(engine, '$1')}{own}),"
        " rare as (select word, 1.0 / count(*) as weight from asked group by word),"
        " found as (select a.number, sum(r.weight) as score from asked a join rare r on r.word = a.word"
        " group by a.number)"
        f" select {_COLUMNS.replace('number', 'e.number', 1)} from found f join faq_entry e on e.number = f.number"
        f" order by f.score desc, e.number limit {_MOST_FOUND}"
    )


async def by_number(source: Source, number: int | None) -> FaqEntry | None:
    """One entry, or None."""
    if number is None:
        return None
    rows = await source.rows(f"select {_COLUMNS} from faq_entry where number = $1", number)
    return _entry(rows[0]) if rows else None


async def entries(source: Source, states: Collection[EntryState]) -> list[FaqEntry]:
    """The entries in these states, by number."""
    rows = await source.rows(
        f"select {_COLUMNS} from faq_entry where state in {members(source.engine, '$1')} order by number",
        list_text(states),
    )
    return [_entry(row) for row in rows]


async def add(tx: Transaction, by: By, text: FaqText, replaces: int | None = None, centre: str = "") -> FaqEntry:
    """Keep a new entry of a centre; it waits for a second person. One that replaces another waits as the only one."""
    if replaces is not None:
        await tx.rows(
            "update faq_entry set state = 'retired', version = version + 1 where replaces = $1 and state = 'draft'",
            replaces,
        )
    [number] = await draw_numbers(tx, "faq_entry")
    await _insert(tx, by, number, text, replaces)
    if centre:
        await tx.rows("update faq_entry set centre = $1 where number = $2", centre, number)
    await record(tx, by, Entry("write faq", "faq_entry", str(number)))
    kept = await by_number(tx, number)
    if kept is None:
        raise LookupError(number)
    return kept


async def approve(tx: Transaction, by: By, entry: FaqEntry) -> bool:
    """A second person lets an entry be given out; the one it replaces is put away.

    False when it changed since, or when it is one's own.
    """
    rows = await tx.rows(
        "update faq_entry set state = 'approved', approved_by = $1, approved_at = $2, version = version + 1"
        " where number = $3 and version = $4 and state in ('draft', 'approved') and written_by <> $1 returning number",
        by.actor, by.at, entry.number, entry.version,
    )  # fmt: skip
    if rows and entry.replaces is not None:
        await tx.rows("update faq_entry set state = 'retired', version = version + 1 where number = $1", entry.replaces)
    if rows:
        await record(tx, by, Entry("approve faq", "faq_entry", str(entry.number)))
    return bool(rows)


async def retire(tx: Transaction, by: By, entry: FaqEntry) -> bool:
    """Put an entry away; False when it changed since."""
    rows = await tx.rows(
        "update faq_entry set state = 'retired', version = version + 1 where number = $1 and version = $2"
        " and state <> 'retired' returning number",
        entry.number, entry.version,
    )  # fmt: skip
    if rows:
        await record(tx, by, Entry("retire faq", "faq_entry", str(entry.number)))
    return bool(rows)


async def keep_shipped(db: Database, shipped: Sequence[ShippedEntry], at: int, centre: str = "") -> None:
    """Bring the entries of the program's file in, or those of a centre's own file; once for each version of the file.

    What the centre put away stays away; an entry that left the file is put away.
    """
    if centre:  # two centres may give entries of their files the same id
        shipped = [each.model_copy(update={"id": f"{centre}/{each.id}"}) for each in shipped]
    said = ",".join(f"{each.id}={each.digest}" for each in shipped)
    fact = f"{_SHIPPED_FACT}/{centre}" if centre else _SHIPPED_FACT
    if await house_fact(db, fact) == said:
        return
    async with db.transaction() as tx:
        # First: another process that starts at the same time waits here, and then finds all of it done.
        await keep_house_fact(tx, fact, said)
        known = {row["shipped"]: row for row in await tx.rows(
            "select shipped, number, digest from faq_entry where shipped is not null and centre = $1", centre
        )}  # fmt: skip
        for each in shipped:
            row = known.pop(each.id, None)
            if row is None:
                [number] = await draw_numbers(tx, "faq_entry")
                await _insert(tx, By(SHIPPED, at), number, each.text, each)
                if centre:
                    await tx.rows("update faq_entry set centre = $2 where number = $1", number, centre)
            elif row["digest"] != each.digest:
                await _rewrite(tx, row["number"], each, at)
        for row in known.values():
            await tx.rows("update faq_entry set state = 'retired', version = version + 1 where number = $1",
                          row["number"])  # fmt: skip


async def _insert(tx: Transaction, by: By, number: int, text: FaqText, origin: ShippedEntry | int | None) -> None:
    """`origin`: the entry of the program's file, which is given out at once; or the number of one to be replaced."""
    shipped = origin if isinstance(origin, ShippedEntry) else None
    state = EntryState.APPROVED if shipped else EntryState.DRAFT
    await tx.rows(
        "insert into faq_entry (number, phrasings, answer, source, certainty, since, until, rule, state, shipped,"
        " digest, replaces, written_by, written_at, version)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)",
        number, *_values(text), state.value, shipped.id if shipped else None, shipped.digest if shipped else "",
        None if isinstance(origin, ShippedEntry) else origin, by.actor, by.at,
    )  # fmt: skip
    await _index(tx, number, text.phrasings)


async def _rewrite(tx: Transaction, number: int, shipped: ShippedEntry, at: int) -> None:
    await tx.rows(
        "update faq_entry set phrasings = $2, answer = $3, source = $4, certainty = $5, since = $6, until = $7,"
        " rule = $8, digest = $9, written_at = $10, approved_by = null, approved_at = null, version = version + 1"
        " where number = $1",
        number, *_values(shipped.text), shipped.digest, at,
    )  # fmt: skip
    await tx.rows("delete from faq_word where number = $1", number)
    await _index(tx, number, shipped.text.phrasings)


async def _index(tx: Transaction, number: int, phrasings: Iterable[str]) -> None:
    words = {word for each in phrasings for word in meaning_words(each)}
    await tx.run_many("insert into faq_word (word, number) values ($1, $2)", [(word, number) for word in sorted(words)])


def _values(text: FaqText) -> tuple[str, str, str, str, str | None, str | None, str]:
    return (
        orjson.dumps(list(text.phrasings)).decode(),
        text.answer,
        text.source,
        text.certainty.value,
        text.since.isoformat() if text.since else None,
        text.until.isoformat() if text.until else None,
        text.rule,
    )


def _entry(row: Row) -> FaqEntry:
    text = FaqText(
        tuple(orjson.loads(row["phrasings"])),
        row["answer"],
        row["source"],
        Certainty(row["certainty"]),
        date.fromisoformat(row["since"]) if row["since"] else None,
        date.fromisoformat(row["until"]) if row["until"] else None,
        row["rule"],
    )
    return FaqEntry(
        int(row["number"]),
        text,
        EntryState(row["state"]),
        row["shipped"] or "",
        row["replaces"],
        row["written_by"],
        row["approved_by"] or "",
        int(row["approved_at"] or 0),
        int(row["version"]),
        row["centre"],
    )
