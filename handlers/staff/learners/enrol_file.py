"""A unit's list for a class on its way in, for the chat and for the command line: look first, then write at once."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from handlers.address import to_learner
from handlers.class_beginning import beginning
from handlers.files.looked_at import LookedAt
from handlers.files.spreadsheet import read_sheets
from handlers.house import House
from handlers.messages import HOME, Button, Reply
from handlers.push import push_to_person
from handlers.texts import learners as texts
from handlers.unit_directory import units_known
from rules.access import OPERATOR, Asker
from rules.cadres import Cadre, Unit, with_those_above
from rules.classes import ClassState, EnrolmentState, Listed, TrainingClass
from rules.enrolling import EnrolmentPlan, Known, Named, plan_enrolments
from rules.roster.header import find_header
from rules.roster.layout import Layout, SheetLayout, recognise
from rules.roster.problems import Problem
from rules.roster.reading import RosterReading, read_people
from storage import cadres, classes, enrolling, learners, seats, units
from storage.cadres import Source, sight_args
from storage.class_list import students
from storage.database import Transaction
from storage.enrolling import Candidate, Short
from storage.journal import By

TAKES_NAMES = frozenset({ClassState.PLANNED, ClassState.OPEN, ClassState.CLOSED, ClassState.RUNNING})


class ListOutdated(Exception):
    """Records or the class changed after the list was looked at; nothing was kept."""


@dataclass(frozen=True, slots=True)
class Preview(LookedAt):
    """All that is to be known before somebody says yes. Nothing is stored."""

    listed: Listed
    layout: Layout
    reading: RosterReading
    plan: EnrolmentPlan

    @property
    def errors(self) -> tuple[Problem, ...]:
        return (*self.reading.errors, *self.plan.errors)

    @property
    def problems(self) -> Iterable[Problem]:
        return (*self.reading.problems, *self.plan.problems)


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file, for which class, and the unit of those rows that name none."""

    name: str
    content: bytes
    listed: Listed
    unit: Unit | None = None


def sees_everyone(asker: Asker) -> bool:
    """Whether the asker's roles reach every unit."""
    return sight_args(asker)[0] == 1


async def look_at(house: House, asker: Asker, file: ListFile) -> Preview:
    """Read a list and say whom it would put into the class; with errors in it, all that is wrong.

    Only people whom the asker may see are found. Raises UnreadableFile.
    """
    directory = await units_known(house)
    sheets = await asyncio.to_thread(read_sheets, file.content, file.name)
    layout = await asyncio.to_thread(recognise, sheets, directory)
    if not layout.sheets and file.unit is not None:
        found = ((sheet, find_header(sheet)) for sheet in sheets)
        laid_out = tuple(SheetLayout(sheet, header, file.unit.name) for sheet, header in found if header)
        layout = Layout(laid_out) if laid_out else layout
    reading = await asyncio.to_thread(read_people, layout, directory, house.clock().date())
    known = await _known(house.db, asker, file.listed.training.id, reading)
    plan = plan_enrolments(layout, reading.people, known)
    return Preview(PurePath(file.name).name, file.listed, layout, reading, plan)


async def _known(source: Source, asker: Asker, class_id: str, reading: RosterReading) -> Known:
    reach = {unit.id for unit in await units.in_bounds(source, asker)}
    every = reading.units
    within = {unit_id for unit_id in every if any(unit.id in reach for unit in with_those_above(unit_id, every))}
    whole = sees_everyone(asker)
    listed = await students(source, class_id)
    return Known(
        await cadres.in_bounds(source, asker),
        await learners.in_bounds(source, asker),
        {each.person_id for each in listed if each.state is not EnrolmentState.LEFT},
        None if whole else within,
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written: the number that undoes it, and everyone who was put into the class."""

    number: int
    people: Sequence[tuple[Named, str]]
    """Each with the id they have now."""


async def store(tx: Transaction, by: By, asker: Asker, preview: Preview) -> Stored | Short:
    """Put the people of a list into the class; who is new becomes a learner, and units not seen before are kept.

    Short, with nothing changed, where the seats do not suffice. Raises ListOutdated, which ends the transaction.
    """
    class_id = preview.listed.training.id
    await seats.lock(tx, [class_id])
    plan = await current_plan(tx, asker, preview)
    stored = {unit.id for unit in await units.every_unit(tx)}
    held = await enrolling.holding(tx, class_id, [each.known.id for each in plan.people if each.known])
    needing = [each for each in plan.people if each.known is None or each.known.id not in held]
    nearest = [_nearest(unit_of(each).id, preview.reading.units, stored) for each in needing]
    short = await enrolling.short_of(tx, class_id, [unit_id for unit_id in nearest if unit_id])
    if short is not None:
        return short
    people = await keep_people(tx, by, preview, plan)
    candidates = [Candidate(person_id, unit_of(each).id) for each, person_id in people]
    number = await enrolling.enrol(tx, by, class_id, candidates)
    return number if isinstance(number, Short) else Stored(number, people)


async def current_plan(tx: Transaction, asker: Asker, preview: Preview) -> EnrolmentPlan:
    """The plan as things stand now. Raises ListOutdated where it is another than was shown, or the class is closed."""
    class_id = preview.listed.training.id
    now = await classes.by_id(tx, OPERATOR, class_id)
    known = await _known(tx, asker, class_id, preview.reading)
    plan = plan_enrolments(preview.layout, preview.reading.people, known)
    if now is None or now.training.state not in TAKES_NAMES or plan.digest != preview.plan.digest:
        raise ListOutdated
    return plan


async def keep_people(tx: Transaction, by: By, preview: Preview, plan: EnrolmentPlan) -> list[tuple[Named, str]]:
    """Keep the units and learners that a list brings; everyone of it with their id."""
    stored = {unit.id for unit in await units.every_unit(tx)}
    every = preview.reading.units
    lines = [with_those_above(unit_of(each).id, every) for each in plan.new]
    await units.save(tx, {unit.id: unit for line in lines for unit in line if unit.id not in stored}.values())
    kept = iter(await learners.save(tx, by, ACTION, [each.learner for each in plan.new]))
    return [(each, each.known.id if each.known else next(kept).id) for each in plan.people]


ACTION = "import: add"


def unit_of(each: Named) -> Unit:
    """The unit somebody is sent by."""
    return each.known.unit if each.known else each.row.unit


def _nearest(unit_id: str, every: Mapping[str, Unit], stored: Iterable[str]) -> str:
    """The unit, or the nearest above it, that is kept already; itself where none is."""
    known = set(stored)
    return next((unit.id for unit in reversed(with_those_above(unit_id, every)) if unit.id in known), unit_id)


async def tell(tx: Transaction, house: House, now: datetime, training: TrainingClass, stored: Stored) -> int:
    """Tell everyone who can be reached that they are in the class; to how many."""
    reached = 0
    text = texts.enrolled(training, await beginning(tx, training.id, now.date()))
    for each, person_id in stored.people:
        look = Button(texts.SEE_CLASS, f"class_detail:{training.id}")
        reply = Reply(text, ((look,), (HOME,)))
        fitting = reply if isinstance(each.known, Cadre) else to_learner(reply)
        reached += each.known is not None and await push_to_person(tx, house, now, person_id, fitting)
    return reached
