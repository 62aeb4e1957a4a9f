"""SQLite by aiosqlite: one writer whose transactions are committed in groups, and readers beside it."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, unquote, urlsplit

import aiosqlite

from storage.database import DatabaseUnavailable, FirstFailure, Row, Transaction, Value
from storage.visits import (
    Asides,
    Asked,
    Connect,
    Outcomes,
    Reader,
    ask,
    fail,
    not_kept,
    settle,
    visit,
    visit_and_commit,
)

_ERRORS: tuple[type[Exception], ...] = (sqlite3.Error,)
_PRAGMAS = (
    "pragma synchronous = {synchronous}",
    "pragma foreign_keys = on",
    "pragma busy_timeout = 10000",
    "pragma temp_store = memory",
)


_WRITERS_CACHE = "pragma cache_size = -65536"
"""64 MB at most, taken only while much is written: with the usual 2 MB a large import writes pages again and again."""
_TRIES = 20
"""How often a file that others are opening is asked for again: a second in all, beside SQLite's own waiting."""
_PATIENCE = 30.0
"""Seconds for which closing waits for changes under way: one that waits for another program takes up to ten."""
_PLACE = re.compile(r"\$(\d+)")
_PLACES = tuple(str(n) for n in range(1, 100))


def _bind(args: Sequence[Value]) -> dict[str, Value]:
    # By name, never by place: SQLite numbers `$2 ... $1` by first appearance, silently swapping the two.
    return dict(zip(_PLACES, args, strict=False))


class _Group:
    """Transactions that reach the disk in one commit. `done` is set when they have, or failed together."""

    def __init__(self) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.done.add_done_callback(lambda done: done.cancelled() or done.exception())

    def fail(self, error: BaseException) -> None:
        if not self.done.done():
            self.done.set_exception(not_kept(error))


class _Statements:
    """The writer's connection as one transaction sees it."""

    engine = "sqlite"

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self.failure = FirstFailure(_ERRORS)

    async def rows(self, sql: str, *args: Value) -> Sequence[Row]:
        with self.failure:
            return cast("Sequence[Row]", await self._connection.execute_fetchall(sql, _bind(args)))

    async def run_many(self, sql: str, many: Sequence[Sequence[Value]]) -> None:
        with self.failure:
            # By number, since a dict for each of a hundred thousand rows takes twice the time and 100 MB.
            await self._connection.executemany(_PLACE.sub(r"?\1", sql), many)


