""" "Nhắn cho cả lớp K12 mai nghỉ học": a sentence that opens the card already filled."""

from dataclasses import replace

from handlers.forms import start
from handlers.messages import Reply
from handlers.staff.notices.approval import warning
from handlers.staff.notices.desk import state_of
from handlers.staff.notices.form import FORM
from handlers.staff.notices.parts import MOST_CLASSES, WANTS_RECEIPT, created
from handlers.staff.notices.people import selection
from handlers.texts import notices as texts
from handlers.texts import notices_people as people_texts
from handlers.turn import Answered, Turn, Write
from handlers.understanding.notice_sentence import kind_of, matter_of, means_everyone, with_dates
from rules.audience import Key, having, text_of
from rules.classes import Listed, TrainingClass, named
from rules.text import clean
from storage import classes, notices, units
from storage.audience import preview
from storage.database import Transaction
from storage.notices import Draft


async def broadcast(turn: Turn) -> Answered:
    """A notice from one sentence: the class or unit it names, and what is to be said."""
    text = clean(turn.incoming.text)
    found = await _classes_meant(turn)
    matter = with_dates(matter_of(text, turn.slots.get("class_ref", ""), turn.slots.get("unit", "")), turn.today)
    if not matter and not found:
        return await start(turn, FORM)
    kind = kind_of(text, matter)
    training = found[0].training if len(found) == 1 else None
    text = texts.opening(kind, matter, training.name if training else "")
    draft = Draft(kind, text, receipt=kind in WANTS_RECEIPT)
    draft = replace(draft, audience=await _audience(turn, training), class_id=training.id if training else None)
    if len(found) > 1:
        return _asking_which(turn, draft, found)
    reference = turn.slots.get("class_ref", "")
    notes = [
        people_texts.FILLED_IN,
        people_texts.no_such_class(reference) if reference and not found else "",
        await _how_many(turn, draft.audience),
        await warning(turn),
    ]
    return created(turn, draft, "\n".join(filter(None, notes)))


async def _classes_meant(turn: Turn) -> list[Listed]:
    reference = turn.slots.get("class_ref", "")
    return named(await classes.every_class(turn.house.db, turn.asker), reference) if reference else []


async def _audience(turn: Turn, training: TrainingClass | None) -> str:
    if training is not None:
        return text_of(having(Key.CLASS, training.code))
    unit = await units.by_name(turn.house.db, turn.slots["unit"]) if "unit" in turn.slots else None
    if unit is not None:
        return text_of(having(Key.UNIT, unit.id))
    everyone = "class_ref" not in turn.slots and means_everyone(clean(turn.incoming.text))
    return text_of(having(Key.EVERYONE)) if everyone else ""


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
        notice = await notices.create_draft(tx, turn.by, draft)
        return await start(turn, FORM, {**state_of(notice), "found": ids}, "class")

    return write
