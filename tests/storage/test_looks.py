"""Looks at names: one line of the journal each, from which it can be told who saw whose name."""

from storage.database import Database
from storage.journal import By
from storage.looks import looked_at

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
