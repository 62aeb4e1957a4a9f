"""Who is meant by an audience, in portions: SQL rules out whom it can, the rules decide the rest of each portion.

A portion is a stretch of the roster, not of the result: each statement is short, however few are meant.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from rules.access import Asker
from rules.audience import Audience, Filter, Grounds, filters_of
from rules.audience.expression import NAMING, decided, named
from rules.audience.facts import record_holds
from rules.cadres import Cadre
from storage.audience.conditions import BY_RULES, Conditions
from storage.audience.ways import Way, ways_to
from storage.cadres import cadre_of, in_sight, record_columns, sight_args
from storage.database import Database, Row, Value

PORTION = 1000
"""People of the roster that one statement looks at."""
_BREATH = 50
"""Records read before others of the event loop have their turn."""
_HEAD = 7
"""The columns about a person that stand before those of the record."""


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
        everyone, _, units = sight_args(self.asker)
        return everyone, None, units

    @property
    def may_mean_others(self) -> bool:
        """Whether it may name people who are not, or no longer, on the roster."""
        return any(each.key in NAMING for each in filters_of(self.audience))

    @property
    def needs_records(self) -> bool:
        """Whether only whole records can decide it."""
        return any(each.key in BY_RULES for each in filters_of(self.audience))


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
    cadre: Cadre | None = None
    """The whole record, where it was asked for and there is one."""


async def people(
    db: Database, selection: Selection, records: bool = False, portion: int = PORTION
) -> AsyncIterator[list[Person]]:
    """Everyone who is meant, each once, a portion of the roster at a time; with their whole records if wanted.

    Who left the roster is among them only when the audience names them, with that as the reason.
    """
    last, more = "", True
    while more:
        [end] = await db.rows(
            "select max(id) as last, count(*) as people from"
            " (select id from cadre where id > $1 order by id limit $2) p",
            last, portion,
        )  # fmt: skip
        more = end["people"] == portion
        if end["people"]:
            yield await _stretch(db, selection, records or selection.needs_records, (last, end["last"]))
            last = end["last"]
    if selection.may_mean_others and selection.sight[0] == 1:
        yield await _of_the_centre(db, selection)


async def _stretch(db: Database, selection: Selection, records: bool, stretch: tuple[str, str]) -> list[Person]:
    """Those who are meant among the cadres after one id, up to another."""
    audience, grounds = selection.audience, selection.grounds
    wanted = Conditions(db.engine, audience, grounds, *selection.sight, *stretch)
    there = "" if selection.may_mean_others else " and gone_at is null"
    # The limit keeps the stretch together: without it a planner may walk the index of some unit instead.
    rows = await db.rows(
        f"select {wanted.columns} c.id, c.code, c.name, c.phone, u.id, u.name, c.on_roster"
        f"{', ' + record_columns(db.engine) if records else ''}"
        " from (select cadre.*, case when gone_at is null then 1 else 0 end as on_roster from cadre"
        f" where id > $4 and id <= $5{there} order by id limit {PORTION}) c join unit u on u.id = c.unit_id"
        f" where {in_sight(db.engine)} and {wanted.wide}{_only(selection, wanted)} order by c.id",
        *wanted.args,
    )
    return await _reached(db, selection, await _meant(selection, list(wanted.exact), rows))


async def _of_the_centre(db: Database, selection: Selection) -> list[Person]:
    """Those who are meant among the centre's own people who stand on no roster."""
    wanted = Conditions(db.engine, selection.audience, selection.grounds)
    rows = await db.rows(
        f"select {wanted.columns} c.id, c.code, c.name, '' as phone, '' as unit, '' as unit_name, c.on_roster"
        " from (select id, code, name, cast(null as text) as unit_id, 0 as on_roster from staff_person) c"
        f" where {wanted.wide}{_only(selection, wanted)} order by c.id",
        *wanted.args,
    )
    return await _reached(db, selection, await _meant(selection, list(wanted.exact), rows))


def _only(selection: Selection, wanted: Conditions) -> str:
    return f" and c.code in {wanted.among([selection.code])}" if selection.code else ""


_Found = tuple[Sequence[Any], Cadre | None]
"""The columns about a person, and their record where there is one."""


async def _meant(selection: Selection, exact: list[Filter], rows: Sequence[Row]) -> list[_Found]:
    """Those rows whose people are meant, once the rules decided what SQL could not."""
    found: list[_Found] = []
    for begin in range(0, len(rows), _BREATH):
        for row in rows[begin : begin + _BREATH]:
            head, record = row[len(exact) : len(exact) + _HEAD], row[len(exact) + _HEAD :]
            cadre = cadre_of(record) if record else None
            if _is_meant(selection, dict(zip(exact, row[: len(exact)], strict=True)), head[-1] == 1, cadre):
                found.append((head, cadre))
        await asyncio.sleep(0)
    return found


def _is_meant(selection: Selection, truths: dict[Filter, int], on_roster: bool, cadre: Cadre | None) -> bool:
    def holds(each: Filter) -> bool:
        if each in truths:
            return truths[each] == 1
        return on_roster and cadre is not None and record_holds(each, cadre, selection.grounds)

    if on_roster:
        return not selection.needs_records or decided(selection.audience, holds)
    return decided(selection.audience, holds) and named(selection.audience, holds)


async def _reached(db: Database, selection: Selection, found: list[_Found]) -> list[Person]:
    # Of those who are not on the roster, only the centre's own people have no unit; the others left.
    there = {head[0]: head[-1] == 1 or not head[4] for head, _ in found}
    ways = await ways_to(db, there, selection.channels)
    return [
        Person(holder, code, name, phone, unit_id, unit, ways[holder], cadre)
        for (holder, code, name, phone, unit_id, unit, _), cadre in found
    ]
