""" "Nhắn cho cả lớp K12 mai nghỉ học": a sentence that opens the card already filled."""

from handlers.forms import start
from handlers.messages import Reply
from handlers.staff.notices.addressed import addressed
from handlers.staff.notices.approval import warning
from handlers.staff.notices.desk import state_of
from handlers.staff.notices.form import FORM
from handlers.staff.notices.parts import MOST_CLASSES, WANTS_RECEIPT, created
from handlers.staff.notices.people import selection
from handlers.texts import notices as texts
from handlers.texts import notices_people as people_texts
from handlers.turn import Answered, Turn, Write
from handlers.understanding.notice_sentence import kind_of
from rules.audience import Key, having, text_of
from rules.classes import Listed
from rules.text import clean
from storage import notices
from storage.audience import preview
from storage.database import Transaction
from storage.notices import Draft


async def broadcast(turn: Turn) -> Answered:
    """A notice from one sentence: whom it names, and what is to be said."""
    said = clean(turn.incoming.text)
    to = await addressed(turn, said)
    if not to.matter and not to.classes:
        return await start(turn, FORM)
    kind = kind_of(said, to.matter)
    training = to.classes[0].training if len(to.classes) == 1 else None
    text = texts.opening(kind, to.matter, training.name if training else "")
    audience = having(Key.CLASS, training.code) if training else to.audience
    draft = Draft(
        kind, text, text_of(audience) if audience else "", training.id if training else None, kind in WANTS_RECEIPT
    )
    if len(to.classes) > 1:
        return _asking_which(turn, draft, to.classes)
    notes = [people_texts.FILLED_IN, to.note, await _how_many(turn, draft.audience), await warning(turn)]
    return created(turn, draft, "\n".join(filter(None, notes)))


async def _how_many(turn: Turn, audience: str) -> str:
    """How many that is, lest a class that is over be noticed only in the end; empty while nobody was chosen."""
    return (
        people_texts.count(await preview(turn.house.db, selection(turn.house, turn.asker, audience)))
        if audience
        else ""
    )


def _asking_which(turn: Turn, draft: Draft, found: list[Listed]) -> Write:
    """Keep the draft, and ask which of the classes is meant."""
    ids = " ".join(each.training.id for each in found[:MOST_CLASSES])

    async def write(tx: Transaction) -> Reply:
        notice = await notices.create_draft(tx, turn.by, draft, centre=turn.house.centre_unit)
        return await start(turn, FORM, {**state_of(notice), "found": ids}, "class")

    return write
