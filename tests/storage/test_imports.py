"""A roster read in, and taken back."""

import asyncio
from dataclasses import replace

import pytest

from rules.access import OPERATOR
from rules.cadres import Cadre, Tier, Unit
from storage import cadre_writes, cadres, units
from storage.database import Database, open_database, row
from storage.imports import (
    ImportCounts,
    ImportOutdated,
    RosterChanges,
    UndoRefused,
    accept_layout,
    apply_import,
    layout_accepted,
    next_code,
    next_codes,
    undo_import,
)
from tests.storage.people import BY, CHAIR, CLERK, COMMUNE, HEAD, OFFICE, PEOPLE, keep

NEWCOMER = Cadre("", "CB009", "Phạm Văn Dũng", OFFICE)


async def read_in(db: Database, changes: RosterChanges) -> int:
    async with db.transaction() as tx:
        return await apply_import(tx, BY, "danh-sach.xlsx", changes)


async def take_back(db: Database, number: int) -> ImportCounts | UndoRefused:
    async with db.transaction() as tx:
        return await undo_import(tx, BY, number)


async def roster(db: Database) -> dict[str, Cadre]:
    return {cadre.code: cadre for cadre in await cadres.every_cadre(db, OPERATOR)}


def moved(cadre: Cadre) -> Cadre:
    return replace(cadre, unit=COMMUNE, posts=(), credentials=(), ratings={2025: "Hoàn thành nhiệm vụ"})


def content(people: dict[str, Cadre]) -> dict[str, Cadre]:
    return {code: replace(cadre, version=0) for code, cadre in people.items()}


async def test_an_import_adds_changes_and_takes_off(db: Database) -> None:
    await keep(db, *PEOPLE)
    number = await read_in(db, RosterChanges(new=[NEWCOMER], changed=[(HEAD, moved(HEAD))], gone=[CLERK]))
    now = await roster(db)
    assert set(now) == {"CB001", "CB003", "CB009"}
    assert now["CB001"] == replace(moved(HEAD), version=2)
    counts = await row(db, "select added, changed, gone from roster_import where number = $1", number)
    assert counts is not None
    assert counts[:] == (1, 1, 1)


async def test_only_the_parts_that_differ_are_written(db: Database) -> None:
    async def rows(table: str) -> list[tuple[object, ...]]:
        found = await db.rows(f"select * from {table} where cadre_id = $1 order by 1, 2", HEAD.id)
        return [tuple(each[:]) for each in found]

    parts = ("post", "credential", "rating")
    await keep(db, *PEOPLE)
    before = {part: await rows(part) for part in parts}
    await read_in(db, RosterChanges(changed=[(HEAD, replace(HEAD, phone="0900000000"))]))
    assert {part: await rows(part) for part in parts} == before
    now = (await roster(db))["CB001"]
    await read_in(db, RosterChanges(changed=[(now, replace(now, credentials=()))]))
    assert {part: await rows(part) for part in parts} == {**before, "credential": []}


async def test_an_undone_import_leaves_everyone_as_before(db: Database) -> None:
    await keep(db, *PEOPLE)
    before = await roster(db)
    number = await read_in(db, RosterChanges(new=[NEWCOMER], changed=[(HEAD, moved(HEAD))], gone=[CLERK]))
    assert await take_back(db, number) == ImportCounts(added=1, changed=1, gone=1)
    assert content(await roster(db)) == content(before)


async def test_versions_only_ever_count_up(db: Database) -> None:
    await keep(db, *PEOPLE)
    number = await read_in(db, RosterChanges(changed=[(HEAD, moved(HEAD))], gone=[CLERK]))
    await take_back(db, number)
    now = await roster(db)
    assert (now["CB001"].version, now["CB002"].version, now["CB003"].version) == (3, 3, 1)


async def test_an_import_is_undone_only_once(db: Database) -> None:
    number = await read_in(db, RosterChanges())
    await take_back(db, number)
    assert await take_back(db, number) == UndoRefused("already_undone")
    assert await take_back(db, number + 1) == UndoRefused("unknown")


async def test_a_later_change_refuses_the_undo_and_is_named(db: Database) -> None:
    await keep(db, *PEOPLE)
    number = await read_in(
        db, RosterChanges(changed=[(HEAD, moved(HEAD)), (CHAIR, replace(CHAIR, phone="0900000000"))])
    )
    now = (await roster(db))["CB003"]
    async with db.transaction() as tx:
        await cadre_writes.save(tx, BY, "correct", [now], [replace(now, gender="nam", version=now.version + 1)])
    before = await roster(db)
    assert await take_back(db, number) == UndoRefused("changed_later", [("CB003", "Lê Đức Ân")])
    assert await roster(db) == before


