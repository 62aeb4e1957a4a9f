"""What every page of setting up works with: the settings file, and the house as the settings make it at this moment."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import orjson
from starlette.requests import Request

from bot.settings import SettingsError
from bot.setup.config_file import Changes, ConfigFile
from bot.wiring import open_house
from handlers.house import House
from handlers.texts import setup as words
from rules.access import OPERATOR
from storage.clock import to_ms
from storage.journal import By

LONGEST = 64 * 1024
"""Bytes of what a page says."""


class Wrong(Exception):
    """What the person gave cannot be used: one Vietnamese sentence that says what to do."""


class Desk:
    """Remembers nothing: what was done stands in the file and in the database, so that one can stop anywhere."""

    def __init__(self, config: ConfigFile) -> None:
        self.config = config

    @asynccontextmanager
    async def house(self) -> AsyncIterator[House]:
        """The house by the settings of this moment."""
        async with open_house(self.config.settings()) as house:
            yield house

    def change(self, changes: Changes) -> None:
        """Write settings. Raises Wrong when the program could not start with them, or the disk refuses."""
        try:
            self.config.change(changes)
        except SettingsError as error:
            raise Wrong(words.not_taken(str(error))) from None
        except OSError as error:
            raise Wrong(words.not_written(str(self.config.path), error.strerror or "")) from None


def by_setup(house: House) -> By:
    """How the journal names what is done while setting up: whoever may run the program on the machine."""
    return By(OPERATOR.user_id, to_ms(house.clock()))


async def body_of(request: Request, longest: int) -> bytes:
    """The whole body. Raises Wrong as soon as it is too long."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > longest:
            raise Wrong(words.TOO_LONG)
    return bytes(body)


async def said_in(request: Request) -> Mapping[str, Any]:
    """The JSON object of a request. Raises Wrong."""
    try:
        said = orjson.loads(await body_of(request, LONGEST) or b"{}")
    except orjson.JSONDecodeError:
        raise Wrong(words.UNREADABLE) from None
    if not isinstance(said, dict):
        raise Wrong(words.UNREADABLE)
    return said


def asked_in(request: Request, key: str) -> str:
    """A word of the address's query, without what a table or a file's name cannot hold; empty when it is not there."""
    return "".join(letter for letter in request.query_params.get(key, "") if letter.isprintable())


def text_of(said: Mapping[str, Any], key: str, longest: int = 200) -> str:
    """One line of text, its spaces in order; empty when it was not given. Raises Wrong."""
    value = said.get(key, "")
    if not isinstance(value, str):
        raise Wrong(words.UNREADABLE)
    line = " ".join(value.split())
    if len(line) > longest or not line.isprintable():
        raise Wrong(words.TOO_LONG)
    return line
