"""`cadrebot backup` and `cadrebot restore`: everything in one file, and back."""

import asyncio
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from bot.cli.frame import takes_config
from bot.cli.running import Refused, Unusable, say, settings
from bot.doctor.memory import megabytes
from bot.settings import Settings
from bot.wiring import copies_of, machine_clock
from storage.archive import Contents, Unreadable
from storage.backup import BackupFailed, look_through, make_backup
from storage.clock import from_ms
from storage.copies import Copies
from storage.files import FileStore
from storage.places import place_of
from storage.restoring import RestoreFailed
from storage.restoring import restore as put_in_place


@click.command()
@takes_config
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), help="Folder; else [backup] folder.")
def backup(to: Path | None) -> None:
    """Write database and stored files to one file, and read it back. The program may be running.

    The tables are not brought up to date: this is also the thing to do before an upgrade.
    """
    chosen = settings()
    copies = _copies(chosen, to)
    try:
        made = asyncio.run(make_backup(copies, machine_clock(chosen.centre.timezone)()))
    except BackupFailed as error:
        raise Refused(f"the backup could not be made: {error}") from None
    if made.contents.missing:
        say(f"{made.contents.missing} stored files no longer lie in the files folder.")
    say(f"{_said(made.contents, chosen)}, {megabytes(made.size)}, read back.")
    click.echo(str(made.file))


@click.command()
@takes_config
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, yes: bool) -> None:
    """Put a backup in the place of the database. The program must not be running; the old database is kept beside.

    What was erased since the backup is erased again, by the list in the folder of the backup. Messages that were due
    since then are not sent a second time.
    """
    chosen = settings()
    secret = chosen.backup.passphrase
    passphrase = secret.get_secret_value() if secret else ""
    try:
        contents = look_through(file, passphrase)
    except Unreadable as error:
        raise Refused(f"{file} cannot be restored: {error}") from None
    say(_said(contents, chosen))
    if not yes:
        click.confirm("Put it in the place of the database?", abort=True, err=True)
    now = machine_clock(chosen.centre.timezone)()
    files = FileStore(chosen.files.folder)
    try:
        done = asyncio.run(put_in_place(file, passphrase, place_of(chosen.database.url), files, now))
    except RestoreFailed as error:
        raise Refused(f"nothing was changed: {error}") from None
    say(f"Restored: {sum(contents.rows.values())} rows counted and compared, {contents.files} stored files.")
    for said in _afterwards(done.old, done.erased_again, done.not_sent):
        say(said)


def _copies(chosen: Settings, to: Path | None) -> Copies:
    if to is not None:
        try:
            to.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unusable(f"cannot make the folder {to}: {error.strerror}") from None
        chosen = chosen.model_copy(update={"backup": chosen.backup.model_copy(update={"folder": to})})
    copies = copies_of(chosen)
    if copies is None:
        raise Unusable("where to? give --to DIR, or set [backup] folder")
    return replace(copies, folder=copies.folder.resolve())


def _said(contents: Contents, chosen: Settings) -> str:
    here = machine_clock(chosen.centre.timezone)().tzinfo
    made: datetime = from_ms(contents.made_at).astimezone(here)
    rows = sum(contents.rows.values())
    return f"Backup of {made:%d/%m/%Y %H:%M}: {len(contents.rows)} tables, {rows} rows, {contents.files} stored files"


def _afterwards(old: str, erased_again: int, not_sent: int) -> list[str]:
    said = []
    if old:
        said.append(f"The database that was there before is kept: {old}")
    if erased_again:
        said.append(f"{erased_again} erasures since the backup were done again.")
    if not_sent:
        said.append(f"{not_sent} messages that waited are not sent again; of notices, staff are asked in the chat.")
    return said
