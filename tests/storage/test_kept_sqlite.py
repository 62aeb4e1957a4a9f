"""The file that many tests share: whatever one of them does, the next finds it as it was made, or the first fails."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.kept_sqlite import Kept, kept_sqlite


@pytest.fixture
def kept(migrated_file: Path, tmp_path: Path) -> Iterator[Kept]:
    (tmp_path / "kept.db").write_bytes(migrated_file.read_bytes())
    with kept_sqlite(tmp_path / "kept.db") as kept:
        yield kept


INSERT = "insert into house_fact (name, value) values ('a', '1')"


async def test_what_was_written_is_forgotten_tables_and_open_transactions_too(kept: Kept) -> None:
    db = await kept.lend()
    await db.write(INSERT)
    await db.write("create table more (a integer primary key autoincrement)")
    await db.write("insert into more default values")
    await db._writer.execute("begin immediate")
    await db._writer.execute("delete from house_fact")
    await db.close()
    db = await kept.lend()
    assert list(await db.rows("select * from house_fact")) == []
    assert list(await db.rows("select * from sqlite_master where name like '%more%'")) == []
    await db.write(INSERT)
    await db.close()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("pragma query_only = on", "query_only"),
        ("pragma foreign_keys = off", "foreign_keys"),
        ("pragma busy_timeout = 5", "busy_timeout"),
        ("attach database ':memory:' as other", "databases"),
        ("create temp table mine (a)", "temporary tables"),
    ],
)
@pytest.mark.parametrize("place", [0, 1])
async def test_a_test_that_leaves_a_connection_changed_fails(kept: Kept, change: str, named: str, place: int) -> None:
    db = await kept.lend()
    await kept._connections[place].execute(change)
    with pytest.raises(AssertionError, match=named):
        await db.close()


async def test_a_setting_is_put_right_for_the_next(kept: Kept) -> None:
    db = await kept.lend()
    await db._writer.execute("pragma query_only = on")
    with pytest.raises(AssertionError, match="query_only"):
        await db.close()
    db = await kept.lend()
    await db.write(INSERT)
    await db.close()


async def test_a_test_that_writes_into_the_file_itself_is_named(kept: Kept) -> None:
    db = await kept.lend()
    await db.write(INSERT)
    with sqlite3.connect(kept.file) as other:
        other.execute("pragma wal_checkpoint(truncate)")
    other.close()
    await db.close()
    with pytest.raises(AssertionError, match="give it one of its own"):
        await kept.lend()