async def test_imports_are_undone_one_after_the_other_backwards(db: Database) -> None:
    await keep(db, *PEOPLE)
    first = await read_in(db, RosterChanges(changed=[(HEAD, moved(HEAD))]))
    second = await read_in(db, RosterChanges(gone=[(await roster(db))["CB001"]]))
    assert await take_back(db, first) == UndoRefused("changed_later", [("CB001", "Nguyễn Thị Ánh")])
    assert isinstance(await take_back(db, second), ImportCounts)
    assert isinstance(await take_back(db, first), ImportCounts)
    assert content(await roster(db))["CB001"] == replace(HEAD, version=0)


async def test_records_changed_after_the_plan_refuse_the_import_and_are_named(db: Database) -> None:
    await keep(db, *PEOPLE)
    async with db.transaction() as tx:
        await cadre_writes.save(tx, BY, "correct", [HEAD], [replace(HEAD, phone="", version=2)])
        await cadre_writes.remove(tx, BY, "take off", [CLERK])
    before = await roster(db)
    with pytest.raises(ImportOutdated) as refused:
        await read_in(
            db,
            RosterChanges(
                new=[NEWCOMER, replace(NEWCOMER, code="CB003")], changed=[(HEAD, moved(HEAD))], gone=[CLERK, CHAIR]
            ),
        )
    assert refused.value.people == [
        ("CB001", "Nguyễn Thị Ánh"), ("CB002", "Trần Văn Bình"), ("CB003", "Phạm Văn Dũng"),
    ]  # fmt: skip
    assert await roster(db) == before
    assert not await db.rows("select 1 from roster_import")


@pytest.mark.parametrize("changes", [RosterChanges(changed=[(HEAD, moved(HEAD))]), RosterChanges(gone=[HEAD])])
async def test_a_record_being_changed_by_somebody_else_is_not_overwritten(db: Database, changes: RosterChanges) -> None:
    await keep(db, *PEOPLE)
    async with db.transaction() as tx:
        assert await cadre_writes.claim(tx, HEAD.id, 1)
        reading = asyncio.create_task(read_in(db, changes))
        await asyncio.sleep(0.05)
    with pytest.raises(ImportOutdated):
        await reading


async def test_someone_put_back_by_hand_meanwhile_is_not_put_back_over_it(db: Database) -> None:
    await keep(db, *PEOPLE)
    async with db.transaction() as tx:
        await cadre_writes.remove(tx, BY, "test", [HEAD])
    async with db.transaction() as tx:
        assert await cadre_writes.come_back(tx, HEAD.id, 2)
        reading = asyncio.create_task(read_in(db, RosterChanges(new=[replace(HEAD, id="", phone="1")])))
        await asyncio.sleep(0.05)
    with pytest.raises(ImportOutdated):
        await reading


async def test_an_undo_waits_for_whoever_is_changing_one_of_its_records(db: Database) -> None:
    await keep(db, *PEOPLE)
    number = await read_in(db, RosterChanges(changed=[(HEAD, moved(HEAD))]))
    async with db.transaction() as tx:
        assert await cadre_writes.claim(tx, HEAD.id, 2)
        undoing = asyncio.create_task(take_back(db, number))
        await asyncio.sleep(0.05)
    assert await undoing == UndoRefused("changed_later", [(HEAD.code, HEAD.name)])


async def test_two_who_take_the_same_import_back_take_it_back_once(db: Database) -> None:
    await keep(db, *PEOPLE)
    number = await read_in(db, RosterChanges(changed=[(HEAD, moved(HEAD))]))
    answers = await asyncio.gather(take_back(db, number), take_back(db, number))
    assert sum(isinstance(answer, ImportCounts) for answer in answers) == 1
    assert (await roster(db))["CB001"].version == 3


async def test_a_unit_made_by_somebody_else_after_the_plan_refuses_the_import(db: Database) -> None:
    async with db.transaction() as tx:
        await units.save(tx, [Unit("theirs", "Trạm Y tế", Tier.COMMUNE)])
    with pytest.raises(ImportOutdated) as refused:
        await read_in(db, RosterChanges(units=[Unit("ours", "Trạm Y tế", Tier.COMMUNE)]))
    assert refused.value.people == [("", "Trạm Y tế")]


