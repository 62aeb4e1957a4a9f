"""One session whose roll is called: who may, when, and how the open roll looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from handlers.forms import CANCEL, option
from handlers.messages import Button, FormState, Look, Reply
from handlers.staff.desk import keeps_classes
from handlers.texts import common
from handlers.texts import rollcall as texts
from handlers.turn import Turn
from rules.attendance import Presence
from rules.classes import EnrolmentState
from storage import attendance
from storage.attendance import Held, Mark
from storage.class_list import Student, students
from storage.classes import Source

ROLL, SHEET, DOCX = "rollcall", "roll_sheet", "docx"
STEP = "roll"


@dataclass(frozen=True, slots=True)
class Opened:
    """A session whose roll the asker may call, with those who are in the class."""

    held: Held
    students: list[Student]


async def opened(source: Source, turn: Turn, session_id: str) -> Opened | Reply:
    """The session if its roll may be called by the asker, now; else what is to be said."""
    held = await attendance.session(source, session_id)
    if held is None or not may_call(turn, held):
        return Reply(texts.NOT_YOURS, common.HOME_ROW)
    if held.session.day > turn.today:
        return Reply(texts.NOT_YET, common.HOME_ROW)
    listed = [each for each in await students(source, held.session.class_id) if each.state is not EnrolmentState.LEFT]
    return Opened(held, listed) if listed else Reply(texts.NOBODY, common.HOME_ROW)


def may_call(turn: Turn, held: Held) -> bool:
    """Whether the asker calls the roll of a session: its lecturer, and who keeps the classes of its centre."""
    keeps = keeps_classes(turn) and turn.asker.keeps_of(held.centre)
    return keeps or held.lecturer_holder == turn.asker.user_id


async def asking(source: Source, turn: Turn, found: Opened, note: str = "") -> Reply:
    """The open roll."""
    roll = await attendance.roll(source, found.held.session.id)
    text = note or texts.how(found.held, found.students, roll, turn.today)
    key = f"{SHEET}:{found.held.session.id}"
    sheets = (Button(texts.SHEET, key),), (Button(texts.DOCUMENT, f"{key}:{DOCX}"),)
    form = FormState(ROLL, STEP, {"session": found.held.session.id, "seen": _as_called(roll)})
    return Reply(text, (*sheets, (option(STEP, common.CANCEL, CANCEL),)), form=form, look=look_of(found))


def look_of(found: Opened) -> Look:
    """Who is named by a roll: anybody of the class may be."""
    return Look(f"{ROLL}:{found.held.session.class_id}", tuple(each.person_id for each in found.students))


async def called_meanwhile(source: Source, turn: Turn, found: Opened) -> Reply | None:
    """What is said where the roll is no longer as the asker last saw it, so that no word replaces another's unseen."""
    roll = await attendance.roll(source, found.held.session.id)
    seen = turn.form.data.get("seen") if turn.form else None
    if seen in (None, _as_called(roll)):
        return None
    return await asking(source, turn, found, texts.called_meanwhile(found.held, found.students, roll, turn.today))


def _as_called(roll: Mapping[str, Mark]) -> str:
    """What was called, in few letters; who begged off beforehand is no part of it. Empty before the first call."""
    called = sorted((id_, mark.presence) for id_, mark in roll.items() if mark.presence is not Presence.ANNOUNCED)
    return sha256(repr(called).encode()).hexdigest()[:10] if called else ""
