"""The people of a class as somebody may see them: by number, with name, unit, and whether a chat reaches them."""

from dataclasses import dataclass

from rules.access import Asker, Role
from rules.classes import EnrolmentState
from storage.accounts import TERMINAL
from storage.cadres import Source, sight_args, units_in_bounds
from storage.class_list import Student, students


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the list of a class."""

    number: int | None
    """The place in the list; None where it was not given one yet."""
    person_id: str
    code: str
    name: str
    unit_id: str
    unit: str
    state: EnrolmentState
    is_learner: bool
    """Stands on no roster."""
    linked: bool
    """A chat of theirs is open; an operator's terminal is none."""


async def people_of(db: Source, asker: Asker, class_id: str) -> list[Member]:
    """Everybody who is or was in a class and whom the asker may see, by their numbers and then as names are sorted.

    Officers and leaders see those of their units, staff all, a lecturer with a session in the class all of it, and
    everyone themselves.
    """
    listed = await students(db, class_id)
    if not await _teaches(db, asker, class_id):
        rows = await db.rows(f"select id from unit where id in {units_in_bounds(db.engine)}", *sight_args(asker), None)
        within = {row["id"] for row in rows}
        listed = [each for each in listed if each.unit_id in within or each.person_id == asker.person_id]
    reached = await _linked(db, class_id)
    return [_member(each, each.person_id in reached or each.cadre_id in reached) for each in listed]


async def _teaches(db: Source, asker: Asker, class_id: str) -> bool:
    if not asker.has(Role.LECTURER):
        return False
    rows = await db.rows(
        "select 1 from class_session s join lecturer t on t.id = s.lecturer_id"
        " where s.class_id = $1 and t.holder_id = $2 limit 1",
        class_id, asker.user_id,
    )  # fmt: skip
    return bool(rows)


async def _linked(db: Source, class_id: str) -> set[str]:
    rows = await db.rows(
        "select distinct a.holder_id from enrolment e left join learner l on l.id = e.person_id"
        " join account a on a.holder_id = coalesce(l.cadre_id, e.person_id)"
        f" where e.class_id = $1 and a.closed_at is null and a.channel <> '{TERMINAL}'",
        class_id,
    )
    return {row["holder_id"] for row in rows}


def _member(each: Student, linked: bool) -> Member:
    return Member(
        each.number, each.person_id, each.code, each.name, each.unit_id, each.unit_name, each.state,
        each.cadre_id is None, linked,
    )  # fmt: skip
