"""Named audiences: they keep the text, not the people, and so stay current."""

from dataclasses import dataclass

import orjson

from rules.audience import Audience, parse, text_of
from rules.text import clean, sort_key
from storage.database import Database, Row, Transaction, row
from storage.journal import By, Entry, record

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class NamedAudience:
    """An audience under the name that staff gave it."""

    name: str
    audience: Audience
    author: str
    at: int
    """Stored milliseconds of the last change."""


async def save(tx: Transaction, by: By, name: str, audience: Audience) -> None:
    """Keep an audience under a name, in place of what had that name before."""
    name, before = clean(name), await by_name(tx, name)
    await tx.rows(
        "insert into named_audience (name, audience, author, at) values ($1, $2, $3, $4) on conflict (name) do update"
        " set audience = excluded.audience, author = excluded.author, at = excluded.at",
        name, text_of(audience), by.actor, by.at,
    )  # fmt: skip
    await record(tx, by, Entry("save_audience", "named_audience", name, _json(before), _text_json(audience)))


async def rename(tx: Transaction, by: By, name: str, new: str) -> bool:
    """Give an audience another name. False where there is none, or the new name is taken."""
    before, new = await by_name(tx, name), clean(new)
    if before is None or await by_name(tx, new) is not None:
        return False
    await tx.rows("update named_audience set name = $2 where name = $1", before.name, new)
    await record(tx, by, Entry("rename_audience", "named_audience", new, _name_json(before.name), _name_json(new)))
    return True


async def delete(tx: Transaction, by: By, name: str) -> bool:
    """Forget a name. False when there is none such."""
    before = await by_name(tx, name)
    if before is None:
        return False
    await tx.rows("delete from named_audience where name = $1", before.name)
    await record(tx, by, Entry("delete_audience", "named_audience", before.name, _json(before)))
    return True


async def by_name(source: Source, name: str) -> NamedAudience | None:
    """The audience of this name."""
    found = await row(source, "select name, audience, author, at from named_audience where name = $1", clean(name))
    return _named(found) if found is not None else None


async def listing(source: Source) -> list[NamedAudience]:
    """Every named audience, in Vietnamese order of the names."""
    rows = await source.rows("select name, audience, author, at from named_audience")
    return sorted(map(_named, rows), key=lambda each: sort_key(each.name))


def _named(found: Row) -> NamedAudience:
    return NamedAudience(found["name"], parse(found["audience"]), found["author"], found["at"])


def _json(named: NamedAudience | None) -> str | None:
    return _text_json(named.audience) if named is not None else None


def _name_json(name: str) -> str:
    return orjson.dumps(name).decode()


def _text_json(audience: Audience) -> str:
    return orjson.dumps(text_of(audience)).decode()