class SqliteDatabase:
    """A file. Writers queue for one connection; each works in a savepoint, and a commit takes all who queued with it.

    With `synchronous=FULL` a commit waits for the disk. One commit for a whole group keeps that promise to each of
    them while the disk is asked once: whoever queues before the committer joins the group, later ones the next.
    A task cancelled while it waits for the commit may have been kept; cancelled inside its transaction, it is undone.
    """

    engine = "sqlite"
    errors = _ERRORS

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection, connect: Connect) -> None:
        self._writer = writer
        self._reader = Reader(reader)
        self._aside = Asides(connect)
        self._alone: list[Asked] = []
        self._turn = asyncio.Lock()
        self._holder: asyncio.Task[object] | None = None
        self._group: _Group | None = None
        self._committer: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[Outcomes]] = set()
        self._closed = False

    async def rows(self, sql: str, *args: Value) -> Sequence[Row]:
        self._refuse_closed()
        return await self._reader.rows(sql, _bind(args))

    async def rows_aside(self, sql: str, *args: Value) -> Sequence[Row]:
        self._refuse_closed()
        return await self._aside.rows(sql, _bind(args))

    async def write(self, sql: str, *args: Value) -> Sequence[Row]:
        self._refuse_closed()
        self._refuse_own_transaction()
        asked = ask(sql, _bind(args))
        self._alone.append(asked)
        if len(self._alone) == 1:
            self._tasks.add(task := asyncio.create_task(self._write_alone(self._alone)))
            task.add_done_callback(partial(self._answer, self._alone))
        return await asked.answer

    async def _write_alone(self, batch: list[Asked]) -> Outcomes:
        """Run the statements that stand for themselves, all that wait by now, in one visit and one commit."""
        async with self._turn:
            group = self._group
            self._alone = []  # whoever asks from now on goes with the next batch
            if group is None:  # begin and commit go along: one visit in the place of three
                return await visit_and_commit(self._writer, batch)
            # No savepoint: SQLite undoes a single failing statement by itself.
            outcomes = await visit(self._writer, batch)
            failed = next((each for each in outcomes if isinstance(each, Exception)), None)
            if failed is not None:
                self._check_group(group, failed)
        await asyncio.shield(group.done)
        return outcomes

    def _answer(self, batch: list[Asked], task: asyncio.Task[Outcomes]) -> None:
        # Here, not in the task: one that is cancelled before its first step runs nothing of its own.
        self._tasks.discard(task)
        if self._alone is batch:
            self._alone = []
        error = _error_of(task)
        if error is None:
            settle(batch, task.result())
        else:
            fail(batch, error)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        failed: Exception | None = None
        async with self._my_turn():
            group = await self._join()
            statements = _Statements(self._writer)
            try:
                await statements.rows("savepoint one")
                yield statements
                statements.failure.check()
            except BaseException as error:
                await _uninterrupted(self._undo(group, error))
                if not isinstance(error, Exception):
                    raise
                failed = error
            else:
                await _uninterrupted(self._release(group))
        if failed is not None:
            # What it saw of the others of its group must be there for the reader too, when its task looks again.
            await asyncio.wait([group.done])
            raise failed
        await asyncio.shield(group.done)

    async def close(self) -> None:
        """Wait for the changes under way, but not for ever: whoever then still waits is told that theirs is lost."""
        self._closed = True
        under_way = [task for task in (*self._tasks, self._committer) if task is not None and not task.done()]
        late = (await asyncio.wait(under_way, timeout=_PATIENCE))[1] if under_way else ()
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=1)
        await self._writer.close()
        await self._reader.close()
        await self._aside.close()

    @asynccontextmanager
    async def _my_turn(self) -> AsyncIterator[None]:
        self._refuse_closed()
        self._refuse_own_transaction()
        async with self._turn:
            self._holder = asyncio.current_task()
            try:
                yield
            finally:
                self._holder = None

    def _refuse_own_transaction(self) -> None:
        if self._holder is not None and self._holder is asyncio.current_task():
            raise RuntimeError(
                "this task has a transaction open: its changes must go through that, or it waits for itself"
            )

    def _refuse_closed(self) -> None:
        if self._closed:
            raise DatabaseUnavailable("the database is closed")

    async def _join(self) -> _Group:
        if self._group is None:
            await _uninterrupted(self._begin())
        if self._group is None:  # its committer was stopped meanwhile
            raise DatabaseUnavailable("the program stopped before the change")
        return self._group

    async def _begin(self) -> None:
        if self._writer.in_transaction:  # left by a group that was given up
            await self._run("rollback")
        await self._run("begin immediate")
        self._group = _Group()
        self._committer = asyncio.create_task(self._commit(self._group))
        self._committer.add_done_callback(partial(self._committed, self._group))

    async def _commit(self, group: _Group) -> None:
        # The lock is first come, first served: everyone who already waits for it gets in before this does.
        async with self._turn:
            if self._group is group:
                await _uninterrupted(self._keep(group))

    def _committed(self, group: _Group, task: asyncio.Task[None]) -> None:
        error = _error_of(task)
        if error is not None:  # whatever it was, nobody of the group may wait for ever
            self._give_up(group, error)

    async def _keep(self, group: _Group) -> None:
        try:
            await self._run("commit")
        except sqlite3.Error as error:
            self._give_up(group, error)
            with suppress(sqlite3.Error):  # at once, so that no other program waits; the next group tries again
                await self._run("rollback")
        else:
            self._group = None
            group.done.set_result(None)

    async def _release(self, group: _Group) -> None:
        try:
            await self._run("release one")
        except sqlite3.Error as error:
            self._give_up(group, error)
            raise

    async def _undo(self, group: _Group, error: BaseException) -> None:
        try:
            if self._writer.in_transaction:
                await self._run("rollback to one")
                await self._run("release one")
        except sqlite3.Error as failed:
            # Half a transaction is in the group now: it must not be kept with the others.
            self._give_up(group, failed)
        self._check_group(group, error)

    def _check_group(self, group: _Group, error: BaseException) -> None:
        # A full or broken disk makes SQLite drop the whole transaction: nobody in the group may believe it was kept.
        if not self._writer.in_transaction:
            self._give_up(group, error)

    def _give_up(self, group: _Group, error: BaseException) -> None:
        """Tell all of a group that nothing of it is kept; what is left of its transaction, the next one undoes."""
        if self._group is group:
            self._group = None
        group.fail(error)

    async def _run(self, sql: str) -> None:
        await self._writer.execute_fetchall(sql)


