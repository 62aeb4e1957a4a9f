"""Classes, their sessions, and who is in them."""

from collections.abc import Sequence
from datetime import date

from rules.access import Asker
from rules.classes import (
    ClassState,
    Course,
    Enrolment,
    EnrolmentState,
    Listed,
    Part,
    RunBy,
    Session,
    TrainingClass,
)
from rules.levels import Level, Mode
from storage import stale_units
from storage.database import Database, Row, Transaction, Value
from storage.journal import By, Entry, record_many
from storage.lists import list_text, members

Source = Database | Transaction

_LISTED = (
    "select c.id, c.code, c.name, c.level, c.course, c.mode, c.run_by, c.state, c.starts_on, c.ends_on,"
    " c.register_until, c.hours, c.places, c.place, c.audience, c.note,"
    " c.kind, c.plan_line, c.opens_on, c.version, c.taken, c.centre,"
    " (select m.state from enrolment m where m.class_id = c.id and m.person_id = $1) as own"
    " from training_class c"
)


async def every_class(db: Source, asker: Asker) -> list[Listed]:
    """All classes as this asker finds them, in no promised order: of their centre and of the whole deployment.

    To these classes are no secret; one's own state is.
    """
    if asker.centres.reads is None:
        return [_listed(row) for row in await db.rows(_LISTED, asker.person_id)]
    rows = await db.rows(f"{_LISTED} where {_found_by(db.engine)}", *_found_by_args(asker))
    return [_listed(row) for row in rows]


async def by_id(db: Source, asker: Asker, class_id: str) -> Listed | None:
    """One class as this asker finds it; None where there is none, or for people of another centre."""
    if asker.centres.reads is None:
        rows = await db.rows(f"{_LISTED} where c.id = $2", asker.person_id, class_id)
    else:
        rows = await db.rows(f"{_LISTED} where c.id = $4 and {_found_by(db.engine)}", *_found_by_args(asker), class_id)
    return _listed(rows[0]) if rows else None


def _found_by(engine: str) -> str:
    """Whether somebody of one centre among several finds a class `c`: it is theirs, or they are in it or teach it."""
    return (
        f"(c.centre = '' or c.centre in {members(engine, '$2')}"
        " or exists (select 1 from enrolment m where m.class_id = c.id and m.person_id = $1)"
        " or exists (select 1 from class_session x join lecturer l on l.id = x.lecturer_id"
        " where x.class_id = c.id and l.holder_id = $3))"
    )


def _found_by_args(asker: Asker) -> tuple[Value, ...]:
    return asker.person_id, list_text(asker.centres.reads or ()), asker.user_id


async def sessions_of(db: Source, class_id: str) -> list[Session]:
    """The sessions of a class in their order."""
    rows = await db.rows(
        "select id, class_id, day, part, topic, room, lecturer, lecturer_id, cancelled, version, periods"
        " from class_session where class_id = $1",
        class_id,
    )
    return sorted(map(_session, rows), key=_in_time)


async def own_sessions(db: Source, asker: Asker, first: date, last: date) -> list[tuple[Session, str]]:
    """The asker's own sessions between two days, both included, in their order, each with the name of its class; those
    that were cancelled too, so that nobody looks for them in vain."""
    rows = await db.rows(
        "select s.id, s.class_id, s.day, s.part, s.topic, s.room, s.lecturer, s.lecturer_id, s.cancelled, s.version,"
        " s.periods, c.name as class_name"
        " from class_session s join training_class c on c.id = s.class_id join enrolment e on e.class_id = c.id"
        " where e.person_id = $1 and e.state = 'enrolled' and c.state <> 'cancelled' and s.day between $2 and $3",
        asker.person_id, first.isoformat(), last.isoformat(),
    )  # fmt: skip
    found = [(_session(row), str(row["class_name"])) for row in rows]
    return sorted(found, key=lambda pair: _in_time(pair[0]))


async def levels_in_study(db: Source) -> dict[str, Level]:
    """Cadre id → the highest level they are in a running class for. For counts; the names stay with the caller."""
    rows = await db.rows(
        "select e.person_id, c.level from enrolment e join training_class c on c.id = e.class_id"
        " join cadre k on k.id = e.person_id"
        " where e.state = 'enrolled' and c.state in ('running', 'results') and c.level <> 'none'"
    )
    found: dict[str, Level] = {}
    for row in rows:
        found[row["person_id"]] = max(found.get(row["person_id"], Level.NONE), Level.of(row["level"]))
    return found


