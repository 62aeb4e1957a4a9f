"""The journal: every change of a record leaves a line; personal values lie in a side table that can be erased."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.database import Database, Transaction
from storage.ids import new_ids


@dataclass(frozen=True, slots=True)
class By:
    """Who changes something, and when."""

    actor: str
    """A cadre's or staff person's id, `operator`, or `job:NAME`."""
    at: int
    """Milliseconds since 1970, UTC."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal. `before` and `after` are JSON texts, or None where there is nothing to keep."""

    action: str
    kind: str
    record_id: str
    before: str | None = None
    after: str | None = None


async def record(tx: Transaction, by: By, *entries: Entry) -> None:
    """Write lines of the journal in the transaction of the change they tell of."""
    await record_many(tx, by, entries)


async def record_many(tx: Transaction, by: By, entries: Sequence[Entry]) -> None:
    """The same for any number of lines at once."""
    numbered = list(zip(new_ids(len(entries)), entries, strict=True))
    await tx.run_many(
        "insert into journal (id, at, by_whom, action, kind, record_id) values ($1, $2, $3, $4, $5, $6)",
        [(key, by.at, by.actor, e.action, e.kind, e.record_id) for key, e in numbered],
    )
    values = [(key, e.before, e.after) for key, e in numbered if e.before is not None or e.after is not None]
    if values:
        await tx.run_many("insert into journal_value (journal_id, before, after) values ($1, $2, $3)", values)


async def forget_values(db: Database, before: int) -> None:
    """Drop what records said before and after the changes of long ago; that they were changed, and by whom, stays.

    Whose names were looked at has a term of its own.
    """
    await db.write(
        "delete from journal_value where journal_id in"
        " (select id from journal where at < $1 and action <> 'look_at_names')",
        before,
    )
