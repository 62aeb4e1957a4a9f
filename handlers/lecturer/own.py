"""Which lecturer of the register somebody who chats is."""

from handlers.messages import Reply
from handlers.texts import common
from handlers.texts import lecturer_own as texts
from handlers.turn import Turn
from rules.lecturers import Lecturer
from storage import lecturers
from storage.database import Database, Transaction


async def own_record(turn: Turn, source: Database | Transaction) -> Lecturer | None:
    """The asker's own record; None where the role was given without one."""
    return await lecturers.of_holder(source, turn.asker.user_id)


def no_record() -> Reply:
    """What those read who have the role and no record."""
    return Reply(texts.NO_RECORD, common.HOME_ROW)
