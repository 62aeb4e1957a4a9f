"""Which chat belongs to whom, the codes that prove it, and the wrong codes that were tried.

A code is never stored, only its digest. Nothing here is written to the journal that could be used to link again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rules.access import Asker
from rules.cadres import Unit
from rules.text import name_sort_key
from storage.accounts import COLUMNS, Account, account_of
from storage.cadres import SEE_EVERYONE
from storage.database import Database, Row, Transaction
from storage.ids import new_id
from storage.journal import By, Entry, record
from storage.lists import list_text, members
from storage.units import every_unit, unit_of, with_those_below


class CodeState(StrEnum):
    """What is known of a code that was typed."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    VALID = "valid"


@dataclass(frozen=True, slots=True)
class KnownCode:
    """A code by its digest, and whose it is."""

    state: CodeState
    holder_id: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who may be linked: a cadre of the roster, a learner, or someone of the centre."""

    id: str
    code: str
    name: str
    unit: str = ""
    """The name of their unit; empty for people of the centre."""
    learner: bool = False
    """Somebody of a class who stands on no roster."""


_HOLDER = (
    "select h.id, h.code, h.name, h.unit, h.learner from"
    " (select c.id, c.code, c.name, u.name as unit, 0 as learner from cadre c"
    " join unit u on u.id = c.unit_id where c.gone_at is null"
    " union all select l.id, l.code, l.name, u.name, 1 from learner l join unit u on u.id = l.unit_id"
    " where l.cadre_id is null union all select id, code, name, '', 0 from staff_person) h"
)

_REACHED = "select 1 from account a where a.holder_id = c.id and a.closed_at is null and a.channel <> 'terminal'"
"""Operators who try things in a terminal, and chats closed by their owners, do not count as linked."""


async def holder_by_id(db: Database | Transaction, holder_id: str) -> Holder | None:
    """The person behind a link, or None when they left the roster."""
    return _holder(await db.rows(f"{_HOLDER} where h.id = $1", holder_id))


async def units_of(source: Database | Transaction, holder_ids: Iterable[str]) -> dict[str, str]:
    """Holder → their unit's id, for those who have one: people of the roster, and learners."""
    rows = await source.rows(
        "select h.id, h.unit_id from (select id, unit_id from cadre union all"
        f" select id, unit_id from learner where cadre_id is null) h where h.id in {members(source.engine, '$1')}",
        list_text(holder_ids),
    )
    return {row["id"]: row["unit_id"] for row in rows}


async def holder_by_code(db: Database | Transaction, code: str) -> Holder | None:
    """A person by the code of the roster (`CB001`), of a learner (`HV00001`) or of the centre's people (`NV01`)."""
    return _holder(await db.rows(f"{_HOLDER} where h.code = $1", code.strip().upper()))


def _holder(rows: Sequence[Row]) -> Holder | None:
    if not rows:
        return None
    [id_, code, name, unit, learner] = rows[0][:]
    return Holder(id_, code, name, unit, learner == 1)


async def attach(tx: Transaction, by: By, account_id: str, holder_id: str) -> list[Account]:
    """Link a chat to a person. Their other chats on the same channel lose the link and are returned, to be warned."""
    others = await tx.rows(
        f"select {COLUMNS} from account a"
        " join account me on me.id = $1 and me.channel = a.channel where a.holder_id = $2 and a.id <> $1",
        account_id, holder_id,
    )  # fmt: skip
    for other in others:
        await detach(tx, by, other["account_id"])
    await tx.rows("update account set holder_id = $1, linked_at = $2 where id = $3", holder_id, by.at, account_id)
    await record(tx, by, Entry("link", "account", account_id, None, f'"{holder_id}"'))
    return [replace(account_of(other), holder_id=None) for other in others]


async def account_by_id(tx: Transaction, account_id: str) -> Account | None:
    """A chat by its id, as it stands in this transaction."""
    rows = await tx.rows(f"select {COLUMNS} from account a where a.id = $1", account_id)
    return account_of(rows[0]) if rows else None


async def detach(tx: Transaction, by: By, account_id: str) -> None:
    """Close the link of a chat; its menu goes too, since its buttons were the person's."""
    rows = await tx.rows("select holder_id from account where id = $1", account_id)
    await tx.rows("update account set holder_id = null, linked_at = null, menu = null where id = $1", account_id)
    await record(tx, by, Entry("unlink", "account", account_id, f'"{rows[0]["holder_id"]}"', None))


async def add_code(tx: Transaction, by: By, digest: str, holder_id: str, expires_at: int) -> None:
    """Keep a new code of a person. Older unused ones end now: a lost slip must not outlive the one that replaces it."""
    await tx.rows(
        "update link_code set expires_at = $1 where holder_id = $2 and used_at is null and expires_at > $1",
        by.at, holder_id,
    )  # fmt: skip
    await tx.rows(
        "insert into link_code (digest, holder_id, created_at, expires_at) values ($1, $2, $3, $4)",
        digest, holder_id, by.at, expires_at,
    )  # fmt: skip
    await record(tx, by, Entry("invite", "holder", holder_id))


async def known_code(tx: Transaction, digest: str, at: int) -> KnownCode:
    """What a digest stands for at an instant."""
    rows = await tx.rows("select holder_id, expires_at, used_at from link_code where digest = $1", digest)
    if not rows:
        return KnownCode(CodeState.UNKNOWN)
    if rows[0]["used_at"] is not None:
        return KnownCode(CodeState.USED)
    if rows[0]["expires_at"] <= at:
        return KnownCode(CodeState.EXPIRED)
    return KnownCode(CodeState.VALID, rows[0]["holder_id"], digest)


