"""Looks at people's names, kept in the journal: who saw whose, in which list, and when."""

from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from rules.access import Role
from storage.database import Database, Row, Transaction
from storage.journal import By, Entry, record

EVERYBODY = "*"
"""Stands for all people, where a file held the whole roster."""
_LIST, _RECORD = "look_at_names", "look_at_record"


async def looked_at(tx: Transaction, by: By, what: str, people: Iterable[str]) -> None:
    """Write one line for a look at a list of people, in the transaction of the answer that shows it.

    `what` names the list in words of the program ("target_missing:bch_xa:xa-tan-an"); no name of a person stands in it.
    The ids (or codes) of those who were seen lie beside the line, where the journal keeps values. A list without
    people is none.
    """
    seen = sorted(set(people))
    if seen:
        await record(tx, by, Entry(_LIST, "list", what, after=orjson.dumps(seen).decode()))


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One look. `at` is in stored milliseconds."""

    at: int
    what: str
    """The list, or `record` for the record itself."""
    by: str
    """The name of who looked; empty where the program's operator did, or somebody who is not known any longer."""
    roles: frozenset[Role]
    """What they were at that time, beside a cadre."""
    unit: str
    """The unit they answered for as an officer; empty for others."""
    many: int = 1
    """How many people the list showed at once; 0 for everybody."""


_LOOKS = (
    "select j.id, j.at, j.by_whom, j.action, j.record_id, v.after, h.name,"
    " g.role, u.name as unit from journal j left join journal_value v on v.journal_id = j.id"
    " left join (select id, name from cadre union all select id, name from learner"
    " union all select id, name from staff_person) h on h.id = j.by_whom"
    " left join role_grant g on g.holder_id = j.by_whom and g.granted_at <= j.at"
    " and (g.revoked_at is null or g.revoked_at > j.at) left join unit u on u.id = g.unit_id"
)


async def looks_at(db: Database, person: tuple[str, str], since: int, most: int) -> list[LookedAt]:
    """Who saw the name or the record of a person (id and code), newest first. Looks at oneself are none."""
    id_, code = person
    rows = await db.rows(
        f"{_LOOKS} join (select k.id from journal k left join journal_value w on w.journal_id = k.id"
        f" where k.action in ('{_LIST}', '{_RECORD}') and k.at >= $1 and k.by_whom <> $2"
        f" and ((k.action = '{_RECORD}' and k.record_id = $2) or (k.action = '{_LIST}' and"
        " (w.after like $3 or w.after like $4 or w.after like $5)))"
        " order by k.at desc, k.id limit $6) found on found.id = j.id order by j.at desc, j.id",
        since, id_, f'%"{id_}"%', f'%"{code}"%', f'%"{EVERYBODY}"%', most,
    )  # fmt: skip
    return _gathered(rows)


async def every_look(db: Database, since: int, most: int) -> list[LookedAt]:
    """What everybody looked at, newest first: for those who answer for the data."""
    rows = await db.rows(
        f"{_LOOKS} join (select k.id from journal k where k.action in ('{_LIST}', '{_RECORD}') and k.at >= $1"
        " order by k.at desc, k.id limit $2) found on found.id = j.id order by j.at desc, j.id",
        since, most,
    )  # fmt: skip
    return _gathered(rows)


def _gathered(rows: Iterable[Row]) -> list[LookedAt]:
    """A row for each role of who looked, put together."""
    lines: dict[str, list[Row]] = {}
    for row in rows:
        lines.setdefault(row["id"], []).append(row)
    return [_look(of_one) for of_one in lines.values()]


def _look(rows: list[Row]) -> LookedAt:
    first = rows[0]
    seen: list[str] = orjson.loads(first["after"]) if first["action"] == _LIST and first["after"] else [""]
    roles = frozenset(Role(row["role"]) for row in rows if row["role"])
    unit = next((row["unit"] for row in rows if row["role"] == Role.OFFICER and row["unit"]), "")
    what = first["record_id"] if first["action"] == _LIST else "record"
    many = 0 if seen == [EVERYBODY] else len(seen)
    return LookedAt(int(first["at"]), what, first["name"] or "", roles, unit, many)


async def forget_looks(db: Database, before: int) -> None:
    """Drop the looks before an instant."""
    async with db.transaction() as tx:
        old = f"select id from journal where at < $1 and action in ('{_LIST}', '{_RECORD}')"
        await tx.rows(f"delete from journal_value where journal_id in ({old})", before)
        await tx.rows(f"delete from journal where at < $1 and action in ('{_LIST}', '{_RECORD}')", before)
