"""Tallies kept: every writer marks what it makes stale, and what is read is always what counting anew tells."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.access import OPERATOR, Asker, Grant, Role
from rules.cadres import Cadre, Credential, Post
from rules.classes import ClassState, Enrolment, EnrolmentState, TrainingClass
from rules.levels import Level
from rules.tallies import Tallies, tallies_of, total
from storage import cadre_writes, cadres, classes, imports, merging, stale_units, tallies, unit_counts, units
from storage.database import Database, Transaction
from storage.imports import RosterChanges
from storage.unit_counts import Counting
from tests.rules.people import policy
from tests.storage.people import BY, CHAIR, CLERK, COMMUNE, DISTRICT, HEAD, OFFICE, PEOPLE, TEAM, keep

DAY = date(2025, 6, 2)
COUNTING = Counting(policy(), DAY)
BOSS = Asker(grants=(Grant(Role.LEADER, OFFICE.id),))
CLASS = TrainingClass("k14", "TC-K14", "Trung cấp, khóa 14", Level.TRUNG_CAP, state=ClassState.RUNNING)
CLERKS = replace(CLERK, category="Công chức")

Change = Callable[[Transaction], Awaitable[object]]


@pytest.fixture(autouse=True)
async def roster(db: Database) -> None:
    """Everybody counted once; nothing is stale."""
    await keep(db, HEAD, CLERKS, CHAIR)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [CLASS])
        await classes.save_enrolments(tx, BY, [Enrolment("k14", CLERK.id)])
    await read(db)


async def read(
    db: Database, asker: Asker = OPERATOR, counting: Counting = COUNTING, unit: str | None = None
) -> Tallies:
    found = await tallies.read(db, asker, counting, unit)
    assert found is not None
    return found


async def asked_one_by_one(db: Database, counting: Counting = COUNTING, unit: str | None = None) -> Tallies:
    people, studying = await cadres.in_bounds(db, OPERATOR, unit), await classes.levels_in_study(db)
    return total(tallies_of(people, counting.policy, counting.day, counting.count_unverified, studying).values())


async def changed(db: Database, change: Change) -> set[str]:
    """Make a change; which units it made stale, once what is told then was seen to be right."""
    async with db.transaction() as tx:
        await change(tx)
    stale = {row["unit_id"] for row in await db.rows("select unit_id from stale_unit")}
    assert await read(db) == await asked_one_by_one(db)
    assert await db.rows("select 1 from stale_unit") == []
    assert await tallies.differences(db, COUNTING) == []
    return stale


def saved(before: Cadre, **values: object) -> Change:
    after = replace(before, version=before.version + 1, **values)  # type: ignore[arg-type]  # the fields of each test
    return lambda tx: cadre_writes.save(tx, BY, "change", [before], [after])


async def test_a_record_that_changes_makes_its_unit_stale(db: Database) -> None:
    before = await read(db)
    assert await changed(db, saved(CHAIR, credentials=(Credential(Level.TRUNG_CAP),), category="Cán bộ")) == {
        COMMUNE.id
    }
    assert await read(db) != before


async def test_who_moves_makes_both_units_stale(db: Database) -> None:
    assert await changed(db, saved(CLERKS, unit=COMMUNE, posts=(Post("Kế toán", COMMUNE),))) == {TEAM.id, COMMUNE.id}


async def test_who_is_taken_off_and_comes_back_makes_their_unit_stale(db: Database) -> None:
    assert await changed(db, lambda tx: cadre_writes.remove(tx, BY, "take off", [HEAD])) == {OFFICE.id}
    assert await changed(db, lambda tx: cadre_writes.come_back(tx, HEAD.id, HEAD.version + 1)) == {OFFICE.id}


async def test_an_import_and_its_undoing_make_the_units_stale(db: Database) -> None:
    newcomer = Cadre("", "", "Phạm Văn Mới", COMMUNE, category="Công chức", posts=(Post("Kế toán", COMMUNE),))
    changes = RosterChanges(new=[newcomer], gone=[HEAD])
    assert await changed(db, lambda tx: imports.apply_import(tx, BY, "a.xlsx", changes)) == {COMMUNE.id, OFFICE.id}
    assert await changed(db, lambda tx: imports.undo_import(tx, BY, 1)) == {COMMUNE.id, OFFICE.id}


async def test_who_begins_or_ends_a_class_makes_their_unit_stale(db: Database) -> None:
    def enrols(cadre: Cadre, state: EnrolmentState) -> Change:
        return lambda tx: classes.save_enrolments(tx, BY, [Enrolment("k14", cadre.id, state)])

    assert await changed(db, enrols(CHAIR, EnrolmentState.ENROLLED)) == {COMMUNE.id}
    assert await changed(db, enrols(CLERK, EnrolmentState.LEFT)) == {TEAM.id}


async def test_a_class_that_ends_makes_the_units_of_its_people_stale(db: Database) -> None:
    archived = replace(CLASS, state=ClassState.ARCHIVED)
    assert (await read(db))["...s.."] == 1
    assert await changed(db, lambda tx: classes.save_classes(tx, BY, "end", [archived])) == {TEAM.id}
    assert (await read(db))["...l.."] == 1


async def test_records_that_become_one_make_both_units_stale(db: Database) -> None:
    assert await changed(db, lambda tx: merging.move(tx, BY, CLERK.id, CHAIR.id)) == {TEAM.id, COMMUNE.id}


async def test_a_unit_that_is_another_kind_makes_stale_where_its_posts_count(db: Database) -> None:
    renamed = replace(DISTRICT, name="Hội Nông dân huyện")
    assert await changed(db, lambda tx: units.save(tx, [renamed])) == {DISTRICT.id, OFFICE.id}


async def test_a_unit_kept_as_it_is_makes_nothing_stale(db: Database) -> None:
    assert await changed(db, lambda tx: units.save(tx, [DISTRICT, OFFICE])) == set()


async def test_a_unit_merged_into_another_is_counted_there_at_once(db: Database) -> None:
    moved = replace(TEAM, parent_id=COMMUNE.id)
    assert sum((await read(db, unit=COMMUNE.id)).values()) == 1
    assert await changed(db, lambda tx: units.save(tx, [moved])) == set()
    assert sum((await read(db, unit=COMMUNE.id)).values()) == 2
    assert sum((await read(db, unit=OFFICE.id)).values()) == 1


async def test_a_change_that_is_undone_with_its_transaction_marks_nothing(db: Database) -> None:
    async def change() -> None:
        async with db.transaction() as tx:
            await saved(CHAIR, category="Cán bộ")(tx)
            raise LookupError

    with pytest.raises(LookupError):
        await change()
    assert await db.rows("select 1 from stale_unit") == []


async def test_a_mark_made_while_its_unit_is_counted_is_not_lost(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    counted, go_on = asyncio.Event(), asyncio.Event()
    count_units = unit_counts.count_units

    async def slowly(tx: Transaction, counting: Counting, unit_ids: object) -> object:
        found = await count_units(tx, counting, unit_ids)  # type: ignore[arg-type]  # handed on as it comes
        counted.set()
        await go_on.wait()
        return found

    async with db.transaction() as tx:
        await stale_units.mark(tx, [COMMUNE.id])
    monkeypatch.setattr(tallies, "count_units", slowly)
    refresh = asyncio.create_task(tallies.bring_up_to_date(db, COUNTING))
    await counted.wait()
    monkeypatch.undo()

    async def change() -> None:
        async with db.transaction() as tx:
            await saved(CHAIR, category="Cán bộ")(tx)

    changing = asyncio.create_task(change())
    await asyncio.wait([changing], timeout=0.05 if db.engine == "sqlite" else None)
    go_on.set()
    await asyncio.gather(refresh, changing)
    assert [row["unit_id"] for row in await db.rows("select unit_id from stale_unit")] == [COMMUNE.id]
    assert await read(db) == await asked_one_by_one(db)


async def test_many_who_ask_at_once_count_once_and_all_are_told_the_same(db: Database) -> None:
    async with db.transaction() as tx:
        await stale_units.mark_everything(tx)
    told = await asyncio.gather(*(read(db) for _ in range(6)))
    assert told == [await asked_one_by_one(db)] * 6
    assert await tallies.differences(db, COUNTING) == []


async def test_a_post_that_ended_yesterday_counts_no_more_after_midnight(db: Database) -> None:
    last = replace(CHAIR.posts[0], until=DAY)
    await changed(db, saved(CHAIR, category="Cán bộ", posts=(last,)))
    assert (await read(db))[".....l"] == 1
    tomorrow = replace(COUNTING, day=DAY + timedelta(days=1))
    assert ".....l" not in await read(db, counting=tomorrow)
    assert await tallies.differences(db, tomorrow) == []
    assert (await read(db))[".....l"] == 1  # a demonstration's clock may go back


async def test_a_post_that_begins_counts_from_its_first_day(db: Database) -> None:
    first = replace(CHAIR.posts[0], since=DAY + timedelta(days=3))
    await changed(db, saved(CHAIR, category="Cán bộ", posts=(first,)))
    for days, people in ((2, 0), (3, 1), (2, 0), (30, 1)):
        found = await read(db, counting=replace(COUNTING, day=DAY + timedelta(days=days)))
        assert found.get(".....l", 0) == people


async def test_a_new_day_counts_only_units_where_a_post_begins_or_ends(db: Database) -> None:
    last = replace(CHAIR.posts[0], until=DAY)
    await changed(db, saved(CHAIR, posts=(last,)))
    async with db.transaction() as tx:
        await stale_units.mark_between(tx, DAY.isoformat(), (DAY + timedelta(days=1)).isoformat())
    assert [row["unit_id"] for row in await db.rows("select unit_id from stale_unit")] == [COMMUNE.id]


async def test_another_setting_counts_everybody_anew(db: Database) -> None:
    await changed(db, saved(CHAIR, category="Cán bộ", credentials=(Credential(Level.TRUNG_CAP),)))
    assert (await read(db))[".....m"] == 1
    strict = replace(COUNTING, count_unverified=False)
    assert (await read(db, counting=strict))[".....l"] == 1
    assert await tallies.differences(db, strict) == []


async def test_an_edited_policy_counts_everybody_anew(db: Database) -> None:
    edited = policy().model_copy(update={"targets": policy().targets[:2]})
    counting = replace(COUNTING, policy=edited)
    assert await read(db, counting=counting) == await asked_one_by_one(db, counting)
    assert {len(profile) for profile in await read(db, counting=counting)} == {2}


async def test_a_leader_is_told_of_their_units_and_those_below_only(db: Database) -> None:
    assert sum((await read(db, BOSS)).values()) == 2
    assert sum((await read(db, BOSS, unit=TEAM.id)).values()) == 1
    assert await read(db, BOSS, unit=COMMUNE.id) == {}
    assert await read(db, BOSS, unit=DISTRICT.id) == await read(db, BOSS)  # theirs, of those below it
    assert await read(db, unit="no-such-unit") == {}
    by_unit = await tallies.read_by_unit(db, BOSS, COUNTING)
    assert by_unit is not None
    assert sorted(by_unit) == [OFFICE.id, TEAM.id]


async def test_who_may_see_nobody_is_told_of_nobody(db: Database) -> None:
    assert await read(db, Asker(cadre_id=CLERK.id)) == {}


async def test_units_below_are_told_as_asking_their_people_tells(db: Database) -> None:
    assert await read(db, unit=DISTRICT.id) == await asked_one_by_one(db, unit=DISTRICT.id)
    assert sum((await read(db, unit=DISTRICT.id)).values()) == 2


async def test_what_is_kept_wrong_is_named_and_a_recount_mends_it(db: Database) -> None:
    await db.write("update tally set people = 7 where unit_id = $1", COMMUNE.id)
    [profile] = (await read(db, unit=COMMUNE.id)).keys()
    found = await tallies.differences(db, COUNTING)
    assert tallies.Difference(COMMUNE.id, profile, 7, 1) in found
    assert {each.unit_id for each in found} == {COMMUNE.id, tallies.EVERYONE}
    await tallies.recount(db, COUNTING)
    assert await tallies.differences(db, COUNTING) == []


async def test_many_units_are_counted_in_portions(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "_AT_ONCE", 1)
    shares: list[float] = []
    await tallies.recount(db, COUNTING, shares.append)
    assert len(shares) == len({person.unit for person in PEOPLE} | {DISTRICT})
    assert await read(db) == await asked_one_by_one(db)


async def test_when_many_are_stale_everybody_is_counted_in_one_go(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tallies, "_MANY", 1)
    monkeypatch.setattr(unit_counts, "_AT_ONCE", 2)
    kept, shares = await read(db), list[float]()
    await tallies.recount(db, COUNTING, shares.append)
    assert await read(db) == kept == await asked_one_by_one(db)
    assert await tallies.differences(db, COUNTING) == []
    assert shares == [2 / 3, 1]


async def test_what_changes_while_everybody_is_counted_is_not_lost(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    count_everybody = unit_counts.count_everybody

    async def meanwhile(db: Database, counting: Counting, told: unit_counts.Told) -> object:
        found = await count_everybody(db, counting, told)
        monkeypatch.setattr(tallies, "_MANY", 1000)
        async with db.transaction() as tx:
            await saved(CHAIR, category="Cán bộ")(tx)
        await read(db)  # somebody asks, and so has all that is marked counted, with the change
        async with db.transaction() as tx:
            await saved(CLERKS, category="")(tx)
        return found

    monkeypatch.setattr(tallies, "_MANY", 1)
    monkeypatch.setattr(tallies, "count_everybody", meanwhile)
    await tallies.recount(db, COUNTING)
    monkeypatch.undo()
    assert {row["unit_id"] for row in await db.rows("select unit_id from stale_unit")} == {TEAM.id}
    assert await read(db) == await asked_one_by_one(db)
    assert await tallies.differences(db, COUNTING) == []


async def test_a_recount_by_another_program_counts_everybody_anew(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await db.write("update tally set people = 7 where unit_id = $1", COMMUNE.id)
    monkeypatch.setattr(tallies, "program", lambda: "another")
    assert await tallies.differences(db, COUNTING) != []
    await read(db)
    assert await tallies.differences(db, COUNTING) == []
