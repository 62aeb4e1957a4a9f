"""Figures are frozen once, found again, and counted again the same from the roster as it stood."""

from dataclasses import replace
from datetime import date

from rules.access import OPERATOR, Asker, Grant, Role
from rules.cadres import Cadre
from rules.classes import ClassState, Enrolment, EnrolmentState, TrainingClass
from rules.forecast import MonthEnd
from rules.levels import Level
from rules.snapshot import Counted, Rules, Snapshot, differences, snapshot_of
from storage import cadre_writes, cadres, classes, snapshots
from storage.database import Database
from storage.journal import By, Entry, record
from storage.roster_then import cadres_then
from tests.rules.people import policy
from tests.storage.people import BY, CHAIR, CLERK, COMMUNE, HEAD, PEOPLE, keep

MAY = date(2025, 5, 31)
RULES = Rules("cang-long-2025", "abc", True)
RUNNING = TrainingClass(
    "l1", "CC-1", "", Level.CAO_CAP, state=ClassState.ARCHIVED, starts_on=date(2025, 5, 1), ends_on=MAY
)
LATER = By("operator", BY.at + 1000)
LATEST = By("operator", BY.at + 2000)


def counted(*people: Cadre, day: date = MAY) -> Snapshot:
    return snapshot_of(people, policy(), RULES, day)


async def freeze(db: Database, snapshot: Snapshot) -> bool:
    async with db.transaction() as tx:
        return await snapshots.freeze(tx, BY, snapshot)


async def change(db: Database, by: By, before: Cadre, after: Cadre) -> None:
    async with db.transaction() as tx:
        await cadre_writes.save(tx, by, "test", [before], [after])


async def take_off(db: Database, by: By, cadre: Cadre) -> None:
    async with db.transaction() as tx:
        await cadre_writes.remove(tx, by, "test", [cadre])


async def test_frozen_figures_come_back_as_they_were(db: Database) -> None:
    snapshot = counted(*PEOPLE)
    assert snapshot.of("truong_phong") == Counted("truong_phong", "", 1, 1, 0)
    assert await freeze(db, snapshot)
    assert await snapshots.by_id(db, snapshot.id) == snapshot
    assert await snapshots.of_day(db, RULES.policy_id, MAY) == snapshot
    assert await snapshots.days(db, RULES.policy_id) == [(MAY, snapshot.id)]
    assert await snapshots.by_id(db, "none") is None


async def test_a_day_is_frozen_once(db: Database) -> None:
    assert await freeze(db, counted(*PEOPLE))
    assert not await freeze(db, counted(*PEOPLE))
    assert not await freeze(db, counted(HEAD))
    assert await snapshots.of_day(db, RULES.policy_id, MAY) == counted(*PEOPLE)


async def test_what_changed_since_is_taken_back_when_the_day_is_counted_again(db: Database) -> None:
    await keep(db, HEAD, CHAIR)
    frozen = counted(*await cadres.every_cadre(db, OPERATOR))
    await change(db, LATER, HEAD, replace(HEAD, credentials=(), version=2))
    await change(db, LATEST, replace(HEAD, credentials=(), version=2), replace(HEAD, posts=(), version=3))
    await take_off(db, LATER, CHAIR)
    async with db.transaction() as tx:
        await cadre_writes.save(tx, LATER, "test", [None], [CLERK])
    now = counted(*await cadres.every_cadre(db, OPERATOR))
    again = counted(*await cadres_then(db, OPERATOR, BY.at))
    assert (again.id, differences(frozen, again)) == (frozen.id, ())
    assert now.id != frozen.id
    between = {cadre.code: cadre for cadre in await cadres_then(db, OPERATOR, LATER.at)}
    assert (set(between), between["CB001"].credentials, len(between["CB001"].posts)) == ({"CB001", "CB002"}, (), 3)


async def test_somebody_who_came_back_was_away_in_between(db: Database) -> None:
    await keep(db, HEAD)
    await take_off(db, LATER, HEAD)
    async with db.transaction() as tx:
        await cadre_writes.come_back(tx, HEAD.id, 2)
        await record(tx, LATEST, Entry("come_back", "cadre", HEAD.id))
    assert [len(await cadres_then(db, OPERATOR, at)) for at in (BY.at - 1, BY.at, LATER.at, LATEST.at)] == [0, 1, 0, 1]
    await change(db, By("operator", LATEST.at + 1), HEAD, replace(HEAD, posts=(), version=4))
    assert [cadre.posts for cadre in await cadres_then(db, OPERATOR, LATEST.at)] == [HEAD.posts]


async def test_the_roster_of_then_shows_nobody_more_than_that_of_now(db: Database) -> None:
    await keep(db, *PEOPLE)
    for cadre in PEOPLE:
        await change(db, LATER, cadre, replace(cadre, posts=(), version=2))
    officer = Asker(grants=(Grant(Role.OFFICER, COMMUNE.id),))
    assert await cadres_then(db, officer, BY.at) == [CHAIR]
    assert await cadres_then(db, Asker(), BY.at) == []


async def test_month_ends_under_other_rules_do_not_compare(db: Database) -> None:
    await freeze(db, counted(HEAD, day=date(2025, 4, 30)))
    await freeze(db, counted(*PEOPLE))
    await freeze(db, replace(counted(day=date(2025, 3, 31)), rules=replace(RULES, policy_hash="old")))
    ends = await snapshots.month_ends(db, RULES, MAY)
    assert ends["truong_phong"] == [MonthEnd(date(2025, 4, 30), 1, 1), MonthEnd(MAY, 1, 1)]


async def test_month_ends_are_told_up_to_a_day_and_for_some_units(db: Database) -> None:
    await freeze(db, counted(*PEOPLE))
    ends = await snapshots.month_ends(db, RULES, MAY, [HEAD.unit.id, COMMUNE.id])
    assert ends["truong_phong"] == [MonthEnd(MAY, 1, 1)]
    assert "truong_phong" not in await snapshots.month_ends(db, RULES, MAY, [COMMUNE.id])
    assert await snapshots.month_ends(db, RULES, date(2025, 5, 30)) == {}


async def enrol(db: Database, by: By, state: EnrolmentState) -> None:
    async with db.transaction() as tx:
        await classes.save_enrolments(tx, by, [Enrolment(RUNNING.id, HEAD.id, state)])


async def test_a_class_runs_from_its_first_day_to_its_last(db: Database) -> None:
    await keep(db, HEAD)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [RUNNING])
    await enrol(db, BY, EnrolmentState.PASSED)
    days = (date(2025, 4, 30), date(2025, 5, 1), MAY, date(2025, 6, 1))
    studies = {HEAD.id: Level.CAO_CAP}
    assert [await snapshots.studying_then(db, day, BY.at) for day in days] == [{}, studies, studies, {}]


async def test_who_leaves_a_class_later_studied_in_it_then(db: Database) -> None:
    await keep(db, HEAD)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [RUNNING])
    await enrol(db, BY, EnrolmentState.ENROLLED)
    await enrol(db, LATER, EnrolmentState.LEFT)
    found = [await snapshots.studying_then(db, MAY, at) for at in (BY.at - 1, BY.at, LATER.at)]
    assert found == [{}, {HEAD.id: Level.CAO_CAP}, {}]
