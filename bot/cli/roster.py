"""`cadrebot import roster`, `template roster`, `export roster`, `undo import`."""

import gc
from collections.abc import Iterable
from pathlib import Path

import click

from bot import collector
from bot.cli.frame import NUMBER, takes_config
from bot.cli.importing import FILE, OUT, must_be_readable, refused_with_marks, to_be_stored, xlsx
from bot.cli.progress import progress
from bot.cli.running import Refused, by_operator, in_house, say, write_file
from handlers.files.export import export_roster as filled_form
from handlers.files.template import roster_template
from handlers.house import House
from handlers.staff.roster_import import At, Preview, Stage, look_at, store
from handlers.texts import roster as words
from handlers.unit_directory import unit_names
from rules.access import OPERATOR
from storage import cadres, imports, units
from storage.imports import ImportOutdated, UndoRefused
from storage.vouching import vouch

_LOOKING = {Stage.OPENING: 3, Stage.READING: 5, Stage.COMPARING: 1, Stage.COUNTING: 2}
"""The stages before the question, and about how long each takes beside the others."""


@click.command("roster")
@takes_config
@click.option("--dry-run", is_flag=True, help="Only say what it would change.")
@click.option("--yes", is_flag=True, help="Ask nothing; a level that went down is still not written.")
@click.option("--full", is_flag=True, help="The file lists everybody: who is absent from it is gone.")
@click.argument("file", type=FILE)
def import_roster(file: Path, dry_run: bool, yes: bool, full: bool) -> None:
    """Read the roster FILE (.xlsx, .xls, .ods, .csv): first all it would change, then, confirmed, all at once."""
    content = file.read_bytes()

    async def work(house: House) -> None:
        collector.rest()  # all that one import makes is kept to its end, and looking through it is in vain
        with progress(_LOOKING) as at:
            preview = await _looked_at(house, file, content, full, at)
        click.echo(preview_text(preview))
        if to_be_stored(words.NOTHING_TO_DO if preview.plan.is_empty else "", dry_run, yes):
            await _store(house, preview)

    try:
        in_house(work)
    finally:
        gc.enable()


async def _looked_at(house: House, file: Path, content: bytes, full: bool, at: At) -> Preview:
    """The preview of a file without errors. Raises Refused, with the marked copy written beside the file."""
    with must_be_readable():
        preview = await look_at(house, OPERATOR, content, file.name, full, at)
    if preview.plan.errors:
        raise refused_with_marks(file, content, preview, words.all_wrong(preview.reading, preview.plan))
    return preview


async def _store(house: House, preview: Preview) -> None:
    try:
        with progress({Stage.STORING: 1}) as at:
            async with house.db.transaction() as tx:
                number = await store(tx, by_operator(house), preview, house.clock().date(), at)
    except ImportOutdated as outdated:
        raise Refused(f"nothing was stored, run it again: changed meanwhile {_people(outdated.people)}") from None
    click.echo(words.stored(number, preview.plan))
    say(f"To take it back: cadrebot undo import {number}")


def preview_text(preview: Preview) -> str:
    """All that is to be known before saying yes, in full."""
    reading, plan = preview.reading, preview.plan
    parts = [
        "" if preview.layout_known else words.layout(preview.layout.description()),
        words.to_look_at(reading, plan),
        words.planned_left_out(reading.planned_left_out) if reading.planned_left_out else "",
        words.joining(preview.joining, most=20),
        words.changes(plan, most=20),
        words.denominators(preview.denominators) if preview.denominators else "",
        words.counts(plan),
    ]
    return "\n\n".join(filter(None, parts))


@click.command("roster")
@takes_config
@click.argument("out", type=OUT)
def template_roster(out: Path) -> None:
    """Write an empty roster form to OUT.xlsx: lists to choose from, an example row, notes."""

    async def work(house: House) -> bytes:
        this_year = house.clock().year
        return roster_template(await unit_names(house), (this_year - 1, this_year))

    write_file(xlsx(out), in_house(work))


@click.command("roster")
@takes_config
@click.argument("out", type=OUT)
def export_roster(out: Path) -> None:
    """Write the roster to OUT.xlsx, in the form that `import roster` reads."""

    async def work(house: House) -> bytes:
        people = await cadres.every_cadre(house.db, OPERATOR)
        known = await units.in_force(house.db)
        return filled_form(people, known, house.clock().date(), house.planned_posts)

    write_file(xlsx(out), in_house(work))


@click.command("import")
@takes_config
@click.argument("number", type=NUMBER)
def undo_import(number: int) -> None:
    """Take back import NUMBER. Refused, naming them, if later changes touch its people."""

    async def work(house: House) -> None:
        async with house.db.transaction() as tx:
            undone = await imports.undo_import(tx, by_operator(house), number)
            if not isinstance(undone, UndoRefused):
                await vouch(tx, by_operator(house), house.clock().date())
        if isinstance(undone, UndoRefused):
            raise Refused(_NOT_UNDONE[undone.reason].format(number=number, people=_people(undone.people)))

    in_house(work)
    click.echo(words.undone(number))


_NOT_UNDONE = {
    "unknown": "there is no import {number}",
    "already_undone": "import {number} was already taken back",
    "changed_later": "import {number} stays, since these people changed after it: {people}",
}


def _people(people: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{name} ({code})" if code else name for code, name in people)