async def unused_code_of(tx: Transaction, holder_id: str, at: int) -> int | None:
    """When the code was made that a person holds and that still works; None where they hold none."""
    rows = await tx.rows(
        "select created_at from link_code where holder_id = $1 and used_at is null and expires_at > $2"
        " order by created_at desc limit 1",
        holder_id, at,
    )  # fmt: skip
    return int(rows[0]["created_at"]) if rows else None


async def with_unused_code(db: Database, at: int) -> frozenset[str]:
    """The roster codes of everybody who holds a linking code that still works."""
    rows = await db.rows(
        "select h.code from link_code l join"
        " (select id, code from cadre union all select id, code from learner union all select id, code"
        " from staff_person) h on h.id = l.holder_id"
        " where l.used_at is null and l.expires_at > $1",
        at,
    )
    return frozenset(str(row["code"]) for row in rows)


async def use_code(tx: Transaction, digest: str, account_id: str, at: int) -> bool:
    """Use a code up. False when someone else was quicker."""
    rows = await tx.rows(
        "update link_code set used_at = $1, used_by = $2"
        " where digest = $3 and used_at is null and expires_at > $1 returning digest",
        at, account_id, digest,
    )  # fmt: skip
    return bool(rows)


async def hold_code(tx: Transaction, digest: str, account_id: str) -> None:
    """Remember which chat showed a good code before it had agreed to anything; the code stays unused."""
    await tx.rows("update link_code set used_by = $1 where digest = $2 and used_at is null", account_id, digest)


async def held_code(tx: Transaction, account_id: str, at: int) -> KnownCode:
    """The good code that this chat showed before it agreed, if it still is good."""
    rows = await tx.rows(
        "select digest from link_code where used_by = $1 and used_at is null order by created_at desc limit 1",
        account_id,
    )
    return await known_code(tx, rows[0]["digest"], at) if rows else KnownCode(CodeState.UNKNOWN)


async def note_wrong_code(tx: Transaction, channel: str, chat: str, at: int) -> None:
    """A code that nobody has was tried in this chat."""
    await tx.rows(
        "insert into link_attempt (id, channel, chat, at) values ($1, $2, $3, $4)", new_id(), channel, chat, at
    )


async def wrong_codes(tx: Transaction, channel: str, chat: str, since: int) -> list[int]:
    """The instants of the wrong codes tried in this chat after `since`, oldest first."""
    rows = await tx.rows(
        "select at from link_attempt where channel = $1 and chat = $2 and at > $3 order by at", channel, chat, since
    )
    return [int(row["at"]) for row in rows]


async def without_link(db: Database, unit_ids: frozenset[str]) -> list[Holder]:
    """The cadres and learners of these units whom no chat reaches, sorted as offices sort names, unit by unit."""
    rows = await db.rows(
        "select c.id, c.code, c.name, c.learner, u.name as unit, u.id as unit_id, u.sort_key from"
        " (select id, code, name, unit_id, 0 as learner from cadre where gone_at is null"
        " union all select id, code, name, unit_id, 1 from learner where cadre_id is null) c"
        f" join unit u on u.id = c.unit_id where not exists ({_REACHED})"
    )
    within = sorted(
        (row for row in rows if row["unit_id"] in unit_ids),
        key=lambda row: (row["sort_key"], row["unit_id"], name_sort_key(row["name"]), row["code"]),
    )
    return [Holder(r["id"], r["code"], r["name"], r["unit"], r["learner"] == 1) for r in within]


async def linked_by_unit(db: Database, asker: Asker) -> list[tuple[Unit, int, int]]:
    """(unit, people with a link, people) for the units this asker may see, in Vietnamese order."""
    rows = await db.rows(
        "select u.id, u.name, u.tier, u.kind, u.parent_id, count(*) as total,"
        f" sum(case when exists ({_REACHED}) then 1 else 0 end) as linked"
        " from cadre c join unit u on u.id = c.unit_id where c.gone_at is null"
        " group by u.id, u.name, u.tier, u.kind, u.parent_id, u.sort_key order by u.sort_key, u.id"
    )
    visible = await units_in_sight(db, asker)
    return [
        (unit_of(row), int(row["linked"]), int(row["total"])) for row in rows if visible is None or row["id"] in visible
    ]


async def linked_by_channel(db: Database, asker: Asker) -> dict[str, int]:
    """How many cadres that this asker may see have an open chat on each channel; who has several counts on each."""
    rows = await db.rows(
        "select a.channel, c.unit_id, count(distinct c.id) as people from account a join cadre c on c.id = a.holder_id"
        " where c.gone_at is null and a.closed_at is null and a.channel <> 'terminal' group by a.channel, c.unit_id"
    )
    visible = await units_in_sight(db, asker)
    found: dict[str, int] = {}
    for row in rows:
        if visible is None or row["unit_id"] in visible:
            found[row["channel"]] = found.get(row["channel"], 0) + int(row["people"])
    return found


async def units_in_sight(db: Database, asker: Asker) -> frozenset[str] | None:
    """The units of the asker's grants and all below; None for every unit."""
    bounds = {grant.unit_id for grant in asker.grants if grant.role in SEE_EVERYONE}
    if None in bounds:
        return None
    tree = await every_unit(db)
    return frozenset().union(*(with_those_below(tree, unit_id) for unit_id in bounds if unit_id))
