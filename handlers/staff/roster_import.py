"""A roster on its way in, for the chat and for the command line: look at everything first, then write it at once."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from functools import partial
from heapq import nsmallest
from pathlib import PurePath

from handlers.files.looked_at import LookedAt
from handlers.files.spreadsheet import read_sheets
from handlers.house import House
from handlers.planned_posts import keep_to_setting
from handlers.unit_directory import units_known
from rules.access import Asker
from rules.cadres import Cadre, Unit, with_those_above
from rules.learners import Learner, who_joined
from rules.policy import Policy
from rules.roster.layout import Layout, recognise
from rules.roster.plan import ChangePlan, plan_changes
from rules.roster.problems import Problem
from rules.roster.reading import RosterReading, read_people
from rules.targets import TargetFigure, count_targets
from rules.text import name_sort_key
from storage import cadres, imports, learners, units
from storage.database import Transaction
from storage.journal import By
from storage.vouching import vouch

TEN = 10
"""Names shown of each denominator."""


class Stage(Enum):
    """Where the work is, for a progress bar."""

    OPENING = auto()
    READING = auto()
    COMPARING = auto()
    COUNTING = auto()
    STORING = auto()


At = Callable[[Stage, float], None]
"""Told which stage the work is in, and which share of it is done, from 0 to 1; in the thread that does it."""


@dataclass(frozen=True, slots=True)
class Denominator:
    """The people a target would be counted over once the file is in."""

    group: str
    """The group's name in the policy."""
    total: int
    names: tuple[str, ...]
    """The first ten, in the order of Vietnamese lists."""
    uncounted: int = 0
    """How many are left out because their Đối tượng is empty or unreadable."""
    uncounted_names: tuple[str, ...] = ()
    """The first ten of these."""


@dataclass(frozen=True, slots=True)
class Preview(LookedAt):
    """All that is to be known before somebody says yes. Nothing is stored."""

    layout: Layout
    layout_known: bool
    """True where its reading needs no confirmation: plain, or accepted before."""
    reading: RosterReading
    plan: ChangePlan
    denominators: tuple[Denominator, ...]
    joining: tuple[Learner, ...] = ()
    """The learners who are people new to the roster: what hangs on them goes on under the new record."""

    @property
    def problems(self) -> Iterable[Problem]:
        return (*self.reading.problems, *(mark for suspicion in self.plan.suspicious for mark in suspicion.marks()))


def _quietly(_stage: Stage, _share: float) -> None:
    """Nobody watches."""


async def look_at(
    house: House,
    asker: Asker,
    content: bytes,
    name: str,
    full: bool = False,
    at: At = _quietly,
) -> Preview:
    """Read a file and say what it would change; with errors in it, all that is wrong. Raises UnreadableFile.

    `full` says that it lists everybody: people absent from it are gone. `at` is told how far it is. Planned posts of
    an earlier time go first where none are kept any longer: else the plan, and so the journal, would repeat them.
    """
    at(Stage.OPENING, 0)
    await keep_to_setting(house)
    directory = await units_known(house)
    known = await cadres.every_cadre(house.db, asker)
    sheets = await asyncio.to_thread(read_sheets, content, name)
    at(Stage.READING, 0)
    today = house.clock().date()
    layout = await asyncio.to_thread(recognise, sheets, directory)
    reading = await asyncio.to_thread(
        read_people, layout, directory, today, house.planned_posts, partial(at, Stage.READING)
    )
    at(Stage.COMPARING, 0)
    plan = await asyncio.to_thread(plan_changes, known, reading, today, full)
    at(Stage.COUNTING, 0)
    counted = () if plan.errors else await asyncio.to_thread(_denominators, house, plan)
    accepted = layout.is_plain or await imports.layout_accepted(house.db, layout.fingerprint)
    joining = who_joined(await learners.in_bounds(house.db, asker), [each.cadre for each in plan.new])
    return Preview(
        PurePath(name).name, layout, accepted, reading, plan, counted, tuple(learner for learner, _ in joining)
    )


