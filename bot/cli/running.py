"""How a command runs: settings, an open house, one event loop; and its failures as one sentence and a status."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
import orjson

from bot import collector
from bot.cli.frame import config_file
from bot.settings import Settings, SettingsError, load_settings
from bot.wiring import open_house
from handlers.house import House
from rules.access import OPERATOR
from storage.clock import to_ms
from storage.database import DatabaseUnavailable
from storage.journal import By
from storage.trouble import MEND, trouble_of

Result = TypeVar("Result")


class Refused(click.ClickException):
    """The data do not allow it: status 1."""

    exit_code = 1


class Unusable(click.ClickException):
    """The command was given something it cannot start with: status 2."""

    exit_code = 2


def settings() -> Settings:
    """The settings that --config or the working directory gives."""
    try:
        return load_settings(config_file())
    except SettingsError as error:
        raise Unusable(str(error)) from None


async def _nothing() -> None:
    """Nothing comes first."""


def in_house(
    work: Callable[[House], Awaitable[Result]],
    given: Settings | None = None,
    prepared: Callable[[], Awaitable[None]] = _nothing,
) -> Result:
    """Run a command's work in an open house, and close it after. `prepared` runs before the house is opened."""
    chosen = given or settings()

    async def run() -> Result:
        await prepared()
        async with open_house(chosen) as house:
            collector.resume()
            return await work(house)

    with in_words():
        return asyncio.run(run())


@contextmanager
def in_words() -> Iterator[None]:
    """What keeps a command from its settings or its database, as one sentence and status 2."""
    try:
        yield
    except (SettingsError, DatabaseUnavailable) as error:
        raise Unusable(str(error)) from None
    except Exception as error:  # the outermost door: a full disk or a damaged table shows anywhere
        trouble = trouble_of(error)
        if trouble is None:
            raise
        raise Unusable(f"{trouble}; {MEND[trouble]}") from error


def by_operator(house: House) -> By:
    """How the journal names what is done on the command line."""
    return By(OPERATOR.user_id, to_ms(house.clock()))


def say(text: str) -> None:
    """A line for the person at the terminal: progress, notes, results meant to be read beside JSON."""
    click.echo(text, err=True)


def print_json(value: Mapping[str, Any] | Sequence[Any]) -> None:
    """One JSON value, alone on standard output."""
    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n")


def write_file(file: Path, content: bytes) -> None:
    """Write a result to a file, and say so."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Unusable(f"cannot write {file}: {error.strerror}") from None
    say(f"Written: {file}")
