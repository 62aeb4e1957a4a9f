"""What keeps a database from taking changes, told from its errors: each asks for something else of the operator."""

import errno
import sqlite3
from enum import StrEnum


class Trouble(StrEnum):
    """The value is what the operator reads."""

    FULL = "the disk is full or broken"
    LOCKED = "another program holds the database"
    READ_ONLY = "the database may not be written to"
    AWAY = "the database server cannot be reached"
    DAMAGED = "the database is damaged"

    @property
    def passes(self) -> bool:
        """Whether it may end by itself. Of a damaged database nothing is trusted until somebody restored a backup."""
        return self is not Trouble.DAMAGED


MEND = {
    Trouble.FULL: "make room on its disk, or replace it",
    Trouble.LOCKED: "end the other program",
    Trouble.READ_ONLY: "look at the permissions of the file and its folder, and how the disk is mounted",
    Trouble.AWAY: "look whether PostgreSQL runs and lets this machine in",
    Trouble.DAMAGED: "stop the program, keep the file aside, and restore the latest backup: cadrebot restore",
}
"""What to do."""

_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR: Trouble.FULL,
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Trouble.READ_ONLY,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
}
_SYSTEM = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EFBIG: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
}
_POSTGRES = {
    "25006": Trouble.READ_ONLY,
    "53100": Trouble.FULL,
    "53300": Trouble.AWAY,  # too many connections
    "55P03": Trouble.LOCKED,
    "58030": Trouble.FULL,
    "XX001": Trouble.DAMAGED,
    "XX002": Trouble.DAMAGED,
}
"""By SQLSTATE."""
_POSTGRES_AWAY = ("08", "57P")
"""How the SQLSTATEs of a server begin that went away, is not yet there, or hangs up."""


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What an error says of the database, itself or by what caused it; None where it is about something else."""
    while error is not None:
        found = _own(error)
        if found is not None:
            return found
        error = error.__cause__ or error.__context__
    return None


def _own(error: BaseException) -> Trouble | None:
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(error, ConnectionError):
        return Trouble.AWAY
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0)
    state = getattr(error, "sqlstate", None)
    if not isinstance(state, str):
        return None
    return Trouble.AWAY if state.startswith(_POSTGRES_AWAY) else _POSTGRES.get(state)
