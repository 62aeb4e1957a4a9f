"""Reading what the report of a period is made from, on both engines and within bounds."""

from datetime import date

from rules.access import OPERATOR, Asker, Grant, Role
from rules.classes import ClassState, Course, Enrolment, EnrolmentState, Part, RunBy, Session, TrainingClass
from rules.hours import Hours
from rules.learners import Learner
from rules.levels import Level
from rules.period_report import Facts, Taught
from rules.periods import Period, PeriodKind
from storage import classes, learners
from storage.database import Database
from storage.period_report import period_facts
from tests.storage.people import BY, CHAIR, CLERK, HEAD, OFFICE, keep

MAY, TODAY = Period(PeriodKind.MONTH, date(2025, 5, 1)), date(2025, 5, 20)
OFFICE_LEADER = Asker(grants=(Grant(Role.LEADER, OFFICE.id),))


def of_may(id: str, first: int, state: ClassState, run_by: RunBy = RunBy.CENTRE) -> TrainingClass:
    days = date(2025, 5, first), date(2025, 5, first + 2)
    return TrainingClass(
        id, id, id, Level.NONE, Course.CAP_UY, run_by=run_by, state=state, starts_on=days[0], ends_on=days[1]
    )


async def fill(db: Database) -> None:
    await keep(db, HEAD, CLERK, CHAIR)
    async with db.transaction() as tx:
        await classes.save_classes(
            tx,
            BY,
            "test",
            [
                of_may("one", 5, ClassState.ARCHIVED),
                of_may("bare", 12, ClassState.ARCHIVED),
                of_may("plan", 6, ClassState.PLANNED),
                of_may("later", 26, ClassState.OPEN),
                of_may("school", 7, ClassState.RUNNING, RunBy.SCHOOL),
            ],
        )
        await classes.save_enrolments(
            tx,
            BY,
            [
                Enrolment("one", HEAD.id, EnrolmentState.PASSED, "Giỏi"),
                Enrolment("one", CHAIR.id, EnrolmentState.FAILED),
                Enrolment("one", CLERK.id, EnrolmentState.LEFT),
                Enrolment("plan", CLERK.id),
            ],
        )
        lessons = [
            Session(f"s{n}", "one", date(2025, 5, 5 + n), Part.SANG, "Bài", "", who) for n, who in enumerate("AA")
        ]
        await classes.replace_sessions(
            tx, BY, "one", [*lessons, Session("s", "one", date(2025, 5, 7), Part.TOI, "Bài")]
        )
        of_school = Session("x", "school", date(2025, 5, 7), Part.SANG, "Bài", "", "B")
        await classes.replace_sessions(tx, BY, "school", [of_school])


async def facts(db: Database, asker: Asker) -> Facts:
    await fill(db)
    return await period_facts(db, asker, MAY, TODAY)


async def test_classes_of_the_period_come_with_their_people(db: Database) -> None:
    found = {each.training.id: each for each in (await facts(db, OPERATOR)).classes}
    assert set(found) == {"one", "bare", "school"}
    one = found["one"]
    assert (one.on_list, one.learners, one.passed, one.judged, dict(one.marks)) == (True, 2, 1, 2, {"Giỏi": 1})
    assert (found["bare"].on_list, found["bare"].learners) == (False, 0)


async def test_learners_count_among_the_people_of_their_units(db: Database) -> None:
    await fill(db)
    async with db.transaction() as tx:
        await learners.save(tx, BY, "add", [Learner("l1", "HV1", "Lê Thị Bình", CLERK.unit)])
        await classes.save_enrolments(tx, BY, [Enrolment("one", "l1")])
    found = await period_facts(db, OPERATOR, MAY, TODAY)
    assert [each.learners for each in found.classes if each.training.id == "one"] == [3]
    assert CLERK.unit.name in found.sent


async def test_sessions_of_the_centre_are_counted_by_lecturer(db: Database) -> None:
    assert (await facts(db, OPERATOR)).taught == [Taught("A", Hours(2, 0, 2)), Taught("", Hours(1, 0, 1))]


async def test_who_only_left_or_is_on_a_plan_was_not_sent(db: Database) -> None:
    found = await facts(db, OPERATOR)
    assert set(found.units) - found.sent == {CLERK.unit.name}


async def test_people_and_units_stay_within_the_bounds_of_the_asker(db: Database) -> None:
    found = await facts(db, OFFICE_LEADER)
    one = next(each for each in found.classes if each.training.id == "one")
    assert (one.on_list, one.learners, one.judged) == (True, 1, 1)
    assert set(found.units) == {HEAD.unit.name, CLERK.unit.name}
