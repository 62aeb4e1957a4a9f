"""What the server remembers: the clock, people and groups, their messages, files and taps."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from typing import Literal

from tests.bot.telegram_server.answers import (
    JsonObject,
    Refusal,
    bad_request,
    blocked,
    deactivated,
    migrated,
)
from tests.bot.telegram_server.description import Upload
from tests.bot.telegram_server.messages import ChatMessage, StoredFile

Seen = Literal["message", "edit", "deletion", "toast", "typing", "draft"]
ChatKind = Literal["private", "group", "supergroup"]


class Clock:
    """The time of day in Unix seconds; tests may move it forward."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> int:
        return int(time.time() + self._ahead)

    def advance(self, seconds: float) -> None:
        self._ahead += seconds


@dataclass(slots=True)
class Sight:
    """Something that appeared on the screen of a chat; `text` is that of a toast, an action or a draft."""

    kind: Seen
    message: ChatMessage | None = None
    text: str = ""
    alert: bool = False


@dataclass(slots=True)
class Chat:
    """`open` means that the bot may write: the person wrote first, or the group took the bot in."""

    id: int
    kind: ChatKind
    about: JsonObject
    open: bool = False
    blocked: bool = False
    deactivated: bool = False
    migrated_to: int | None = None
    messages: dict[int, ChatMessage] = field(default_factory=dict)
    sights: list[Sight] = field(default_factory=list)
    waiting: list[asyncio.Event] = field(default_factory=list)

    @property
    def raw(self) -> JsonObject:
        """The Chat of the Bot API."""
        return {"id": self.id, "type": self.kind, **self.about}

    def show(self, sight: Sight) -> None:
        self.sights.append(sight)
        for event in self.waiting:
            event.set()


@dataclass(frozen=True, slots=True)
class Tap:
    chat_id: int
    at: int


class World:
    """All state of one bot. With `any_chat` every positive id is a person who once wrote to the bot."""

    def __init__(self, bot: JsonObject, *, any_chat: bool = False) -> None:
        self.bot = bot
        self.clock = Clock()
        self.any_chat = any_chat
        self.query_lifetime = 60
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.paths: dict[str, StoredFile] = {}
        self.taps: dict[str, Tap] = {}
        self.settings: dict[str, JsonObject] = {}
        self._message_ids = count(1)
        self._file_numbers = count(1)

    def chat(self, id: int | str) -> Chat:
        """The chat with this id or @username. Raises Refusal: chat not found."""
        if isinstance(id, int) and id in self.chats:
            return self.chats[id]
        if isinstance(id, int) and id > 0 and self.any_chat:
            return self.chats.setdefault(id, Chat(id, "private", {"first_name": f"Person {id}"}, open=True))
        for chat in self.chats.values():
            if isinstance(id, str) and id.startswith("@") and chat.about.get("username") == id[1:]:
                return chat
        raise bad_request("chat not found")

    def writable_chat(self, id: int | str) -> Chat:
        """The chat, if the bot may write there. Raises Refusal 400 or 403 in Telegram's words."""
        chat = self.chat(id)
        if chat.migrated_to is not None:
            raise migrated(chat.migrated_to)
        if chat.deactivated:
            raise deactivated()
        if chat.kind == "private" and chat.blocked:
            raise blocked()
        if chat.kind == "private" and not chat.open:
            raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
        if chat.blocked or not chat.open:
            raise Refusal(403, f"Forbidden: bot was kicked from the {chat.kind} chat")
        return chat

    def add_message(self, chat: Chat, message: ChatMessage) -> ChatMessage:
        chat.messages[message.id] = message
        return message

    def envelope(self, chat: Chat, sender: JsonObject) -> JsonObject:
        """The fields that every new message has."""
        return {
            "message_id": next(self._message_ids),
            "from": sender,
            "chat": chat.raw,
            "date": self.clock.now(),
        }

    def store_file(self, kind: str, upload: Upload, size: int | None = None) -> StoredFile:
        """Keeps a file; its id depends on kind and number, its unique id on the content alone."""
        number = next(self._file_numbers)
        digest = sha256(kind.encode() + upload.content).hexdigest()
        stored = StoredFile(
            kind=kind,
            file_id=f"{kind[:2].upper()}AC{number:06d}{digest[:40]}",
            unique_id=f"AgAD{digest[:12]}",
            name=upload.name,
            mime=upload.mime,
            size=len(upload.content) if size is None else size,
            content=upload.content,
        )
        self.files[stored.file_id] = stored
        return stored

    def known_file(self, file_id: str, kind: str | None = None) -> StoredFile:
        """Raises Refusal: an unknown id, or a file of another kind than wanted."""
        stored = self.files.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if kind is not None and stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored

    def sent(self, chat_id: int) -> Iterator[ChatMessage]:
        """The bot's messages in a chat that are still there, oldest first, as they read now."""
        chat = self.chats.get(chat_id)
        for message in chat.messages.values() if chat else ():
            if message.raw["from"]["id"] == self.bot["id"] and not message.deleted:
                yield message
