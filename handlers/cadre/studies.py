"""What somebody studies: their own timetable, and the same as a calendar file."""

from datetime import timedelta

from handlers.messages import HOME, Attachment, Button, Reply
from handlers.texts import classes as texts
from handlers.turn import Turn
from rules.calendar_file import calendar
from rules.classes import ClassState, EnrolmentState, TrainingClass, meetings, period
from storage import classes, timetables

SHOWN = 4
LOOK_AHEAD = timedelta(days=60)


async def my_schedule(turn: Turn) -> Reply:
    """The asker's sessions of a day, a week or a month; without a time, of the week from today on."""
    when = turn.args[0] if turn.args else turn.slots.get("when", "")
    first, last = period(when, turn.today) or (turn.today, turn.today + timedelta(days=6))
    coming = await classes.own_sessions(turn.house.db, turn.asker, first, max(last, turn.today + LOOK_AHEAD))
    names = {session.class_id: name for session, name in coming}
    found = [(each, names[each.first.class_id]) for each in meetings(s for s, _ in coming if s.day <= last)]
    if found:
        page = turn.number(1) or 0
        shown = found[page * SHOWN : (page + 1) * SHOWN] or found[:SHOWN]
        text = texts.timetable(texts.own_schedule(when, first, last), shown, turn.today)
        rest = len(found) > (page + 1) * SHOWN
        return Reply(text, _schedule_buttons(f"my_schedule:{when}:{page + 1}" if rest else "", when))
    following = next((session.day for session, _ in coming if not session.cancelled), None)
    studying = await _current(turn)
    if not studying:
        return Reply(texts.NOT_IN_A_CLASS, ((Button(texts.UPCOMING, "upcoming_classes"),), (HOME,)))
    text = f"{texts.nothing_scheduled(when, first, last, following)}\n\n{texts.own_classes(studying)}"
    return Reply(text, _schedule_buttons("", when))


def _schedule_buttons(more: str, when: str) -> tuple[tuple[Button, ...], ...]:
    rows = [(Button(texts.MORE, more),)] if more else []
    if when in ("", "today", "tomorrow", "this_week"):
        rows.append((Button(texts.NEXT_WEEK, "my_schedule:next_week"),))
    return (*rows, (Button(texts.CALENDAR, "my_calendar"),), (Button(texts.OWN_MATERIALS, "materials"),), (HOME,))


async def my_calendar(turn: Turn) -> Reply:
    """`my_calendar`: the asker's sessions from last week on as a calendar file, cancelled ones as such."""
    since = turn.today - timedelta(days=7)
    events = await timetables.events_of(turn.house.db, turn.asker.person_id or "", since)
    if not events:
        return Reply(texts.NOT_IN_A_CLASS, ((Button(texts.UPCOMING, "upcoming_classes"),), (HOME,)))
    file = Attachment("lich-hoc.ics", calendar(events, turn.now))
    return Reply(texts.CALENDAR_SENT, ((Button(texts.OWN_SCHEDULE, "my_schedule"),), (HOME,)), (file,))


async def _current(turn: Turn) -> list[TrainingClass]:
    every = await classes.every_class(turn.house.db, turn.asker)
    return [
        each.training
        for each in every
        if each.own is EnrolmentState.ENROLLED and each.training.state is not ClassState.CANCELLED
    ]