def _error_of(task: asyncio.Task[Any]) -> BaseException | None:
    return asyncio.CancelledError() if task.cancelled() else task.exception()


async def _uninterrupted(work: Coroutine[None, None, None]) -> None:
    """Do the work to its end even if this task is cancelled, once or twice; the cancellation is raised after it.

    The thread of the connection goes on regardless, so that a half-done step would meet the next in line.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
    task.result()
    if cancelled is not None:
        raise cancelled


async def open_sqlite(url: str) -> SqliteDatabase:
    """Open or make the file of a `sqlite:///` URL; its folder and the file are for their owner only.

    `?synchronous=off` is for tests, whose files need not survive a power cut. Raises DatabaseUnavailable.
    """
    parts = urlsplit(url)
    if parts.netloc or not parts.path.strip("/"):
        raise DatabaseUnavailable(
            f"database url {url!r}: three slashes and a file, as sqlite:///data/cadrebot.db (four if it begins at /)"
        )
    path = Path(unquote(parts.path)[1:]).resolve()  # noqa: ASYNC240 — once, at start
    synchronous = parse_qs(parts.query).get("synchronous", ["full"])[0]
    connect = partial(_connected, path, synchronous)
    connections: list[aiosqlite.Connection] = []
    try:
        _make_private(path)
        for _ in range(2):
            connections.append(await connect())
            await _try_to_write(connections[-1])
        await connections[0].execute(_WRITERS_CACHE)
    except (OSError, sqlite3.Error) as error:
        for connection in connections:
            await connection.close()
        raise DatabaseUnavailable(_what_to_mend(path, error)) from error
    writer, reader = connections
    return SqliteDatabase(writer, reader, connect)


async def _connected(path: Path, synchronous: str) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None)
    try:
        await _prepare(connection, synchronous)
    except BaseException:
        await connection.close()
        raise
    return connection


def _make_private(path: Path) -> None:
    if not path.parent.exists():
        path.parent.mkdir(parents=True, mode=0o700)
    if not path.exists():
        path.touch(mode=0o600)
    # Tried here first: a connection that fails to open leaves aiosqlite's thread behind, to fail once more at the end.
    path.open("r+b").close()


async def _prepare(connection: aiosqlite.Connection, synchronous: str) -> None:
    connection.row_factory = sqlite3.Row
    await _write_ahead(connection)
    for pragma in _PRAGMAS:
        await connection.execute(pragma.format(synchronous=synchronous))


async def _try_to_write(connection: aiosqlite.Connection) -> None:
    # A file that can be read but not written shows it only here.
    await connection.execute("begin immediate")
    await connection.execute("rollback")


async def _write_ahead(connection: aiosqlite.Connection) -> None:
    """Have changes written ahead. Of two who ask for it at once, SQLite tells one that the file is locked."""
    for tries in count(1):
        try:
            await connection.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or tries == _TRIES:
                raise
            await asyncio.sleep(0.05)


def is_damage(error: BaseException | None) -> bool:
    """Whether SQLite says by this error that its file is damaged, or is none of its files."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _what_to_mend(path: Path, error: Exception) -> str:
    code = getattr(error, "sqlite_errorname", "")
    if code == "SQLITE_NOTADB":
        advice = "it is some other file; give the path of a database, or of a new file"
    elif code.startswith("SQLITE_CORRUPT"):
        advice = "it is damaged; keep it aside, and restore the latest backup"
    elif code.startswith("SQLITE_BUSY"):
        advice = "another program holds it; end that one first"
    elif code.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        advice = "look whether the disk is full or broken"
    else:
        advice = "the file and its folder must exist or be makeable, and be readable and writable by this user"
    return f"cannot open the database {path}: {error}; {advice}"
