"""A database moved to the other engine and back is what it was."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from storage.database import open_database
from storage.held import hold
from storage.house_facts import keep_house_fact
from storage.moving import MoveFailed, move_database
from tests.storage.people import PEOPLE, keep

AT = datetime(2026, 11, 23, 4, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("at_once")


async def content(url: str) -> dict[str, list[Any]]:
    """Every row of every table."""
    found: dict[str, list[Any]] = {}
    async with hold(url) as held:
        for table in await held.tables():
            rows = [tuple(row) async for portion in held.portions(table) for row in portion]
            found[table.name] = sorted(rows, key=repr)
    return found


async def filled(url: str) -> None:
    db = await open_database(url)
    await keep(db, *PEOPLE)
    async with db.transaction() as tx:
        await keep_house_fact(tx, "said", 'đã ghi, "ngoặc", \\, \n xuống dòng')
    await db.close()


async def test_there_and_back_nothing_is_lost(sqlite_url: str, emptied_postgres: str, tmp_path: Path) -> None:
    await filled(sqlite_url)
    before = await content(sqlite_url)
    back = f"sqlite:///{tmp_path}/back.db"
    cleaned = await open_database(emptied_postgres)
    await cleaned.write(f"drop schema if exists before_{AT:%Y%m%d_%H%M%S} cascade")
    await cleaned.close()
    moved = await move_database(sqlite_url, emptied_postgres, AT)
    assert moved.rows == {name: len(rows) for name, rows in before.items()}
    assert await content(emptied_postgres) == before
    await move_database(emptied_postgres, back, AT)
    assert await content(back) == before


async def test_a_program_at_either_end_keeps_it_from_being_moved(sqlite_url: str, tmp_path: Path) -> None:
    await filled(sqlite_url)
    other = f"sqlite:///{tmp_path}/other.db"
    using = await open_database(other)
    for ends in ((sqlite_url, other), (other, sqlite_url)):
        with pytest.raises(MoveFailed, match="end cadrebot serve first"):
            await move_database(*ends, AT)
    await using.close()
