"""Calling the roll: the absent by number, typed again to correct it."""

from collections.abc import Mapping
from datetime import timedelta

from handlers.answers import TEACHERS
from handlers.class_named import classes_named
from handlers.forms import Again, Form, Step
from handlers.messages import HOME, Button, FormState, IncomingFile, Reply
from handlers.staff.desk import keeps_classes
from handlers.staff.rollcall.opening import ROLL, STEP, Opened, asking, called_meanwhile, look_of, may_call, opened
from handlers.staff.rollcall.sheets import keep_sheet, read_sheet
from handlers.staff.rollcall.writing import written
from handlers.texts import rollcall as texts
from handlers.turn import Answered, Turn, Write
from rules.attendance import Presence, Roll, roll_in
from storage import attendance, classes
from storage.attendance import Mark
from storage.class_list import Student, number_students
from storage.database import Transaction

_OFFERED = 4
_YESTERDAY = "yesterday"
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".heic")


async def start(turn: Turn) -> Answered:
    """`rollcall:SESSION`; without one, the sessions of today (or `rollcall:yesterday`) that the asker may call."""
    named = turn.args[0] if turn.args else ""
    if named in ("", _YESTERDAY):
        return await _choose(turn, named)
    return _open(turn, named)


async def _choose(turn: Turn, named: str) -> Answered:
    day = turn.today - timedelta(days=named == _YESTERDAY)
    found = await attendance.on_day(turn.house.db, day, None if keeps_classes(turn) else turn.asker.user_id)
    found = [each for each in found if may_call(turn, each)]
    meant = {each.training.id for each in classes_named(turn, await classes.every_class(turn.house.db, turn.asker))}
    found = [each for each in found if each.session.class_id in meant] or found
    if len(found) == 1 and not named:
        return _open(turn, found[0].session.id)
    rows = tuple((Button(texts.label(each), f"{ROLL}:{each.session.id}"),) for each in found[:_OFFERED])
    before = () if named else ((Button(texts.OTHER_DAY, f"{ROLL}:{_YESTERDAY}"),),)
    none = texts.NO_SESSIONS_BEFORE if named else texts.NO_SESSIONS
    return Reply(texts.WHICH if found else none, (*rows, *before, (HOME,)))


def _open(turn: Turn, session_id: str) -> Write:
    async def write(tx: Transaction) -> Reply:
        found = await opened(tx, turn, session_id)
        if isinstance(found, Reply):
            return found
        await number_students(tx, found.held.session.class_id)
        found = await opened(tx, turn, session_id)
        return found if isinstance(found, Reply) else await asking(tx, turn, found)

    return write


async def _ask(turn: Turn, state: FormState) -> Reply:
    found = await opened(turn.house.db, turn, state.data["session"])
    if isinstance(found, Reply):
        return found
    roll = await attendance.roll(turn.house.db, found.held.session.id)
    return Reply(texts.how(found.held, found.students, roll, turn.today), look=look_of(found))


async def _take(turn: Turn, state: FormState, value: str) -> Again | Answered:
    found = await opened(turn.house.db, turn, state.data["session"])
    if isinstance(found, Reply):
        return found
    if turn.incoming.file is not None and _is_picture(turn.incoming.file):
        # Nobody reads a photograph here: what stands below it is the roll.
        said = roll_in(value)
        return Again(texts.PICTURE) if said is None else _keep(turn, found, said)
    if turn.incoming.file is not None:
        sheet = await read_sheet(turn, turn.incoming.file, found)
        return Again(sheet) if isinstance(sheet, str) else keep_sheet(turn, found, sheet)
    said = roll_in(value)
    return Again(texts.UNREADABLE, unlike=True) if said is None else _keep(turn, found, said)


def _is_picture(file: IncomingFile) -> bool:
    return file.name.lower().endswith(_PICTURES)


def _keep(turn: Turn, found: Opened, said: Roll) -> Again | Write:
    """Keep the roll; nothing where none of the numbers is anybody's, lest a slip of the finger call the class full."""
    if said.absent and not said.absent.keys() & {each.number for each in found.students}:
        return Again(texts.nobodys(sorted(said.absent)))

    async def write(tx: Transaction) -> Reply:
        now = await opened(tx, turn, found.held.session.id)
        if isinstance(now, Reply):
            return now
        if overtaken := await called_meanwhile(tx, turn, now):
            return overtaken
        before = await attendance.roll(tx, now.held.session.id)
        marks = {each.person_id: _presence(each, said, before) for each in now.students}
        unknown = sorted(said.absent.keys() - {each.number or 0 for each in now.students})
        return await written(tx, turn, now, {now.held.session.id: marks}, unknown)

    return write


def _presence(student: Student, said: Roll, before: Mapping[str, Mark]) -> Presence:
    """What the roll says of somebody. Who begged off and is absent has leave, unless it is said otherwise."""
    if student.number is None or student.number not in said.absent:
        return Presence.PRESENT
    begged = before.get(student.person_id, Mark(Presence.PRESENT)).reason
    return said.absent[student.number] or (Presence.EXCUSED if begged else Presence.ABSENT)


FORM = Form(ROLL, STEP, {STEP: Step(_ask, _take)}, TEACHERS)
