"""What the report of a period is made from: classes and their people, sessions held, units that sent somebody."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rules.access import Asker
from rules.classes import EnrolmentState, TrainingClass
from rules.hours import sheets
from rules.period_report import ClassPeople, Facts, Taught
from rules.periods import Period
from storage.cadres import Source, sight_args, units_in_bounds
from storage.classes import every_class
from storage.database import Row, Value
from storage.lecturer_hours import periods_per_session, taught_between

_IN_PERIOD = (
    "(t.starts_on between $5 and $6 or t.ends_on between $5 and $6) and t.state not in ('planned', 'cancelled')"
)
"""Of a class `t`: it begins or ends in the period."""
_PEOPLE = "(select id, unit_id from cadre union all select id, unit_id from learner)"
"""Everybody who may be in a class, on the roster or not."""


async def period_facts(db: Source, asker: Asker, period: Period, today: date) -> Facts:
    """The facts of a period, to its last day or to today. People are counted within the bounds of the asker's roles."""
    until = min(period.last, today)
    args: tuple[Value, ...] = (*sight_args(asker), None, period.first.isoformat(), until.isoformat())
    units = await _units(db, args)
    return Facts(
        classes=await _classes(db, asker, args),
        taught=await _taught(db, asker, period.first, until),
        units=[row["name"] for row in units],
        sent=frozenset(row["name"] for row in units if row["sent"]),
    )


async def _classes(db: Source, asker: Asker, args: tuple[Value, ...]) -> list[ClassPeople]:
    rows = await db.rows(
        "select t.id, e.state, e.result, count(e.person_id) as listed,"
        f" sum(case when k.unit_id in {units_in_bounds(db.engine)} then 1 else 0 end) as people"
        f" from training_class t left join enrolment e on e.class_id = t.id left join {_PEOPLE} k on k.id = e.person_id"
        f" where {_IN_PERIOD} group by t.id, e.state, e.result",
        *args,
    )
    by_class: dict[str, list[Row]] = {}
    for row in rows:
        by_class.setdefault(row["id"], []).append(row)
    known = {each.training.id: each.training for each in await every_class(db, asker)}
    return [_people(known[class_id], some) for class_id, some in by_class.items() if class_id in known]


def _people(training: TrainingClass, rows: list[Row]) -> ClassPeople:
    """One class from its rows, each of a state and a result."""
    states, marks = Counter[str](), Counter[str]()
    for row in rows:
        states[row["state"]] += int(row["people"])
        if row["state"] == EnrolmentState.PASSED:
            marks[row["result"]] += int(row["people"])
    return ClassPeople(
        training,
        on_list=any(row["listed"] for row in rows),
        learners=states.total() - states[EnrolmentState.LEFT],
        passed=states[EnrolmentState.PASSED],
        judged=states[EnrolmentState.PASSED] + states[EnrolmentState.FAILED],
        marks=marks,
    )


async def _taught(db: Source, asker: Asker, first: date, until: date) -> list[Taught]:
    """What each lecturer taught by the timetables of the centre's own classes; the sheets of hours say the same."""
    taught = await taught_between(db, first, until, asker=asker)
    return [Taught(each.name, each.held) for each in sheets(taught, await periods_per_session(db), until)]


async def _units(db: Source, args: tuple[Value, ...]) -> Sequence[Row]:
    """The units that have people on the roster, in Vietnamese order, each with whether it sent somebody to a class
    that began in the period."""
    return await db.rows(
        "select u.name, exists (select 1 from enrolment e join training_class t on t.id = e.class_id"
        f" join {_PEOPLE} k on k.id = e.person_id where k.unit_id = u.id and e.state <> 'left'"
        " and t.starts_on between $5 and $6 and t.state not in ('planned', 'cancelled')) as sent"
        f" from unit u where u.id in {units_in_bounds(db.engine)}"
        " and exists (select 1 from cadre c where c.unit_id = u.id and c.gone_at is null) order by u.sort_key, u.id",
        *args,
    )
