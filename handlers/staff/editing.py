"""The end of every form that changes a record: before → after, "Ghi lại", and the one transaction."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from handlers.forms import Again, Step, option
from handlers.house import House
from handlers.messages import HOME, Button, FormState, Reply
from handlers.staff.desk import dated, just_changed, not_seen, reaches, record_of, see, tell
from handlers.texts import corrections
from handlers.texts import staff_records as texts
from handlers.turn import Answered, Turn, Write
from handlers.unit_directory import unit_directory
from rules.cadres import Cadre, Unit
from storage import cadre_writes, units
from storage.cadres import Source
from storage.database import Transaction
from storage.journal import Entry, record

Change = Callable[[House, Source, Cadre, Mapping[str, str]], Awaitable[Cadre]]
"""What the answers of a form make of a record. Asked twice: for the summary, and again inside the transaction."""
Remark = Callable[[Turn, Cadre, Cadre], Awaitable[str]]
"""Something worth saying beside the summary of before and after; empty when there is nothing."""


async def _nothing(turn: Turn, before: Cadre, after: Cadre) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Edit:
    """How a form ends: the word of the journal, what changes, and what else is said."""

    action: str
    change: Change
    remark: Remark = _nothing


def confirm_step(edit: Edit) -> Step:
    """The last step of a form whose data name the record (`id`, `version`) and the answers."""

    async def ask(turn: Turn, state: FormState) -> Reply:
        cadre = await record_of(turn.house.db, turn, state.data["id"])
        if cadre is None:
            return Reply(texts.NOT_SEEN)
        after = await edit.change(turn.house, turn.house.db, cadre, state.data)
        if after == cadre:
            return Reply(texts.NO_CHANGE)
        said = texts.summary(cadre, after) + await edit.remark(turn, cadre, after)
        return Reply(said, ((option("confirm", texts.SAVE, "save"),),))

    async def take(turn: Turn, state: FormState, value: str) -> Again | Answered:
        return _save(turn, state, edit) if value == "save" else Again(texts.PRESS_SAVE)

    return Step(ask, take)


def _save(turn: Turn, state: FormState, edit: Edit) -> Write:
    async def write(tx: Transaction) -> Reply:
        cadre = await record_of(tx, turn, state.data["id"])
        if cadre is None:
            return not_seen()
        if str(cadre.version) != state.data["version"]:
            return just_changed(cadre.id)
        after = await edit.change(turn.house, tx, cadre, state.data)
        if not await reaches(tx, turn, after.unit):
            return Reply(texts.OUTSIDE, ((see(cadre.id),), (HOME,)))
        if not await keep(tx, turn, edit.action, cadre, after):
            return just_changed(cadre.id)
        await tell(tx, turn, cadre.id, texts.updated())
        return Reply(texts.SAVED, _ways_on(cadre.id, state))

    return write


async def keep(tx: Transaction, turn: Turn, action: str, before: Cadre, after: Cadre) -> bool:
    """Keep a changed record, with the units it brings. False when somebody else changed it meanwhile."""
    if not await cadre_writes.claim(tx, before.id, before.version):
        return False
    await keep_units(tx, turn, after)
    await cadre_writes.save(tx, turn.by, action, [before], [replace(after, version=before.version + 1)])
    await dated(tx, turn)
    return True


async def keep_units(tx: Transaction, turn: Turn, cadre: Cadre) -> None:
    """Keep the units of a record that the database does not know yet, each after the one above it."""
    known = {unit.id for unit in await units.every_unit(tx)}
    every = dict(unit_directory(turn.house.policy, ()).units)
    missing: dict[str, Unit] = {}
    for unit in (cadre.unit, *(post.unit for post in cadre.posts)):
        line: list[Unit] = []
        current: Unit | None = unit
        while current is not None and current.id not in known:
            line.insert(0, current)
            current = every.get(current.parent_id or "")
        missing |= {each.id: each for each in line}
    await units.save(tx, missing.values())
    await record(tx, turn.by, *(Entry("add_unit", "unit", unit_id) for unit_id in missing))


def _ways_on(cadre_id: str, state: FormState) -> tuple[tuple[Button, ...], ...]:
    number = state.data.get("correction")
    answer = ((Button(corrections.ANSWER_DONE, f"correction_done:{number}"),),) if number else ()
    return (*answer, (see(cadre_id),), (HOME,))
