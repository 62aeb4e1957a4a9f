"""Typing results: lines by the numbers of the class, or the filled-in sheet; a second person confirms them."""

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import replace

from handlers.answers import STAFF
from handlers.files.unreadable import UnreadableFile
from handlers.forms import CANCEL, Again, Form, Step, option
from handlers.messages import Button, FileUnavailable, FormState, IncomingFile, Look, Reply
from handlers.staff.results.board import BOARD, CHECK, Opened, opened, opened_as, scale_of
from handlers.texts import common
from handlers.texts import results as texts
from handlers.turn import Answered, Turn, Write
from rules.class_sheet import ClassSheet, Listed, read_class_sheet
from rules.classes import EnrolmentState
from rules.results import Bands, Reading, Unread, Verdict, results_in, verdict
from storage import results
from storage.class_list import Student, number_students
from storage.database import Transaction
from storage.journal import By

_STEP = "lines"
COLUMNS = {
    "mark": ("diem", "diem so", "diem thi"),
    "grade": ("xep loai", "loai"),
    "outcome": ("ket qua",),
    "certificate": ("so giay", "so giay chung nhan", "so bang", "so hieu"),
    "issued": ("ngay cap",),
}
"""The headings under which results and certificates are looked for, folded."""
_RESULT = ("mark", "grade", "outcome")


async def start(turn: Turn) -> Answered:
    """`results_type:ID`: the class's list gets its numbers, and the lines are asked for."""

    async def write(tx: Transaction) -> Reply:
        found = await opened(tx, turn)
        if isinstance(found, Reply):
            return found
        listed = await number_students(tx, found.training.id)
        return _asking(found, texts.how_to_type(found.training, listed, await scale_of(tx)))

    return write


def _asking(found: Opened, text: str, confirm: bool = False) -> Reply:
    """The open list, with a text above the ways on."""
    id_ = found.training.id
    rows = [(Button(texts.CHECK, f"{CHECK}:{id_}"),)] if confirm else []
    back = (Button(texts.TO_BOARD, f"{BOARD}:{id_}"),)
    form = FormState("class_results", _STEP, {"class": id_})
    return Reply(text, (*rows, back, (option(_STEP, common.CANCEL, CANCEL),)), form=form)


async def _ask(turn: Turn, state: FormState) -> Reply:
    found = await opened_as(turn.house.db, turn, state.data["class"])
    if isinstance(found, Reply):
        return found
    return Reply(texts.how_to_type(found.training, _still_in(found), await scale_of(turn.house.db)))


def _still_in(found: Opened) -> list[Student]:
    """All but those who were taken out: their numbers stay theirs, and get no result."""
    return [each for each in found.students if each.state is not EnrolmentState.LEFT]


async def _take(turn: Turn, state: FormState, value: str) -> Again | Answered:
    found = await opened_as(turn.house.db, turn, state.data["class"])
    if isinstance(found, Reply):
        return found
    bands = await scale_of(turn.house.db)
    if turn.incoming.file is None:
        said = results_in(value, bands)
        return Again(texts.said_nothing(said), unlike=True) if said.names_nobody else _keep(turn, found, said)
    sheet = await sheet_of(turn.incoming.file, found.students)
    if isinstance(sheet, str):
        return Again(sheet)
    reading = read_lines(sheet, bands)
    return _keep(turn, found, reading, texts.strays(sheet.strays)) if reading else Again(texts.NO_SUCH_COLUMNS)


async def sheet_of(file: IncomingFile, listed: Sequence[Student]) -> ClassSheet | str:
    """What stands in a sent file about the people of a class, or a sentence on why nothing could be read."""
    try:
        content = await file.fetch()
        return await read_file(content, file.name, listed) or texts.NO_SUCH_COLUMNS
    except FileUnavailable:
        return texts.FILE_UNAVAILABLE
    except UnreadableFile as error:
        return error.reason


async def read_file(content: bytes, name: str, listed: Sequence[Student]) -> ClassSheet | None:
    """The same of the content of a file. Raises UnreadableFile."""
    from handlers.files.spreadsheet import read_sheets

    people = [Listed(each.number, each.code, each.name) for each in listed if each.number is not None]
    return read_class_sheet(await to_thread(read_sheets, content, name), COLUMNS, people)


def read_lines(sheet: ClassSheet, bands: Bands) -> Reading | None:
    """The results of a sheet; None where it has none of their columns filled in."""
    told = [(line, " ".join(line.cells[key] for key in _RESULT if key in line.cells)) for line in sheet.lines]
    verdicts: dict[int, Verdict] = {}
    unread: list[Unread] = []
    for line, text in told:
        said = verdict(text, bands)
        if isinstance(said, Verdict):
            verdicts[line.number] = said
        elif text:
            unread.append(Unread(f"{line.number}: {text}", said))
    return Reading(verdicts, tuple(unread)) if any(text for _, text in told) or sheet.strays else None


def _keep(turn: Turn, found: Opened, reading: Reading, beside: str = "") -> Write:
    async def write(tx: Transaction) -> Reply:
        now = await opened_as(tx, turn, found.training.id)
        if isinstance(now, Reply):
            return now
        note = await keep(tx, turn.by, now, reading)
        look = Look(f"class_results:{now.training.id}", tuple(each.person_id for each in now.students))
        return replace(_asking(now, "\n".join(filter(None, (note, beside))), confirm=True), look=look)

    return write


async def keep(tx: Transaction, by: By, found: Opened, reading: Reading) -> str:
    """Keep what was read of a class, and say what became of it."""
    known = {each.number: each for each in _still_in(found)}
    given = {known[number].person_id: said for number, said in reading.verdicts.items() if number in known}
    typed = await results.type_in(tx, by, found.training.id, given)
    people = {each.person_id: each for each in found.students}
    said = texts.typed(
        reading,
        [number for number in reading.verdicts if number not in known],
        [people[each] for each in given if each in typed.refused],
        [people[each] for each in given if each in typed.resits],
        len(typed.kept),
    )
    return "\n".join(filter(None, (said, texts.replaced(typed.replaced))))


async def keep_file(tx: Transaction, by: By, found: Opened, sheet: ClassSheet) -> str:
    """The same of a sheet, for the command line."""
    reading = read_lines(sheet, await scale_of(tx)) or Reading()
    note = await keep(tx, by, replace(found, students=await number_students(tx, found.training.id)), reading)
    return "\n".join(filter(None, (note, texts.strays(sheet.strays))))


FORM = Form("class_results", _STEP, {_STEP: Step(_ask, _take)}, STAFF)
