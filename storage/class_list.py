"""The list of a class, numbered: whom a number means when the roll is called and results are typed."""

from dataclasses import dataclass

from rules.classes import EnrolmentState
from rules.text import name_sort_key
from storage.database import Database, Transaction

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class Student:
    """Somebody of a class: a cadre, or a learner who stands on no roster."""

    person_id: str
    number: int | None
    """The place in the class's list; None where it was not given one yet."""
    name: str
    code: str
    unit_id: str
    unit_name: str
    state: EnrolmentState
    cadre_id: str | None = None
    """Whose record on the roster is theirs; None for a learner who is not on it."""


async def students(source: Source, class_id: str) -> list[Student]:
    """Everybody who is or was in a class, by their numbers, those without one last, as lists of names are ordered.

    For people who may see the list of a class: whether somebody may is the caller's to judge.
    """
    rows = await source.rows(
        "select e.person_id, e.number, e.state, coalesce(k.name, l.name) as name, coalesce(k.code, l.code) as code,"
        " u.id as unit_id, u.name as unit_name,"
        " case when k.gone_at is null then k.id end as cadre_id from enrolment e"
        " left join learner l on l.id = e.person_id"
        " left join cadre k on k.id = coalesce(l.cadre_id, e.person_id)"
        " join unit u on u.id = coalesce(k.unit_id, l.unit_id) where e.class_id = $1",
        class_id,
    )
    found = [
        Student(
            row["person_id"], row["number"], row["name"], row["code"], row["unit_id"], row["unit_name"],
            EnrolmentState(row["state"]), row["cadre_id"],
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.number is None, each.number, name_sort_key(each.name), each.code))


async def number_students(tx: Transaction, class_id: str) -> list[Student]:
    """Give a number to everybody in the class who has none, after the highest; numbers given before never change.

    Returns the list with its numbers, without those who left.
    """
    if tx.engine == "postgresql":  # two who open the list at once must not give one number twice
        await tx.rows("select id from training_class where id = $1 for update", class_id)
    listed = await students(tx, class_id)
    following = 1 + max((each.number for each in listed if each.number is not None), default=0)
    bare = [each for each in listed if each.number is None and each.state is not EnrolmentState.LEFT]
    await tx.run_many(
        "update enrolment set number = $1 where class_id = $2 and person_id = $3 and number is null",
        [(number, class_id, each.person_id) for number, each in enumerate(bare, following)],
    )
    listed = await students(tx, class_id) if bare else listed
    return [each for each in listed if each.state is not EnrolmentState.LEFT]
