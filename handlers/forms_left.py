"""Forms that were begun and left: after a day they are closed, so that no later word is taken for an answer of theirs.

Nothing of such a form is lost that was recorded: most record with their last answer, and that closes them; the lists
of a roll or of results record each answer as it comes.
"""

from dataclasses import replace
from datetime import timedelta

from handlers.dialog import form_from_json, form_json
from handlers.house import House
from handlers.messages import FormState, Reply
from handlers.texts import forms as texts
from handlers.turn import Answered, Turn
from storage import accounts
from storage.clock import to_ms
from storage.database import Transaction

LONGEST = timedelta(hours=24)
"""How long a form waits for the next answer."""
_LONGEST_MS = LONGEST // timedelta(milliseconds=1)


def without_left_form(turn: Turn) -> tuple[Turn, str]:
    """The turn without the form that was left too long, and what to say of it; else the turn as it is."""
    form = turn.form
    if form is None or turn.at - turn.facts.dialog_at <= _LONGEST_MS:
        return turn, ""
    return replace(turn, form=None), texts.closed(form.name)


def after(note: str, answered: Answered) -> Answered:
    """The answer with a note before it. It is a message of its own, since the note belongs to no earlier one."""
    if not note:
        return answered
    if isinstance(answered, Reply):
        return replace(answered, text=f"{note}\n\n{answered.text}", edits=False)

    async def write(tx: Transaction) -> Reply:
        reply = await answered(tx)
        return replace(reply, text=f"{note}\n\n{reply.text}", edits=False)

    return write


async def empty_forms_left(house: House) -> None:
    """Forget what was typed into forms left too long. Their names stay, to tell their people when they are back."""
    for owner, form, seen in await accounts.forms_left(house.db, to_ms(house.clock()) - _LONGEST_MS):
        state = form_from_json(form)
        emptied = form_json(FormState(state.name, "")) if state else None
        if emptied is not None and emptied != form:
            await accounts.replace_form(house.db, owner, emptied, seen)
