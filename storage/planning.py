"""What a plan of whom to send needs beside roster and classes: who is on the way already; and has anything moved."""

import hashlib
from collections.abc import Iterable
from datetime import date

from rules.classes import Listed
from rules.levels import Level
from rules.planning import Away
from storage.database import Database, Transaction

Source = Database | Transaction

_IN_CLASSES = (
    "from enrolment e join training_class k on k.id = e.class_id join cadre c on c.id = e.person_id"
    " where e.state = 'enrolled' and k.state not in ('archived', 'cancelled') and c.gone_at is null"
)


async def levels_coming(source: Source) -> dict[str, Level]:
    """Cadre id → the highest level of a class they are in, or stand on the list of, that is not over."""
    found: dict[str, Level] = {}
    for row in await source.rows(f"select e.person_id, k.level {_IN_CLASSES} and k.level <> 'none'"):
        found[row["person_id"]] = max(found.get(row["person_id"], Level.NONE), Level.of(row["level"]))
    return found


async def away(source: Source) -> list[Away]:
    """One for each person who is, or will be, away in a class that gives a level."""
    rows = await source.rows(f"select c.unit_id, k.starts_on, k.ends_on {_IN_CLASSES} and k.level <> 'none'")
    return [Away(row["unit_id"], _day(row["starts_on"]), _day(row["ends_on"])) for row in rows]


async def state_of(source: Source, classes: Iterable[Listed]) -> str:
    """A few letters that change when a record, a class or who is in which class changes: a plan is good as long."""
    [people] = await source.rows("select count(*) as many, sum(version) as versions, count(gone_at) as gone from cadre")
    studying = await source.rows("select class_id, state, count(*) as many from enrolment group by 1, 2 order by 1, 2")
    [units] = await source.rows("select count(*) as many from unit")
    told = (people[:], units[:], [row[:] for row in studying], sorted(map(repr, classes)))
    return hashlib.blake2s(repr(told).encode(), digest_size=8).hexdigest()


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
