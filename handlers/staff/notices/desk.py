"""What every change of a draft stands on: which version was seen, one change kept at a time."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.messages import HOME, Button, FormState, Reply
from handlers.staff.notices import card
from handlers.staff.notices.whose import own
from handlers.texts import notices as texts
from handlers.turn import Turn, Write
from rules.notices import Notice
from storage import notices
from storage.database import Database, Transaction
from storage.notices import Draft

Source = Database | Transaction


def not_found() -> Reply:
    """There is none, or it is not for them; nothing tells which."""
    return Reply(texts.NOT_FOUND, ((Button(texts.DRAFTS, "notice_drafts"),), (HOME,)))


async def draft_of(source: Source, notice: Notice) -> Draft:
    """All that its author decided so far."""
    return Draft(
        notice.kind, notice.text, notice.audience, notice.class_id, notice.receipt, notice.urgent, notice.send_at,
        notice.useful_until, await notices.files_of(source, notice.id),
    )  # fmt: skip


def kept(turn: Turn, seen_as: Mapping[str, str], note: str, **changes: Any) -> Write:
    """A Write that changes parts of the draft `number` in `version`, if it is still that; the card follows."""

    async def write(tx: Transaction) -> Reply:
        return await change(tx, turn, seen_as, note, changes)

    return write


async def change(tx: Transaction, turn: Turn, seen_as: Mapping[str, str], note: str, changes: dict[str, Any]) -> Reply:
    """Change parts of a draft within a transaction, and show its card under a note."""
    after = await changed(tx, turn, seen_as, changes)
    return after if isinstance(after, Reply) else await card.noted(tx, turn, after, note)


async def changed(tx: Transaction, turn: Turn, seen_as: Mapping[str, str], changes: dict[str, Any]) -> Notice | Reply:
    """The draft with other parts, or what to say where it is no longer what was seen. Parts are fields of `Draft`."""
    notice = await own(tx, turn, seen_as["number"])
    if notice is None:
        return not_found()
    if str(notice.version) != seen_as["version"]:
        return await card.noted(tx, turn, notice, texts.JUST_CHANGED)
    draft = replace(await draft_of(tx, notice), **changes)
    after = await notices.change(tx, turn.by, notice.id, notice.version, draft)
    return after or await card.noted(tx, turn, notice, texts.NOT_A_DRAFT)


def state_of(notice: Notice) -> dict[str, str]:
    """What a form about a notice carries on: which one, and as it was seen."""
    return {"number": str(notice.number), "version": str(notice.version)}


def form_of(notice: Notice, step: str) -> FormState:
    """The form of a notice, open at a step."""
    return FormState(card.FORM_NAME, step, state_of(notice))
