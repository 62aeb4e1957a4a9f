"""The database of the soak: PostgreSQL, reached by each program through a line that breaks, or a SQLite file."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.storage.postgres_server import running_server
from tests.storage.proxy import Proxy

PASSWORD = "mat-khau-cua-co-so-du-lieu"
"""Asked of nobody here; it must not be told all the same."""


@dataclass(frozen=True)
class Given:
    """How the soak reaches it, past all that breaks, and how the programs do."""

    direct_url: str
    urls: Sequence[str]
    """One for each program."""
    lines: Sequence[Proxy]
    """Of each program; none to a file."""

    async def end_connections(self) -> int:
        """Have PostgreSQL end each connection of the programs; how many there were. None while it lets nobody in."""
        import asyncpg

        try:
            connection = await asyncpg.connect(self.direct_url)
        except asyncpg.TooManyConnectionsError:  # lines that were just cut are still counted
            return 0
        try:
            ended = await connection.fetch(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where backend_type = 'client backend' and pid <> pg_backend_pid()"
            )
            return len(ended)
        finally:
            await connection.close()


@asynccontextmanager
async def given_database(engine: str, folder: Path, processes: int) -> AsyncIterator[Given]:
    """One of an engine, gone at the end."""
    if engine == "sqlite":
        url = f"sqlite:///{folder}/bot.db"
        yield Given(url, [url], [])
        return
    async with AsyncExitStack() as stack:
        direct = stack.enter_context(running_server())
        lines = [await stack.enter_async_context(Proxy()) for _ in range(processes)]
        for line in lines:
            await line.start(direct)
        urls = [line.through(direct).replace("postgres@", f"postgres:{PASSWORD}@") for line in lines]
        yield Given(direct, urls, lines)
