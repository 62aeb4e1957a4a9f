"""The plain parts of a draft, each a question of its own: kind, text, class, hour; and the switches."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.forms import Again, Next, option
from handlers.messages import FormState, Kind, Reply
from handlers.staff.notices import card, files
from handlers.staff.notices.desk import kept
from handlers.texts import common
from handlers.texts import notices as texts
from handlers.turn import Answered, Turn, Write
from handlers.understanding import understand
from handlers.understanding.instants import instant_in
from handlers.understanding.notice_sentence import day_without_date
from rules import merge_fields
from rules.audience import Key, having, text_of
from rules.classes import Listed, by_start, named
from rules.notices import NoticeKind
from rules.office_hours import office_hours, opening
from rules.quiet_hours import waking
from storage import classes, notices
from storage.clock import to_ms
from storage.database import Transaction
from storage.notices import Draft

WANTS_RECEIPT = frozenset({NoticeKind.SUMMONS})
"""Kinds that ask for a receipt unless their author does not want one: who comes is what they are sent for."""
_FIRST_KINDS = 4
MOST_CLASSES = 3
_OTHERS, _FIRST, NONE = "others", "first", "none"
_AT_ONCE, _OFFICE, _UNTIL = "now", "office", "until"


async def ask_kind(turn: Turn, state: FormState) -> Reply:
    """Seven kinds are more than a message offers: the rarer ones stand on a second page."""
    kinds = list(NoticeKind)
    others = state.data.get("kinds") == _OTHERS
    shown = kinds[_FIRST_KINDS:] if others else kinds[:_FIRST_KINDS]
    more = _FIRST if others else _OTHERS
    rows = ((option("kind", texts.KINDS[kind], kind.value),) for kind in shown)
    return Reply(texts.WHICH_KIND, (*rows, (option("kind", texts.OTHER_KINDS, more),)))


async def take_kind(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    if value in (_OTHERS, _FIRST):
        return Next("kind", {"kinds": value})
    if value not in list(NoticeKind):
        return await _another(turn, value) or Again(common.CHOOSE_ONE)
    if "number" not in state.data:
        return Next("text", {"kind": value})
    notice = await notices.by_number(turn.house.db, int(state.data["number"]))
    kind, text = NoticeKind(value), notice.text if notice else ""
    if notice is not None and text.startswith(old := texts.heading(notice.kind)):
        text = texts.heading(kind) + text[len(old) :]
    return kept(turn, state.data, texts.KIND_KEPT, kind=kind, text=text)


async def ask_text(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_TEXT)


async def take_text(turn: Turn, state: FormState, value: str) -> Again | Answered:
    """The words of the notice. With them a new notice becomes a draft that survives everything."""
    with_class = "number" not in state.data or await _has_class(turn, state)
    wrong = why_not(value, with_class)
    if wrong:
        return Again(wrong)
    near = day_without_date(value)
    note = f"{texts.TEXT_KEPT}\n{texts.WITHOUT_DATE.format(near)}" if near else texts.TEXT_KEPT
    if "number" in state.data:
        return kept(turn, state.data, note, text=value)
    kind = NoticeKind(state.data["kind"])
    return created(turn, Draft(kind, value, receipt=kind in WANTS_RECEIPT), note)


def why_not(text: str, with_class: bool) -> str:
    """Why a text cannot be sent as it is; empty when it can."""
    if not text:
        return texts.TEXT_EMPTY
    if len(text) > texts.LONGEST_TEXT:
        return texts.too_long(len(text))
    return texts.slip(found[0]) if (found := merge_fields.problems(text, with_class)) else ""


async def _has_class(turn: Turn, state: FormState) -> bool:
    notice = await notices.by_number(turn.house.db, int(state.data["number"]))
    return notice is not None and notice.class_id is not None


def created(turn: Turn, draft: Draft, note: str) -> Write:
    """A Write that begins a notice and shows its card."""

    async def write(tx: Transaction) -> Reply:
        return await card.noted(
            tx, turn, await notices.create_draft(tx, turn.by, draft, centre=turn.house.centre_unit), note
        )

    return write


async def ask_class(turn: Turn, state: FormState) -> Reply:
    """The classes that were meant, or else the next ones."""
    every = await classes.every_class(turn.house.db, turn.asker)
    found = state.data.get("found", "").split()
    meant = [each for each in every if each.training.id in found]
    offered = sorted(meant or _current(every), key=by_start)[:MOST_CLASSES]
    rows = ((option("class", each.training.code, each.training.id),) for each in offered)
    return Reply(
        texts.which_of(len(meant)) if meant else texts.WHICH_CLASS, (*rows, (option("class", texts.NO_CLASS, NONE),))
    )


def _current(every: Sequence[Listed]) -> list[Listed]:
    return [each for each in every if not each.training.state.is_over]


async def take_class(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    """The class by its option, its code or its name. Its people are meant while nobody else was chosen."""
    if value == NONE:
        return kept(turn, state.data, texts.CLASS_KEPT, class_id=None)
    every = await classes.every_class(turn.house.db, turn.asker)
    found = [each for each in every if each.training.id == value] or named(every, value)
    if not found:
        return Again(texts.CLASS_UNKNOWN)
    if len(found) > 1:
        return Next("class", {"found": " ".join(each.training.id for each in found[:MOST_CLASSES])})
    notice = await notices.by_number(turn.house.db, int(state.data["number"]))
    training = found[0].training
    audience = notice.audience if notice and notice.audience else text_of(having(Key.CLASS, training.code))
    return kept(turn, state.data, texts.CLASS_KEPT, class_id=training.id, audience=audience)


async def ask_time(turn: Turn, state: FormState) -> Reply:
    opens = _office(turn)
    rows = (
        (option("time", texts.AT_ONCE, _AT_ONCE),),
        (option("time", texts.in_office_hours(opens), _OFFICE),),
        (option("time", texts.UNTIL, _UNTIL),),
    )
    return Reply(texts.WHICH_TIME, rows)


async def take_time(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    if value == _UNTIL:
        return Next("until", {})
    if value == _AT_ONCE:
        return kept(turn, state.data, texts.SENT_AT_ONCE, send_at=None)
    at = _office(turn) if value == _OFFICE else instant_in(value, turn.now)
    if at is None:
        return Again(texts.TIME_UNKNOWN)
    if at < turn.now:
        return Again(texts.TIME_PAST)
    return kept(turn, state.data, texts.time_kept(at, waking(at, turn.house.quiet_hours)), send_at=to_ms(at))


async def ask_until(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_UNTIL, ((option("until", texts.NO_UNTIL, NONE),),))


async def take_until(turn: Turn, state: FormState, value: str) -> Again | Answered:
    """The instant after which nobody is written to any more."""
    if value == NONE:
        return kept(turn, state.data, texts.UNTIL_DROPPED, useful_until=None)
    at = instant_in(value, turn.now)
    if at is None:
        return Again(texts.TIME_UNKNOWN)
    notice = await notices.by_number(turn.house.db, int(state.data["number"]))
    if at <= turn.now or (notice is not None and to_ms(at) <= (notice.send_at or 0)):
        return Again(texts.UNTIL_TOO_EARLY)
    return kept(turn, state.data, texts.until_kept(at), useful_until=to_ms(at))


def _office(turn: Turn) -> datetime:
    return opening(turn.now, office_hours(turn.house.centre.office_hours, turn.house.holidays))


async def ask_card(turn: Turn, state: FormState) -> Reply:
    """The card itself, when what was sent to it did not fit; the form's own way out stands for those of the card."""
    notice = await notices.by_number(turn.house.db, int(state.data["number"]))
    if notice is None:
        return Reply(texts.NOT_FOUND)
    shown = await card.show(turn.house.db, turn, notice)
    return replace(shown, buttons=shown.buttons[: card.PARTS])


async def take_card(turn: Turn, state: FormState, value: str) -> Again | Answered:
    """A file that is sent while the card lies open goes with the notice; words are its text while it has none.

    A sentence that asks for a notice begins another one.
    """
    if turn.incoming.kind is Kind.FILE:
        return await files.attach(turn, state)
    notice = await notices.by_number(turn.house.db, int(state.data["number"]))
    if notice is not None and not notice.text:
        return await take_text(turn, state, value)
    return await _another(turn, value) or Again(texts.CHOOSE_A_PART)


async def _another(turn: Turn, said: str) -> Answered | None:
    """A notice begun by a whole sentence where an option was asked for; None where it is no such sentence."""
    understood = understand(said, turn.asker, places=turn.places, forms=turn.short_forms)
    if understood.intent != "broadcast" or understood.asks:
        return None
    from handlers.staff.notices.begin import broadcast  # it opens the form that this is a step of

    return await broadcast(replace(turn, slots=understood.slots))
