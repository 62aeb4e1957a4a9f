"""One session whose roll is called: who may, when, and how the open roll looks."""

from dataclasses import dataclass

from handlers.answers import STAFF
from handlers.forms import CANCEL, option
from handlers.messages import Button, FormState, Reply
from handlers.staff.desk import keeps_everyone
from handlers.texts import common
from handlers.texts import rollcall as texts
from handlers.turn import Turn
from rules.access import Role
from rules.classes import EnrolmentState
from storage import attendance
from storage.attendance import Held
from storage.class_list import Student, students
from storage.classes import Source

CALLERS = STAFF | {Role.LECTURER}
ROLL, SHEET = "rollcall", "roll_sheet"
STEP = "roll"


@dataclass(frozen=True, slots=True)
class Opened:
    """A session whose roll the asker may call, with those who are in the class."""

    held: Held
    students: list[Student]


async def opened(source: Source, turn: Turn, session_id: str) -> Opened | Reply:
    """The session if its roll may be called by the asker, now; else what is to be said."""
    held = await attendance.session(source, session_id)
    if held is None or not (keeps_everyone(turn) or held.lecturer_holder == turn.asker.user_id):
        return Reply(texts.NOT_YOURS, common.HOME_ROW)
    if held.session.day > turn.today:
        return Reply(texts.NOT_YET, common.HOME_ROW)
    listed = [each for each in await students(source, held.session.class_id) if each.state is not EnrolmentState.LEFT]
    return Opened(held, listed) if listed else Reply(texts.NOBODY, common.HOME_ROW)


async def asking(source: Source, turn: Turn, found: Opened, note: str = "") -> Reply:
    """The open roll."""
    roll = await attendance.roll(source, found.held.session.id)
    text = note or texts.how(found.held, found.students, roll, turn.today)
    sheet = (Button(texts.SHEET, f"{SHEET}:{found.held.session.id}"),)
    form = FormState(ROLL, STEP, {"session": found.held.session.id})
    return Reply(text, (sheet, (option(STEP, common.CANCEL, CANCEL),)), form=form)