async def test_a_unit_that_a_file_adds_or_restates_leaves_a_line(db: Database) -> None:
    station = Unit("tram", "Trạm Y tế", Tier.DISTRICT)
    await read_in(db, RosterChanges(units=[station]))
    await read_in(db, RosterChanges(units=[station]))
    await read_in(db, RosterChanges(units=[replace(station, tier=Tier.COMMUNE)]))
    lines = await db.rows(
        "select j.action, j.record_id, v.before from journal j left join journal_value v on v.journal_id = j.id"
        " where j.kind = 'unit' order by j.action"
    )
    assert [(line["action"], line["record_id"]) for line in lines] == [
        ("import: add", "tram"),
        ("import: change", "tram"),
    ]
    assert '"tier": "district"' in lines[1]["before"]


async def test_someone_who_comes_back_is_the_same_person(db: Database) -> None:
    await keep(db, *PEOPLE)
    before = await roster(db)
    gone = await read_in(db, RosterChanges(gone=[HEAD]))
    back = await read_in(db, RosterChanges(new=[replace(moved(HEAD), id="")]))
    now = (await roster(db))["CB001"]
    assert (now.id, now.posts, now.ratings) == (HEAD.id, (), {2025: "Hoàn thành nhiệm vụ"})
    assert isinstance(await take_back(db, back), ImportCounts)
    assert set(await roster(db)) == {"CB002", "CB003"}
    assert isinstance(await take_back(db, gone), UndoRefused)
    assert content(before)["CB002"] == content(await roster(db))["CB002"]


async def test_a_stranger_never_inherits_the_record_behind_a_code(db: Database) -> None:
    await keep(db, replace(HEAD, code="CL00001"))
    await read_in(db, RosterChanges(gone=[replace(HEAD, code="CL00001")]))
    await read_in(db, RosterChanges(new=[replace(NEWCOMER, code="CL00001")]))
    [newcomer] = (await roster(db)).values()
    assert newcomer.id != HEAD.id
    assert newcomer.code == "CL00002"


async def test_people_without_a_code_get_the_next_ones_which_are_never_used_again(db: Database) -> None:
    await keep(db, replace(CLERK, code="CL00002"))
    async with db.transaction() as tx:
        assert await next_codes(tx, 2) == ["CL00001", "CL00003"]
    await read_in(db, RosterChanges(new=[replace(NEWCOMER, code="")]))
    assert set(await roster(db)) == {"CL00002", "CL00004"}
    async with db.transaction() as tx:
        assert await next_code(tx) == "CL00005"


async def test_two_processes_never_draw_the_same_code(db: Database, url: str) -> None:
    other = await open_database(url)

    async def draw(source: Database) -> str:
        async with source.transaction() as tx:
            return await next_code(tx)

    try:
        drawn = await asyncio.gather(*(draw(source) for source in (db, other) * 5))
    finally:
        await other.close()
    assert sorted(drawn) == [f"CL{n:05}" for n in range(1, 11)]


async def test_every_record_of_an_import_has_its_line_in_the_journal(db: Database) -> None:
    await keep(db, *PEOPLE)
    await db.write("delete from journal_value")
    await db.write("delete from journal")
    number = await read_in(db, RosterChanges(new=[NEWCOMER], changed=[(HEAD, moved(HEAD))], gone=[CLERK]))
    rows = await db.rows("select action, kind, record_id from journal order by action")
    assert [(r["action"], r["kind"]) for r in rows] == [
        ("import", "roster_import"), ("import: add", "cadre"), ("import: change", "cadre"),
        ("import: take off", "cadre"),
    ]  # fmt: skip
    await take_back(db, number)
    undone = await db.rows("select 1 from journal where action = $1", f"undo import {number}")
    assert len(undone) == 3


async def test_a_layout_is_accepted_once_and_remembered(db: Database) -> None:
    assert not await layout_accepted(db, "f1")
    for _ in range(2):
        async with db.transaction() as tx:
            await accept_layout(tx, BY, "f1")
    assert await layout_accepted(db, "f1")
    assert len(await db.rows("select 1 from journal where kind = 'layout'")) == 1


async def test_a_large_roster_is_read_in_and_undone_whole(db: Database) -> None:
    await keep(db)
    people = [replace(CHAIR, id="", code="", name=f"Người {n}") for n in range(500)]
    number = await read_in(db, RosterChanges(new=people))
    assert len(await roster(db)) == 500
    assert await take_back(db, number) == ImportCounts(500, 0, 0)
    assert not await roster(db)
