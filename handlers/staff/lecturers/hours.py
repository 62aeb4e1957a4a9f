"""The hours of all lecturers in a month, also as a file; and the periods a session counts that says nothing."""

from asyncio import to_thread

from handlers.answers import ADMINS
from handlers.forms import Again, Form, Step, option, start
from handlers.lecturer.hours import key_of, month_of, other_months
from handlers.messages import HOME, Attachment, Button, FormState, Reply
from handlers.texts import lecturer_hours as texts
from handlers.texts import lecturer_own as own_texts
from handlers.turn import Answered, Turn
from rules.hours import Sheet, periods_in, sheets
from rules.periods import Period
from storage import lecturer_hours
from storage.database import Transaction
from storage.journal import Entry, record

HOURS, FILE, SET = "lecturer_hours", "lecturer_hours_file", "periods_per_session"
_SHOWN = 10
_NONE = "none"


async def listing(turn: Turn) -> Reply:
    """`lecturer_hours[:MONTH[:PAGE]]`."""
    month = month_of(turn)
    every = await _sheets(turn, month)
    begin = (turn.number(1) or 0) * _SHOWN
    shown = every[begin : begin + _SHOWN] or every[:_SHOWN]
    per_session = await lecturer_hours.periods_per_session(turn.house.db)
    rows = list(other_months(HOURS, month, turn.today))
    if begin + _SHOWN < len(every):
        rows.insert(0, (Button(texts.MORE, f"{HOURS}:{key_of(month)}:{begin // _SHOWN + 1}"),))
    if every:
        rows.insert(0, (Button(own_texts.FILE, f"{FILE}:{key_of(month)}"),))
    head = texts.heading(month.first, min(month.last, turn.today), every)
    return Reply(texts.listing(head, shown, begin, per_session), (*rows, (HOME,)))


async def _sheets(turn: Turn, month: Period) -> list[Sheet]:
    taught = await lecturer_hours.taught_between(turn.house.db, month.first, month.last, asker=turn.asker)
    return sheets(taught, await lecturer_hours.periods_per_session(turn.house.db), turn.today)


async def file(turn: Turn) -> Answered:
    """`lecturer_hours_file:MONTH`."""
    from handlers.files.hours_sheet import hours_sheet

    month = month_of(turn)
    every = await _sheets(turn, month)
    per_session = await lecturer_hours.periods_per_session(turn.house.db)
    content = await to_thread(hours_sheet, every, month, per_session, turn.house.centre, turn.today)
    attached = Attachment(own_texts.file_name(month.first), content)

    async def write(tx: Transaction) -> Reply:
        await record(tx, turn.by, Entry("export_hours", "house", key_of(month)))
        back = (Button(texts.TITLE, f"{HOURS}:{key_of(month)}"),)
        return Reply(own_texts.file_sent(month.first), (back, (HOME,)), (attached,))

    return write


async def set_number(turn: Turn) -> Reply:
    """`periods_per_session`: open the form."""
    return await start(turn, FORM)


async def _ask(turn: Turn, state: FormState) -> Reply:
    now = await lecturer_hours.periods_per_session(turn.house.db)
    return Reply(texts.ask_number(now), ((option("number", texts.NO_NUMBER, _NONE),),))


async def _take(turn: Turn, state: FormState, value: str) -> Again | Answered:
    number = periods_in(value)
    if number is None and value != _NONE:
        return Again(texts.BAD_NUMBER)

    async def write(tx: Transaction) -> Reply:
        await lecturer_hours.set_periods_per_session(tx, turn.by, number)
        return Reply(texts.number_kept(number), ((Button(texts.TITLE, HOURS),), (HOME,)))

    return write


FORM = Form(SET, "number", {"number": Step(_ask, _take)}, ADMINS)
