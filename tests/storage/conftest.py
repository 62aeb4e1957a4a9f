"""A fresh, migrated database for each test, on SQLite and on a real PostgreSQL."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, open_database


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    asyncio.run(_migrate(f"sqlite:///{path}?synchronous=off"))
    return path


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    shutil.copyfile(migrated_file, tmp_path / "test.db")
    return f"sqlite:///{tmp_path / 'test.db'}?synchronous=off"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """A database that has its tables, and no rows in them."""
    fixture = "sqlite_url" if request.param == "sqlite" else "emptied_postgres"
    return str(request.getfixturevalue(fixture))


@pytest.fixture
async def db(url: str) -> AsyncIterator[Database]:
    """An open database without rows, once for each engine."""
    database = await open_database(url)
    try:
        yield database
    finally:
        await database.close()


async def _migrate(url: str) -> None:
    await (await open_database(url)).close()
