"""Taking back a confirmed result: one asks with a reason, a second agrees, and what it gave is gone at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from rules.access import OPERATOR
from rules.cadres import Cadre
from rules.classes import Enrolment, EnrolmentState, TrainingClass
from rules.levels import Level
from rules.results import without_pass
from storage import cadre_writes, cadres
from storage.classes import save_enrolments
from storage.database import Database, Transaction
from storage.journal import By, Entry, record_many
from storage.results import Outcome, outcomes

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class Undoing:
    """A confirmed result that somebody wants taken back."""

    outcome: Outcome
    asked_by: str
    why: str


class Kept(Enum):
    """Why a confirmed result stays."""

    CERTIFIED = auto()
    """A certificate of it is registered."""
    CHANGED_SINCE = auto()
    """The paper it gave is no longer as it was given, or a later attempt stands on it."""
    NOT_CONFIRMED = auto()


async def asked_for(source: Source, class_id: str) -> list[Undoing]:
    """The confirmed results of a class that wait for a second person, in the order of its list."""
    rows = await source.rows(
        "select person_id, attempt, undo_by, undo_why from class_result"
        " where class_id = $1 and undo_by is not null and confirmed_by is not null",
        class_id,
    )
    asked = {(row["person_id"], row["attempt"]): row for row in rows}
    found = await outcomes(source, class_id) if asked else []
    pairs = [(each, asked.get((each.student.person_id, each.attempt))) for each in found]
    return [Undoing(each, row["undo_by"], row["undo_why"]) for each, row in pairs if row is not None]


async def ask(tx: Transaction, by: By, class_id: str, person_ids: Iterable[str], why: str) -> dict[str, Kept]:
    """Ask that the last confirmed results of these people be taken back; of whom not, and why. Nothing changes yet."""
    latest = await _latest(tx, class_id)
    certified = await _certified(tx, class_id)
    stays: dict[str, Kept] = {}
    for person_id in person_ids:
        outcome = latest.get(person_id)
        if outcome is None or not outcome.counts:
            stays[person_id] = Kept.NOT_CONFIRMED
        elif person_id in certified:
            stays[person_id] = Kept.CERTIFIED
        else:
            await tx.rows(
                "update class_result set undo_by = $1, undo_why = $2, version = version + 1 where class_id = $3"
                " and person_id = $4 and attempt = $5 and confirmed_by is not null and undo_by is null",
                by.actor, why, class_id, person_id, outcome.attempt,
            )  # fmt: skip
            await record_many(tx, by, [Entry("ask_undo_result", "class", class_id, None, f'"{person_id}"')])
    return stays


async def drop(tx: Transaction, by: By, class_id: str, seen: Iterable[Undoing]) -> int:
    """Leave results as they are though somebody asked; how many of those that were seen just so."""
    done = [each for each in seen if await _settle(tx, class_id, each, "undo_by = null, undo_why = ''")]
    await _record(tx, by, "keep_result", class_id, done)
    return len(done)


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of it."""

    taken_back: Sequence[Undoing]
    stays: Mapping[str, Kept]
    """By person, those that stay nevertheless."""


async def undo(
    tx: Transaction, by: By, training: TrainingClass, seen: Iterable[Undoing], alone: bool = False
) -> Undone:
    """Take back results that were seen just so: they wait for confirmation again, and what a pass gave is gone.

    Who asked does not agree to it themselves, unless the centre lets one person do both (`alone`). The level falls
    back to what the record said before, in the same transaction.
    """
    await tx.rows("update class_result set version = version where class_id = $1", training.id)  # nobody else meanwhile
    latest, certified = await _latest(tx, training.id), await _certified(tx, training.id)
    now = await asked_for(tx, training.id)
    done: list[Undoing] = []
    stays: dict[str, Kept] = {}
    for each in [each for each in seen if each in now]:
        person_id = each.outcome.student.person_id
        if each.asked_by == by.actor and not alone:
            continue
        if person_id in certified:
            stays[person_id] = Kept.CERTIFIED
        elif latest[person_id].attempt != each.outcome.attempt or not await _take_paper(tx, by, training, each):
            stays[person_id] = Kept.CHANGED_SINCE
        elif await _settle(tx, training.id, each, "undo_by = null, undo_why = '', confirmed_by = null"):
            done.append(each)
    await _put_states_back(tx, by, training.id, done)
    await _record(tx, by, "undo_result", training.id, done)
    return Undone(done, stays)


