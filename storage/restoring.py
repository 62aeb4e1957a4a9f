"""Putting a backup in the place of a database, or into a scratch one to see that it would work."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.archive import Archive, Contents, Unreadable, opened_aside
from storage.backup import ledger_beside
from storage.clock import to_ms
from storage.database import Database, DatabaseUnavailable
from storage.erasures import reapply
from storage.files import FileStore
from storage.held import Portion, Table
from storage.loading import Miscounted, compare, load
from storage.migrate import known_migrations, migrate
from storage.places import Place, scratch_file


class RestoreFailed(Exception):
    """The backup was not put in place, and what was there before is untouched; the message says why, in English."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of it."""

    contents: Contents
    old: str
    """Where the database lies that was there before; empty if there was none."""
    erased_again: int
    """Erasures of people since the backup was made, which were done once more."""
    not_sent: int
    """Messages that waited then and were due by now: probably sent in the meantime, and so not sent again."""


async def restore(file: Path, passphrase: str, place: Place, files: FileStore, at: datetime) -> Restored:
    """Put a backup in the place of a database that nobody uses; the old one is kept beside it under another name.

    Counted and compared before anything is put in place. Raises RestoreFailed.
    """
    with _told_as_failed(place):
        await place.refuse_if_used()
        async with opened_aside(file, passphrase) as archive:
            async with place.fresh() as db:
                await _fill(db, archive)
                await migrate(db)
                not_sent = await _forget_what_waited(db, to_ms(at))
                erased = await reapply(db, ledger_beside(file), to_ms(at))
            for digest, content in archive.files():
                await _put_back(files, digest, content)
            return Restored(archive.contents, await place.take_over(at), erased, not_sent)


async def rehearse(file: Path, passphrase: str) -> Contents:
    """Restore a backup into a scratch SQLite file, compare it table by table, and throw it away.

    Raises RestoreFailed.
    """
    with tempfile.TemporaryDirectory(prefix="cadrebot-rehearsal-") as folder:
        place = scratch_file(Path(folder) / "scratch.db")
        with _told_as_failed(place):
            async with opened_aside(file, passphrase) as archive:
                async with place.fresh() as db:
                    await _fill(db, archive)
                await asyncio.to_thread(_read_files, archive)
                return archive.contents


@contextmanager
def _told_as_failed(place: Place) -> Iterator[None]:
    try:
        yield
    except (Unreadable, Miscounted, DatabaseUnavailable, OSError) as error:
        raise RestoreFailed(str(error)) from error
    except place.errors as error:
        raise RestoreFailed(str(error)) from error


async def _fill(db: Database, archive: Archive) -> None:
    contents = archive.contents
    if newer := set(contents.migrations) - known_migrations():
        raise DatabaseUnavailable(
            f"the backup is of a newer program (migration {max(newer)}, known here: {max(known_migrations())});"
            " install that one first"
        )

    async def portions(table: Table) -> AsyncIterator[Portion]:
        for portion in archive.portions(table):
            yield portion
            await asyncio.sleep(0)

    await load(db, contents.migrations, archive.tables, portions)
    await compare(db, contents.rows)


def _read_files(archive: Archive) -> None:
    if sum(1 for _ in archive.files()) != archive.contents.files:
        raise Unreadable("stored files are missing")


async def _put_back(files: FileStore, digest: str, content: bytes) -> None:
    if (await files.put(content)).digest != digest:
        raise Unreadable("a stored file is not what it was")


async def _forget_what_waited(db: Database, at: int) -> int:
    """Messages that were due between the backup and now were sent since, as far as anybody knows.

    News goes unsent; of notices staff are asked, as after a crash; questions were answered.
    """
    async with db.transaction() as tx:
        gone = await tx.rows(
            "update outbox set state = 'unknown', reason = 'restored from a backup', done_at = $1, reply = null"
            " where state in ('waiting', 'sending') and due_at <= $1 returning id",
            at,
        )
        asked = await tx.rows(
            "update delivery set state = 'unknown', reason = 'restored from a backup', settled_at = $1"
            " where state in ('waiting', 'claimed', 'sending') and due_at <= $1 and exists (select 1 from notice n"
            " where n.id = delivery.notice_id and n.state in ('sending', 'paused')) returning holder_id",
            at,
        )
        await tx.rows(
            "update inbox set state = 'unknown', done_at = $1, payload = null where state in ('waiting', 'answering')",
            at,
        )
    return len(gone) + len(asked)
