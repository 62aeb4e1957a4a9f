"""People and groups that talk to the bot, as they would on their phones; and what they read."""

# ruff: noqa: ASYNC109 - how long a person waits is part of what a test says

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.bot.zalo_server.facts import JsonObject

if TYPE_CHECKING:
    from tests.bot.zalo_server.server import ZaloServer


@dataclass
class ChatMessage:
    """What the bot sent. `fetches` are the contents of a picture, each time it was fetched."""

    message_id: str
    text: str = ""
    styles: list[JsonObject] = field(default_factory=list)
    photo: str = ""
    fetches: list[bytes] = field(default_factory=list)

    @property
    def bold(self) -> list[str]:
        """The parts set in bold, as the phone shows them."""
        raw = self.text.encode("utf-16-le")
        spans = [(each["start"] * 2, (each["start"] + each["len"]) * 2) for each in self.styles if "b" in each["st"]]
        return [raw[start:end].decode("utf-16-le") for start, end in spans]


class Chat:
    """A chat that has heard of the bot."""

    def __init__(self, id: str, chat_type: str) -> None:
        self.raw = {"id": id, "chat_type": chat_type}
        self.messages: list[ChatMessage] = []
        self.actions: list[str] = []
        self.news = asyncio.Event()
        self._read = 0

    def receive(self, message: ChatMessage) -> None:
        self.messages.append(message)
        self.news.set()

    async def reads(self, timeout: float) -> ChatMessage:
        """The next message not read yet. Raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while len(self.messages) <= self._read:
                self.news.clear()
                await self.news.wait()
        self._read += 1
        return self.messages[self._read - 1]


class Person:
    """Someone with Zalo. What they do in a group is told by `group="g1"`."""

    def __init__(self, server: "ZaloServer", id: str, name: str) -> None:
        self._server = server
        self._about = {"id": id, "name": name or f"Người {id}"}
        self.id = id

    @property
    def messages(self) -> list[ChatMessage]:
        """All the bot sent in the private chat."""
        return self._server.chat(self.id).messages

    def says(self, text: str, group: str = "") -> JsonObject:
        return self._sends("text", group, {"text": text})

    def sends_photo(self, content: bytes, caption: str = "", url: str = "", group: str = "") -> JsonObject:
        """A picture that lies at the platform, or anywhere if `url` says so."""
        address = url or self._server.host(content)
        content_fields: dict[str, Any] = {self._server.events.looks.photo_field: address}
        return self._sends("image", group, content_fields | ({"caption": caption} if caption else {}))

    def sends_sticker(self, group: str = "") -> JsonObject:
        return self._sends("sticker", group, {"sticker": "b2f1", "url": "https://stickers.zaloapp.com/b2f1"})

    def sends_voice(self, group: str = "") -> JsonObject:
        return self._sends("voice", group, {"voice_url": "https://voice.zaloapp.com/1.aac"})

    def sends_unsupported(self, group: str = "") -> JsonObject:
        """A file, a video; or anything at all of somebody whom the law protects."""
        return self._sends("unsupported", group, {})

    async def reads(self, timeout: float = 5.0, group: str = "") -> ChatMessage:
        """The next message of the bot. Raises TimeoutError."""
        return await self._server.chat(group or self.id, "GROUP" if group else "PRIVATE").reads(timeout)

    def _sends(self, kind: str, group: str, content: JsonObject) -> JsonObject:
        chat = self._server.chat(group or self.id, "GROUP" if group else "PRIVATE")
        event = self._server.events.make(kind, self._about, chat.raw, content)
        self._server.events.send(event)
        return event
