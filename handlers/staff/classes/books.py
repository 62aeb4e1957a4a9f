"""A file of classes or sessions on its way in, for chat and command line: look first, then write at once."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePath

from handlers.files.looked_at import LookedAt
from handlers.files.spreadsheet import read_sheets
from handlers.house import House
from handlers.unit_directory import units_known
from rules.access import OPERATOR, Asker, CentreReach
from rules.class_books.classes import ClassPlan, plan_classes
from rules.class_books.sessions import Known, SessionPlan, days_in, plan_sessions
from rules.class_books.shares import UnitsKnown
from rules.class_books.tables import Book
from rules.roster.problems import Problem
from rules.roster.sheet import Sheet
from storage import class_desk, class_imports, classes, lecturers, seats, units
from storage.database import Transaction
from storage.journal import By


@dataclass(frozen=True, slots=True)
class Preview(LookedAt):
    """All that is to be known before somebody says yes. Nothing is stored."""

    book: Book
    plan: ClassPlan | SessionPlan

    @property
    def digest(self) -> str:
        """What the plan comes to, in sixteen characters: the yes is for this plan and no other."""
        plan = self.plan
        quotas = plan.quotas if isinstance(plan, ClassPlan) else ()
        return sha256(repr((plan.new, plan.changed, quotas)).encode()).hexdigest()[:16]

    @property
    def problems(self) -> Iterable[Problem]:
        return self.plan.problems


async def look_at(house: House, content: bytes, name: str, book: Book, asker: Asker = OPERATOR) -> Preview:
    """Read a file and say what it would change; with errors in it, all that is wrong. Raises UnreadableFile.

    An operator's new classes are of the centre whose house it is.
    """
    if asker == OPERATOR:
        asker = replace(OPERATOR, centres=CentreReach(own=house.centre_unit or ""))
    sheets = await asyncio.to_thread(read_sheets, content, name)
    plan = await (_classes(house, sheets, asker) if book is Book.CLASSES else _sessions(house, sheets, asker))
    return Preview(PurePath(name).name, book, plan)


async def _classes(house: House, sheets: Sequence[Sheet], asker: Asker) -> ClassPlan:
    known = [each.training for each in await classes.every_class(house.db, OPERATOR)]
    known_units = await _units(house)
    today = house.clock().date()
    return await asyncio.to_thread(plan_classes, sheets, known, house.courses, today, known_units, asker)


async def _units(house: House) -> UnitsKnown:
    on_record = {unit.id: unit for unit in await units.every_unit(house.db)}
    directory = await units_known(house)
    return UnitsKnown(
        lambda text: on_record.get(unit.id) if (unit := directory.known(text)) is not None else None,
        await seats.every_quota(house.db),
        {unit.id: unit.name for unit in on_record.values()},
    )


async def _sessions(house: House, sheets: Sequence[Sheet], asker: Asker) -> SessionPlan:
    today = house.clock().date()
    every = [each.training for each in await classes.every_class(house.db, OPERATOR)]
    kept = [each for each in every if asker.keeps_of(each.centre)]
    booked = await class_desk.booked_on(house.db, await asyncio.to_thread(days_in, sheets, today))
    people = await class_desk.everyone_enrolled(house.db)
    known = Known(kept, booked, people, await lecturers.every_lecturer(house.db, asker), house.holidays)
    return await asyncio.to_thread(plan_sessions, sheets, known, today)


async def is_outdated(tx: Transaction, preview: Preview) -> bool:
    """Whether what a preview would change has changed since; it then stays so until the transaction ends."""
    plan = preview.plan
    if isinstance(plan, ClassPlan):
        return await class_imports.classes_outdated(tx, plan.new, plan.changed)
    return await class_imports.sessions_outdated(tx, plan.new, plan.changed)


async def store(tx: Transaction, by: By, preview: Preview) -> int:
    """Write a preview's plan at once; the number that undoes it. Raises BookOutdated, which ends the transaction."""
    plan = preview.plan
    if isinstance(plan, ClassPlan):
        quotas = {each.code: each.places for each in plan.quotas}
        return await class_imports.apply_classes(tx, by, plan.new, plan.changed, quotas)
    return await class_imports.apply_sessions(tx, by, plan.new, plan.changed)
