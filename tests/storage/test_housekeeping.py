"""What is kept for how long, by the centre's settings."""

from rules.retention import Retention
from storage import housekeeping, inbox
from storage.database import Database
from storage.journal import By, Entry, record
from storage.looks import every_look, looked_at

_DAY = 24 * 3_600_000
_NOW = 1000 * _DAY


async def _changed(db: Database, days_ago: int) -> None:
    by = By("nv01", _NOW - days_ago * _DAY)
    async with db.transaction() as tx:
        await record(tx, by, Entry("edit", "cadre", "c1", '{"name": "A"}', '{"name": "B"}'))
        await looked_at(tx, by, "list", ["c1"])


async def test_without_a_term_looks_and_values_are_kept(db: Database) -> None:
    await _changed(db, 900)
    await housekeeping.forget_old(db, _NOW)
    assert len(await every_look(db, 0, 9)) == 1
    assert len(await db.rows("select 1 from journal_value")) == 2


async def test_values_go_after_their_term_and_the_line_stays(db: Database) -> None:
    await _changed(db, 40)
    await _changed(db, 10)
    await housekeeping.forget_old(db, _NOW, Retention(journal=30))
    assert len(await db.rows("select 1 from journal where action = 'edit'")) == 2
    assert len(await db.rows("select 1 from journal_value where before is not null")) == 1
    assert len(await every_look(db, 0, 9)) == 2


async def test_looks_go_after_their_own_term(db: Database) -> None:
    await _changed(db, 40)
    await _changed(db, 10)
    await housekeeping.forget_old(db, _NOW, Retention(looks=30))
    assert len(await every_look(db, 0, 9)) == 1
    assert len(await db.rows("select 1 from journal_value where before is not null")) == 2


async def test_that_a_message_came_is_kept_as_long_as_the_centre_says(db: Database) -> None:
    for n, days in enumerate((5, 2)):
        kept = await inbox.store(db, "telegram", f"e{n}", "1", "{}", _NOW)
        assert kept is not None
        await inbox.answered(db, [kept.seq], _NOW - days * _DAY)
    await housekeeping.forget_old(db, _NOW, Retention(inbox=3))
    assert [row["event"] for row in await db.rows("select event from inbox")] == ["e1"]
