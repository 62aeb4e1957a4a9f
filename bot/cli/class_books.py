"""`cadrebot import classes|sessions`, `template classes|sessions`, `undo classes`."""

from pathlib import Path

import click

from bot.cli.centres import owner
from bot.cli.frame import NUMBER, takes_config
from bot.cli.importing import FILE, OUT, must_be_readable, refused_with_marks, take_back, to_be_stored, xlsx
from bot.cli.running import Refused, by_operator, in_house, say, write_file
from handlers.files.class_forms import class_form, session_form
from handlers.house import House
from handlers.staff.classes.books import Preview, look_at, store
from handlers.texts import class_books as words
from handlers.texts.files_read import errors
from rules.access import OPERATOR
from rules.class_books.tables import Book
from storage import class_imports, classes
from storage.class_imports import BookOutdated


@click.command("classes")
@takes_config
@click.option("--dry-run", is_flag=True, help="Only say what it would change.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option("--centre", metavar="UNIT", help="Of several centres the one whose the new classes are.")
@click.argument("file", type=FILE)
def import_classes(file: Path, dry_run: bool, yes: bool, centre: str | None) -> None:
    """Read classes from FILE (.xlsx, .xls, .ods, .csv): first all it would change, then, confirmed, all at once."""
    _import(file, Book.CLASSES, dry_run, yes, centre)


@click.command("sessions")
@takes_config
@click.option("--dry-run", is_flag=True, help="Only say what it would change.")
@click.option("--yes", is_flag=True, help="Ask nothing; what clashes is stored as it stands.")
@click.argument("file", type=FILE)
def import_sessions(file: Path, dry_run: bool, yes: bool) -> None:
    """Read the timetables of classes from FILE (.xlsx, .xls, .ods, .csv); sessions it leaves out stay."""
    _import(file, Book.SESSIONS, dry_run, yes)


def _import(file: Path, book: Book, dry_run: bool, yes: bool, centre: str | None = None) -> None:
    content = file.read_bytes()

    async def work(whole: House) -> None:
        house = await owner(whole, centre)
        preview = await _looked_at(house, file, content, book)
        click.echo(words.preview(preview.file_name, book, preview.plan, most=100))
        if to_be_stored(words.NOTHING_TO_DO if preview.plan.is_empty else "", dry_run, yes):
            await _store(house, preview)

    in_house(work)


async def _looked_at(house: House, file: Path, content: bytes, book: Book) -> Preview:
    """The preview of a file without errors. Raises Refused, with the marked copy written beside the file."""
    with must_be_readable():
        preview = await look_at(house, content, file.name, book)
    if preview.plan.errors:
        raise refused_with_marks(file, content, preview, errors(preview.plan.errors, None))
    return preview


async def _store(house: House, preview: Preview) -> None:
    try:
        async with house.db.transaction() as tx:
            number = await store(tx, by_operator(house), preview)
    except BookOutdated:
        raise Refused("nothing was stored: a class changed meanwhile, or holds more people than its places") from None
    click.echo(words.stored(preview.book, preview.plan, number))
    say(f"To take it back: cadrebot undo {preview.book.name.lower()} {number}")


@click.command("classes")
@takes_config
@click.argument("out", type=OUT)
def template_classes(out: Path) -> None:
    """Write an empty form for classes to OUT.xlsx."""

    async def work(house: House) -> bytes:
        return class_form([kind.name for kind in house.courses.kinds])

    write_file(xlsx(out), in_house(work))


@click.command("sessions")
@takes_config
@click.argument("out", type=OUT)
def template_sessions(out: Path) -> None:
    """Write an empty form for the timetables of classes to OUT.xlsx."""

    async def work(house: House) -> bytes:
        every = await classes.every_class(house.db, OPERATOR)
        return session_form(sorted(each.training.code for each in every if not each.training.state.is_over))

    write_file(xlsx(out), in_house(work))


@click.command("classes")
@takes_config
@click.argument("number", type=NUMBER)
def undo_classes(number: int) -> None:
    """Take back the classes or sessions of import NUMBER. Refused if one of them changed since."""
    take_back(number, class_imports.undo, words.undone)
