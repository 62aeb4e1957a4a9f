"""One small door to a database: read, write, transaction; SQLite or PostgreSQL behind it, with one SQL text for both.

The conventions that make one text serve both (`$1` placeholders, TEXT and BIGINT columns, ids made here, no `lower()`
on Vietnamese) are listed in `docs/storage.md`, each with the difference that made it necessary.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol
from urllib.parse import urlsplit

Value = str | int | float | None


class Row(Protocol):
    """A row of a result: by column name, by place, or several places at once."""

    def __getitem__(self, key: str | int | slice, /) -> Any: ...


class DatabaseUnavailable(Exception):
    """The database could not be opened or used; the message says what to mend, in English."""


class TransactionFailed(Exception):
    """A statement of the transaction failed before: nothing of it is kept, even if the statement's error was caught.

    PostgreSQL ends a transaction at its first error, and would drop the rest in silence; SQLite would keep the rest.
    """


class FirstFailure:
    """Around each statement of a transaction: the first error that the engine raises ends the transaction."""

    def __init__(self, errors: tuple[type[Exception], ...]) -> None:
        self._errors = errors
        self._met = False

    def __enter__(self) -> None:
        self.check()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, self._errors):
            self._met = True

    def check(self) -> None:
        """Raises TransactionFailed if there was an error, even if somebody caught it."""
        if self._met:
            raise TransactionFailed("a statement of this transaction failed before")


class Transaction(Protocol):
    """The statements of one transaction: all of them are kept, or none."""

    engine: str

    async def rows(self, sql: str, *args: Value) -> Sequence[Row]:
        """Run one statement and return its rows; a statement that changes something may say `returning`."""
        ...

    async def run_many(self, sql: str, many: Sequence[Sequence[Value]]) -> None:
        """Run one statement once for each row of arguments."""
        ...


class Database(Protocol):
    """An open database. Safe to share between the tasks of one event loop."""

    engine: str
    """`sqlite` or `postgresql`: only for the few texts that cannot be one."""
    errors: tuple[type[Exception], ...]
    """What the engine raises when a statement fails."""

    async def rows(self, sql: str, *args: Value) -> Sequence[Row]:
        """Read: one statement, its rows."""
        ...

    async def rows_aside(self, sql: str, *args: Value) -> Sequence[Row]:
        """Read much, by one statement that takes its time: nobody's question waits behind it."""
        ...

    async def write(self, sql: str, *args: Value) -> Sequence[Row]:
        """One statement that changes something, on disk when this returns; its rows if it says `returning`."""
        ...

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Several statements, kept together: on disk when the block has been left, or gone if it raised."""
        ...

    async def close(self) -> None: ...


async def row(source: Database | Transaction, sql: str, *args: Value) -> Row | None:
    """The first row of a result, or None."""
    found = await source.rows(sql, *args)
    return found[0] if found else None


async def open_database(url: str) -> Database:
    """Open `sqlite:///relative.db`, `sqlite:////absolute.db` or `postgresql://...`, and bring its tables up to date.

    Raises DatabaseUnavailable with a sentence for the operator.
    """
    from storage.migrate import migrate

    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        from storage.sqlite import open_sqlite

        database: Database = await open_sqlite(url)
    elif scheme in ("postgresql", "postgres"):
        from storage.postgresql import open_postgresql

        database = await open_postgresql(url)
    else:
        raise DatabaseUnavailable(
            f"database url beginning with {scheme or 'nothing'!r}: use sqlite:///FILE or postgresql://HOST/NAME"
        )
    try:
        await migrate(database)
    except database.errors as error:
        await database.close()
        raise DatabaseUnavailable(
            f"the tables could not be brought up to date, nothing was changed: {error}"
        ) from error
    except BaseException:
        await database.close()
        raise
    return database
