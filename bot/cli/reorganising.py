"""`cadrebot reorganise`, `template reorganisation`, `undo reorganisation`."""

from pathlib import Path

import click

from bot.cli.frame import NUMBER, takes_config
from bot.cli.importing import FILE, OUT, must_be_readable, refused_with_marks, to_be_stored, xlsx
from bot.cli.running import Refused, by_operator, in_house, say, write_file
from handlers.files.plan_form import plan_form
from handlers.house import House
from handlers.reorganising import Worked, look_at, undo
from handlers.texts import reorganising as words
from handlers.texts.files_read import errors
from handlers.texts.reorganising_preview import preview
from handlers.unit_directory import unit_names
from rules.policy import PolicyError
from storage import reorganisations


@click.command("reorganise")
@takes_config
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.argument("file", type=FILE)
def reorganise(file: Path, dry_run: bool, yes: bool) -> None:
    """Plan the reorganisation in FILE (.toml, .xlsx, .xls, .ods, .csv): merge, split, rename units on a day.

    The job `reorganisations` carries it out on its day, or at once where the day has come.
    """
    content = file.read_bytes()

    async def work(house: House) -> None:
        worked = await _worked_out(house, file, content)
        click.echo(preview(worked, house.clock().date()))
        if to_be_stored("", dry_run, yes):
            await _plan(house, worked)

    in_house(work)


async def _worked_out(house: House, file: Path, content: bytes) -> Worked:
    """What the plan would do. Raises Refused, with a marked copy beside the file where its cells are wrong."""
    try:
        with must_be_readable():
            found = await look_at(house, content, file.name)
    except PolicyError as error:
        raise Refused(str(error)) from None
    if found.wrong_cells:
        raise refused_with_marks(file, content, found, errors(found.wrong_cells, None))
    if found.worked is None:
        click.echo(words.wrong(found.wrong))
        raise Refused("nothing was planned")
    return found.worked


async def _plan(house: House, worked: Worked) -> None:
    plan = worked.change.plan
    async with house.db.transaction() as tx:
        number = await reorganisations.add(tx, by_operator(house), plan)
    click.echo(words.planned(plan, number, house.clock().date()))
    say(f"To take it back before its day: cadrebot undo reorganisation {number}")


@click.command("reorganisation")
@takes_config
@click.argument("out", type=OUT)
def template_reorganisation(out: Path) -> None:
    """Write an empty form for a reorganisation to OUT.xlsx."""

    async def work(house: House) -> bytes:
        return plan_form(await unit_names(house))

    write_file(xlsx(out), in_house(work))


@click.command("reorganisation")
@takes_config
@click.argument("number", type=NUMBER)
def undo_reorganisation(number: int) -> None:
    """Take back the planned reorganisation NUMBER. Refused from its day on."""

    async def work(house: House) -> None:
        async with house.db.transaction() as tx:
            reason = await undo(tx, by_operator(house), number, house.clock().date())
        click.echo(reason or words.undone(number))
        if reason:
            raise Refused("nothing was changed")

    in_house(work)
