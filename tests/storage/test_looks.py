"""Looks at names: one line of the journal each, from which it can be told who saw whose name."""

from rules.access import Role
from storage import grants
from storage.database import Database
from storage.journal import By
from storage.looks import EVERYBODY, every_look, forget_looks, looked_at, looks_at
from tests.storage.people import CHAIR, COMMUNE, HEAD, keep

_BY = By("leader", 7)


async def test_a_look_leaves_one_line_with_the_ids_beside_it(db: Database) -> None:
    async with db.transaction() as tx:
        await looked_at(tx, _BY, "target_missing:bch_xa", ["cb002", "cb001", "cb002"])
    (line,) = await db.rows("select id, at, by_whom, action, kind, record_id from journal")
    assert line[1:] == (7, "leader", "look_at_names", "list", "target_missing:bch_xa")
    (value,) = await db.rows("select before, after from journal_value where journal_id = $1", line["id"])
    assert value[:] == (None, '["cb001","cb002"]')


async def test_a_list_without_people_was_no_look(db: Database) -> None:
    async with db.transaction() as tx:
        await looked_at(tx, _BY, "target_missing:bch_xa", [])
    assert not await db.rows("select 1 from journal")


async def test_each_look_is_found_for_who_was_seen_with_what_the_looker_was_then(db: Database) -> None:
    await keep(db, HEAD, CHAIR)
    async with db.transaction() as tx:
        await grants.grant(tx, By("operator", 3), CHAIR.id, Role.OFFICER, COMMUNE.id)
        await looked_at(tx, By(CHAIR.id, 5), "nominate:K1", [HEAD.id, CHAIR.id])
        await looked_at(tx, By(CHAIR.id, 6), "notice_absent:n", [HEAD.code])
        await looked_at(tx, By(HEAD.id, 7), "roster_export", [EVERYBODY])
    absent, nominated = await looks_at(db, (HEAD.id, HEAD.code), 0, 9)
    assert (absent.what, absent.at, absent.many) == ("notice_absent:n", 6, 1)
    assert (nominated.by, nominated.roles, nominated.unit) == (CHAIR.name, frozenset({Role.OFFICER}), COMMUNE.name)
    assert [each.many for each in await every_look(db, 0, 9)] == [0, 1, 2]
    assert await looks_at(db, (HEAD.id, HEAD.code), 7, 9) == []


async def test_old_looks_are_dropped_with_the_names_they_held(db: Database) -> None:
    async with db.transaction() as tx:
        await looked_at(tx, By("leader", 5), "old", ["cb001"])
        await looked_at(tx, By("leader", 9), "new", ["cb001"])
    await forget_looks(db, 6)
    assert [each.what for each in await every_look(db, 0, 9)] == ["new"]
    assert len(await db.rows("select 1 from journal_value")) == 1
