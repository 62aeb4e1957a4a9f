"""What every command that reads a file has in common: what becomes of a bad one, and the question before a good one."""

import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

import click

from bot.cli.running import Refused, by_operator, in_house, write_file
from handlers.files.looked_at import LookedAt
from handlers.files.unreadable import UnreadableFile
from handlers.house import House
from handlers.texts.files_read import NOTHING_STORED
from storage.database import Transaction
from storage.journal import By

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


class Taken(Protocol):
    """What came of taking an import back."""

    @property
    def reason(self) -> str:
        """Why it stays; empty where it was taken back."""
        ...


_Undone = TypeVar("_Undone", bound=Taken)


@contextmanager
def must_be_readable() -> Iterator[None]:
    """A file that cannot be read is refused, with the sentence about it."""
    try:
        yield
    except UnreadableFile as error:
        raise Refused(error.reason) from None


def refused_with_marks(file: Path, content: bytes, looked_at: LookedAt, wrong: str) -> Refused:
    """The refusal of a file with errors, after saying all of them and writing the marked copy beside it."""
    marked = file.with_name(looked_at.marked_name)
    write_file(marked, looked_at.marked(content))
    click.echo(wrong)
    return Refused(f"nothing was stored; the problems are marked in {marked}")


def to_be_stored(nothing: str, dry_run: bool, yes: bool) -> bool:
    """Whether to store what was just shown, asking if need be. `nothing` says why there is nothing to store, if so.

    Raises Refused where the answer is no, and where nobody can be asked.
    """
    if nothing or dry_run:
        click.echo(nothing or NOTHING_STORED)
        return False
    if not yes:
        _confirm()
    return True


def _confirm() -> None:
    if not sys.stdin.isatty():
        raise Refused("nothing was stored; say --yes to store it")
    if not click.confirm("Store it?", err=True):
        raise Refused("nothing was stored")


def take_back(
    number: int, undo: Callable[[Transaction, By, int], Awaitable[_Undone]], said: Callable[[int, _Undone], str]
) -> None:
    """Take an import back, and say what became of it. Raises Refused where it stays."""

    async def work(house: House) -> None:
        async with house.db.transaction() as tx:
            undone = await undo(tx, by_operator(house), number)
        click.echo(said(number, undone))
        if undone.reason:
            raise Refused("nothing was changed")

    in_house(work)


def xlsx(out: Path) -> Path:
    """The file a workbook is written to. Raises UsageError for another ending."""
    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{out} does not end in .xlsx")
    return out