async def save_classes(tx: Transaction, by: By, action: str, classes: Sequence[TrainingClass]) -> None:
    """Add classes or change them by id."""
    await tx.run_many(
        "insert into training_class (id, code, name, level, course, mode, run_by, state, starts_on, ends_on,"
        " register_until, hours, places, place, audience, note, kind, plan_line, opens_on, centre)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)"
        " on conflict (id) do update set code = excluded.code, name = excluded.name, level = excluded.level,"
        " course = excluded.course, mode = excluded.mode, run_by = excluded.run_by, state = excluded.state,"
        " starts_on = excluded.starts_on, ends_on = excluded.ends_on, register_until = excluded.register_until,"
        " hours = excluded.hours, places = excluded.places, place = excluded.place,"
        " audience = excluded.audience, note = excluded.note, kind = excluded.kind,"
        " plan_line = excluded.plan_line, opens_on = excluded.opens_on, centre = excluded.centre,"
        " version = training_class.version + 1",
        [
            (
                c.id, c.code, c.name, c.level.code, c.course.value if c.course else "",
                c.mode.value if c.mode else None, c.run_by.value, c.state.value, _iso(c.starts_on), _iso(c.ends_on),
                _iso(c.register_until), c.hours, c.places, c.place, c.audience, c.note,
                c.kind, c.plan_line, _iso(c.opens_on), c.centre,
            )
            for c in classes
        ],
    )  # fmt: skip
    await stale_units.mark_classes(tx, [c.id for c in classes])
    await record_many(tx, by, [Entry(action, "class", c.id) for c in classes])


async def replace_sessions(tx: Transaction, by: By, class_id: str, sessions: Sequence[Session]) -> None:
    """Give a class its timetable, in place of the one it had."""
    await tx.rows("delete from class_session where class_id = $1", class_id)
    await tx.run_many(
        "insert into class_session (id, class_id, day, part, topic, room, lecturer, lecturer_id, periods)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            (s.id, class_id, s.day.isoformat(), s.part.value, s.topic, s.room, s.lecturer, s.lecturer_id, s.periods)
            for s in sessions
        ],
    )
    await record_many(tx, by, [Entry("timetable", "class", class_id)])


async def save_enrolments(tx: Transaction, by: By, enrolments: Sequence[Enrolment]) -> None:
    """Put people into classes, or change their state there. Approvals and places are the caller's to judge.

    A number given before stays when none is given now.

    The journal keeps the class beside the state, so that it can be told who studied on an earlier day.
    """
    await tx.run_many(
        "insert into enrolment (class_id, person_id, number, state, mark, result, version)"
        " values ($1, $2, $3, $4, $5, $6, 1) on conflict (class_id, person_id) do update set"
        " number = coalesce(excluded.number, enrolment.number), state = excluded.state, mark = excluded.mark,"
        " result = excluded.result, version = enrolment.version + 1",
        [(e.class_id, e.person_id, e.number, e.state.value, e.mark, e.result) for e in enrolments],
    )
    await stale_units.mark_enrolled(tx, [e.class_id for e in enrolments], [e.person_id for e in enrolments])
    cadre_ids = await _cadres_among(tx, [e.person_id for e in enrolments])
    kinds = ["cadre" if e.person_id in cadre_ids else "learner" for e in enrolments]
    await record_many(
        tx, by,
        [
            Entry(f"enrolment_{e.state}", kind, e.person_id, after=f'"{e.class_id}"')
            for e, kind in zip(enrolments, kinds, strict=True)
        ],
    )  # fmt: skip


async def count_taken(tx: Transaction, class_ids: Sequence[str]) -> None:
    """Count the held places of classes anew, once people were put into them without a place being asked for."""
    await tx.rows(
        "update training_class set taken ="
        " (select count(*) from enrolment e where e.class_id = training_class.id and e.state <> 'left')"
        " + (select count(*) from seat_request r where r.class_id = training_class.id"
        " and r.kind not in ('trung_cap', 'cao_cap')"
        " and r.state in ('asked', 'agreed', 'offered') and not exists (select 1 from enrolment e"
        " where e.class_id = r.class_id and e.person_id = r.person_id and e.state <> 'left'))"
        f" where id in {members(tx.engine, '$1')}",
        list_text(class_ids),
    )


async def _cadres_among(tx: Transaction, person_ids: Sequence[str]) -> set[str]:
    rows = await tx.rows(f"select id from cadre where id in {members(tx.engine, '$1')}", list_text(set(person_ids)))
    return {row["id"] for row in rows}


def _listed(row: Row) -> Listed:
    training = TrainingClass(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        level=Level.of(row["level"]),
        course=Course(row["course"]) if row["course"] else None,
        mode=Mode(row["mode"]) if row["mode"] else None,
        run_by=RunBy(row["run_by"]),
        state=ClassState(row["state"]),
        starts_on=_day(row["starts_on"]),
        ends_on=_day(row["ends_on"]),
        register_until=_day(row["register_until"]),
        hours=row["hours"],
        places=row["places"],
        place=row["place"],
        audience=row["audience"],
        note=row["note"],
        kind=row["kind"],
        plan_line=row["plan_line"],
        opens_on=_day(row["opens_on"]),
        version=row["version"],
        centre=row["centre"],
    )
    return Listed(training, int(row["taken"]), EnrolmentState(row["own"]) if row["own"] else None)


def _session(row: Row) -> Session:
    return Session(
        row["id"],
        row["class_id"],
        date.fromisoformat(row["day"]),
        Part(row["part"]),
        row["topic"],
        row["room"],
        row["lecturer"],
        row["lecturer_id"],
        bool(row["cancelled"]),
        row["version"],
        row["periods"],
    )


def _in_time(session: Session) -> tuple[date, int, str]:
    return session.day, tuple(Part).index(session.part), session.id


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
