"""The register of certificates: a day, then a number for each who passed; or the filled-in sheet."""

from collections.abc import Mapping
from datetime import date
from re import fullmatch

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, start
from handlers.messages import FormState, Look, Reply
from handlers.staff.entries import past_date
from handlers.staff.results.board import Opened, opened, opened_as, shown
from handlers.staff.results.entering import sheet_of
from handlers.texts import record_forms
from handlers.texts import results as texts
from handlers.turn import Answered, Turn, Write
from rules.dates import vietnamese
from rules.text import clean, fold
from storage import certificates, results
from storage.certificates import Certificate
from storage.class_list import Student
from storage.database import Transaction

_LONGEST = 40
"""Letters of a number."""
_TODAY = ("hom nay", "ngay hom nay", "bua nay")


async def begin(turn: Turn) -> Answered:
    """`certificates:ID`."""
    found = await opened(turn.house.db, turn)
    return found if isinstance(found, Reply) else await start(turn, FORM, {"class": found.training.id})


async def _ask_day(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.ASK_DAY)


async def _take_day(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    found = await opened_as(turn.house.db, turn, state.data["class"])
    if isinstance(found, Reply):
        return found
    if turn.incoming.file is not None:
        return await _from_file(turn, found)
    if fold(value) in _TODAY:
        return Next("numbers", {"day": turn.today.isoformat()})
    day = past_date(value, turn.today)
    if isinstance(day, Again):
        return day if day.why == record_forms.IN_THE_FUTURE else Again(texts.BAD_DAY)
    return Next("numbers", {"day": day.iso}) if day.day else Again(texts.BAD_DAY)


async def _from_file(turn: Turn, found: Opened) -> Again | Answered:
    sheet = await sheet_of(turn.incoming.file, found.students) if turn.incoming.file else ""
    if isinstance(sheet, str):
        return Again(sheet)
    numbers = {line.number: line.cells.get("certificate", "") for line in sheet.lines}
    days = {line.number: past_date(line.cells.get("issued", ""), turn.today) for line in sheet.lines}
    given = {
        number: (text, day.day)
        for number, text in numbers.items()
        if 0 < len(text) <= _LONGEST and not isinstance(day := days[number], Again) and day.day
    }
    unread = [f"{number}: {text}" for number, text in numbers.items() if text and number not in given]
    if not given and not unread:
        return Again(texts.NO_CERTIFICATE_COLUMNS)
    return _register(turn, found, given, unread + [texts.stray(each) for each in sheet.strays])


async def _ask_numbers(turn: Turn, state: FormState) -> Reply:
    found = await opened_as(turn.house.db, turn, state.data["class"])
    if isinstance(found, Reply):
        return found
    day = vietnamese(date.fromisoformat(state.data["day"]))
    kind = turn.house.courses.of(found.training)
    without = await _without(turn, found)
    look = Look(f"certificates:{found.training.id}", tuple(each.person_id for each in without))
    return Reply(texts.ask_numbers(found.training, kind, day, without), look=look)


async def _without(turn: Turn, found: Opened) -> list[Student]:
    """Who passed and is not in the register."""
    have = {each.person_id for each in await certificates.certificates(turn.house.db, found.training.id)}
    every = await results.outcomes(turn.house.db, found.training.id)
    passed = (each.student for each in every if each.counts and each.verdict.passed)
    return [each for each in passed if each.person_id not in have]


async def _take_numbers(turn: Turn, state: FormState, value: str) -> Again | Answered:
    found = await opened_as(turn.house.db, turn, state.data["class"])
    if isinstance(found, Reply):
        return found
    day = date.fromisoformat(state.data["day"])
    given: dict[int, tuple[str, date]] = {}
    unread: list[str] = []
    for line in filter(None, map(clean, value.splitlines())):
        match = fullmatch(r"(\d{1,4})\s*[:.)\s]\s*(\S.*)", line)
        if match and len(match[2]) <= _LONGEST and int(match[1]) not in given:
            given[int(match[1])] = match[2], day
        else:
            unread.append(line)
    return _register(turn, found, given, unread)


def _register(turn: Turn, found: Opened, given: Mapping[int, tuple[str, date]], unread: list[str]) -> Write:
    async def write(tx: Transaction) -> Reply:
        known = {each.number: each for each in found.students}
        wanted = [
            Certificate(text, known[number].person_id, day) for number, (text, day) in given.items() if number in known
        ]
        refused = await certificates.register(tx, turn.by, found.training, wanted)
        names = {each.person_id: f"{each.number} {each.name}" for each in found.students}
        nobody = [f"{number}: {text}" for number, (text, _) in given.items() if number not in known]
        note = texts.registered(len(wanted) - len(refused), refused, names, [*unread, *nobody])
        return await shown(tx, turn, found, note)

    return write


FORM = Form(
    "certificates",
    "day",
    {"day": Step(_ask_day, _take_day), "numbers": Step(_ask_numbers, _take_numbers)},
    STAFF,
)
