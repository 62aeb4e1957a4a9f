"""What the program asks of a messenger, and the six ways in which sending may fail."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from handlers.messages import Incoming, Reply
from storage.inbox import Interrupted

Message = Callable[[], Awaitable[str]]
"""Sends one message when called, and returns what the messenger calls it: empty if it does not tell.

What went wrong is raised as one of the failures below.
"""

Accept = Callable[[bytes], Awaitable[None]]
"""Keeps an event; on disk when it returns. Raises ValueError for what is no event, and what the database says."""


class SendFailure(Exception):
    """A message that was not taken; the text is the kind of error, never words of the message."""

    partly = False
    """Whether another message of the same reply arrived before it."""


class Closed(SendFailure):
    """Never again: the person blocked the bot or is gone, until they write."""


class Refused(SendFailure):
    """The messenger will never take this message: a fault of this program."""


class NotSent(SendFailure):
    """It certainly did not arrive: worth another try."""


class Unsure(SendFailure):
    """The bytes went out and no answer came: the person may have read it, so it is not sent again."""


class TooMany(SendFailure):
    """The messenger asks for a pause."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"pause of {seconds:g} s")
        self.seconds = seconds


class Instead(SendFailure):
    """It cannot be done this way: send these messages in its place."""

    def __init__(self, messages: Sequence[Message]) -> None:
        super().__init__("sent another way")
        self.messages = messages


@dataclass(frozen=True, slots=True)
class Tap:
    """The button that was tapped, as far as the channel must know to react to it."""

    query: str
    """What the messenger wants acknowledged."""
    message: int | str | None
    """The message that carried the button, while it can still be edited."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An event that was read, with what the way back needs."""

    incoming: Incoming
    tap: Tap | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A line of the messenger's command menu."""

    name: str
    summary: str


class Channel(Protocol):
    """A messenger."""

    name: str
    patience: float
    """Seconds for which people here take no notice that an answer is being made."""
    only_numbers: bool
    """Whether options are numbers to type, since there are no buttons."""
    fetches: bool
    """Whether events are fetched, which one process may do at a time, in place of coming in by HTTP."""

    async def connect(self) -> str:
        """Reach the messenger, however long it takes. Returns where people find the bot, or empty."""
        ...

    async def listen(self, accept: Accept, listening: Callable[[], None]) -> None:
        """Hand every event to `accept`, from the moment of `listening()`, until cancelled.

        A channel whose events come in by HTTP asks for them to be sent, and returns.
        """
        ...

    async def disconnect(self) -> None:
        """Close the connections."""
        ...

    def address(self, raw: bytes) -> tuple[str, str]:
        """The event's id and its chat (empty if it has none), without reading more. Raises ValueError."""
        ...

    def read(self, payload: str) -> Letter | None:
        """The event, or None where silence is the answer. What cannot be read raises anything."""
        ...

    def messages(self, chat: str, reply: Reply, letter: Letter | None = None) -> list[Message]:
        """The messages a reply becomes, in order; `letter` is what it answers, if anything."""
        ...

    async def edit(self, chat: str, message: str, reply: Reply) -> None:
        """Put another reply in place of a message that was sent. Raises SendFailure: Refused where that cannot be."""
        ...

    async def settle(self, interrupted: Sequence[Interrupted]) -> bool:
        """Bring answers to an end that a process left on their way. False where nobody can know what became of them."""
        ...

    async def resume_parcels(self) -> bool:
        """Put parcels in line again that a process left on their way. False where they may have arrived."""
        ...

    async def acknowledge(self, tap: Tap) -> None:
        """Tell the messenger that the tap arrived. Never raises."""
        ...

    async def busy(self, chat: str) -> None:
        """Show that an answer is being made, until cancelled. Never raises."""
        ...

    async def offer(self, chat: str, commands: Sequence[Command]) -> None:
        """Show these commands in a chat; in every other chat if it is empty. Raises SendFailure."""
        ...


class FarAway:
    """A channel whose far end is somebody else's: what was on its way when its process died may have arrived."""

    async def settle(self, interrupted: Sequence[Interrupted]) -> bool:
        """Nobody can know."""
        return False

    async def resume_parcels(self) -> bool:
        """They may have been read."""
        return False
