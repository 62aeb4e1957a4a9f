"""The doctor looks at the database and at who of the staff can be reached."""

from bot.doctor.finding import Finding, bad, ok, warn
from bot.settings import Settings
from handlers.texts import doctor as words
from storage.checkup import Checkup, check_up
from storage.database import DatabaseUnavailable

_LARGE_WAL = 200_000_000
"""Bytes of a log that is no longer emptied: somebody holds a read open for days."""
_FEW = 5


async def database(settings: Settings) -> list[Finding]:
    """Whether it opens, is whole, has the tables of this program, and how large it is."""
    try:
        found = await check_up(settings.database.url)
    except DatabaseUnavailable as error:
        return [bad("database", *words.database_closed(str(error)))]
    if found is None:
        return [warn("database", *words.NO_DATABASE)]
    return [*_file(found), *_processes(found), *_staff(found)]


def _file(found: Checkup) -> list[Finding]:
    if found.damage:
        return [bad("database", *words.database_damaged(found.damage))]
    size = f"{found.engine}, {megabytes(found.size)}"
    if found.wal > _LARGE_WAL:
        return [warn("database", *words.long_log(size, megabytes(found.wal)))]
    if found.pending:
        return [warn("database", *words.old_tables(size, found.pending))]
    return [ok("database", words.database_well(size))]


def _processes(found: Checkup) -> list[Finding]:
    if found.processes is None:
        return []
    return [ok("processes", words.processes(found.processes))]


def _staff(found: Checkup) -> list[Finding]:
    if not found.unlinked:
        return []
    return [warn("staff", *words.unlinked_staff(list(found.unlinked[:_FEW]), len(found.unlinked) - _FEW))]


def megabytes(size: int) -> str:
    """`12,3 MB`."""
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
