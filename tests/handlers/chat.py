"""A person in a chat, for tests: says, taps, reads. Real handlers, real rules, a real database file."""

from dataclasses import replace
from itertools import count

from handlers.front_door import Turned, receive
from handlers.house import House
from handlers.messages import Contact, Incoming, IncomingFile, Kind, Reply, choices

_events = count(1)
MOST_OPTIONS = 6
"""What a message may offer, the way home, back and out of a form included: seven are no longer seen at a glance."""


class Person:
    """Someone who writes on a channel. Every method returns what the person then reads."""

    def __init__(self, house: House, channel: str = "telegram", chat: str = "1001", name: str = "") -> None:
        self.house, self.channel, self.chat, self.name = house, channel, chat, name
        self.last = Reply("")
        self.turned = Turned(None)

    async def says(self, text: str) -> str:
        return await self._send(Kind.TEXT, text=text)

    async def starts(self, payload: str = "") -> str:
        return await self._send(Kind.START, text=payload)

    async def taps(self, label_or_key: str) -> str:
        """Tap a button of the last message by its label, or send any key, as an old or forged button would."""
        keys = [b.key for row in self.last.buttons for b in row if label_or_key in (b.label, b.key)]
        return await self._send(Kind.TAP, key=keys[0] if keys else label_or_key)

    async def shares_contact(self, phone: str, own: bool = True) -> str:
        return await self._send(Kind.CONTACT, contact=Contact(phone, own))

    async def sends_file(self, name: str, content: bytes, caption: str = "") -> str:
        async def fetch() -> bytes:
            return content

        return await self._send(Kind.FILE, text=caption, file=IncomingFile(name, len(content), fetch))

    async def sends(self, kind: Kind) -> str:
        return await self._send(kind)

    @property
    def labels(self) -> list[str]:
        """The options of the last message, in the order of their numbers."""
        return [choice.label for choice in choices(self.last.buttons)]

    async def _send(self, kind: Kind, **what: object) -> str:
        incoming = Incoming(self.channel, self.chat, f"e{next(_events)}", self.house.clock(), kind, private=True)
        incoming = replace(incoming, display_name=self.name, **what)  # type: ignore[arg-type]
        self.turned = await receive(self.house, incoming)
        self.last = self.turned.reply or Reply("")
        assert len(self.labels) <= MOST_OPTIONS, f"too many options: {self.labels}"
        return self.last.text
