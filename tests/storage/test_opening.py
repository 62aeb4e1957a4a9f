"""Opening a database: its tables whole or not at all, its file private, and one sentence when it cannot be."""

import asyncio
import os
import secrets
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path

import asyncpg
import pytest

from rules.snapshot import Counted
from storage import snapshots
from storage.database import Database, DatabaseUnavailable, open_database
from storage.migrate import migrate
from storage.postgresql import open_postgresql
from storage.sqlite import open_sqlite
from tests.storage.postgres_server import LOCKED_USER

KILLED_MIDWAY = """
import asyncio, os, signal, sys
from storage import migrate
from storage.database import open_database

whole = migrate._statements

def until_killed(sql):
    for n, statement in enumerate(whole(sql)):
        if n == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        yield statement

migrate._statements = until_killed
asyncio.run(open_database(sys.argv[1]))
"""
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="file modes and signals of POSIX")


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """A database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    name = f"empty_{secrets.token_hex(4)}"
    connection = await asyncpg.connect(server)
    await connection.execute(f"create database {name}")
    yield server.replace("/postgres?", f"/{name}?")
    await connection.execute(f"drop database {name} with (force)")
    await connection.close()


async def tables_of(url: str) -> int:
    """How many statements the tables answer to: opening again must find all of them, or make them."""
    database: Database = await open_database(url)
    try:
        await database.rows("select * from cadre join import_change on true join house_fact on true")
        return len(await database.rows("select number from migration"))
    finally:
        await database.close()


@posix_only
@pytest.mark.parametrize("after", [1, 9])
async def test_killed_between_two_statements_a_migration_leaves_the_database_as_before(
    empty_url: str, after: int
) -> None:
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", KILLED_MIDWAY, empty_url, str(after)], check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert await tables_of(empty_url) >= 1


async def test_several_may_migrate_at_once(empty_url: str) -> None:
    databases = await asyncio.gather(*(open_database(empty_url) for _ in range(4)))
    for database in databases:
        await database.close()
    assert await tables_of(empty_url) >= 1


async def test_a_database_of_a_newer_program_is_refused(empty_url: str) -> None:
    database = await open_database(empty_url)
    await database.write("insert into migration values (9999, 'future.sql', 1)")
    await database.close()
    with pytest.raises(DatabaseUnavailable, match="newer program"):
        await open_database(empty_url)


async def test_tables_of_some_other_program_are_left_alone(empty_url: str) -> None:
    database = await open_database(empty_url)
    await database.write("delete from migration")
    await database.close()
    with pytest.raises(DatabaseUnavailable, match="nothing was changed"):
        await open_database(empty_url)


@posix_only
async def test_file_and_folder_are_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "cadrebot.db"
    database = await open_database(f"sqlite:///{path}")
    await database.write("insert into house_fact (name, value) values ('a', 'b')")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    await database.close()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert modes
    assert set(modes.values()) == {0o600}


async def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(b"PK" * 1000)
    with pytest.raises(DatabaseUnavailable, match=r"roster\.xlsx.*some other file"):
        await open_database(f"sqlite:///{path}")
    assert path.read_bytes() == b"PK" * 1000


@pytest.fixture
def locked_file(migrated_file: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A database with the file mode of the parameter, met by a user who is not root."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "locked.db"
        path.write_bytes(migrated_file.read_bytes())
        path.parent.chmod(0o755)
        path.chmod(request.param)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        yield path
        if root:
            os.seteuid(0)


@posix_only
@pytest.mark.parametrize("locked_file", [0o444, 0o000], indirect=True)
async def test_a_file_that_may_not_be_read_or_written_says_so(locked_file: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match=r"locked\.db.*readable and writable by this user"):
        await open_database(f"sqlite:///{locked_file}")


@pytest.mark.parametrize("url", ["sqlite://data.db", "sqlite:///", "mysql://h/d", "cadrebot.db", ""])
async def test_a_wrong_url_is_answered_with_the_right_form(url: str) -> None:
    with pytest.raises(DatabaseUnavailable, match="sqlite:///"):
        await open_database(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://cadrebot:s3cr%40t@127.0.0.1:1/cadrebot",
        "postgresql://cadrebot:s3cr%40t@no-such-host.invalid/cadrebot",
        "postgresql://cadrebot:s3cr%40t@127.0.0.1:port/cadrebot",
    ],
)
async def test_a_server_out_of_reach_is_named_without_the_password(url: str) -> None:
    with pytest.raises(DatabaseUnavailable) as refused:
        await open_database(url)
    said = str(refused.value)
    assert "127.0.0.1" in said or "no-such-host.invalid" in said
    assert "s3cr" not in said
    assert refused.value.__cause__ is None


async def test_a_wrong_password_says_where_to_look_and_never_itself(postgres_server: str) -> None:
    connection = await asyncpg.connect(postgres_server)
    await connection.execute(f"create user {LOCKED_USER} password 'right'")
    try:
        with pytest.raises(DatabaseUnavailable, match="the user and the password") as refused:
            await open_database(postgres_server.replace("postgres@", f"{LOCKED_USER}:wr0ng@"))
    finally:
        await connection.execute(f"drop user {LOCKED_USER}")
        await connection.close()
    assert "wr0ng" not in str(refused.value)


async def test_a_database_that_does_not_exist_says_how_to_make_it(postgres_server: str) -> None:
    with pytest.raises(DatabaseUnavailable, match="createdb"):
        await open_database(postgres_server.replace("/postgres?", "/nowhere?"))


async def test_counts_and_frozen_figures_of_before_become_those_of_the_whole_deployment(empty_url: str) -> None:
    is_file = empty_url.startswith("sqlite")
    database = await (open_sqlite(empty_url) if is_file else open_postgresql(empty_url))
    try:
        await migrate(database, only=range(33))
        async with database.transaction() as tx:
            await tx.rows("insert into tally values ('a', 'ml', 3), ('', 'ml', 3)")
            await tx.rows("insert into tally_basis values (1, '2025-06-02', 'p', 'h', 1, 'v')")
            await tx.rows("insert into snapshot values ('s', '2025-05-31', 'p', 'h', 1, 7)")
            await tx.rows("insert into snapshot_figure values ('s', 't', '', 3, 2, 1)")
        await migrate(database)
        tallies = await database.rows("select unit_id, place, profile, people from tally order by unit_id")
        assert [row[:] for row in tallies] == [("", "", "ml", 3), ("a", "", "ml", 3)]
        [basis] = await database.rows("select place, day, policy_id, program from tally_basis")
        assert basis[:] == ("", "2025-06-02", "p", "v")
        assert await snapshots.days(database, "p") == [(date(2025, 5, 31), "s")]
        found = await snapshots.by_id(database, "s")
        assert found is not None
        assert found.of("t") == Counted("t", "", 3, 2, 1)
    finally:
        await database.close()
