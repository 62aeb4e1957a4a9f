"""A database that was damaged or altered: it is moved to another place in whole, or nothing is put there."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from storage.moving import MoveFailed, move_database
from tests.fuzz.amounts import examples
from tests.fuzz.stored import stored_in
from tests.fuzz.strategies import text
from tests.fuzz.test_archives import AT
from tests.fuzz.test_files import Broken, broken, broken_by

names = st.sampled_from(["migration", "unit", "cadre", "post", "account", "notice", "house_fact"])
wishes = st.sampled_from(
    [
        'drop table "{0}"',
        'delete from "{0}"',
        "alter table \"{0}\" add column odd blob default x'00ff'",
        'alter table "{0}" rename to "other"',
        'create table "{1}" (a)',
        "insert into migration (number, name, applied_at) values (99999, 'x', 0)",
        'create view "v{1}" as select 1',
    ]
)


def break_bytes(whole: Path, file: Path, how: Broken) -> None:
    file.write_bytes(broken_by(whole.read_bytes(), how))


async def moved_or_nothing(source: Path, goal: Path) -> None:
    """Move a database; where it fails, what was at the goal is still there."""
    before = stored_in(goal)
    try:
        await move_database(f"sqlite:///{source}", f"sqlite:///{goal}", AT)
    except MoveFailed:
        assert stored_in(goal) == before


@examples(1, one_in=20)
@given(how=broken)
async def test_a_database_of_broken_bytes_is_moved_whole_or_not_at_all(
    database_file: Path, tmp_path: Path, how: Broken
) -> None:
    source, goal = tmp_path / "source.db", tmp_path / "goal.db"
    shutil.copyfile(database_file, goal)
    break_bytes(database_file, source, how)
    await moved_or_nothing(source, goal)


@examples(1, one_in=20)
@given(wish=wishes, table=names, word=text)
async def test_a_database_altered_by_hand_is_moved_whole_or_not_at_all(
    database_file: Path, tmp_path: Path, wish: str, table: str, word: str
) -> None:
    source, goal = tmp_path / "source.db", tmp_path / "goal.db"
    for place in (source, goal):
        shutil.copyfile(database_file, place)
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.execute("pragma foreign_keys = off")
        try:
            connection.execute(wish.format(table, word.replace('"', "").replace("\0", "") or "x"))
        except sqlite3.Error:
            return
    await moved_or_nothing(source, goal)
