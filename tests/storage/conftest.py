"""A fresh, migrated database for each test, on SQLite and on a real PostgreSQL."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from storage.database import Database, open_database
from tests.storage.in_place import at_once
from tests.storage.kept_sqlite import Kept, kept_sqlite

__all__ = ["at_once"]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    asyncio.run(_migrate(f"sqlite:///{path}?synchronous=off"))
    return path


@pytest.fixture(scope="session")
def empty_sqlite(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """The same, open for all tests that need no file of their own."""
    with kept_sqlite(shutil.copyfile(migrated_file, tmp_path_factory.mktemp("empty") / "empty.db")) as kept:
        yield kept


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    shutil.copyfile(migrated_file, tmp_path / "test.db")
    return f"sqlite:///{tmp_path / 'test.db'}?synchronous=off"


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(request: pytest.FixtureRequest, engine: str) -> str:
    """A database that has its tables, and no rows in them."""
    return str(request.getfixturevalue("sqlite_url" if engine == "sqlite" else "emptied_postgres"))


@pytest.fixture
def opens(request: pytest.FixtureRequest, engine: str) -> Callable[[], Awaitable[Database]]:
    """Opens a database without rows; that of `url`, where the test asks for it by this too."""
    if engine == "sqlite" and "url" not in request.fixturenames:
        kept: Kept = request.getfixturevalue("empty_sqlite")
        return kept.lend
    return partial(open_database, request.getfixturevalue("url"))


@pytest.fixture
async def db(opens: Callable[[], Awaitable[Database]]) -> AsyncIterator[Database]:
    """An open database without rows, once for each engine."""
    database = await opens()
    try:
        yield database
    finally:
        await database.close()


async def _migrate(url: str) -> None:
    await (await open_database(url)).close()
