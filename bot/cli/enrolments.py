"""`cadrebot import enrolments`, `template enrolments`: a unit's list of people for a class."""

from pathlib import Path

import click

from bot.cli.frame import NUMBER, takes_config
from bot.cli.importing import FILE, OUT, must_be_readable, refused_with_marks, take_back, to_be_stored, xlsx
from bot.cli.running import Refused, by_operator, in_house, say, write_file
from handlers.files.enrolment_form import enrolment_form
from handlers.house import House
from handlers.staff.learners.enrol_file import TAKES_NAMES, ListFile, ListOutdated, Preview, look_at, store, tell
from handlers.texts import learners as words
from handlers.texts.files_read import errors
from handlers.unit_directory import unit_names
from rules.access import OPERATOR
from rules.classes import Listed
from storage import classes, enrolling
from storage.enrolling import Short


@click.command("enrolments")
@takes_config
@click.option("--class", "code", required=True, metavar="CODE", help="The class, by its code: SC-K2-2025.")
@click.option("--dry-run", is_flag=True, help="Only say what it would change.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.argument("file", type=FILE)
def import_enrolments(file: Path, code: str, dry_run: bool, yes: bool) -> None:
    """Read a unit's list FILE (.xlsx, .ods, .csv) into a class: first whom it brings, then, confirmed, all at once."""
    content = file.read_bytes()

    async def work(house: House) -> None:
        preview = await _looked_at(house, file, content, await _class(house, code))
        listed, plan = preview.listed, preview.plan
        click.echo(words.preview(preview.file_name, listed.training, plan, preview.reading.questions))
        if to_be_stored("" if plan.people else words.NOBODY, dry_run, yes):
            await _store(house, preview)

    in_house(work)


async def _class(house: House, code: str) -> Listed:
    found = [
        each
        for each in await classes.every_class(house.db, OPERATOR)
        if each.training.code.casefold() == code.strip().casefold()
    ]
    if not found:
        raise Refused(f"there is no class {code}")
    if found[0].training.state not in TAKES_NAMES:
        raise Refused(f"class {code} takes no names any longer: it is {found[0].training.state}")
    return found[0]


async def _looked_at(house: House, file: Path, content: bytes, listed: Listed) -> Preview:
    """The preview of a file without errors. Raises Refused, with the marked copy written beside the file."""
    with must_be_readable():
        preview = await look_at(house, OPERATOR, ListFile(file.name, content, listed))
    if preview.errors:
        raise refused_with_marks(file, content, preview, errors(preview.errors, None))
    return preview


async def _store(house: House, preview: Preview) -> None:
    by = by_operator(house)
    try:
        async with house.db.transaction() as tx:
            stored = await store(tx, by, OPERATOR, preview)
            if isinstance(stored, Short):
                raise Refused(words.short(stored))
            await tell(tx, house, house.clock(), preview.listed.training, stored)
    except ListOutdated:
        raise Refused("nothing was stored, run it again: records changed meanwhile") from None
    click.echo(words.stored(preview.listed.training, len(stored.people), stored.number))
    say(f"To take it back: cadrebot undo enrolments {stored.number}")


@click.command("enrolments")
@takes_config
@click.argument("out", type=OUT)
def template_enrolments(out: Path) -> None:
    """Write an empty form for a unit's list of people for a class to OUT.xlsx."""

    async def work(house: House) -> bytes:
        return enrolment_form(await unit_names(house))

    write_file(xlsx(out), in_house(work))


@click.command("enrolments")
@takes_config
@click.argument("number", type=NUMBER)
def undo_enrolments(number: int) -> None:
    """Take the people of list NUMBER out of their class again."""
    take_back(number, enrolling.undo, words.undone)
