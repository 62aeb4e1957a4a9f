"""The roll of a class on paper: a sheet to print and mark, read back into the rolls of its sessions."""

from asyncio import to_thread
from dataclasses import replace

from handlers.files.unreadable import UnreadableFile
from handlers.messages import Attachment, FileUnavailable, IncomingFile, Reply
from handlers.staff.rollcall.opening import DOCX, Opened, asking, called_meanwhile, opened
from handlers.staff.rollcall.writing import written
from handlers.texts import results as result_texts
from handlers.texts import rollcall as texts
from handlers.turn import Answered, Turn, Write
from rules.attendance import Presence, marked
from rules.class_sheet import ClassSheet, Listed, read_class_sheet
from rules.text import fold
from storage import attendance
from storage.class_list import number_students
from storage.database import Transaction
from storage.journal import Entry, record


async def read_sheet(turn: Turn, file: IncomingFile, found: Opened) -> ClassSheet | str:
    from handlers.files.spreadsheet import read_sheets

    held = await attendance.of_class(turn.house.db, found.held.session.class_id)
    columns = {each.session.id: (fold(texts.column(each.session)),) for each in held}
    people = [Listed(each.number, each.code, each.name) for each in found.students if each.number is not None]
    try:
        sheets = await to_thread(read_sheets, await file.fetch(), file.name)
    except FileUnavailable:
        return result_texts.FILE_UNAVAILABLE
    except UnreadableFile as error:
        return error.reason
    return read_class_sheet(sheets, columns, people) or texts.UNREADABLE_SHEET


def keep_sheet(turn: Turn, found: Opened, sheet: ClassSheet) -> Write:
    """The rolls of a marked sheet: of the open session, and of every one up to today in whose column a mark stands."""

    async def write(tx: Transaction) -> Reply:
        now = await opened(tx, turn, found.held.session.id)
        if isinstance(now, Reply):
            return now
        if overtaken := await called_meanwhile(tx, turn, now):
            return overtaken
        held = await attendance.of_class(tx, now.held.session.class_id)
        past = {each.session.id for each in held if each.session.day <= turn.today}
        told = {key for line in sheet.lines for key in line.cells} & past | {now.held.session.id}
        by_number = {line.number: line.cells for line in sheet.lines}
        rolls = {
            session_id: {
                each.person_id: marked(by_number.get(each.number or 0, {}).get(session_id, "")) or Presence.PRESENT
                for each in now.students
            }
            for session_id in told
        }
        reply = await written(tx, turn, now, rolls, [])
        strays = result_texts.strays(sheet.strays)
        return reply if not strays else Reply(f"{reply.text}\n{strays}", reply.buttons, form=reply.form)

    return write


async def sheet(turn: Turn) -> Answered:
    """`roll_sheet:SESSION`: the roll of the whole class as .xlsx, to print, to mark and to send back;
    `roll_sheet:SESSION:docx`: the list for this session, to be signed on paper."""

    async def write(tx: Transaction) -> Reply:
        found = await opened(tx, turn, turn.args[0] if turn.args else "")
        if isinstance(found, Reply):
            return found
        on_paper = turn.args[1:] == (DOCX,)
        make = _document if on_paper else _workbook
        file = Attachment(texts.file_name(found.held, on_paper), await make(tx, turn, found))
        await record(tx, turn.by, Entry("export_roll", "class", found.held.session.class_id))
        # Whoever took it to look up the numbers goes on typing them.
        said = texts.DOCUMENT_HANDED_OUT if on_paper else texts.HANDED_OUT
        return replace(await asking(tx, turn, found, said), files=(file,))

    return write


async def _workbook(tx: Transaction, turn: Turn, found: Opened) -> bytes:
    from handlers.files.class_list import roll_sheet

    class_id = found.held.session.class_id
    listed = await number_students(tx, class_id)
    sessions = [each.session for each in await attendance.of_class(tx, class_id)]
    rolls = await attendance.rolls(tx, class_id)
    return await to_thread(roll_sheet, found.held, listed, sessions, rolls, turn.today)


async def _document(tx: Transaction, turn: Turn, found: Opened) -> bytes:
    from handlers.files.roll_document import roll_document

    return await to_thread(roll_document, found.held, await number_students(tx, found.held.session.class_id))