async def _latest(tx: Transaction, class_id: str) -> dict[str, Outcome]:
    return {each.student.person_id: each for each in await outcomes(tx, class_id)}


async def _certified(tx: Transaction, class_id: str) -> set[str]:
    rows = await tx.rows("select person_id from certificate where class_id = $1", class_id)
    return {row["person_id"] for row in rows}


async def _settle(tx: Transaction, class_id: str, each: Undoing, sets: str) -> bool:
    outcome = each.outcome
    settled = await tx.rows(
        f"update class_result set {sets}, version = version + 1 where class_id = $1 and person_id = $2"
        " and attempt = $3 and version = $4 and confirmed_by is not null and undo_by is not null"
        " returning person_id",
        class_id, outcome.student.person_id, outcome.attempt, outcome.version,
    )  # fmt: skip
    return bool(settled)


async def _take_paper(tx: Transaction, by: By, training: TrainingClass, each: Undoing) -> bool:
    """Take back the paper of a pass; False where the record was changed there since."""
    student = each.outcome.student
    if training.level is Level.NONE or not each.outcome.verdict.passed or student.cadre_id is None:
        return True
    await cadre_writes.lock(tx, [student.cadre_id])
    [now] = await cadres.with_ids(tx, OPERATOR, [student.cadre_id])
    given = await _given(tx, training.id, each, student.cadre_id)
    if given is None:  # a verified paper of the level lay there already: the class gave none
        return not await _came_since(tx, training.id, each, student.cadre_id)
    before, after = given
    fallen = without_pass(now, before, after, training.level)
    if fallen is not None:
        await cadre_writes.save(tx, by, "undo_pass", [now], [replace(fallen, version=now.version + 1)])
    return fallen is not None


async def _given(tx: Transaction, class_id: str, each: Undoing, cadre_id: str) -> tuple[Cadre, Cadre] | None:
    """The record before and after the confirmation, as the journal kept them."""
    rows = await tx.rows(
        "select v.before, v.after from class_result r join journal j on j.kind = 'cadre' and j.record_id = $4"
        " and j.at = r.confirmed_at and j.action = 'pass_class' join journal_value v on v.journal_id = j.id"
        " where r.class_id = $1 and r.person_id = $2 and r.attempt = $3",
        class_id, each.outcome.student.person_id, each.outcome.attempt, cadre_id,
    )  # fmt: skip
    return (cadre_writes.load(rows[0]["before"]), cadre_writes.load(rows[0]["after"])) if rows else None


async def _came_since(tx: Transaction, class_id: str, each: Undoing, cadre_id: str) -> bool:
    """Whether the result came to this record with another one's since it was confirmed: the paper came along."""
    return bool(
        await tx.rows(
            "select 1 from class_result r join journal j on j.kind = 'cadre' and j.action = 'move_to'"
            " and j.at >= r.confirmed_at join journal_value v on v.journal_id = j.id and v.after = $4"
            " where r.class_id = $1 and r.person_id = $2 and r.attempt = $3",
            class_id,
            each.outcome.student.person_id,
            each.outcome.attempt,
            f'"{cadre_id}"',
        )
    )


async def _put_states_back(tx: Transaction, by: By, class_id: str, done: Sequence[Undoing]) -> None:
    """Those of an earlier attempt that counts; else they are in the class without a result."""
    earlier = {each.student.person_id: each.verdict for each in await outcomes(tx, class_id) if each.counts}
    states = []
    for each in done:
        person_id = each.outcome.student.person_id
        said = earlier.get(person_id)
        if said is None:
            states.append(Enrolment(class_id, person_id))
        else:
            state = EnrolmentState.PASSED if said.passed else EnrolmentState.FAILED
            states.append(Enrolment(class_id, person_id, state, said.grade, mark=said.mark))
    await save_enrolments(tx, by, states)


async def _record(tx: Transaction, by: By, action: str, class_id: str, done: Iterable[Undoing]) -> None:
    people = [each.outcome.student.person_id for each in done]
    await record_many(tx, by, [Entry(action, "class", class_id, None, f'"{each}"') for each in people])
