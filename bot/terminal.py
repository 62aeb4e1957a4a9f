"""The terminal as a channel: what a person types becomes an event, a reply becomes lines of text."""

from itertools import count
from pathlib import Path

from bot.numbered import numbered
from handlers.front_door import Turned, receive
from handlers.house import House
from handlers.messages import HOME, Incoming, IncomingFile, Kind, Reply
from rules.access import OPERATOR
from storage import terminal
from storage.clock import to_ms
from storage.ids import new_id
from storage.journal import By


class Seat:
    """A place at the terminal, as one person: says and taps, and gets what they would read."""

    def __init__(self, house: House, chat: str) -> None:
        self._house = house
        self._chat = chat
        self._is_stranger = chat == terminal.STRANGER
        self._run = new_id()
        self._numbers = count(1)

    async def says(self, text: str) -> Turned:
        """Send a typed line: words, a number of the last menu, or a command."""
        return await receive(self._house, self._event(Kind.TEXT, text=text))

    async def enters(self) -> Turned:
        """What one finds on coming in: a stranger the first contact, everybody else their menu."""
        return await (receive(self._house, self._event(Kind.START)) if self._is_stranger else self.taps(HOME.key))

    async def taps(self, key: str) -> Turned:
        """Tap a button by its key."""
        return await receive(self._house, self._event(Kind.TAP, key=key))

    async def hands_over(self, path: Path) -> Turned:
        """Send a file of this machine."""
        content = path.read_bytes()  # noqa: ASYNC240 — one person's own file, nobody else waits

        async def fetch() -> bytes:
            return content

        return await receive(self._house, self._event(Kind.FILE, file=IncomingFile(path.name, len(content), fetch)))

    def _event(self, kind: Kind, text: str = "", key: str = "", file: IncomingFile | None = None) -> Incoming:
        event = f"{self._run}-{next(self._numbers)}"
        at = self._house.clock()
        return Incoming(terminal.CHANNEL, self._chat, event, at, kind, text=text, key=key, file=file)


async def sit_down(house: House, code: str) -> Seat | None:
    """A seat as the person with this code, or as `stranger`; None when nobody has the code."""
    async with house.db.transaction() as tx:
        chat = await terminal.sit_down(tx, By(OPERATOR.user_id, to_ms(house.clock())), code)
    return Seat(house, chat) if chat else None


def plain(text: str) -> str:
    """A reply's text without the marks of emphasis."""
    return text.replace("**", "")


def rendered(reply: Reply) -> str:
    """A reply as the terminal shows it: text, numbered options, names of files."""
    lines = [plain(reply.text)]
    if options := numbered(reply):
        lines += ["", *options]
    lines += [f"[{attachment.name}, {len(attachment.content)} byte]" for attachment in reply.files]
    return "\n".join(lines)
