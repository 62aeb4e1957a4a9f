"""Reading those who lack a level, unit by unit, and their classes; and the years and modes of the papers held."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from rules.access import Asker
from rules.cadres import Cadre
from rules.classes import ClassState, EnrolmentState
from rules.levels import Level, Mode
from rules.missing import Study
from storage.cadres import Source, cadre_of, record_columns, sight_args, units_in_bounds
from storage.lists import list_text, members


@dataclass(frozen=True, slots=True)
class Without:
    """Whom to read: people who do not hold a level, of some units."""

    level: Level
    unit_ids: Collection[str] | None = None
    """Only of these units, as far as the asker's roles reach them; None for all."""
    count_unverified: bool = True
    planned: bool = False
    """Only those with a planned post."""


async def without_level(db: Source, asker: Asker, of: Without) -> list[Cadre]:
    """Cadres of the units that the asker's roles reach who do not hold the level, by unit and then by name."""
    enough = list_text(level.code for level in Level if level >= of.level)
    verified = "" if of.count_unverified else " and h.verified = 1"
    planned = " and exists (select 1 from post q where q.cadre_id = c.id and q.kind = 'planned')" if of.planned else ""
    here = f" and c.unit_id in {members(db.engine, '$6')}" if of.unit_ids is not None else ""
    named = [list_text(of.unit_ids)] if of.unit_ids is not None else []
    rows = await db.rows(
        f"select {record_columns(db.engine)} from cadre c join unit u on u.id = c.unit_id"
        f" where c.gone_at is null and c.unit_id in {units_in_bounds(db.engine)}{here}{planned}"
        " and not exists (select 1 from credential h where h.cadre_id = c.id"
        f" and h.level in {members(db.engine, '$5')}{verified}) order by u.sort_key, u.id, c.sort_key, c.id",
        *sight_args(asker), None, enough, *named,
    )  # fmt: skip
    return [cadre_of(row[:]) for row in rows]


async def studies_of(db: Source, cadre_ids: Iterable[str]) -> dict[str, list[Study]]:
    """Cadre id → their classes that give a level and were not cancelled, the newest first."""
    rows = await db.rows(
        "select e.person_id, t.name, t.level, t.state, e.state as own, t.starts_on, t.ends_on"
        " from enrolment e join training_class t on t.id = e.class_id"
        f" where t.level <> 'none' and t.state <> 'cancelled' and e.person_id in {members(db.engine, '$1')}"
        " order by coalesce(t.starts_on, '9999') desc, t.id",
        list_text(cadre_ids),
    )
    found: dict[str, list[Study]] = {}
    for row in rows:
        study = Study(
            row["name"], Level.of(row["level"]), ClassState(row["state"]), EnrolmentState(row["own"]),
            _day(row["starts_on"]), _day(row["ends_on"]),
        )  # fmt: skip
        found.setdefault(row["person_id"], []).append(study)
    return found


@dataclass(frozen=True, slots=True)
class Papers:
    """How many papers of a level were issued in a year, by the mode of study."""

    year: int | None
    """None where the record does not say."""
    mode: Mode | None
    count: int


async def papers_by_year(db: Source, asker: Asker, level: Level, count_unverified: bool = True) -> list[Papers]:
    """The papers of a level that people of the units hold which the asker's roles reach, the newest year first."""
    verified = "" if count_unverified else " and d.verified = 1"
    rows = await db.rows(
        "select substr(d.issued, 1, 4) as year, d.mode, count(*) as many"
        " from credential d join cadre c on c.id = d.cadre_id"
        f" where c.gone_at is null and c.unit_id in {units_in_bounds(db.engine)} and d.level = $5{verified}"
        " group by substr(d.issued, 1, 4), d.mode",
        *sight_args(asker), None, level.code,
    )  # fmt: skip
    found = [
        Papers(int(row["year"]) if row["year"] else None, Mode(row["mode"]) if row["mode"] else None, int(row["many"]))
        for row in rows
    ]
    return sorted(found, key=lambda each: (-(each.year or 0), each.mode or ""))


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
