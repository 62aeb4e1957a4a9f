"""Templates of notices: every version stays, the last one counts."""

from dataclasses import dataclass

import orjson

from rules.notices import NoticeKind
from storage.database import Database, Row, Transaction, row
from storage.journal import By, Entry, record

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class Template:
    """A text to begin with."""

    name: str
    version: int
    kind: NoticeKind
    text: str
    author: str = ""
    """Who wrote this version."""


async def save(tx: Transaction, by: By, name: str, kind: NoticeKind, text: str) -> Template:
    """Keep a template, or the next version of the one of this name."""
    known = await by_name(tx, name)
    version = known.version + 1 if known else 1
    await tx.rows(
        "insert into notice_template (name, version, kind, text, author, at) values ($1, $2, $3, $4, $5, $6)",
        name, version, kind.value, text, by.actor, by.at,
    )  # fmt: skip
    await record(tx, by, Entry("save_template", "notice_template", name))
    return Template(name, version, kind, text, by.actor)


async def rename(tx: Transaction, by: By, name: str, new: str) -> bool:
    """Give every version of a template another name. False where there is none, or the new name is taken."""
    if await by_name(tx, name) is None or await by_name(tx, new) is not None:
        return False
    await tx.rows("update notice_template set name = $2 where name = $1", name, new)
    await record(tx, by, Entry("rename_template", "notice_template", new, _json(name), _json(new)))
    return True


async def forget(tx: Transaction, by: By, name: str) -> bool:
    """Throw away every version of a template; the last text stays in the journal. False where there is none."""
    last = await by_name(tx, name)
    if last is None:
        return False
    await tx.rows("delete from notice_template where name = $1", name)
    await record(tx, by, Entry("forget_template", "notice_template", name, _json(last.text)))
    return True


def _json(text: str) -> str:
    return orjson.dumps(text).decode()


async def by_name(source: Source, name: str, version: int | None = None) -> Template | None:
    """The last version of a template, or one of those before."""
    found = await row(
        source,
        "select name, version, kind, text, author from notice_template where name = $1 and ($2 = 0 or version = $2)"
        " order by version desc limit 1",
        name, version or 0,
    )  # fmt: skip
    return _template(found) if found else None


async def last_versions(source: Source) -> list[Template]:
    """Every template as it reads now, by name."""
    found = await source.rows(
        "select t.name, t.version, t.kind, t.text, t.author from notice_template t where t.version ="
        " (select max(v.version) from notice_template v where v.name = t.name) order by t.name"
    )
    return [_template(each) for each in found]


def _template(found: Row) -> Template:
    return Template(found["name"], found["version"], NoticeKind(found["kind"]), found["text"], found["author"])
