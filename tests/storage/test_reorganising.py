"""Reorganisations in the memory: planned, undone, carried out; what follows, and what an earlier day still tells."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.access import OPERATOR, Asker, Grant, Role
from rules.audience import Key, having
from rules.cadres import Cadre, Post, Tier, Unit
from rules.classes import ClassState, TrainingClass
from rules.learners import Learner
from rules.reorganising.outcome import Change, Outcome, change_of, outcome_of
from rules.reorganising.plan import Passage, Plan
from rules.tallies import tallies_of
from storage import (
    cadre_writes,
    cadres,
    classes,
    former_units,
    grants,
    learners,
    reorganisations,
    seats,
    tallies,
    units,
)
from storage.audience import Selection, people
from storage.database import Database
from storage.reorganising import bring_along, carry_out, hold, strays
from storage.unit_bounds import bound_to
from storage.unit_counts import Counting
from storage.units_then import units_then
from tests.rules.people import policy
from tests.storage.audience_world import GROUNDS
from tests.storage.people import BY

DAY, EVE = date(2025, 7, 1), date(2025, 6, 30)
HUYEN = Unit("huyen", "huyện Càng Long", Tier.DISTRICT)
ONE, TWO, THREE = (Unit(f"xa-{n}", f"xã {n.title()}", Tier.COMMUNE, "huyen") for n in ("mot", "hai", "ba"))
SCHOOL = Unit("truong", "Trường Tiểu học Một", Tier.COMMUNE, ONE.id, "school")
UNITS = (HUYEN, ONE, TWO, THREE, SCHOOL)
CHAIR = Cadre("c1", "CB1", "Lê Đức Ân", ONE, category="Cán bộ", posts=(Post("Chủ tịch UBND xã", ONE),))
CLERK = Cadre("c2", "CB2", "Trần Văn Bình", TWO, category="Công chức", posts=(Post("Công chức Tư pháp", TWO),))
TEACHER = Cadre("c3", "CB3", "Đỗ Thị Cúc", SCHOOL, category="Viên chức", posts=(Post("Giáo viên", SCHOOL),))
OTHER = Cadre("c4", "CB4", "Võ Thị Mai", THREE, category="Công chức", posts=(Post("Công chức Địa chính", THREE),))
PEOPLE = (CHAIR, CLERK, TEACHER, OTHER)
MERGE = Plan("Sắp xếp", DAY, "Nghị quyết 1", (Passage("xã Mot", "xã Mot"), Passage("xã Hai", "xã Mot")))
SPLIT = Plan("Chia", DAY, "Nghị quyết 2", (Passage("xã Mot", "xã Tư"), Passage("xã Mot", "xã Năm")))


async def settle(db: Database) -> None:
    async with db.transaction() as tx:
        await units.save(tx, UNITS)
        await cadre_writes.save(tx, BY, "test", [None] * len(PEOPLE), PEOPLE)


async def reorganise(db: Database, plan: Plan) -> tuple[Change, Outcome]:
    """Plan it and carry it out."""
    async with db.transaction() as tx:
        number = await reorganisations.add(tx, BY, plan)
        change = change_of(plan, await units.in_force(tx))
        assert isinstance(change, Change), change
        outcome = outcome_of(change, await hold(tx, change.successors, plan.day.isoformat()))
        await carry_out(tx, BY, number, change, outcome)
        assert await reorganisations.end(tx, BY, number, "done")
    return change, outcome


async def everybody(db: Database) -> Mapping[str, Cadre]:
    return {cadre.id: cadre for cadre in await cadres.every_cadre(db, OPERATOR)}


async def all_rows(db: Database) -> dict[str, list[tuple[object, ...]]]:
    tables = ("unit", "cadre", "post", "role_grant", "learner", "class_quota", "former_unit", "moved_person")
    return {t: sorted((row[:] for row in await db.rows(f"select * from {t}")), key=repr) for t in tables}


async def test_a_plan_waits_for_its_day_and_can_be_undone_before_as_if_it_never_was(db: Database) -> None:
    await settle(db)
    before = await all_rows(db)
    async with db.transaction() as tx:
        number = await reorganisations.add(tx, BY, MERGE)
    assert await reorganisations.planned(db, EVE) == []
    [due] = await reorganisations.planned(db, DAY)
    assert (due.number, due.plan) == (number, MERGE)
    async with db.transaction() as tx:
        assert await reorganisations.end(tx, BY, number, "undone")
        assert not await reorganisations.end(tx, BY, number, "done"), "what is undone is never carried out"
    assert await all_rows(db) == before
    assert await reorganisations.planned(db) == []


async def test_units_end_and_begin_and_everybody_stands_in_one_unit_still(db: Database) -> None:
    await settle(db)
    await reorganise(db, MERGE)
    names = {unit.id: unit.name for unit in await units.in_force(db)}
    assert names["xa-mot-2025"] == "xã Mot"
    assert not names.keys() & {ONE.id, TWO.id}
    people = await everybody(db)
    assert set(people) == {cadre.id for cadre in PEOPLE}
    assert [people[id_].unit.id for id_ in ("c1", "c2", "c3", "c4")] == [
        "xa-mot-2025",
        "xa-mot-2025",
        "truong",
        "xa-ba",
    ]
    assert people["c3"].unit.parent_id == "xa-mot-2025"
    assert people["c1"].posts_on(DAY) == ()
    assert [post.unit.id for post in people["c2"].posts_on(DAY)] == ["xa-mot-2025"]
    ended = {unit.id: unit.name for unit in await units.every_unit(db)}[ONE.id]
    assert ended == "xã Mot (đến 30/06/2025)"
    lines = await db.rows("select action from journal where kind = 'unit' order by action")
    assert [line["action"] for line in lines] == ["begin", "end", "end", "move"]


async def test_one_that_breaks_off_midway_leaves_everything_as_it_was(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await settle(db)
    before = await all_rows(db)

    async def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("storage.reorganising.follow", fails)
    with pytest.raises(RuntimeError):
        await reorganise(db, MERGE)
    assert await all_rows(db) == before
    assert await reorganisations.planned(db) == []


async def test_what_is_kept_of_the_targets_is_what_a_recount_tells(db: Database) -> None:
    await settle(db)
    for day in (EVE, DAY):
        await tallies.read(db, OPERATOR, Counting(policy(), day))
    await reorganise(db, MERGE)
    for day in (EVE, DAY):
        counting = Counting(policy(), day)
        kept = await tallies.read_by_unit(db, OPERATOR, counting)
        assert kept == tallies_of((await everybody(db)).values(), policy(), day)
        assert await tallies.differences(db, counting) == []


async def test_the_day_before_is_counted_by_the_units_of_that_day(db: Database) -> None:
    await settle(db)
    before = tallies_of(PEOPLE, policy(), EVE)
    await reorganise(db, MERGE)
    assert await units_then(db, DAY) is None
    then = await units_then(db, EVE)
    assert then is not None
    assert {unit.id: unit for unit in then.units} == {unit.id: unit for unit in UNITS}
    people = then.people((await everybody(db)).values())
    assert tallies_of(people, policy(), EVE) == before


async def test_of_two_reorganisations_each_earlier_day_has_its_own_units(db: Database) -> None:
    await settle(db)
    await reorganise(db, MERGE)
    later = replace(MERGE, day=date(2026, 1, 1), passages=(Passage("xã Mot", "xã Sáu"), Passage("xã Ba", "xã Sáu")))
    await reorganise(db, later)
    between = await units_then(db, DAY)
    assert between is not None
    assert {unit.name for unit in between.units if unit.tier is Tier.COMMUNE} == {
        "xã Mot", "xã Ba", "Trường Tiểu học Một"
    }  # fmt: skip
    assert between.of["c1"].name == "xã Mot"
    first = await units_then(db, EVE)
    assert first is not None
    assert first.of["c2"] == TWO
    former = {each.name: [unit.name for unit in each.successors] for each in await former_units.former_units(db)}
    assert former == {"xã Mot": ["xã Sáu"], "xã Hai": ["xã Sáu"], "xã Ba": ["xã Sáu"]}
    before = await former_units.with_those_before(db, ["xa-sau-2026"])
    assert sorted(before) == ["xa-ba", "xa-hai", "xa-mot", "xa-mot-2025", "xa-sau-2026"]


async def test_roles_learners_and_seats_follow_the_unit(db: Database) -> None:
    await settle(db)
    running = TrainingClass("k1", "K1", "Lớp", state=ClassState.OPEN, places=20)
    async with db.transaction() as tx:
        for unit in (ONE, TWO):
            await grants.grant(tx, BY, OTHER.id, Role.OFFICER, unit.id)
        await learners.save(tx, BY, "add", [Learner("hv1", "HV1", "Lê Thị Bình", TWO)])
        await classes.save_classes(tx, BY, "add", [running])
        await tx.run_many(
            "insert into class_quota (class_id, unit_id, places, taken) values ('k1', $1, $2, 0)",
            [(ONE.id, 3), (TWO.id, 4)],
        )
    bound = await bound_to(db, [ONE.id, TWO.id], BY.at)
    assert ([each.role for each in bound.roles], bound.learners, bound.classes) == ([Role.OFFICER] * 2, 1, 1)
    await reorganise(db, MERGE)
    [role] = await grants.granted(db)
    assert role.unit == "xã Mot"
    [quota] = await seats.quotas_of(db, "k1")
    assert (quota.unit_id, quota.places) == ("xa-mot-2025", 7)
    [learner] = await learners.in_bounds(db, OPERATOR)
    assert learner.unit.id == "xa-mot-2025"


async def test_who_is_brought_back_into_a_unit_that_has_ended_follows_it(db: Database) -> None:
    await settle(db)
    async with db.transaction() as tx:
        await cadre_writes.remove(tx, BY, "test", [CLERK])
    await reorganise(db, MERGE)
    assert await strays(db) == {}
    async with db.transaction() as tx:
        await cadre_writes.put_back(tx, [CLERK.id])
    assert await strays(db) == {1: [CLERK.id]}
    async with db.transaction() as tx:
        assert await bring_along(tx, BY, 1, MERGE, [CLERK.id]) == 1
    back = (await everybody(db))[CLERK.id]
    assert back.unit.id == "xa-mot-2025"
    assert [post.unit.id for post in back.posts_on(DAY)] == ["xa-mot-2025"]
    assert await strays(db) == {}


async def test_a_stored_audience_of_an_old_unit_reaches_its_people_still(db: Database) -> None:
    await settle(db)
    await reorganise(db, MERGE)
    later = replace(MERGE, day=date(2026, 1, 1), passages=(Passage("xã Mot", "xã Sáu"), Passage("xã Ba", "xã Sáu")))
    await reorganise(db, later)
    for named in (TWO.id, TWO.name):
        selection = Selection(having(Key.UNIT, named), OPERATOR, GROUNDS)
        meant = [person.code async for portion in people(db, selection) for person in portion]
        assert sorted(meant) == ["CB1", "CB2", "CB3", "CB4"]


async def test_a_role_of_a_unit_that_splits_reaches_every_part(db: Database) -> None:
    await settle(db)
    async with db.transaction() as tx:
        await grants.grant(tx, BY, OTHER.id, Role.OFFICER, ONE.id)
    await reorganise(db, SPLIT)
    assert sorted(each.unit for each in await grants.granted(db)) == ["xã Năm", "xã Tư"]
    asker = Asker(grants=(Grant(Role.OFFICER, "xa-tu-2025"), Grant(Role.OFFICER, "xa-nam-2025")))
    assert {cadre.id for cadre in await cadres.in_bounds(db, asker)} == {"c1", "c3"}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from([ONE, TWO, THREE]), st.sampled_from(["xã Mot", "xã Tám"])), min_size=1, max_size=4
    )
)
async def test_whatever_is_reorganised_nobody_is_lost_and_counts_hold(
    db: Database, chosen: list[tuple[Unit, str]]
) -> None:
    plan = Plan("Sắp xếp", DAY, "Nghị quyết 1", tuple(Passage(old.name, new) for old, new in dict.fromkeys(chosen)))
    for table in (
        "moved_unit",
        "moved_person",
        "former_unit",
        "reorganisation",
        "post",
        "cadre",
        "tally",
        "stale_unit",
    ):
        await db.write(f"delete from {table}")
    await db.write("update unit set parent_id = null")
    await db.write("delete from unit")
    await settle(db)
    change = change_of(plan, UNITS)
    if not isinstance(change, Change):
        return
    await reorganise(db, plan)
    people = await everybody(db)
    assert set(people) == {cadre.id for cadre in PEOPLE}
    in_force = {unit.id for unit in await units.in_force(db)}
    assert {cadre.unit.id for cadre in people.values()} <= in_force
    kept = await tallies.read_by_unit(db, OPERATOR, Counting(policy(), DAY))
    assert kept == tallies_of(people.values(), policy(), DAY)
