"""A lecturer's own hours of a month, and the same as a file to sign."""

from asyncio import to_thread
from datetime import date

from handlers.lecturer.own import no_record, own_record
from handlers.lecturer.sessions import MINE
from handlers.messages import HOME, Attachment, Button, Reply
from handlers.texts import lecturer_own as texts
from handlers.turn import Answered, Turn
from rules.classes import period
from rules.hours import Hours, Sheet, sheets
from rules.lecturers import Lecturer
from rules.periods import Period, PeriodKind, period_of
from storage import lecturer_hours
from storage.database import Transaction
from storage.journal import Entry, record

HOURS, FILE = "my_hours", "my_hours_file"


def month_of(turn: Turn) -> Period:
    """The month of a key (`2025-06`) or of the words; the present one where none is named.

    "Tháng 5" is the last one that began: hours are asked of what was taught.
    """
    said = turn.args[0] if turn.args else turn.slots.get("when", "")
    named = period(said, turn.today)
    month = period_of(PeriodKind.MONTH, named[0] if named else turn.today)
    if said.isdecimal() and len(said) <= 2 and month.first > turn.today:
        month = period_of(PeriodKind.MONTH, month.first.replace(year=month.first.year - 1))
    return month


def key_of(month: Period) -> str:
    """A month as it stands in a key."""
    return f"{month.first:%Y-%m}"


def other_months(name: str, month: Period, today: date) -> tuple[tuple[Button, ...], ...]:
    """The way to the month before, and from a month that is over to the one after."""
    before = Button(texts.BEFORE, f"{name}:{key_of(month.before)}")
    if month.last >= today:
        return ((before,),)
    after = period_of(PeriodKind.MONTH, date.fromordinal(month.last.toordinal() + 1))
    return ((before, Button(texts.AFTER, f"{name}:{key_of(after)}")),)


async def mine(turn: Turn) -> Reply:
    """`my_hours[:MONTH]`: what was taught in a month, and what is still in the timetable."""
    own = await own_record(turn, turn.house.db)
    if own is None:
        return no_record()
    month = month_of(turn)
    sheet = await _sheet(turn, own, month)
    per_session = await lecturer_hours.periods_per_session(turn.house.db)
    text = texts.own_hours(sheet, month.first, min(month.last, turn.today), per_session)
    file = ((Button(texts.FILE, f"{FILE}:{key_of(month)}"),),) if sheet.taught else ()
    others = other_months(HOURS, month, turn.today)
    return Reply(text, (*file, *others, (Button(texts.MY_SESSIONS, MINE),), (HOME,)))


async def _sheet(turn: Turn, own: Lecturer, month: Period) -> Sheet:
    taught = await lecturer_hours.taught_between(turn.house.db, month.first, month.last, own.id)
    found = sheets(taught, await lecturer_hours.periods_per_session(turn.house.db), turn.today)
    return found[0] if found else Sheet(own.id, own.name, (), Hours(), Hours())


async def file(turn: Turn) -> Answered:
    """`my_hours_file:MONTH`: one's own sheet as .xlsx."""
    from handlers.files.hours_sheet import hours_sheet

    own = await own_record(turn, turn.house.db)
    if own is None:
        return no_record()
    month = month_of(turn)
    sheet = await _sheet(turn, own, month)
    per_session = await lecturer_hours.periods_per_session(turn.house.db)
    content = await to_thread(hours_sheet, [sheet], month, per_session, turn.house.centre, turn.today)
    attached = Attachment(texts.file_name(month.first, own.code), content)

    async def write(tx: Transaction) -> Reply:
        await record(tx, turn.by, Entry("export_hours", "lecturer", own.id))
        back = (Button(texts.MY_HOURS, f"{HOURS}:{key_of(month)}"),)
        return Reply(texts.file_sent(month.first), (back, (HOME,)), (attached,))

    return write
