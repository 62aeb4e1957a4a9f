"""Sessions that lecturers ask to hand on: asked for, agreed to, decided; every step on what was seen."""

from dataclasses import replace
from datetime import date

import orjson

from rules.access import OPERATOR, Asker
from rules.classes import ClassState, Part
from rules.lecturers import Lecturer
from rules.swaps import Party, Swap, SwapMove, SwapState, after
from storage import class_writes
from storage.class_writes import Kept
from storage.database import Database, Row, Transaction
from storage.ids import new_id
from storage.journal import By, Entry, record
from storage.timetables import session_of

Source = Database | Transaction

_SWAPS = (
    "select w.id as swap_id, w.lecturer_id as asker_id, w.other_id, w.word, w.answer, w.state as swap_state,"
    " w.version as swap_version, a.name as asker, a.holder_id as asker_holder, coalesce(o.name, '') as other,"
    " o.holder_id as other_holder, s.id, s.class_id, s.day, s.part, s.topic, s.room, s.lecturer, s.lecturer_id,"
    " s.cancelled, s.version, s.periods, c.name as class_name, c.code, c.state, c.centre from lecturer_swap w"
    " join class_session s on s.id = w.session_id join training_class c on c.id = s.class_id"
    " join lecturer a on a.id = w.lecturer_id left join lecturer o on o.id = w.other_id"
)
_LIVE = (
    " where w.state in ('asked', 'waiting') and s.lecturer_id = w.lecturer_id and s.cancelled = 0 and s.day >= $1"
    " and c.state not in ('cancelled', 'archived')"
)
"""Still to be answered: nobody took the session away or cancelled it, and it was not held yet ($1: today)."""


async def by_id(source: Source, swap_id: str) -> Swap | None:
    """One asking, or None."""
    rows = await source.rows(f"{_SWAPS} where w.id = $1", swap_id)
    return _swap(rows[0]) if rows else None


async def open_ones(source: Source, today: date, asker: Asker = OPERATOR) -> list[Swap]:
    """All that the asker keeps and is still to be answered: first what waits for staff, the soonest session first."""
    found = [_swap(row) for row in await source.rows(f"{_SWAPS}{_LIVE}", today.isoformat())]
    found = [each for each in found if asker.keeps_of(each.centre)]
    return sorted(found, key=lambda each: (each.state is SwapState.ASKED, *_in_time(each)))


async def of_lecturer(source: Source, lecturer_id: str, today: date) -> list[Swap]:
    """What is still to be answered of what a lecturer asked, or was asked, by the day of the session."""
    rows = await source.rows(
        f"{_SWAPS}{_LIVE} and (w.lecturer_id = $2 or w.other_id = $2)", today.isoformat(), lecturer_id
    )
    return sorted(map(_swap, rows), key=_in_time)


async def ask(
    tx: Transaction, by: By, session_id: str, lecturer_id: str, other_id: str | None, word: str
) -> str | None:
    """Keep that a lecturer asks; the id of the asking, or None where they ask for this session already."""
    state = SwapState.ASKED if other_id else SwapState.WAITING
    kept = await tx.rows(
        "insert into lecturer_swap (id, session_id, lecturer_id, other_id, word, answer, state, asked_at, version)"
        " values ($1, $2, $3, $4, $5, '', $6, $7, 1) on conflict do nothing returning id",
        new_id(), session_id, lecturer_id, other_id, word, state.value, by.at,
    )  # fmt: skip
    if not kept:
        return None
    told = {"session": session_id, "lecturer": lecturer_id, "other": other_id, "state": state, "word": word}
    await record(tx, by, Entry("ask_swap", "lecturer_swap", kept[0]["id"], None, orjson.dumps(told).decode()))
    return str(kept[0]["id"])


async def move(tx: Transaction, by: By, swap: Swap, step: SwapMove, answer: str = "") -> bool:
    """Take a step on what was seen; False, and nothing done, where it was answered meanwhile."""
    state = after(swap.state, step)
    if state is None:
        return False
    kept = await tx.rows(
        "update lecturer_swap set state = $1, answer = $2, answered_by = $3, answered_at = $4, version = version + 1"
        " where id = $5 and version = $6 returning id",
        state.value, answer, by.actor, by.at, swap.id, swap.version,
    )  # fmt: skip
    if kept:
        before, now = ({"state": each} for each in (swap.state, state))
        values = orjson.dumps(before).decode(), orjson.dumps(now | {"answer": answer}).decode()
        await record(tx, by, Entry(f"{step}_swap", "lecturer_swap", swap.id, *values))
    return bool(kept)


async def grant(tx: Transaction, by: By, swap: Swap, other: Lecturer) -> bool:
    """Put a colleague on the session; False, and nothing done, where the asking or the session changed meanwhile.

    The class is told of it as of every change of a session. The two lecturers are told by whoever grants it, and so
    count as told.
    """
    session = swap.session
    held = await tx.rows(
        "update class_session set version = version where id = $1 and version = $2 returning id",
        session.id, session.version,
    )  # fmt: skip
    if not held or not await move(tx, by, swap, SwapMove.GRANT):
        return False
    given = replace(session, lecturer=other.name, lecturer_id=other.id)
    if await class_writes.change_session(tx, by, session, given, "swap_session") is not Kept.DONE:
        raise LookupError("a session changed although its row was held")
    await tx.rows("update session_told set lecturer_id = $1 where session_id = $2", other.id, session.id)
    return True


def _swap(row: Row) -> Swap:
    other = Party(row["other_id"], row["other"], row["other_holder"]) if row["other_id"] else None
    return Swap(
        row["swap_id"], session_of(row), row["class_name"], row["code"], ClassState(row["state"]),
        Party(row["asker_id"], row["asker"], row["asker_holder"]), other, row["word"], SwapState(row["swap_state"]),
        row["answer"], row["swap_version"], row["centre"],
    )  # fmt: skip


def _in_time(swap: Swap) -> tuple[date, int, str]:
    return swap.session.day, tuple(Part).index(swap.session.part), swap.id
