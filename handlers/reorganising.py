"""A reorganisation on its way, for chat, command line and job: looked at, planned, undone, carried out on its day."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from importlib import resources
from pathlib import PurePath

from handlers.centres import counted_here
from handlers.files.looked_at import LookedAt
from handlers.files.spreadsheet import read_sheets
from handlers.house import House
from handlers.job_news import tell_staff
from handlers.messages import HOME, Reply
from handlers.texts import reorganising as texts
from handlers.unit_directory import unit_directory
from rules.access import OPERATOR, Asker
from rules.cadres import Cadre, Unit
from rules.policy import PolicyError
from rules.reorganising.book import read_plan
from rules.reorganising.outcome import Change, Outcome, Wrong, change_of, misplaced, outcome_of
from rules.reorganising.plan import Plan, parse_plan, plan_to_json
from rules.roster.problems import Problem
from rules.targets import TargetFigure, count_targets
from rules.units import folded_name
from storage import cadres, classes, former_units, reorganisations, reorganising, units
from storage.clock import to_ms
from storage.database import Database, Transaction
from storage.journal import By
from storage.unit_bounds import Bound, bound_to

EXAMPLE = "sap-xep-2025-07-01.toml"
"""The plan that ships with the program."""
_JOB = "job:reorganisations"


@dataclass(frozen=True, slots=True)
class Restated:
    """One target on the day of a plan, without it and with it."""

    centre: str
    """Whose target it is, where there are several centres; else empty."""
    group: str
    before: TargetFigure
    after: TargetFigure


@dataclass(frozen=True, slots=True)
class Worked:
    """What a plan would do, on the records of now."""

    change: Change
    outcome: Outcome
    bound: Bound
    targets: tuple[Restated, ...]

    @property
    def digest(self) -> str:
        """What it comes to, in sixteen characters: a yes is for this and nothing else."""
        moved = [(each.after.id, each.after.unit.id, each.after.posts) for each in self.outcome.moved]
        return sha256(repr((plan_to_json(self.change.plan), moved)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Preview(LookedAt):
    """A file that was looked at. Nothing is stored."""

    wrong_cells: tuple[Problem, ...] = ()
    """Problems of the file itself."""
    wrong: tuple[Wrong, ...] = ()
    """Why the plan it holds cannot be carried out."""
    worked: Worked | None = None
    """What the plan would do, where nothing is wrong."""

    @property
    def problems(self) -> Iterable[Problem]:
        return self.wrong_cells


def example() -> bytes:
    """The content of the plan that ships."""
    return (resources.files("policies") / EXAMPLE).read_bytes()


async def look_at(house: House, content: bytes, name: str) -> Preview:
    """Read a plan from a spreadsheet or TOML file and work it out. Raises UnreadableFile, and PolicyError for TOML."""
    file_name = PurePath(name).name
    if name.lower().endswith(".toml"):
        plan: Plan | None = parse_plan(_text(content, file_name), file_name)
    else:
        sheets = await asyncio.to_thread(read_sheets, content, name)
        reading = read_plan(sheets, PurePath(name).stem, house.clock().date())
        if reading.problems:
            return Preview(file_name, reading.problems)
        plan = reading.plan
    assert plan is not None
    found = await work_out(house, plan)
    return Preview(file_name, worked=found) if isinstance(found, Worked) else Preview(file_name, wrong=found)


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PolicyError(f"{name}: not a text file in UTF-8.") from None


async def work_out(house: House, plan: Plan, asker: Asker = OPERATOR, number: int = 0) -> Worked | tuple[Wrong, ...]:
    """What a plan would do as things stand among the people an asker may see, or everything that is wrong with it.

    `number` is that of the plan where it waits already.
    """
    change = await _change(house, house.db, plan)
    if not isinstance(change, Change):
        return change
    people = await cadres.in_bounds(house.db, asker)
    wrong = () if number else (*misplaced(change, people), *await _planned_already(house.db, plan))
    if wrong:
        return wrong
    outcome = await asyncio.to_thread(outcome_of, change, people)
    bound = await bound_to(house.db, list(change.successors), to_ms(house.clock()))
    return Worked(change, outcome, bound, await _restated(house, people, change, outcome))


async def _restated(house: House, people: Sequence[Cadre], change: Change, outcome: Outcome) -> tuple[Restated, ...]:
    """The targets of each centre that the plan moves people of, or to, under its own policy; of the only one always."""
    studying = await classes.levels_in_study(house.db)
    after = {each.before.id: each.after for each in outcome.moved}
    then = [after.get(cadre.id, cadre) for cadre in people]
    found: list[Restated] = []
    for place in house.places:
        own, own_then = await counted_here(place, people), await counted_here(place, then, change.begins)
        if house.several and after.keys().isdisjoint(cadre.id for cadre in (*own, *own_then)):
            continue
        count = partial(
            count_targets, policy=place.policy, day=change.day, count_unverified=place.count_unverified,
            studying=studying,
        )  # fmt: skip
        was, will_be = await asyncio.to_thread(count, own), await asyncio.to_thread(count, own_then)
        groups, centre = place.policy.group_by_id, place.centre.name if house.several else ""
        found += [Restated(centre, groups[b.group].name, b, a) for b, a in zip(was, will_be, strict=True)]
    return tuple(found)


async def _change(house: House, source: Database | Transaction, plan: Plan) -> Change | tuple[Wrong, ...]:
    """The plan in units: those in force, and those of the policy that the database does not hold yet."""
    in_force, former = await units.in_force(source), await former_units.former_units(source)
    known = unit_directory(house.policy, in_force, former).units
    change = change_of(plan, in_force, _by_name(known))
    tops = [unit.name for unit in change.ends if unit.id in house.tops] if isinstance(change, Change) else []
    return tuple(texts.heads_a_centre(name) for name in tops) or change


def _by_name(known: Mapping[str, Unit]) -> dict[str, Unit]:
    return {folded_name(unit.name): unit for unit in known.values()}


async def _planned_already(db: Database, plan: Plan) -> tuple[Wrong, ...]:
    """Units that another plan that waits is about."""
    names = {folded_name(each.old) for each in plan.passages} | {folded_name(each.new) for each in plan.passages}
    return tuple(
        texts.planned_already(name, other.number)
        for other in await reorganisations.planned(db)
        for name in dict.fromkeys(each.old for each in other.plan.passages)
        if folded_name(name) in names
    )


async def undo(tx: Transaction, by: By, number: int, today: date) -> str:
    """Take back a plan that waits; why not, as a sentence, or empty. From its day on it stays."""
    found = await reorganisations.by_number(tx, number)
    if found is None:
        return texts.unknown(number)
    if found.state == "planned" and found.plan.day > today and await reorganisations.end(tx, by, number, "undone"):
        return ""
    return texts.not_undone(found)


async def carry_out_due(house: House) -> int:
    """The job: carry out what is due, each in a transaction of its own, late ones too; how many were.

    Whoever was brought back since into a unit that has ended follows it.
    """
    done = 0
    for due in await reorganisations.planned(house.db, house.clock().date()):
        async with house.db.transaction() as tx:
            done += await _carry_out(tx, house, due.number)
    for number, ids in (await reorganising.strays(house.db)).items():
        async with house.db.transaction() as tx:
            found = await reorganisations.by_number(tx, number)
            if found is not None:
                await reorganising.bring_along(tx, By(_JOB, to_ms(house.clock())), number, found.plan, ids)
    return done


async def _carry_out(tx: Transaction, house: House, number: int) -> bool:
    """Carry one out and tell staff; or tell them why it cannot be."""
    by, today = By(_JOB, to_ms(house.clock())), house.clock().date()
    found = await reorganisations.by_number(tx, number)
    if found is None or found.state != "planned":
        return False
    change = await _change(house, tx, found.plan)
    if not isinstance(change, Change):
        reasons = "; ".join(each.what for each in change)
        if await reorganisations.end(tx, by, number, "refused", reasons):
            await tell_staff(tx, house, Reply(texts.refused(found.plan, number, reasons), ((HOME,),)))
        return False
    if not await reorganisations.end(tx, by, number, "done"):
        return False
    people = await reorganising.hold(tx, change.successors, found.plan.day.isoformat())
    outcome = outcome_of(change, people)
    await reorganising.carry_out(tx, by, number, change, outcome)
    await tell_staff(tx, house, Reply(texts.carried_out(change, outcome, number, today), ((HOME,),)))
    return True
