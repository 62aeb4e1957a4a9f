"""`cadrebot chat`: the assistant in a terminal."""

import signal
import sys
from pathlib import Path

import click

from bot.cli.ask import seat_of
from bot.cli.frame import takes_config
from bot.cli.running import in_house
from bot.terminal import Seat, rendered
from handlers.front_door import Turned
from handlers.house import House
from storage.terminal import STRANGER

_FILE = "@"


@click.command()
@takes_config
@click.option("--as", "code", default=STRANGER, show_default=True, metavar="CODE", help="Who talks.")
def chat(code: str) -> None:
    """Talk with the assistant: type words or the number of an option.

    @FILE sends a file. Ctrl-D or Ctrl-C leaves.
    """

    async def work(house: House) -> None:
        await talk(await seat_of(house, code))

    in_house(work)


async def talk(seat: Seat) -> None:
    """Greet, then answer each line of standard input until it ends."""
    show(await seat.enters())
    while (line := next_line()) is not None:
        if line:
            await talk_line(seat, line)


async def talk_line(seat: Seat, line: str) -> None:
    """Send what was typed, and show the answer."""
    show(await _sent(seat, line))


async def _sent(seat: Seat, line: str) -> Turned | None:
    if not line.startswith(_FILE):
        return await seat.says(line)
    path = Path(line.removeprefix(_FILE).strip())
    if not path.is_file():  # noqa: ASYNC240 — one person at one terminal
        click.echo(f"There is no file {path}.", err=True)
        return None
    return await seat.hands_over(path)


def next_line() -> str | None:
    """What is typed next, without its margins; None at the end of the input, or at Ctrl-C."""
    if sys.stdin.isatty():
        # asyncio would only take note of Ctrl-C, and go on reading.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        click.echo("> ", nl=False)
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        return None
    return line.strip() if line else None


def show(turned: Turned | None) -> None:
    """Print an answer, if there is one."""
    if turned and turned.reply:
        click.echo(rendered(turned.reply) + "\n")
