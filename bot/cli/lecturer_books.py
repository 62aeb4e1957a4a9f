"""`cadrebot import lecturers`, `template lecturers`, `undo lecturers`."""

from pathlib import Path

import click

from bot.cli.centres import owner
from bot.cli.frame import NUMBER, takes_config
from bot.cli.importing import FILE, OUT, must_be_readable, refused_with_marks, to_be_stored, xlsx
from bot.cli.running import Refused, by_operator, in_house, say, write_file
from handlers.files.class_forms import lecturer_form
from handlers.house import House
from handlers.staff.lecturers.books import Preview, look_at, store, tell_leaders
from handlers.texts import lecturer_books as words
from handlers.texts.files_read import errors
from rules.text import sort_key
from storage import lecturer_imports, units
from storage.class_imports import BookOutdated


@click.command("lecturers")
@takes_config
@click.option("--dry-run", is_flag=True, help="Only say what it would change.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option("--centre", metavar="UNIT", help="Of several centres the one that the new lecturers teach for.")
@click.argument("file", type=FILE)
def import_lecturers(file: Path, dry_run: bool, yes: bool, centre: str | None) -> None:
    """Read lecturers from FILE (.xlsx, .xls, .ods, .csv). It puts part-time ones forward; leaders approve in chat."""
    content = file.read_bytes()

    async def work(whole: House) -> None:
        house = await owner(whole, centre)
        preview = await _looked_at(house, file, content)
        click.echo(words.preview(preview.file_name, preview.plan))
        if to_be_stored(words.NOTHING_TO_DO if preview.plan.is_empty else "", dry_run, yes):
            await _store(house, preview)

    in_house(work)


async def _looked_at(house: House, file: Path, content: bytes) -> Preview:
    """The preview of a file without errors. Raises Refused, with the marked copy written beside the file."""
    with must_be_readable():
        preview = await look_at(house, content, file.name)
    if preview.plan.errors:
        raise refused_with_marks(file, content, preview, errors(preview.plan.errors, None))
    return preview


async def _store(house: House, preview: Preview) -> None:
    try:
        async with house.db.transaction() as tx:
            by = by_operator(house)
            number = await store(tx, by, preview)
            await tell_leaders(tx, house, house.clock(), by, preview.plan)
    except BookOutdated:
        raise Refused("nothing was stored: a lecturer changed meanwhile") from None
    click.echo(words.stored(preview.plan, number))
    say(f"To take it back: cadrebot undo lecturers {number}")


@click.command("lecturers")
@takes_config
@click.argument("out", type=OUT)
def template_lecturers(out: Path) -> None:
    """Write an empty form for lecturers to OUT.xlsx."""

    async def work(house: House) -> bytes:
        return lecturer_form(sorted((unit.name for unit in await units.in_force(house.db)), key=sort_key))

    write_file(xlsx(out), in_house(work))


@click.command("lecturers")
@takes_config
@click.argument("number", type=NUMBER)
def undo_lecturers(number: int) -> None:
    """Take back the lecturers of import NUMBER. Refused if one of them changed, was approved or teaches since."""

    async def work(house: House) -> None:
        async with house.db.transaction() as tx:
            undone = await lecturer_imports.undo(tx, by_operator(house), number)
        click.echo(words.undone(number, undone))
        if undone.reason:
            raise Refused("nothing was changed")

    in_house(work)
