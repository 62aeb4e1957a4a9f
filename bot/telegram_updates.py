"""Telegram's updates, read from their JSON: the few fields a conversation needs, and nothing else.

The library could build its objects of an update, but that alone would cost more than all of the answer; only what is
sent goes through it. What lacks a field it must have raises KeyError or TypeError: such an update is set aside.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

import orjson

from bot.channel import Letter, Tap
from handlers.messages import Contact, Incoming, IncomingFile, Kind

CHANNEL = "telegram"
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
"""The kinds of update asked for; a contact, a file and a voice message are messages."""
Json = Mapping[str, Any]
FileOf = Callable[[Json], IncomingFile]
"""From Telegram's `Document`, or a `PhotoSize` with a name, to a file that can be fetched."""

PHOTO = "anh.jpg"
_SPOKEN = ("voice", "audio", "video_note")
_UNREADABLE = (
    "video", "animation", "location", "venue", "poll", "dice", "game", "invoice", "story", "paid_media",
    "document", "checklist",
)  # fmt: skip
"""What a person sends that the assistant cannot read; a service message has none of these, and is met by silence."""


def address_of(raw: bytes) -> tuple[str, str]:
    """The id of an update and its chat (empty if it has none). Raises ValueError."""
    update = orjson.loads(raw)
    if not isinstance(update, dict) or type(update.get("update_id")) is not int:
        raise ValueError("not an update")
    for content in update.values():
        if isinstance(content, dict):
            holder = content.get("message", content)
            chat = holder.get("chat") if isinstance(holder, dict) else None
            return str(update["update_id"]), str(chat.get("id", "")) if isinstance(chat, dict) else ""
    return str(update["update_id"]), ""


def letter_of(update: Json, file_of: FileOf) -> Letter | None:
    """The event of an update, or None for what is answered by silence: edits, service messages, unknown kinds."""
    event = str(update["update_id"])
    if "message" in update:
        incoming = _message(event, update["message"], file_of)
        return Letter(incoming) if incoming else None
    if "callback_query" in update:
        return _tap(event, update["callback_query"])
    if "my_chat_member" in update:
        return _membership(event, update["my_chat_member"])
    return None


def _message(event: str, message: Json, file_of: FileOf) -> Incoming | None:
    chat, sender = message["chat"], message.get("from")
    incoming = partial(
        Incoming, CHANNEL, str(chat["id"]), event, datetime.fromtimestamp(message["date"], UTC),
        display_name=_full_name(sender) if sender else "", private=chat["type"] == "private",
    )  # fmt: skip
    if "text" in message:
        return _text(incoming, message["text"])
    if "contact" in message:
        card = message["contact"]
        own = sender is not None and card.get("user_id") == sender["id"] and "forward_origin" not in message
        return incoming(Kind.CONTACT, contact=Contact(card["phone_number"], own))
    if "document" in message and "animation" not in message:
        return incoming(Kind.FILE, text=message.get("caption", ""), file=file_of(message["document"]))
    if "photo" in message:
        # The same picture in several sizes, the largest last; a photo has no name.
        largest = {**message["photo"][-1], "file_name": PHOTO}
        return incoming(Kind.FILE, text=message.get("caption", ""), file=file_of(largest))
    if "sticker" in message:
        return incoming(Kind.STICKER)
    if any(kind in message for kind in _SPOKEN):
        return incoming(Kind.VOICE)
    return incoming(Kind.UNSUPPORTED) if any(kind in message for kind in _UNREADABLE) else None


def _text(incoming: Callable[..., Incoming], text: str) -> Incoming:
    command, _, payload = text.partition(" ")
    if command.partition("@")[0] == "/start":
        return incoming(Kind.START, text=payload.strip())
    return incoming(Kind.TEXT, text=text)


def _tap(event: str, query: Json) -> Letter | None:
    message, key = query.get("message"), query.get("data")
    if message is None or key is None:
        return None
    incoming = Incoming(
        CHANNEL, str(message["chat"]["id"]), event, datetime.now(UTC), Kind.TAP, key=key,
        display_name=_full_name(query["from"]), private=message["chat"]["type"] == "private",
    )  # fmt: skip
    # A message too old to be changed comes without its date.
    return Letter(incoming, Tap(query["id"], message["message_id"] if message["date"] else None))


def _membership(event: str, change: Json) -> Letter | None:
    if change["chat"]["type"] != "private":
        return None
    kind = Kind.BLOCKED if change["new_chat_member"]["status"] == "kicked" else Kind.UNBLOCKED
    at = datetime.fromtimestamp(change["date"], UTC)
    name = _full_name(change["from"])
    return Letter(Incoming(CHANNEL, str(change["chat"]["id"]), event, at, kind, display_name=name))


def _full_name(person: Json) -> str:
    last = person.get("last_name")
    return f"{person['first_name']} {last}" if last else str(person["first_name"])
