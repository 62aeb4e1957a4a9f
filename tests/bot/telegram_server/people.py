"""People and groups that talk to the bot, as they would on their phones."""

# ruff: noqa: ASYNC109 - how long a person waits is part of what a test says

import asyncio
from itertools import count
from typing import TYPE_CHECKING

from tests.bot.telegram_server.about_bot import user_of
from tests.bot.telegram_server.answers import JsonObject
from tests.bot.telegram_server.description import Upload
from tests.bot.telegram_server.messages import ChatMessage
from tests.bot.telegram_server.sending import described
from tests.bot.telegram_server.world import Chat, ChatKind, Seen, Sight, Tap

if TYPE_CHECKING:
    from tests.bot.telegram_server.server import TelegramServer

_tap_numbers = count(4_382_000_000_000_001)


class Group:
    """A group chat the bot is in."""

    def __init__(self, server: "TelegramServer", id: int, title: str, supergroup: bool) -> None:
        if id >= 0:
            raise ValueError("the id of a group is negative")
        kind: ChatKind = "supergroup" if supergroup else "group"
        self._server = server
        self.chat = server.world.chats.setdefault(id, Chat(id, kind, {"title": title}, open=True))
        self.id = id

    def migrates(self, new_id: int) -> "Group":
        """Becomes a supergroup; sending to the old id is refused with the new one. Returns the new group."""
        world = self._server.world
        successor = self._server.group(new_id, str(self.chat.about["title"]))
        service = world.envelope(self.chat, world.bot) | {"migrate_to_chat_id": new_id}
        self.chat.migrated_to = new_id
        self._server.tell("message", service)
        later = world.envelope(successor.chat, world.bot) | {"migrate_from_chat_id": self.id}
        self._server.tell("message", later)
        return successor

    def removes_bot(self, by: "Person") -> None:
        self.chat.open = False
        by.changes_membership(self.chat, "member", "left")


