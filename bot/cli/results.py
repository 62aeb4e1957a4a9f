"""`cadrebot import results`: a filled-in list of marks of a class; a second person confirms them in chat."""

from pathlib import Path

import click

from bot.cli.frame import takes_config
from bot.cli.importing import FILE, must_be_readable
from bot.cli.running import Refused, by_operator, in_house
from handlers.house import House
from handlers.messages import Reply
from handlers.staff.results.board import opened_among
from handlers.staff.results.entering import keep_file, read_file
from handlers.texts import results as words
from handlers.texts.files_read import NOTHING_STORED
from rules.access import OPERATOR
from storage import classes
from storage.class_list import number_students
from storage.database import Transaction


class _OnlyLooked(Exception):  # no error: it ends a transaction that nothing is to be kept of
    """The end of a dry run."""


@click.command("results")
@takes_config
@click.option("--class", "code", required=True, metavar="CODE", help="The class, by its code: SC-K2-2025.")
@click.option("--dry-run", is_flag=True, help="Only say what would be kept.")
@click.argument("file", type=FILE)
def import_results(file: Path, code: str, dry_run: bool) -> None:
    """Read the results of a class from FILE (.xlsx, .xls, .ods, .csv); a second person is to confirm them."""
    content = file.read_bytes()

    async def work(house: House) -> None:
        try:
            with must_be_readable():
                async with house.db.transaction() as tx:
                    click.echo(await _keep(tx, house, code, file.name, content))
                    if dry_run:
                        raise _OnlyLooked
        except _OnlyLooked:
            click.echo(NOTHING_STORED)

    in_house(work)


async def _keep(tx: Transaction, house: House, code: str, name: str, content: bytes) -> str:
    """Keep what a file says of a class; what became of it, in words. Raises Refused and UnreadableFile."""
    found = await opened_among(tx, await classes.every_class(tx, OPERATOR), code.strip())
    if isinstance(found, Reply):
        raise Refused(words.NO_SUCH_CLASS.format(code) if found.text != words.NOT_YET else found.text)
    sheet = await read_file(content, name, await number_students(tx, found.training.id))
    if sheet is None:
        raise Refused(words.NO_SUCH_COLUMNS)
    return await keep_file(tx, by_operator(house), found, sheet)
