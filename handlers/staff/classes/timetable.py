"""The timetable of a class at the desk: its sessions page by page, who may teach, and what stands against a change."""

from collections.abc import Sequence
from datetime import date

from handlers.forms import Again
from handlers.messages import HOME, Button, Reply
from handlers.staff.classes.board import SESSIONS
from handlers.staff.classes.desk import class_of, see, stale
from handlers.texts import class_sessions as texts
from handlers.turn import Turn
from rules.clashes import Clash, clashes
from rules.classes import Listed, Session
from rules.lecturers import called
from rules.text import clean
from storage import class_desk, classes, lecturers
from storage.cadres import Source

ADD, CHANGE = "session_new", "session_change"

LONGEST = 200
_PAGE = 10


async def show(turn: Turn) -> Reply:
    """`class_sessions:ID[:FIRST]`: the sessions, those cancelled too, from the one that comes next."""
    listed = await class_of(turn.house.db, turn, turn.args[0] if turn.args else "")
    if listed is None:
        return stale()
    class_id = listed.training.id
    every = list(enumerate(await classes.sessions_of(turn.house.db, class_id), 1))
    given = turn.number(1)
    coming = next((n - 1 for n, each in every if each.day >= turn.today), 0)
    first = given if given is not None else coming // _PAGE * _PAGE
    shown = every[first : first + _PAGE] or every[:_PAGE]
    rows = [(Button(texts.ADD, f"{ADD}:{class_id}"),)] if is_kept(listed) else []
    if every and is_kept(listed):
        rows.append((Button(texts.CHANGE, f"{CHANGE}:{class_id}"),))
    if len(every) > _PAGE:
        following = first + _PAGE if first + _PAGE < len(every) else 0
        rows.append((Button(texts.MORE, f"{SESSIONS}:{class_id}:{following}"),))
    text = texts.listing(listed, shown, len(every), turn.today) if every else texts.NONE
    return Reply(text, (*rows, (see(class_id),), (HOME,)))


def is_kept(listed: Listed) -> bool:
    """Whether sessions of a class may still change."""
    return not listed.training.state.is_over


def after(class_id: str) -> tuple[tuple[Button, ...], ...]:
    """The ways on from a change of the timetable."""
    return ((Button(texts.ADD, f"{ADD}:{class_id}"),), (Button(texts.SEE, f"{SESSIONS}:{class_id}"),), (HOME,))


async def against(source: Source, turn: Turn, sessions: Sequence[Session]) -> list[Clash]:
    """What stands against sessions of one class as they would be."""
    if not sessions:
        return []
    booked = await class_desk.booked_on(source, {each.day for each in sessions})
    people = await class_desk.people_of(source, sessions[0].class_id)
    return clashes(sessions, people, booked, turn.house.holidays)


async def lecturer_named(source: Source, turn: Turn, text: str, last: date) -> tuple[str, str | None] | Again:
    """Name and record of the lecturer that a text means: one who may teach until that day.

    Where the centre keeps no register yet, a name is taken as it is.
    """
    said = clean(text)
    if not 2 <= len(said) <= LONGEST:
        return Again(texts.TOO_LONG.format(LONGEST))
    every = await lecturers.every_lecturer(source, turn.asker)
    if not every:
        return said, None
    found = called(every, said, last)
    if len(found) > 1:
        return Again(texts.TWO_OF_THEM.format(len(found), f"{found[0].name} {found[0].code}"))
    return (found[0].name, found[0].id) if found else Again(texts.NOT_APPROVED)
