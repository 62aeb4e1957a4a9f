"""Lecturers: the pool and how it changes, who may be put on a session, whom a chat belongs to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import orjson

from rules.access import OPERATOR, Asker, Role
from rules.lecturers import Lecturer, State, matching, may_teach
from rules.text import fold
from storage import grants
from storage.database import Database, Row, Transaction
from storage.house_facts import draw_numbers
from storage.ids import new_id
from storage.journal import By, Entry, record

Source = Database | Transaction

_COLUMNS = (
    "l.id, l.code, l.name, l.full_time, l.state, l.topics, l.unit_id, coalesce(u.name, '') as unit, l.phone,"
    " l.holder_id, l.decision, l.decided_on, l.term_until, l.note, l.proposed_by, l.submitted_by, l.version, l.centre"
)
_READ = f"select {_COLUMNS} from lecturer l left join unit u on u.id = l.unit_id"


async def every_lecturer(source: Source, asker: Asker = OPERATOR) -> list[Lecturer]:
    """All of those who teach where the asker is, by given name: for their centre, or for the whole deployment."""
    return _found_by(asker, await source.rows(_READ))


async def approved(source: Source, day: date, asker: Asker = OPERATOR) -> list[Lecturer]:
    """Those of them who may be put on a session of a day, by given name."""
    rows = await source.rows(f"{_READ} where l.state = 'approved'")
    return [each for each in _found_by(asker, rows) if may_teach(each, day)]


async def in_state(source: Source, state: State) -> list[Lecturer]:
    """Those who stand there, of all centres, by given name."""
    return matching(map(_lecturer, await source.rows(f"{_READ} where l.state = $1", state.value)), "")


def _found_by(asker: Asker, rows: Sequence[Row]) -> list[Lecturer]:
    return matching((each for each in map(_lecturer, rows) if asker.reads_of(each.centre)), "")


async def by_id(source: Source, lecturer_id: str) -> Lecturer | None:
    """One lecturer, or None."""
    rows = await source.rows(f"{_READ} where l.id = $1", lecturer_id)
    return _lecturer(rows[0]) if rows else None


async def of_holder(source: Source, holder_id: str) -> Lecturer | None:
    """The lecturer that somebody who chats is; None when they are none, or no more."""
    rows = await source.rows(f"{_READ} where l.holder_id = $1 and l.state = 'approved'", holder_id)
    return _lecturer(rows[0]) if rows else None


async def add(tx: Transaction, by: By, lecturer: Lecturer) -> Lecturer:
    """Keep a new one, under the next code and as proposed by whoever acts; returned with both.

    Full-time staff come in approved, and may use what lecturers use at once.
    """
    while True:
        [number] = await draw_numbers(tx, "lecturer_code")
        code = f"GV{number:02}"
        if not await tx.rows("select 1 from lecturer where code = $1", code):
            break
    kept = replace(lecturer, id=lecturer.id or new_id(), code=code, proposed_by=by.actor, version=1)
    await tx.rows(
        "insert into lecturer (id, code, name, folded, full_time, holder_id, unit_id, phone, topics, state, decision,"
        " decided_on, term_until, note, proposed_by, submitted_by, version, centre)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1, $17)",
        kept.id, kept.code, *_values(kept), kept.centre,
    )  # fmt: skip
    await record(tx, by, Entry("propose", "lecturer", kept.id, None, _told(kept)))
    await _let_in_or_out(tx, by, None, kept)
    return kept


async def change(tx: Transaction, by: By, action: str, before: Lecturer, after: Lecturer) -> bool:
    """Write a lecturer in place of what was read; False, and nothing done, when it was changed meanwhile.

    An approved one may use what lecturers use, one whose term ended no more.
    """
    changed = await tx.rows(
        "update lecturer set name = $3, folded = $4, full_time = $5, holder_id = $6, unit_id = $7, phone = $8,"
        " topics = $9, state = $10, decision = $11, decided_on = $12, term_until = $13, note = $14,"
        " proposed_by = $15, submitted_by = $16, version = version + 1 where id = $1 and version = $2 returning id",
        before.id, before.version, *_values(after),
    )  # fmt: skip
    if changed:
        await record(tx, by, Entry(action, "lecturer", before.id, _told(before), _told(after)))
        await _let_in_or_out(tx, by, before, after)
    return bool(changed)


async def take_out(tx: Transaction, by: By, lecturer: Lecturer) -> None:
    """Take out somebody who should never have been there: nothing may hang on them."""
    await tx.rows("delete from lecturer where id = $1", lecturer.id)
    await record(tx, by, Entry("take_out", "lecturer", lecturer.id, _told(lecturer)))
    await _let_in_or_out(tx, by, lecturer, replace(lecturer, state=State.ENDED))


async def _let_in_or_out(tx: Transaction, by: By, before: Lecturer | None, after: Lecturer) -> None:
    was = before.holder_id if before and before.state is State.APPROVED else None
    now = after.holder_id if after.state is State.APPROVED else None
    if was is not None and was != now:
        await grants.revoke(tx, by, was, Role.LECTURER)
    if now is not None and was != now:
        await grants.grant(tx, by, now, Role.LECTURER)


def _values(lecturer: Lecturer) -> Sequence[str | int | None]:
    return (
        lecturer.name, fold(lecturer.name), int(lecturer.full_time), lecturer.holder_id, lecturer.unit_id,
        lecturer.phone or None, orjson.dumps(lecturer.topics).decode(), lecturer.state.value, lecturer.decision,
        _iso(lecturer.decided_on), _iso(lecturer.term_until), lecturer.note, lecturer.proposed_by,
        lecturer.submitted_by,
    )  # fmt: skip


def _told(lecturer: Lecturer) -> str:
    """What the journal keeps; the phone number is no part of it."""
    told = {
        "name": lecturer.name, "state": lecturer.state.value, "topics": lecturer.topics, "decision": lecturer.decision,
        "decided_on": _iso(lecturer.decided_on), "term_until": _iso(lecturer.term_until), "note": lecturer.note,
    }  # fmt: skip
    return orjson.dumps(told).decode()


def _lecturer(row: Row) -> Lecturer:
    return Lecturer(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        full_time=row["full_time"] == 1,
        state=State(row["state"]),
        topics=tuple(orjson.loads(row["topics"])) if row["topics"] else (),
        unit_id=row["unit_id"],
        unit=row["unit"],
        phone=row["phone"] or "",
        holder_id=row["holder_id"],
        decision=row["decision"],
        decided_on=_day(row["decided_on"]),
        term_until=_day(row["term_until"]),
        note=row["note"],
        proposed_by=row["proposed_by"],
        submitted_by=row["submitted_by"],
        version=row["version"],
        centre=row["centre"],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