class Person:
    """Someone with Telegram. What they do in a group is told by `chat=group`.

    The verbs that send return the message id. `reads`, `sees_edit`, `sees_toast` each keep their own place.
    """

    def __init__(self, server: "TelegramServer", id: int, name: str, username: str) -> None:
        if id <= 0:
            raise ValueError("the id of a person is positive")
        about = {"first_name": name or f"Person {id}"} | ({"username": username} if username else {})
        self._server = server
        self._seen: dict[tuple[int, Seen], int] = {}
        self.chat = server.world.chats.setdefault(id, Chat(id, "private", about))
        self.id = id

    @property
    def messages(self) -> list[ChatMessage]:
        """The bot's messages in the private chat as they read now."""
        return self._server.sent(self.id)

    def says(self, text: str, *, chat: Group | None = None, reply_to: ChatMessage | None = None) -> int:
        content: JsonObject = {"text": text}
        if text.startswith("/"):
            command = text.split()[0]
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        if reply_to is not None:
            content["reply_to_message"] = reply_to.raw
        return self._sends(content, chat)

    def starts(self, payload: str = "") -> int:
        """Presses START; `payload` is that of the link, up to 64 of A-Za-z0-9_-."""
        allowed = payload.replace("-", "").replace("_", "")
        if len(payload) > 64 or (payload and not (allowed.isascii() and allowed.isalnum())):
            raise ValueError("a start payload has up to 64 characters of A-Za-z0-9_-")
        return self.says(f"/start {payload}".strip())

    def taps(self, label_or_data: str, *, on: ChatMessage | None = None, chat: Group | None = None) -> str:
        """Taps an inline button by its label or data, on the last message that has it.

        Returns the query id. Raises LookupError with the visible buttons if there is none.
        """
        where = chat.chat if chat else self.chat
        message = on or self._last_with(label_or_data, where.id)
        button = message.button(label_or_data)
        if button is None or button.data is None:
            raise LookupError(f"{label_or_data!r} is no button to tap on {message.buttons}")
        return self.forges_tap(button.data, message)

    def forges_tap(self, data: str, message: ChatMessage) -> str:
        """Sends a tap with any data, even one that was never offered."""
        id = str(next(_tap_numbers))
        self._server.world.taps[id] = Tap(message.chat_id, self._server.clock.now())
        shown = message.raw
        if message.deleted:
            shown = {"chat": message.raw["chat"], "message_id": message.id, "date": 0}
        query = {
            "id": id,
            "from": user_of(self.chat),
            "message": shown,
            "chat_instance": str(message.chat_id),
            "data": data,
        }
        self._server.tell("callback_query", query)
        return id

    def presses(self, label: str) -> int:
        """Presses a key of the keyboard below the input line: its label is sent as text."""
        shown = [message.keyboard for message in self.messages if message.keyboard]
        if not shown or label not in [key for row in shown[-1] for key in row]:
            raise LookupError(f"{label!r} is no key of {shown[-1:]}")
        return self.says(label)

    def shares_contact(self, phone: str, *, own: bool = True, forwarded: bool = False) -> int:
        """Shares a contact card: one's own, someone else's, or a forwarded one."""
        contact: JsonObject = {"phone_number": phone, "first_name": self.chat.about["first_name"]}
        if own:
            contact["user_id"] = self.id
        content: JsonObject = {"contact": contact}
        if forwarded:
            origin = {"type": "user", "sender_user": user_of(self.chat), "date": self._server.clock.now()}
            content["forward_origin"] = origin
        return self._sends(content, None)

    def sends_file(
        self,
        name: str,
        content: bytes,
        *,
        caption: str = "",
        mime: str = "application/octet-stream",
        declared_size: int | None = None,
        chat: Group | None = None,
    ) -> int:
        """Sends a document; `declared_size` lets a small one claim to be large."""
        return self._sends_kind("document", Upload(name, mime, content), caption, declared_size, chat)

    def sends_photo(self, content: bytes = b"\xff\xd8photo", *, caption: str = "") -> int:
        return self._sends_kind("photo", Upload("photo.jpg", "image/jpeg", content), caption)

    def sends_voice(self, content: bytes = b"OggSvoice") -> int:
        return self._sends_kind("voice", Upload("voice.ogg", "audio/ogg", content))

    def sends_sticker(self) -> int:
        return self._sends_kind("sticker", Upload("sticker.webp", "image/webp", b"RIFFsticker"))

    def edits(self, message_id: int, text: str, *, chat: Group | None = None) -> None:
        """Changes the text of one of their own messages."""
        message = (chat.chat if chat else self.chat).messages[message_id]
        message.history.append(message.text)
        message.raw = message.raw | {"text": text, "edit_date": self._server.clock.now()}
        self._server.tell("edited_message", message.raw)

    def blocks(self) -> None:
        self.chat.blocked = True
        self.changes_membership(self.chat, "member", "kicked")

    def unblocks(self) -> None:
        self.chat.blocked = False
        self.changes_membership(self.chat, "kicked", "member")

    def leaves_telegram(self) -> None:
        """Deletes their account: sending to them is refused for good, and no update tells of it."""
        self.chat.deactivated = True

    def changes_membership(self, chat: Chat, old: str, new: str) -> None:
        """Tells the bot that it was let in, put out, blocked or unblocked."""
        change = {
            "chat": chat.raw,
            "from": user_of(self.chat),
            "date": self._server.clock.now(),
            "old_chat_member": self._member(old),
            "new_chat_member": self._member(new),
        }
        self._server.tell("my_chat_member", change)

    async def reads(self, *, timeout: float = 5.0, chat: Group | None = None) -> ChatMessage:
        """The next new message of the bot not read before. Raises TimeoutError after `timeout` seconds."""
        sight = await self._next("message", timeout, chat)
        assert sight.message is not None
        return sight.message

    async def sees_edit(self, *, timeout: float = 5.0, chat: Group | None = None) -> ChatMessage:
        """The next edit of a message; what is returned reads as it does now."""
        sight = await self._next("edit", timeout, chat)
        assert sight.message is not None
        return sight.message

    async def sees_toast(self, *, timeout: float = 5.0, chat: Group | None = None) -> str:
        """The text of the next answer to a tap, often empty."""
        return (await self._next("toast", timeout, chat)).text

    async def _next(self, kind: Seen, timeout: float, group: Group | None) -> Sight:
        chat = group.chat if group else self.chat
        arrival = asyncio.Event()
        chat.waiting.append(arrival)
        try:
            async with asyncio.timeout(timeout):
                while (sight := self._unseen(kind, chat)) is None:
                    arrival.clear()
                    await arrival.wait()
                return sight
        except TimeoutError:
            last = [sight.message.text for sight in chat.sights[-3:] if sight.message]
            raise TimeoutError(f"no {kind} came to chat {chat.id} in {timeout} s; the last were {last}") from None
        finally:
            chat.waiting.remove(arrival)

    def _unseen(self, kind: Seen, chat: Chat) -> Sight | None:
        start = self._seen.get((chat.id, kind), 0)
        for index in range(start, len(chat.sights)):
            if chat.sights[index].kind == kind:
                self._seen[chat.id, kind] = index + 1
                return chat.sights[index]
        return None

    def _sends_kind(
        self,
        kind: str,
        upload: Upload,
        caption: str = "",
        size: int | None = None,
        chat: Group | None = None,
    ) -> int:
        stored = self._server.world.store_file(kind, upload, size)
        content: JsonObject = {kind: described(stored)}
        if caption:
            content["caption"] = caption
        return self._sends(content, chat)

    def _sends(self, content: JsonObject, group: Group | None) -> int:
        world = self._server.world
        where = group.chat if group else self.chat
        if group is None:
            self.chat.open = True
        raw = world.envelope(where, user_of(self.chat)) | content
        message = world.add_message(where, ChatMessage(raw))
        self._server.tell("message", message.raw)
        return message.id

    def _last_with(self, label_or_data: str, chat_id: int) -> ChatMessage:
        shown = self._server.sent(chat_id)
        for message in reversed(shown):
            if message.button(label_or_data) is not None:
                return message
        buttons = [message.buttons for message in shown if message.buttons]
        raise LookupError(f"no message has a button {label_or_data!r}; there are {buttons[-3:]}")

    def _member(self, status: str) -> JsonObject:
        member: JsonObject = {"status": status, "user": self._server.world.bot}
        return member | {"until_date": 0} if status == "kicked" else member
