"""While a person of the centre answers in a chat, the assistant is silent there: what is written goes to them."""

from dataclasses import dataclass

from handlers import receipts
from handlers.dialog import form_from_json, meant_key
from handlers.messages import HOME, Button, Kind, Reply
from handlers.push import push_at_once
from handlers.texts import asking as texts
from handlers.texts import common, home, inbox
from handlers.turn import Answered, Turn
from rules.text import fold
from storage import accounts, handovers
from storage import inbox as updates
from storage.database import Transaction
from storage.handovers import Handover

TALK = "inbox_talk"
"""The form of the person of the centre who talks."""
END = "talk_end"
_LEAVING = frozenset(("0", "tro lai tro ly", "gap tro ly", "ket thuc", "thoat"))
_OFFERED = ((Button(texts.END_TALK, END),),)


@dataclass(frozen=True, slots=True)
class Silence:
    """What became of a message in a chat in which a person answers."""

    is_passed_on: bool = False
    """It went to the person: the assistant says nothing."""
    reply: Reply | None = None
    """What the assistant says all the same."""
    note: str = ""
    """The chat is the assistant's again, which answers the message with this before it."""


async def hear(turn: Turn, seq: int | None) -> Silence:
    """Words go to the person. A command and the way home lead back to the assistant; the options of a notice work."""
    incoming = turn.incoming
    key = incoming.key or (meant_key(incoming.text, turn.account.menu) if incoming.kind is Kind.TEXT else None) or ""
    if key.partition(":")[0] in receipts.BESIDE_FORMS:
        return Silence()
    if incoming.kind is Kind.START or key in (END, HOME.key) or _says_to_leave(turn):
        return Silence(note=await _take_back(turn))
    if incoming.kind is Kind.TEXT:
        return Silence(is_passed_on=await _pass_on(turn, seq))
    return Silence(
        reply=Reply(texts.OLD_BUTTON if incoming.kind is Kind.TAP else texts.ONLY_WORDS, _OFFERED, form=turn.form)
    )


def _says_to_leave(turn: Turn) -> bool:
    text = turn.incoming.text
    return turn.incoming.kind is Kind.TEXT and (text.startswith("/") or fold(text).rstrip(".") in _LEAVING)


async def _pass_on(turn: Turn, seq: int | None) -> bool:
    """Send what was written to the person who answers; False when nobody does any more.

    In one transaction with the mark that it is decided: a kill loses no word and sends none twice.
    """
    async with turn.house.db.transaction() as tx:
        handover = await handovers.of_account(tx, turn.account.id)
        if handover is None:
            return False
        await handovers.touch(tx, handover, turn.at)
        heard = Reply(inbox.HEARD.format(handover.question, turn.incoming.text))
        await push_at_once(tx, turn.house, turn.now, handover.staff_id, heard)
        if seq is not None:
            await updates.answering_with(tx, seq)
    return True


async def _take_back(turn: Turn) -> str:
    """The asker goes back to the assistant; what is said of it, empty where nobody answered any more."""
    async with turn.house.db.transaction() as tx:
        handover = await handovers.of_account(tx, turn.account.id)
        if handover is None or not await handovers.end(tx, handover):
            return ""
        await end_form(tx, handover)
        left = Reply(inbox.TALK_LEFT.format(handover.question), card(handover))
        await push_at_once(tx, turn.house, turn.now, handover.staff_id, left)
    return texts.ENDED_BY_ASKER


async def ended(turn: Turn) -> Answered:
    """`talk_end`: the way on. That the person answers no more was said before."""
    return Reply(home.greeting(turn.asker), common.HOME_ROW)


async def end_form(tx: Transaction, handover: Handover) -> None:
    """Close the form in which the person talked, if it is still open; what they do otherwise is left alone."""
    form = form_from_json(await accounts.form_of(tx, handover.staff_id))
    if form is not None and form.name == TALK:
        await accounts.end_dialog(tx, handover.staff_id)


def card(handover: Handover) -> tuple[tuple[Button, ...], ...]:
    """The way on from a talk that is over."""
    return ((Button(inbox.DONE, f"inbox_done:{handover.question}"),), (Button(inbox.BACK_TO_INBOX, "inbox"),), (HOME,))
