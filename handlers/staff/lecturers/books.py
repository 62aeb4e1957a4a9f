"""A file of lecturers on its way in: look first, then write at once."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from handlers.files.looked_at import LookedAt
from handlers.files.spreadsheet import read_sheets
from handlers.house import House
from handlers.messages import HOME, Button, Reply
from handlers.push import leaders_of, push_to_person
from handlers.texts import lecturer_books as texts
from handlers.unit_directory import units_known
from rules.access import OPERATOR, Asker
from rules.cadres import Cadre
from rules.class_books.lecturers import Known, LecturerPlan, codes_in, plan_lecturers
from rules.lecturers import State
from rules.roster.problems import Problem
from rules.roster.sheet import Sheet
from storage import cadres, lecturer_imports, lecturers, units
from storage.database import Transaction
from storage.journal import By


@dataclass(frozen=True, slots=True)
class Preview(LookedAt):
    """All that is to be known before somebody says yes. Nothing is stored."""

    plan: LecturerPlan

    @property
    def problems(self) -> Iterable[Problem]:
        return self.plan.problems


async def look_at(house: House, content: bytes, name: str, asker: Asker = OPERATOR) -> Preview:
    """Read a file and say what it would change; with errors in it, all that is wrong. Raises UnreadableFile."""
    sheets = await asyncio.to_thread(read_sheets, content, name)
    known = await _known(house, sheets, asker)
    plan = await asyncio.to_thread(plan_lecturers, sheets, known, house.clock().date())
    centre = (house.centre_unit if asker == OPERATOR else asker.writes_into) or ""
    return Preview(PurePath(name).name, replace(plan, new=tuple(replace(each, centre=centre) for each in plan.new)))


async def _known(house: House, sheets: Sequence[Sheet], asker: Asker) -> Known:
    """The lecturers, the cadres that the file names, and the units that are on record."""
    ids = {unit.id for unit in await units.in_force(house.db)}
    directory = await units_known(house)
    found: dict[str, Cadre] = {}
    for code in sorted(codes_in(sheets)):
        cadre = await cadres.by_code(house.db, asker, code)
        if cadre is not None:
            found[code] = cadre
    every = await lecturers.every_lecturer(house.db, asker)
    return Known(
        [each for each in every if asker.keeps_of(each.centre)], found,
        lambda text: unit if (unit := directory.known(text)) is not None and unit.id in ids else None,
    )  # fmt: skip


async def store(tx: Transaction, by: By, preview: Preview) -> int:
    """Write a preview's plan at once; the number that undoes it. Raises BookOutdated, which ends the transaction."""
    return await lecturer_imports.apply(tx, by, preview.plan.new, preview.plan.changed)


async def tell_leaders(tx: Transaction, house: House, now: datetime, by: By, plan: LecturerPlan) -> None:
    """Tell the leaders who may decide, in one message, of those whom a file submits: all of one centre."""
    submitted = [each for each in plan.new if each.state is State.SUBMITTED]
    if not submitted:
        return
    reply = Reply(
        texts.submitted([each.name for each in submitted]), ((Button(texts.SEE, "lecturers_waiting"),), (HOME,))
    )
    for leader in sorted(set(await leaders_of(tx, house, submitted[0].centre)) - {by.actor}):
        await push_to_person(tx, house, now, leader, reply)
