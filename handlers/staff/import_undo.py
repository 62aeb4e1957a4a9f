"""Taking an import back: a question first, then all of it or, if somebody was changed since, nothing."""

from handlers.messages import HOME, Button, Reply
from handlers.staff.desk import dated, keeps_everyone
from handlers.texts import common
from handlers.texts import staff as texts
from handlers.turn import Answered, Turn
from storage import imports
from storage.database import Transaction
from storage.imports import UndoRefused


async def ask(turn: Turn) -> Reply:
    """`import_undo:NUMBER`: what it means."""
    number = _number(turn)
    if number is None:
        return Reply(texts.NO_IMPORT if keeps_everyone(turn) else texts.WHOLE_CENTRE_ONLY, common.HOME_ROW)
    do = Button(texts.UNDO_YES, f"import_undo_yes:{number}")
    return Reply(texts.undo_question(number), ((do,), (HOME,)))


async def confirmed(turn: Turn) -> Answered:
    """`import_undo_yes:NUMBER`."""
    number = _number(turn)
    if number is None:
        return Reply(common.STALE, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        from handlers.texts import roster

        undone = await imports.undo_import(tx, turn.by, number)
        if isinstance(undone, UndoRefused):
            return Reply(texts.not_undone(number, undone.reason, undone.people), common.HOME_ROW)
        await dated(tx, turn)
        return Reply(roster.undone(number), common.HOME_ROW)

    return write


def _number(turn: Turn) -> int | None:
    return turn.number(0) if keeps_everyone(turn) else None
