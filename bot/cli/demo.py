"""`cadrebot demo`: the invented district, and its assistant in a browser or in this terminal."""

import asyncio
import socket
import threading
import webbrowser
from collections.abc import Awaitable, Callable

import click

from bot.cli.ask import seat_of
from bot.cli.chat import next_line, show, talk_line
from bot.cli.frame import takes_config
from bot.cli.running import Unusable, in_house, say, settings
from bot.demo import DEMO_PEOPLE, DemoClock, DemoRefused, demo_settings, move_clock, open_demo, shift_of
from bot.settings import Settings, SettingsError
from bot.terminal import Seat
from bot.wiring import load_policies
from handlers.house import House
from storage.database import DatabaseUnavailable

_PORTS_TRIED = 20

_HELP = """\
:as CODE     be somebody else
:people      whom to be
:clock +1d   move the clock: d days, h hours, m minutes, w weeks
:quit        leave (or Ctrl-D)
@FILE        send a file"""


@click.command()
@takes_config
@click.option("--terminal", is_flag=True, help="Talk in this terminal, not in the browser.")
@click.option("--as", "code", default=DEMO_PEOPLE[0].code, metavar="CODE", help="With --terminal: who talks.")
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
def demo(terminal: bool, code: str, no_browser: bool) -> None:
    """Make the demonstration's world in data/demo.db, or open it, and show its assistant in a browser."""
    try:
        chosen = demo_settings(settings())
        if terminal:
            in_house(lambda house: _Talk(house).run(code), chosen, prepared=lambda: _prepare(chosen))
        else:
            _serve(chosen, opens_browser=not no_browser)
    except DemoRefused as error:
        raise Unusable(str(error)) from None


def _serve(chosen: Settings, opens_browser: bool) -> None:
    from bot.app import run

    def tell(port: int) -> None:
        address = f"http://localhost:{port}"
        say(f"The demonstration is at {address} (Ctrl-C ends it).")
        if opens_browser:
            # Some browsers hold up whoever opens them.
            threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()

    try:
        asyncio.run(_prepare(chosen))
        run(_on_free_port(chosen), tell)
    except (SettingsError, DatabaseUnavailable) as error:
        raise Unusable(str(error)) from None
    except OSError as error:
        raise Unusable(f"cannot listen on {chosen.web.host}: {error.strerror}") from None


def _on_free_port(chosen: Settings) -> Settings:
    """The settings with the first free port from theirs on."""
    wanted = chosen.web.port
    for port in range(wanted, min(wanted + _PORTS_TRIED, 65536)):
        if _is_free(chosen.web.host, port):
            if port != wanted:
                say(f"Port {wanted} is taken by another program; using {port}.")
            return chosen.model_copy(update={"web": chosen.web.model_copy(update={"port": port})})
    raise Unusable(f"no free port from {wanted} to {wanted + _PORTS_TRIED - 1}; set web.port")


def _is_free(host: str, port: int) -> bool:
    try:
        socket.create_server((host, port)).close()
    except OSError:
        return False
    return True


async def _prepare(chosen: Settings) -> None:
    """Make the database where there is none; refuse one that is not a demonstration's."""
    policy, _ = load_policies(chosen)
    db = await open_demo(policy, chosen.database.url, say)
    await db.close()


class _Talk:
    """A conversation in which one may become somebody else and move the clock."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._orders: dict[str, Callable[[str], Awaitable[None]]] = {
            ":as": self._sit_down,
            ":people": self._list_people,
            ":clock": self._move_clock,
            ":help": self._help,
        }
        self._seat: Seat | None = None

    async def run(self, code: str) -> None:
        await self._list_people()
        await self._help()
        await self._sit_down(code)
        while (line := next_line()) not in (None, ":quit"):
            order, _, rest = (line or "").partition(" ")
            if order in self._orders:
                await self._orders[order](rest.strip())
            elif line and self._seat is not None:
                await talk_line(self._seat, line)

    async def _sit_down(self, code: str) -> None:
        try:
            self._seat = await seat_of(self._house, code)
        except click.ClickException as error:
            say(error.message)
            return
        say(f"\nNow you are {code}. It is {self._house.clock():%d/%m/%Y %H:%M}.\n")
        show(await self._seat.enters())

    async def _list_people(self, _: str = "") -> None:
        say("\n".join(f"{person.code:<9} {person.who}" for person in DEMO_PEOPLE))

    async def _help(self, _: str = "") -> None:
        say(_HELP)

    async def _move_clock(self, by: str) -> None:
        try:
            shift = shift_of(by)
        except ValueError as error:
            say(str(error))
            return
        async with self._house.db.transaction() as tx:
            await move_clock(tx, shift)
        if isinstance(self._house.clock, DemoClock):
            await self._house.clock.refresh()
        say(f"It is {self._house.clock():%d/%m/%Y %H:%M}.")
