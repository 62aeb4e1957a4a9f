"""Zalo's events, read from their JSON as the documents describe it and as it was seen in the wild.

What lacks a field it must have raises KeyError or TypeError: such an event is set aside.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

import orjson

from bot.channel import Letter
from handlers.messages import Incoming, IncomingFile, Kind
from rules.text import fold

CHANNEL = "zalo"
Json = Mapping[str, Any]
FileOf = Callable[[str, str], IncomingFile]
"""From a name and an address to a file that can be fetched."""

_START = frozenset({"bat dau", "start"})
"""What people write where there is no button to begin with."""
_MILLISECONDS = 100_000_000_000
"""No date in seconds is as great before the year 5138."""


def event_of(raw: str | bytes) -> Json:
    """The event, out of the wrapper it may come in. Raises ValueError for what is none."""
    event = orjson.loads(raw)
    if isinstance(event, dict) and isinstance(event.get("result"), dict):
        event = event["result"]
    if not isinstance(event, dict) or not isinstance(event.get("event_name"), str):
        raise ValueError("not an event")
    return event


def address_of(raw: bytes) -> tuple[str, str]:
    """The event's id and its chat (empty if it has none). Raises ValueError.

    The id is that of its message; an event without one is known by what it says.
    """
    event = event_of(raw)
    message = event.get("message")
    if not isinstance(message, dict):
        return _digest(event), ""
    chat = message.get("chat")
    return _event_id(event, message), _kept(chat.get("id", "")) if isinstance(chat, dict) else ""


def letter_of(event: Json, file_of: FileOf) -> Letter | None:
    """The event as the conversation knows it, or None for what is answered by silence."""
    message = event.get("message")
    if not isinstance(message, dict) or message["from"].get("is_bot"):
        return None
    event_id = _event_id(event, message)
    incoming = partial(
        Incoming, CHANNEL, _kept(message["chat"]["id"]), event_id, _date(message.get("date")),
        display_name=_name(message["from"]), private=_is_private(message),
    )  # fmt: skip
    return Letter(_content(incoming, event["event_name"], message, event_id, file_of))


def _content(incoming: Callable[..., Incoming], name: str, message: Json, event_id: str, file_of: FileOf) -> Incoming:
    photo = message.get("photo") or message.get("photo_url")
    if isinstance(photo, str) and photo:
        file = file_of(f"anh-{_file_name(event_id)}.jpg", photo)
        return incoming(Kind.FILE, text=str(message.get("caption") or message.get("text") or ""), file=file)
    if ".sticker." in name:
        return incoming(Kind.STICKER)
    if ".voice." in name:
        return incoming(Kind.VOICE)
    text = message.get("text")
    if ".text." in name and isinstance(text, str):
        return incoming(Kind.START) if fold(text).strip(" .!/") in _START else incoming(Kind.TEXT, text=text)
    return incoming(Kind.NOT_CARRIED)


def _is_private(message: Json) -> bool:
    """Whether nobody else reads the chat; where Zalo does not say, only if the chat is named after its person."""
    kind = message["chat"].get("chat_type")
    if kind is None:
        return bool(message["chat"]["id"] == message["from"].get("id"))
    return str(kind).upper() == "PRIVATE"


def _name(sender: Json) -> str:
    return str(sender.get("display_name") or sender.get("name") or "")


def _date(given: Any) -> datetime:
    """An instant in seconds or milliseconds; without one, the present."""
    try:
        number = float(given)
        return datetime.fromtimestamp(number / 1000 if number > _MILLISECONDS else number, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return datetime.now(UTC)


def _event_id(event: Json, message: Json) -> str:
    return _kept(message.get("message_id") or "") or _digest(event)


def _kept(given: object) -> str:
    """An id as text without the one character that PostgreSQL does not keep."""
    return str(given).replace("\0", "")


def _digest(event: Json) -> str:
    try:
        return hashlib.sha256(orjson.dumps(event, option=orjson.OPT_SORT_KEYS)).hexdigest()
    except TypeError as error:  # deeper than it can be written, though not than it can be read
        raise ValueError("not an event") from error


def _file_name(event_id: str) -> str:
    return "".join(letter for letter in event_id if letter.isascii() and letter.isalnum())[:40]
