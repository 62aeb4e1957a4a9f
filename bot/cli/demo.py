"""`cadrebot demo`: the invented district, and its assistant in this terminal."""

from collections.abc import Awaitable, Callable

import click

from bot.cli.ask import seat_of
from bot.cli.chat import next_line, show, talk_line
from bot.cli.frame import takes_config
from bot.cli.running import Unusable, in_house, say, settings
from bot.demo import DEMO_PEOPLE, DemoClock, DemoRefused, demo_settings, move_clock, open_demo, shift_of
from bot.settings import Settings
from bot.terminal import Seat
from bot.wiring import load_policies
from handlers.house import House

_HELP = """\
:as CODE     be somebody else
:people      whom to be
:clock +1d   move the clock: d days, h hours, m minutes, w weeks
:quit        leave (or Ctrl-D)
@FILE        send a file"""


@click.command()
@takes_config
@click.option("--as", "code", default=DEMO_PEOPLE[0].code, show_default=True, metavar="CODE", help="Who talks.")
def demo(code: str) -> None:
    """Make the demonstration's world in data/demo.db, or open it, and talk with its assistant as anyone of it."""
    try:
        chosen = demo_settings(settings())
        in_house(lambda house: _Talk(house).run(code), chosen, prepared=lambda: _prepare(chosen))
    except DemoRefused as error:
        raise Unusable(str(error)) from None


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
