"""The results of one class, where they stand, and the ways on; and what every step on them stands on."""

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.class_named import classes_named
from handlers.messages import HOME, Attachment, Button, Look, Reply
from handlers.staff.classes.desk import kept_classes
from handlers.staff.desk import keeps_classes
from handlers.texts import common
from handlers.texts import results as texts
from handlers.turn import Answered, Turn
from rules.classes import ClassState, Listed, TrainingClass
from rules.results import Bands, bands_of
from rules.text import fold
from storage import certificates, results
from storage.class_list import Student, number_students, students
from storage.classes import Source
from storage.database import Transaction
from storage.house_facts import house_fact
from storage.journal import Entry, record

BOARD, TYPE, CHECK, OK, SHEET, CERTIFY, SCALE, ALONE = (
    "class_results", "results_type", "results_check", "results_ok", "results_sheet", "certificates", "results_scale",
    "results_alone",
)  # fmt: skip
MORE, UNDO, UNDO_CHECK, UNDO_OK, UNDO_NO = (
    "results_more", "results_undo", "results_undo_check", "results_undo_ok", "results_undo_no",
)  # fmt: skip
"""Names of the table."""
SCALE_FACT, ALONE_FACT = "results_scale", "results_alone"
_WITH_RESULTS = (ClassState.RUNNING, ClassState.RESULTS, ClassState.ARCHIVED)
_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Opened:
    """A class whose results may be worked on, with those who are in it."""

    training: TrainingClass
    students: list[Student]


async def opened(source: Source, turn: Turn) -> Opened | Reply:
    """The class that a key or a command names by id or code; else what is to be said."""
    if not keeps_classes(turn):
        return Reply(common.NOT_ALLOWED, common.HOME_ROW)
    named = turn.args[0] if turn.args else ""
    return await opened_as(source, turn, named)


async def opened_as(source: Source, turn: Turn, named: str) -> Opened | Reply:
    """The same of a class whose id or code is known from elsewhere."""
    return await opened_among(source, await kept_classes(source, turn), named)


async def opened_among(source: Source, listed: Sequence[Listed], named: str) -> Opened | Reply:
    """The same of one of the classes that somebody keeps."""
    every = [each.training for each in listed]
    training = next((each for each in every if named and (each.id == named or fold(each.code) == fold(named))), None)
    if training is None:
        return Reply(common.STALE, common.HOME_ROW)
    if training.state not in _WITH_RESULTS:
        return Reply(texts.NOT_YET, common.HOME_ROW)
    learning = await students(source, training.id)
    return Opened(training, learning) if learning else Reply(texts.NOBODY, common.HOME_ROW)


async def board(turn: Turn) -> Answered:
    """`class_results:ID`, or a code typed after the command; without either, the classes that have results to come."""
    if not turn.args:
        return await _meant(turn) or await _choose(turn)
    found = await opened(turn.house.db, turn)
    return found if isinstance(found, Reply) else await shown(turn.house.db, turn, found)


async def shown(source: Source, turn: Turn, found: Opened, note: str = "") -> Reply:
    """The board, after a word on what was just done."""
    id_ = found.training.id
    outcomes = await results.outcomes(source, id_)
    certified = len(await certificates.certificates(source, id_))
    text = texts.board(found.training, found.students, outcomes, certified)
    waiting = any(each.waits for each in outcomes)
    rows = [(Button(texts.TYPE, f"{TYPE}:{id_}"),), (Button(texts.SHEET, f"{SHEET}:{id_}"),)]
    if waiting:
        rows.append((Button(texts.CHECK, f"{CHECK}:{id_}"),))
    if any(each.counts and each.verdict.passed for each in outcomes):
        rows.append((Button(texts.CERTIFICATES, f"{CERTIFY}:{id_}"),))
    rows.append((Button(texts.MORE_OF_RESULTS, f"{MORE}:{id_}"),))
    return Reply(f"{note}\n\n{text}" if note else text, (*rows, (HOME,)))


async def _meant(turn: Turn) -> Reply | None:
    """The board of the one class that the question names."""
    meant = classes_named(turn, await kept_classes(turn.house.db, turn))
    if len(meant) != 1 or not keeps_classes(turn):
        return None
    found = await opened_as(turn.house.db, turn, meant[0].training.id)
    return found if isinstance(found, Reply) else await shown(turn.house.db, turn, found)


async def _choose(turn: Turn) -> Reply:
    every = [each.training for each in await kept_classes(turn.house.db, turn)]
    live = [each for each in every if each.state in (ClassState.RUNNING, ClassState.RESULTS)]
    live.sort(key=lambda each: (each.state is not ClassState.RESULTS, each.code))
    rows = tuple((Button(each.code, f"{BOARD}:{each.id}"),) for each in live[:_OFFERED])
    return Reply(texts.WHICH_CLASS if live else texts.NO_CLASSES, (*rows, (HOME,)))


async def sheet(turn: Turn) -> Answered:
    """`results_sheet:ID`: the list of the class with room for marks, as .xlsx; it is read back when filled in."""
    from handlers.files.class_list import result_sheet

    async def write(tx: Transaction) -> Reply:
        found = await opened(tx, turn)
        if isinstance(found, Reply):
            return found
        listed = await number_students(tx, found.training.id)
        outcomes = await results.outcomes(tx, found.training.id)
        entered = await certificates.certificates(tx, found.training.id)
        content = await to_thread(result_sheet, found.training, listed, outcomes, entered, turn.today)
        await record(tx, turn.by, Entry("export_results", "class", found.training.id, None, str(len(listed))))
        ways = (
            (Button(texts.TYPE, f"{TYPE}:{found.training.id}"),),
            (Button(texts.TO_BOARD, f"{BOARD}:{found.training.id}"),),
        )
        file = Attachment(texts.file_name(found.training), content)
        look = Look(f"results_sheet:{found.training.id}", tuple(each.person_id for each in listed))
        return Reply(texts.HANDED_OUT, (*ways, (HOME,)), (file,), look=look)

    return write


async def is_alone(source: Source) -> bool:
    """Whether the centre lets one person do what else takes two."""
    return await house_fact(source, ALONE_FACT) == "1"


async def scale_of(source: Source) -> Bands:
    """The centre's scale; an empty one where it set none."""
    return bands_of(await house_fact(source, SCALE_FACT) or "") or Bands()
