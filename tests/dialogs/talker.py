"""A person in a dialog, whatever the channel: says, taps, sends a file, and reads what comes back."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

PATIENCE = 5.0
"""Seconds for an answer to come before the test fails."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a person has before their eyes: the words without marks of emphasis, the options, the names of files."""

    text: str
    options: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


class Talker(ABC):
    """One person at one chat. After each act, `last` is all they read since the act before."""

    def __init__(self, idle: Callable[[], Awaitable[None]]) -> None:
        """`idle` waits until the program has answered everything that came in."""
        self.last = Read("")
        self._idle = idle

    async def says(self, text: str) -> None:
        await self._send(text)
        await self._read_on()

    async def sends_unanswered(self, text: str) -> None:
        """Write where nothing is answered: a person reads it."""
        await self._send(text)
        await self._idle()

    async def taps(self, label: str) -> None:
        """Choose an option of the last message: by its button, or by its number where there are none."""
        if label not in self.last.options:
            raise AssertionError(f"{label!r} is not offered: {self.last.options}")
        await self._choose(label)
        await self._read_on()

    async def types_number_of(self, label: str) -> None:
        """Choose an option by its number, which works on every channel."""
        await self.says(str(self._number_of(label)))

    async def waits(self) -> None:
        """Read what comes without having been asked for."""
        await self._read_on()

    async def sends_file(self, name: str, content: bytes) -> None:
        await self._hand_over(name, content)
        await self._read_on()

    def reads(self, *words: str) -> None:
        """Each of these stands in what was read last."""
        for each in words:
            assert each in self.last.text, f"{each!r} is not in what was read:\n{self.last.text}"

    def does_not_read(self, *words: str) -> None:
        for each in words:
            assert each not in self.last.text, f"{each!r} is in what was read:\n{self.last.text}"

    def is_offered(self, *labels: str) -> None:
        for label in labels:
            assert label in self.last.options, f"{label!r} is not offered: {self.last.options}"

    async def gets_file(self, name: str) -> None:
        """A file of this name came with what was read last."""
        assert name in self.last.files, f"{name!r} is not among {self.last.files}"

    def _number_of(self, label: str) -> int:
        numbered = [option for option in self.last.options if option != "Về đầu"]
        return 0 if label == "Về đầu" else numbered.index(label) + 1

    async def looks(self) -> None:
        """Read what came without being asked for; where nothing did, what was read last stays."""
        if read := await self._unread(waiting=False):
            self._take_in(read)

    async def _read_on(self) -> None:
        async with asyncio.timeout(PATIENCE):
            read = await self._unread(waiting=True)
            await self._idle()
            read += await self._unread(waiting=False)
        self._take_in(read)

    def _take_in(self, read: list[Read]) -> None:
        options = [each.options for each in read if each.options]
        self.last = Read(
            "\n".join(each.text for each in read if each.text),
            options[-1] if options else (),
            tuple(name for each in read for name in each.files),
        )

    @abstractmethod
    async def _send(self, text: str) -> None: ...

    @abstractmethod
    async def _choose(self, label: str) -> None: ...

    @abstractmethod
    async def _hand_over(self, name: str, content: bytes) -> None: ...

    @abstractmethod
    async def _unread(self, waiting: bool) -> list[Read]:
        """The messages that were not read yet; `waiting` for the first of them."""
