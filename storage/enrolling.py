"""People of a unit's list put into a class at once: seats first, all or nobody; and the same taken back."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rules.classes import Enrolment, EnrolmentState
from storage import classes, seats
from storage.database import Row, Transaction
from storage.house_facts import draw_numbers
from storage.journal import By, Entry, record, record_many
from storage.lists import list_text, members

ACTION = "import enrolments"
_HOLDING = ("asked", "agreed", "offered")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to be put into a class."""

    person_id: str
    unit_id: str


@dataclass(frozen=True, slots=True)
class Short:
    """More people than seats; nothing was changed."""

    wanted: int
    left: int
    unit: str = ""
    """The unit whose quota it is; empty for the class."""


@dataclass(frozen=True, slots=True)
class Undone:
    """How many people were taken out of the class again; or why none was."""

    people: int = 0
    reason: Literal["", "unknown", "already_undone", "changed_later"] = ""


async def short_of(tx: Transaction, class_id: str, unit_ids: Sequence[str]) -> Short | None:
    """Whether the class, or a unit's quota of it, has too few seats for so many more people, given by their units.

    Nobody else takes a seat of the class from here to the end of the transaction.
    """
    await seats.lock(tx, [class_id])
    [row] = await tx.rows("select places, taken from training_class where id = $1", class_id)
    if row["places"] is not None and row["taken"] + len(unit_ids) > row["places"]:
        return Short(len(unit_ids), max(0, row["places"] - row["taken"]))
    quotas = {each.unit_id: each for each in await seats.quotas_of(tx, class_id)}
    if not quotas:
        return None
    wanted: Counter[str] = Counter()
    for unit_id, count in Counter(unit_ids).items():
        wanted[await seats.quota_unit(tx, class_id, unit_id) or ""] += count
    over = (quotas[unit_id] for unit_id in sorted(wanted) if unit_id and wanted[unit_id] > quotas[unit_id].left)
    first = next(over, None)
    return Short(wanted[first.unit_id], first.left, first.unit) if first else None


async def holding(tx: Transaction, class_id: str, person_ids: Sequence[str]) -> set[str]:
    """Those of these people for whom a request holds a seat of the class already."""
    rows = await tx.rows(
        "select person_id from seat_request where class_id = $1 and kind not in ('trung_cap', 'cao_cap')"
        f" and state in ('asked', 'agreed', 'offered') and person_id in {members(tx.engine, '$2')}",
        class_id, list_text(person_ids),
    )  # fmt: skip
    return {row["person_id"] for row in rows}


async def enrol(tx: Transaction, by: By, class_id: str, people: Sequence[Candidate]) -> int | Short:
    """Put people into a class, each with a seat; a request of theirs for it ends as enrolled. Who is in it stays so.

    Returns the number by which it is undone, or Short where the seats do not suffice for all: then nobody is put in.
    """
    await seats.lock(tx, [class_id])
    there = await _in_class(tx, class_id, people)
    people = [each for each in people if each.person_id not in there]
    held = await holding(tx, class_id, [each.person_id for each in people])
    needing = [each for each in people if each.person_id not in held]
    short = await short_of(tx, class_id, [each.unit_id for each in needing])
    if short is not None:
        return short
    for each in needing:
        if not await seats.take(tx, class_id, each.unit_id):
            raise LookupError("a seat that was counted is gone, although the class is locked")
    ended = await _end_requests(tx, by, class_id, [each.person_id for each in people])
    await classes.save_enrolments(tx, by, [Enrolment(class_id, each.person_id) for each in people])
    [number] = await draw_numbers(tx, "enrolment_import")
    kept = {
        "number": number,
        "people": [[each.person_id, each.unit_id] for each in people],
        "requests": ended,
    }
    await record(tx, by, Entry(ACTION, "class", class_id, None, json.dumps(kept)))
    return number


async def _in_class(tx: Transaction, class_id: str, people: Sequence[Candidate]) -> set[str]:
    rows = await tx.rows(
        "select person_id from enrolment where class_id = $1 and state <> 'left'"
        f" and person_id in {members(tx.engine, '$2')}",
        class_id, list_text(each.person_id for each in people),
    )  # fmt: skip
    return {row["person_id"] for row in rows}


