"""Reading those who lack a level: within the asker's bounds, by unit and name; and papers by year and mode."""

from dataclasses import replace

from rules.access import OPERATOR, Asker, Grant, Role
from rules.cadres import Credential
from rules.classes import ClassState, Enrolment, EnrolmentState, TrainingClass
from rules.dates import PartialDate
from rules.levels import Level, Mode
from storage import classes
from storage.database import Database
from storage.missing import Papers, Without, papers_by_year, studies_of, without_level
from tests.storage.people import BY, CHAIR, CLERK, HEAD, OFFICE, TEAM, keep

OFFICE_LEADER = Asker(grants=(Grant(Role.LEADER, OFFICE.id),))


async def names(db: Database, asker: Asker, of: Without) -> list[str]:
    return [cadre.code for cadre in await without_level(db, asker, of)]


async def test_who_lacks_a_level_is_read_by_unit_and_within_bounds(db: Database) -> None:
    early = replace(CLERK, id="c-an", code="CB004", name="Lê Thị An")
    await keep(db, HEAD, CLERK, CHAIR, early)
    trung_cap = Without(Level.TRUNG_CAP)
    assert await names(db, OPERATOR, trung_cap) == ["CB004", "CB002", "CB003"]
    assert await names(db, OFFICE_LEADER, trung_cap) == ["CB004", "CB002"]
    assert await names(db, OPERATOR, replace(trung_cap, unit_ids=[TEAM.id])) == ["CB004", "CB002"]
    assert await names(db, Asker(), trung_cap) == []


async def test_a_declared_paper_counts_only_where_the_house_counts_it(db: Database) -> None:
    declared = replace(HEAD, credentials=(Credential(Level.CAO_CAP),))
    await keep(db, declared)
    assert await names(db, OPERATOR, Without(Level.CAO_CAP)) == []
    assert await names(db, OPERATOR, Without(Level.CAO_CAP, count_unverified=False)) == [HEAD.code]
    assert await names(db, OPERATOR, Without(Level.CAO_CAP, None, count_unverified=False, planned=True)) == [HEAD.code]
    assert await papers_by_year(db, OPERATOR, Level.CAO_CAP, count_unverified=False) == []


async def test_classes_that_give_a_level_are_read_with_ones_place_in_them(db: Database) -> None:
    await keep(db, CLERK)
    running = TrainingClass("k1", "TC-K1", "Trung cấp K1", Level.TRUNG_CAP, state=ClassState.RUNNING)
    others = (replace(running, id="k2", code="K2", level=Level.NONE),
              replace(running, id="k3", code="K3", state=ClassState.CANCELLED))  # fmt: skip
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", (running, *others))
        await classes.save_enrolments(tx, BY, [Enrolment(each.id, CLERK.id) for each in (running, *others)])
    ((cadre_id, (study,)),) = (await studies_of(db, [CLERK.id, HEAD.id])).items()
    assert (cadre_id, study.name, study.own) == (CLERK.id, "Trung cấp K1", EnrolmentState.ENROLLED)


async def test_papers_are_counted_by_year_and_mode_and_the_unknown_as_such(db: Database) -> None:
    undated = replace(CHAIR, credentials=(Credential(Level.CAO_CAP),))
    later = replace(
        CLERK, credentials=(Credential(Level.CAO_CAP, Mode.KHONG_TAP_TRUNG, issued=PartialDate("2020-05")),)
    )
    await keep(db, HEAD, undated, later)
    assert await papers_by_year(db, OPERATOR, Level.CAO_CAP) == [
        Papers(2020, Mode.KHONG_TAP_TRUNG, 1), Papers(2018, Mode.TAP_TRUNG, 1), Papers(None, None, 1),
    ]  # fmt: skip
    assert [each.year for each in await papers_by_year(db, OFFICE_LEADER, Level.CAO_CAP)] == [2020, 2018]
