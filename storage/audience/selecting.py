"""Who is meant by an audience, in portions: SQL rules out whom it can, the rules decide the rest of each portion.

A portion is a stretch of the roster, not of the result: each statement is short, however few are meant.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from rules.access import Asker
from rules.audience import Audience, Grounds, filters_of
from rules.audience.expression import NAMING
from rules.levels import Level
from storage import units
from storage.audience.conditions import Conditions
from storage.audience.judging import Judge
from storage.audience.ways import Way, ways_to
from storage.cadres import in_sight, sight_args
from storage.database import Database, Row, Value

PORTION = 1000
"""People of the roster that one statement looks at."""
_BREATH = 50
"""People judged before others of the event loop have their turn."""
_IDENTITY = 6
"""The columns that say who somebody is; behind them stands what decides whether they are meant."""


@dataclass(frozen=True, slots=True)
class Selection:
    """An audience as one asker may reach it: officers and leaders only their unit and those below."""

    audience: Audience
    asker: Asker
    grounds: Grounds
    channels: frozenset[str] = frozenset({"telegram", "zalo", "web"})
    """The channels that run."""
    code: str = ""
    """Only the person of this code, if they are meant; empty for all."""

    @property
    def sight(self) -> tuple[Value, Value, Value]:
        """What bounds it, for `in_sight`. Nobody is reached only because they are the asker themselves."""
        everyone, _, top_units = sight_args(self.asker)
        return everyone, None, top_units

    @property
    def may_mean_others(self) -> bool:
        """Whether it may name people who are not, or no longer, on the roster."""
        return any(each.key in NAMING for each in filters_of(self.audience))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is meant. `unit_id` and `unit` are empty for the centre's own people who are on no roster."""

    id: str
    code: str
    name: str
    phone: str
    unit_id: str
    unit: str
    way: Way
    gap: Level | None = None
    """The highest level that targets ask of their posts and they do not hold; only where it was asked for."""


async def people(
    db: Database, selection: Selection, gaps: bool = False, portion: int = PORTION
) -> AsyncIterator[list[Person]]:
    """Everyone who is meant, each once: those of `portion` cadres at a time. `gaps`: with the level that each lacks.

    Who left the roster is among them only when the audience names them, with that as the reason.
    """
    judge = Judge(selection.audience, selection.grounds, {u.id: u for u in await units.every_unit(db)}, gaps)
    async for rows in _stretches(db, selection, judge, portion):
        if found := await _meant(db, selection, judge, rows):
            yield found
    for some in (_learners, _of_the_centre):
        if found := await some(db, selection, judge):
            yield found


async def _stretches(db: Database, selection: Selection, judge: Judge, portion: int) -> AsyncIterator[Sequence[Row]]:
    """The stretches of the roster in their order; the next is read while the caller judges one."""
    first = _stretch(db, selection, judge, "", portion)
    reading: asyncio.Task[tuple[Sequence[Row], str]] | None = asyncio.create_task(first)
    try:
        while reading is not None:
            rows, last = await reading
            reading = asyncio.create_task(_stretch(db, selection, judge, last, portion)) if last else None
            yield rows
    finally:
        if reading is not None:
            reading.cancel()


async def _stretch(
    db: Database, selection: Selection, judge: Judge, after: str, portion: int
) -> tuple[Sequence[Row], str]:
    """Those who may be meant among the next cadres after an id, and the last id of them; empty when these were all."""
    [end] = await db.rows(
        "select max(id) as last, count(*) as people from (select id from cadre where id > $1 order by id limit $2) p",
        after, portion,
    )  # fmt: skip
    if not end["people"]:
        return [], ""
    wanted = Conditions(db.engine, selection.audience, selection.grounds, *selection.sight, after, end["last"])
    there = "" if selection.may_mean_others else " and gone_at is null"
    # The limit keeps the stretch together: without it a planner may walk the index of some unit instead.
    rows = await db.rows(
        "select c.id, c.code, c.name, c.phone, u.id, u.name, c.on_roster"
        f"{wanted.columns}{judge.columns(db.engine)}"
        " from (select cadre.*, case when gone_at is null then 1 else 0 end as on_roster, 0 as learner from cadre"
        f" where id > $4 and id <= $5{there} order by id limit {portion}) c join unit u on u.id = c.unit_id"
        f" where {in_sight(db.engine)} and {wanted.wide}{_only(selection, wanted)} order by c.id",
        *wanted.args,
    )
    return rows, end["last"] if end["people"] == portion else ""


async def _of_the_centre(db: Database, selection: Selection, judge: Judge) -> list[Person]:
    """Those who are meant among the centre's own people who stand on no roster; they belong to no officer's unit."""
    if not selection.may_mean_others or selection.sight[0] != 1:
        return []
    wanted = Conditions(db.engine, selection.audience, selection.grounds)
    rows = await db.rows(
        f"select c.id, c.code, c.name, '' as phone, '' as unit, '' as unit_name, c.on_roster{wanted.columns}"
        " from (select id, code, name, cast(null as text) as unit_id, 0 as on_roster, 0 as learner from staff_person) c"
        f" where {wanted.wide}{_only(selection, wanted)} order by c.id",
        *wanted.args,
    )
    return await _meant(db, selection, judge, rows, there=True)


async def _learners(db: Database, selection: Selection, judge: Judge) -> list[Person]:
    """Those who are meant among the people of classes who stand on no roster: meant by name, role or class only."""
    if not selection.may_mean_others:
        return []
    wanted = Conditions(db.engine, selection.audience, selection.grounds, *selection.sight)
    rows = await db.rows(
        "select c.id, c.code, c.name, coalesce(c.phone, '') as phone, u.id, u.name, c.on_roster"
        f"{wanted.columns}"
        " from (select learner.*, 0 as on_roster, 1 as learner from learner where cadre_id is null) c"
        " join unit u on u.id = c.unit_id"
        f" where {in_sight(db.engine)} and {wanted.wide}{_only(selection, wanted)} order by c.id",
        *wanted.args,
    )
    return await _meant(db, selection, judge, rows, there=True)


def _only(selection: Selection, wanted: Conditions) -> str:
    return f" and c.code in {wanted.among([selection.code])}" if selection.code else ""


async def _meant(
    db: Database, selection: Selection, judge: Judge, rows: Sequence[Row], there: bool = False
) -> list[Person]:
    """Those rows whose people are meant, with the way to each. `there`: none of them left, though on no roster."""
    found: list[tuple[Row, Level | None]] = []
    for begin in range(0, len(rows), _BREATH):
        for row in rows[begin : begin + _BREATH]:
            meant, gap = judge.verdict(row[_IDENTITY:])
            if meant:
                found.append((row, gap))
        await asyncio.sleep(0)
    ways = await ways_to(db, {row[0]: there or row[_IDENTITY] == 1 for row, _ in found}, selection.channels)
    return [Person(row[0], row[1], row[2], row[3], row[4], row[5], ways[row[0]], gap) for row, gap in found]
