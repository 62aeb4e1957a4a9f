"""`cadrebot setup`: the pages that lead from download to a live assistant."""

import asyncio
import webbrowser

import click

from bot.cli.frame import config_file, takes_config
from bot.cli.running import Unusable, say
from bot.settings import DEFAULT_FILE, SettingsError
from bot.setup.config_file import ConfigFile
from bot.setup.desk import Desk
from bot.setup.server import SetupServer
from handlers.texts import setup as words
from storage.database import DatabaseUnavailable
from storage.house_facts import DEMONSTRATION, house_fact


@click.command()
@takes_config
@click.option("--port", default=0, show_default="a free one", help="Port of the pages, on this machine only.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def setup(port: int, no_browser: bool) -> None:
    """Set the assistant up in the browser: centre, roster, people, channels, slips, backup. Start again to go on."""
    try:
        desk = Desk(ConfigFile(config_file() or DEFAULT_FILE))
        asyncio.run(_serve(desk, port, not no_browser))
    except (SettingsError, DatabaseUnavailable) as error:
        raise Unusable(str(error)) from None
    except OSError as error:
        raise Unusable(f"the setup pages cannot start: {error}") from None
    except KeyboardInterrupt:
        say("Stopped. What was done is kept; start it again to go on.")


async def _serve(desk: Desk, port: int, opens_browser: bool) -> None:
    async with desk.house() as house:
        if await house_fact(house.db, DEMONSTRATION) is not None:
            raise SettingsError("database.url: this is the demonstration's database; set up in a folder of its own.")
    server = SetupServer(desk, port)
    server.start()
    say(words.opened(server.address))
    if opens_browser:
        await asyncio.to_thread(webbrowser.open, server.address)
    try:
        await server.done()
    except asyncio.CancelledError:
        await server.stop()
        raise
    say(words.DONE)