async def _end_requests(tx: Transaction, by: By, class_id: str, person_ids: Sequence[str]) -> list[list[str]]:
    """The id, the person and the state before of each request that ends."""
    rows = await tx.rows(
        "select id, person_id, state from seat_request where class_id = $1"
        f" and state in ('asked', 'agreed', 'waiting', 'offered') and person_id in {members(tx.engine, '$2')}",
        class_id, list_text(person_ids),
    )  # fmt: skip
    await tx.run_many(
        "update seat_request set state = 'enrolled', agreed_by = coalesce(agreed_by, $1), due_at = null,"
        " changed_at = $2, version = version + 1 where id = $3",
        [(by.actor, by.at, row["id"]) for row in rows],
    )
    await record_many(tx, by, [Entry("seat_enrol", "seat_request", row["id"]) for row in rows])
    return [[row["id"], row["person_id"], row["state"]] for row in rows]


async def class_of(tx: Transaction, number: int) -> str | None:
    """The id of the class that a list went to; None where there is none of this number."""
    done, _ = await _import_of(tx, number)
    return str(done["record_id"]) if done is not None else None


async def undo(tx: Transaction, by: By, number: int) -> Undone:
    """Take the people of one list out of the class again, with their seats; requests stand as they stood before.

    Refused when somebody's enrolment changed since, or the roll was called with them.
    """
    done, kept = await _import_of(tx, number)
    if done is None:
        return Undone(reason="unknown")
    class_id, people = done["record_id"], [Candidate(*each) for each in kept["people"]]
    if await tx.rows("select 1 from journal where action = $1 and record_id = $2", f"undo {ACTION}", str(number)):
        return Undone(reason="already_undone")
    await seats.lock(tx, [class_id])
    if await _untouched(tx, class_id, people) < len(people):
        return Undone(reason="changed_later")
    left = [Enrolment(class_id, each.person_id, EnrolmentState.LEFT) for each in people]
    await classes.save_enrolments(tx, by, left)
    await tx.rows(
        f"delete from enrolment where class_id = $1 and person_id in {members(tx.engine, '$2')}",
        class_id, list_text(each.person_id for each in people),
    )  # fmt: skip
    await _reopen(tx, by, class_id, people, kept["requests"])
    await record(tx, by, Entry(f"undo {ACTION}", "enrolment_import", str(number)))
    return Undone(len(people))


async def _untouched(tx: Transaction, class_id: str, people: Sequence[Candidate]) -> int:
    """How many of these are in the class as the list put them there."""
    rows = await tx.rows(
        "select person_id from enrolment where class_id = $1 and state = 'enrolled' and version = 1"
        f" and person_id in {members(tx.engine, '$2')} and not exists (select 1 from attendance a"
        " join class_session s on s.id = a.session_id where s.class_id = $1 and a.person_id = enrolment.person_id)"
        + (" for update" if tx.engine == "postgresql" else ""),
        class_id, list_text(each.person_id for each in people),
    )  # fmt: skip
    return len(rows)


async def _reopen(
    tx: Transaction, by: By, class_id: str, people: Sequence[Candidate], requests: Sequence[Sequence[str]]
) -> None:
    still_held = {person_id for _, person_id, state in requests if state in _HOLDING}
    for each in people:
        if each.person_id not in still_held:
            await seats.give_back(tx, class_id, each.unit_id)
    await tx.run_many(
        "update seat_request set state = $1, changed_at = $2, version = version + 1 where id = $3",
        [(state, by.at, request_id) for request_id, _, state in requests],
    )


async def _import_of(tx: Transaction, number: int) -> tuple[Row | None, dict[str, list[list[str]]]]:
    rows = await tx.rows(
        "select j.record_id, v.after from journal j join journal_value v on v.journal_id = j.id"
        " where j.kind = 'class' and j.action = $1",
        ACTION,
    )
    for row in rows:
        kept = json.loads(row["after"])
        if kept["number"] == number:
            return row, kept
    return None, {}
