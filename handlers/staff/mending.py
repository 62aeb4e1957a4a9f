"""What mends a finding of the records doctor: one transaction, in the journal, told to whom it concerns."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from handlers.seat_news import offer_until
from handlers.staff.classes.people import tell_taken_out
from handlers.staff.desk import dated, tell
from handlers.staff.editing import keep
from handlers.texts import records_doctor as texts
from handlers.texts import staff_records
from handlers.turn import Turn
from rules.access import OPERATOR
from rules.cadres import Cadre
from rules.classes import ClassState
from rules.records_doctor import Finding, Flaw
from storage import accounts, cadre_writes, cadres, class_writes, classes, leaving, links, records_doctor, result_undo
from storage.cadres import Source
from storage.class_writes import Kept
from storage.database import Transaction

_ACTION = "mend_record"


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of it."""

    said: str
    undo: str = ""
    """The record and its version by which it is taken back; empty where the desk of the thing has its own way."""


async def record(source: Source, cadre_id: str) -> Cadre | None:
    """The record of an id."""
    return await cadres.by_id(source, OPERATOR, cadre_id)


def is_mendable(finding: Finding) -> bool:
    """Whether there is a repair that one tap can make."""
    return finding.after is not None or finding.flaw in _REPAIRS


def preview(finding: Finding) -> str:
    """What changes."""
    if finding.before is not None and finding.after is not None:
        return staff_records.summary(finding.before, finding.after)
    return texts.preview(finding)


async def mend(tx: Transaction, turn: Turn, finding: Finding) -> Mended | None:
    """Do it; None where somebody was quicker."""
    if finding.before is not None and finding.after is not None:
        return await _mend_record(tx, turn, finding, finding.before, finding.after)
    return await _REPAIRS[finding.flaw](tx, turn, finding)


async def _mend_record(tx: Transaction, turn: Turn, finding: Finding, before: Cadre, after: Cadre) -> Mended | None:
    if not await keep(tx, turn, _ACTION, before, after):
        return None
    await tell(tx, turn, before.id, staff_records.updated())
    return Mended(texts.mended(finding), f"{before.id}:{before.version + 1}")


async def undo(tx: Transaction, turn: Turn, cadre_id: str, version: int) -> bool:
    """Put a mended record back, if it is still as mending left it and the journal still knows what it was."""
    now = await record(tx, cadre_id)
    text = await records_doctor.mended_from(tx, cadre_id)
    if now is None or text is None or now.version != version:
        return False
    was = cadre_writes.load(text)
    if was.version + 1 != version or not await cadre_writes.claim(tx, cadre_id, version):
        return False
    await cadre_writes.save(tx, turn.by, "undo_mend_record", [now], [replace(was, version=version + 1)])
    await dated(tx, turn)
    return True


async def _take_out(tx: Transaction, turn: Turn, finding: Finding) -> Mended | None:
    person_id, class_id = finding.about
    why, name = texts.TAKEN_OUT_WHY, finding.detail[0]
    left = await leaving.take_out(tx, turn.by, class_id, [person_id], why, offer_until(turn.house, turn.now))
    if not left.students:
        return None
    await tell_taken_out(tx, turn, name, left, why)
    return Mended(texts.mended(finding))


async def _ask_back(tx: Transaction, turn: Turn, finding: Finding) -> Mended:
    person_id, class_id = finding.about
    stays = await result_undo.ask(tx, turn.by, class_id, [person_id], texts.UNDO_RESULT_WHY)
    return Mended(texts.not_taken_back(finding) if stays else texts.mended(finding))


async def _make_room(tx: Transaction, turn: Turn, finding: Finding) -> Mended | None:
    listed = await classes.by_id(tx, OPERATOR, finding.about[0])
    if listed is None:
        return None
    after = replace(listed.training, places=int(finding.detail[1]))
    kept = await class_writes.change(tx, turn.by, listed.training, after)
    return Mended(texts.mended(finding)) if kept is Kept.DONE else None


async def _end_class(tx: Transaction, turn: Turn, finding: Finding) -> Mended | None:
    listed = await classes.by_id(tx, OPERATOR, finding.about[0])
    if listed is None:
        return None
    kept = await class_writes.step(tx, turn.by, listed.training, ClassState.RESULTS)
    return Mended(texts.mended(finding)) if kept is Kept.DONE else None


async def _unlink(tx: Transaction, turn: Turn, finding: Finding) -> Mended:
    for account in await accounts.accounts_of(tx, finding.about[0]):
        await links.detach(tx, turn.by, account.id)
    return Mended(texts.mended(finding))


_REPAIRS: dict[Flaw, Callable[[Transaction, Turn, Finding], Awaitable[Mended | None]]] = {
    Flaw.UNFIT: _take_out,
    Flaw.UNSEEN: _ask_back,
    Flaw.OVERFULL: _make_room,
    Flaw.NOT_ENDED: _end_class,
    Flaw.GONE_CHAT: _unlink,
}
