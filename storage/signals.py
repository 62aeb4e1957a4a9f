"""What the processes of a centre call to each other: something changed, look for yourself. Words stay in the tables."""

from collections.abc import Callable
from typing import Protocol

from storage.database import Database

Told = Callable[[str], None]
"""Hears the payload of another process."""
Missed = Callable[[], None]
"""Hears that anything may have been told meanwhile."""


class Signals(Protocol):
    """The calls between processes. A call may be lost with the line: then every receiver looks for itself."""

    def on(self, topic: str, told: Told, missed: Missed) -> None:
        """Hear what other processes tell under a topic; `missed` each time that the line is there (again).

        Both are called in the event loop of `work`, must not wait, and never hear what this process told.
        """
        ...

    async def tell(self, topic: str, payload: str) -> None:
        """Call to the other processes, after the commit of what it is about.

        A topic is one word; a payload has less than 7,900 bytes, and no NUL. Never raises for a line that is broken:
        what is lost is found by the receivers' own looks.
        """
        ...

    async def work(self) -> None:
        """Keep the line on which the others are heard, until cancelled."""
        ...

    async def close(self) -> None:
        """Hear nothing more."""
        ...


class NoSignals:
    """Where one process has the database for itself: nobody hears, nobody calls."""

    def on(self, topic: str, told: Told, missed: Missed) -> None:
        """Nobody ever calls."""

    async def tell(self, topic: str, payload: str) -> None:
        """Nobody hears."""

    async def work(self) -> None:
        """There is no line."""

    async def close(self) -> None:
        """There is no line."""


def signals_of(db: Database, worker_id: str) -> Signals:
    """The calls between the processes of a database; `worker_id`: one word, this process' own."""
    if db.engine == "sqlite":
        return NoSignals()
    from storage.postgresql import PostgresDatabase
    from storage.signals_postgresql import PostgresSignals

    if not isinstance(db, PostgresDatabase):
        raise TypeError(f"no signals for a database of kind {type(db).__name__}")
    return PostgresSignals(db, worker_id)