async def store(tx: Transaction, by: By, preview: Preview, today: date, at: At = _quietly) -> int:
    """Write a preview's plan at once, remember its layout, the day and by whom, and return the number that undoes it.

    A level that went down is not written. Raises ImportOutdated, which ends the transaction, when records changed
    since the preview.
    """
    plan = preview.plan
    changes = imports.RosterChanges(
        # Who came without a code gets one as it is written, so that no other import can give the same.
        new=[each.cadre if each.person.code else replace(each.cadre, code="") for each in plan.new],
        changed=[(change.before, change.after) for change in plan.changed],
        gone=plan.gone,
        units=_units_to_save(preview, await units.every_unit(tx)),
    )
    number = await imports.apply_import(tx, by, preview.file_name, changes, partial(at, Stage.STORING))
    await imports.accept_layout(tx, by, preview.layout.fingerprint)
    if preview.joining:
        # Imported here: seldom needed, and it brings along all that hangs on a person.
        from storage.joining import join_import

        await join_import(tx, by, number, preview.joining)
    await vouch(tx, by, today)
    return number


def _units_to_save(preview: Preview, stored: Iterable[Unit]) -> list[Unit]:
    """The units that the file's people stand in, those above them, and what its sheet of units corrects."""
    every, have = preview.reading.units, {unit.id: unit for unit in stored}
    wanted = {unit.id for unit in preview.plan.new_units} | have.keys()
    for cadre in _written(preview.plan):
        wanted |= {cadre.unit.id, *(post.unit.id for post in cadre.posts)}
    lines = {id_: with_those_above(id_, every) for id_ in wanted if id_ in every}
    listed = {unit.id: unit for line in lines.values() for unit in line}
    return [unit for unit in listed.values() if have.get(unit.id) != unit]


def _written(plan: ChangePlan) -> Iterator[Cadre]:
    yield from (addition.cadre for addition in plan.new)
    yield from (change.after for change in plan.changed)


def _denominators(house: House, plan: ChangePlan) -> tuple[Denominator, ...]:
    people = list(_afterwards(plan))
    if plan.changed_units:
        people = list(_in_restated_units(people, plan.changed_units))
    figures = count_targets(people, house.policy, house.clock().date(), house.count_unverified)
    by_id = {cadre.id: cadre for cadre in people}
    return tuple(_denominator(house.policy, figure, by_id) for figure in figures)


def _denominator(policy: Policy, figure: TargetFigure, by_id: dict[str, Cadre]) -> Denominator:
    left_out = [person.cadre_id for person in figure.uncounted]
    return Denominator(
        policy.group_by_id[figure.group].name,
        figure.total,
        _first_names(figure.member_ids, by_id),
        len(left_out),
        _first_names(left_out, by_id),
    )


def _first_names(ids: Iterable[str], by_id: Mapping[str, Cadre]) -> tuple[str, ...]:
    return tuple(nsmallest(TEN, (by_id[member].name for member in ids), key=name_sort_key))


def _in_restated_units(people: Iterable[Cadre], restated: Sequence[Unit]) -> Iterator[Cadre]:
    """People as the sheet of units places them, those among them too of whom the file says nothing else."""
    units = {unit.id: unit for unit in restated}
    for cadre in people:
        posts = tuple(replace(post, unit=units.get(post.unit.id, post.unit)) for post in cadre.posts)
        yield replace(cadre, unit=units.get(cadre.unit.id, cadre.unit), posts=posts)


def _afterwards(plan: ChangePlan) -> Iterator[Cadre]:
    """Everybody on the roster once the plan is carried out; who is new gets an id only to be told apart."""
    yield from plan.unchanged
    yield from plan.absent
    yield from (change.after for change in plan.changed)
    yield from (replace(addition.cadre, id=f"new {n}") for n, addition in enumerate(plan.new))
