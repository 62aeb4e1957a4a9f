"""The ways from a card to each of its parts: questions, switches, and the end of a draft."""

from dataclasses import replace

from handlers.forms import start
from handlers.messages import HOME, Button, Reply
from handlers.staff.notices import card
from handlers.staff.notices.desk import kept, not_found, state_of
from handlers.staff.notices.form import FORM
from handlers.staff.notices.whose import own
from handlers.texts import common
from handlers.texts import notices as texts
from handlers.turn import Answered, Turn, Write
from rules.notices import Notice, NoticeState
from storage import notices
from storage.database import Transaction

_QUESTIONS = {
    "text": "text",
    "audience": "audience",
    "kind": "kind",
    "class": "class",
    "time": "time",
    "files": "files",
    "save": "name",
    "template": "template",
}
"""What a key names, and the step of the form that asks for it."""


async def edit(turn: Turn) -> Answered:
    """`notice_edit:NUMBER:VERSION:PART`: ask for a part, or turn a switch."""
    if len(turn.args) != 3:
        return Reply(common.STALE, common.HOME_ROW)
    number, version, part = turn.args
    notice = await own(turn.house.db, turn, number)
    if notice is None:
        return not_found()
    if notice.state not in (NoticeState.DRAFT, NoticeState.PROPOSED):
        return await card.noted(turn.house.db, turn, notice, texts.NOT_A_DRAFT)
    if str(notice.version) != version:
        return await card.noted(turn.house.db, turn, notice, texts.JUST_CHANGED)
    if part in _QUESTIONS:
        step = "filter" if part == "audience" and not notice.audience else _QUESTIONS[part]
        return await start(turn, FORM, state_of(notice), step)
    return _switched(turn, notice, part)


def _switched(turn: Turn, notice: Notice, part: str) -> Answered:
    if part == "receipt":
        note = texts.RECEIPT_OFF if notice.receipt else texts.RECEIPT_ON
        return kept(turn, state_of(notice), note, receipt=not notice.receipt)
    if part == "urgent":
        note = texts.URGENT_OFF if notice.urgent else texts.URGENT_ON
        return kept(turn, state_of(notice), note, urgent=not notice.urgent)
    return Reply(common.STALE, common.HOME_ROW)


async def more(turn: Turn) -> Reply:
    """`notice_more:NUMBER:PAGE`: the parts that the card has no room for."""
    notice = await own(turn.house.db, turn, turn.args[0] if turn.args else "")
    if notice is None:
        return not_found()
    seen = f"notice_edit:{notice.number}:{notice.version}"
    rows = _second(notice, seen) if turn.args[1:2] == ("2",) else _first(notice, seen)
    reply = await card.show(turn.house.db, turn, notice)
    return replace(reply, buttons=tuple((row,) for row in (*rows, card.to_card(notice.number))), edits=True)


def _first(notice: Notice, seen: str) -> tuple[Button, ...]:
    return (
        Button(texts.KIND, f"{seen}:kind"),
        Button(texts.CLASS, f"{seen}:class"),
        Button(texts.TIME, f"{seen}:time"),
        Button(texts.NO_RECEIPT if notice.receipt else texts.ASK_RECEIPT, f"{seen}:receipt"),
        Button(texts.MORE, f"notice_more:{notice.number}:2"),
    )


def _second(notice: Notice, seen: str) -> tuple[Button, ...]:
    return (
        Button(texts.NOT_URGENT if notice.urgent else texts.URGENT, f"{seen}:urgent"),
        Button(texts.FILES, f"{seen}:files"),
        Button(texts.SAVE_TEMPLATE, f"{seen}:save"),
        Button(texts.USE_TEMPLATE, f"{seen}:template"),
        Button(texts.DELETE, f"notice_drop:{notice.number}:{notice.version}"),
    )


async def drop(turn: Turn) -> Reply:
    """`notice_drop:NUMBER:VERSION`: ask before a draft is thrown away."""
    notice = await own(turn.house.db, turn, turn.args[0] if turn.args else "")
    if notice is None or notice.version != turn.number(1):
        return not_found()
    yes = Button(texts.DELETE, f"notice_drop_yes:{notice.number}:{notice.version}")
    return Reply(f"{texts.SURE_TO_DELETE}\n\n{notice.text}", ((yes,), (card.to_card(notice.number),), (HOME,)))


async def drop_yes(turn: Turn) -> Write:
    """`notice_drop_yes:NUMBER:VERSION`: throw a draft away that is still the one that was shown."""

    async def write(tx: Transaction) -> Reply:
        notice = await own(tx, turn, turn.args[0] if turn.args else "")
        if notice is None:
            return not_found()
        if notice.version != turn.number(1) or notice.state is not NoticeState.DRAFT:
            return await card.noted(tx, turn, notice, texts.JUST_CHANGED)
        await notices.cancel(tx, turn.by, notice.id)
        return Reply(texts.DELETED, ((Button(texts.DRAFTS, "notice_drafts"),), (HOME,)))

    return write
