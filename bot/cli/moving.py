"""`cadrebot migrate-database`: from SQLite to PostgreSQL and back."""

import asyncio

import click

from bot.cli.frame import takes_config
from bot.cli.running import Refused, Unusable, say, settings
from bot.sections import database_url
from bot.wiring import machine_clock
from storage.moving import MoveFailed, move_database


def _url(_: click.Context, parameter: click.Parameter, given: str) -> str:
    try:
        return database_url(given)
    except ValueError as error:
        raise Unusable(f"{parameter.name}: {error}") from None


@click.command("migrate-database")
@takes_config
@click.argument("source", metavar="FROM", callback=_url)
@click.argument("goal", metavar="TO", callback=_url)
def migrate_database(source: str, goal: str) -> None:
    """Copy everything from one database to another: sqlite:///FILE or postgresql://USER@HOST/NAME, either way.

    The program must not be running. Every table is counted on both sides; what was at TO before is kept beside it, and
    FROM stays as it is. Afterwards set [database] url to TO.
    """
    now = machine_clock(settings().centre.timezone)()
    try:
        moved = asyncio.run(move_database(source, goal, now))
    except MoveFailed as error:
        raise Refused(f"nothing was changed: {error}") from None
    say(f"Moved: {len(moved.rows)} tables, {sum(moved.rows.values())} rows, counted on both sides.")
    if moved.old:
        say(f"What was there before is kept: {moved.old}")
