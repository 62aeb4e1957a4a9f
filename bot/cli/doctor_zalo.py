"""`cadrebot doctor zalo`: ask a real bot what the documents of the Zalo Bot Platform leave open."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.frame import takes_config
from bot.cli.running import Unusable, say, settings
from bot.doctor.zalo import Examination, Notes, Seen
from bot.sections import Zalo, secret_of
from bot.zalo_api import ZaloApi


@click.command()
@takes_config
@click.option("--notes", type=click.Path(dir_okay=False, path_type=Path), default=Path("zalo-doctor.json"))
@click.option("--fresh", is_flag=True, help="Begin a new round: write to the bot when told to.")
@click.option("--wait", type=click.FloatRange(0), default=60.0, show_default=True, help="Seconds to listen.")
@click.option("--burst", type=click.IntRange(0, 1000), default=0, help="Send so many messages to find the quota.")
def zalo(notes: Path, fresh: bool, wait: float, burst: int) -> None:
    """Ask the platform itself, with the token of the settings, and print a table.

    Stop the assistant first: two programs must not poll. Run it again after 1, 3, 7 and 14 days, without writing to
    the bot in between: what it must remember lies in the notes.
    """
    section = settings().zalo
    if section.token is None:
        raise Unusable("zalo.token or zalo.token_file is missing")
    try:
        remembered = Notes.read(notes)
    except (ValueError, TypeError):
        raise Unusable(f"{notes} holds no notes of this command") from None
    is_fresh = fresh or not remembered.chat
    if is_fresh:
        say(f"Now write a word to the bot and send it a picture. It listens for {wait:g} seconds.")
    seen = asyncio.run(examined(section, remembered, datetime.now(UTC), wait if is_fresh else 0, burst))
    remembered.write(notes)
    width = max(len(each.question) for each in seen)
    for each in seen:
        click.echo(f"{each.question.ljust(width)}  {each.answer}")


async def examined(section: Zalo, notes: Notes, now: datetime, wait: float, burst: int) -> list[Seen]:
    """Everything that can be asked today. `wait` 0: no new round; the notes change."""
    api = ZaloApi(section.base_url, secret_of(section.token))
    examination = Examination(api, notes, now)
    try:
        seen = await examination.bot()
        if wait:
            seen += await examination.listen(wait)
            seen += await examination.sends()
        seen += await examination.pushes()
        seen += await examination.photo()
        return seen + (await examination.burst(burst) if burst else [])
    finally:
        await api.close()
