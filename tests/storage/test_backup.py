"""Copies of a database: whole, private, and nothing left behind when one cannot be made."""

import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.backup import BackupFailed, copy_database
from storage.database import Database, open_database
from storage.house_facts import house_fact, keep_house_fact


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite:///{tmp_path}/bot.db?synchronous=off")
    async with opened.transaction() as tx:
        await keep_house_fact(tx, "said", "yes")
    yield opened
    await opened.close()


async def test_a_copy_opens_by_itself_and_holds_what_was_written(db: Database, tmp_path: Path) -> None:
    size = await copy_database(db, tmp_path / "copy.db")
    copy = await open_database(f"sqlite:///{tmp_path}/copy.db?synchronous=off")
    assert await house_fact(copy, "said") == "yes"
    await copy.close()
    assert size > 0


async def test_only_its_owner_may_read_a_copy(db: Database, tmp_path: Path) -> None:
    await copy_database(db, tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


async def test_a_copy_is_made_while_somebody_writes(db: Database, tmp_path: Path) -> None:
    async with db.transaction() as tx:
        await keep_house_fact(tx, "said", "not yet")
        await copy_database(db, tmp_path / "copy.db")
    copy = await open_database(f"sqlite:///{tmp_path}/copy.db?synchronous=off")
    assert await house_fact(copy, "said") == "yes"
    await copy.close()


async def test_where_nothing_can_be_written_nothing_is_left(db: Database, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed):
        await copy_database(db, tmp_path / "no folder" / "copy.db")
    assert not list(tmp_path.glob("**/*.part"))  # noqa: ASYNC240
