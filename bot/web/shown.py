"""A message of the web chat as the page gets it."""

from datetime import tzinfo
from typing import Any
from urllib.parse import quote

from bot.media_types import is_picture, type_of
from storage.clock import from_ms
from storage.web_chat import KeptFile, WebMessage


def shown(message: WebMessage, zone: tzinfo | None) -> dict[str, Any]:
    """The message as JSON can hold it."""
    words = message.words
    return {
        "id": message.id,
        "seq": message.seq,
        "from": "me" if message.author == "person" else "bot",
        "at": from_ms(message.at).astimezone(zone).isoformat(timespec="milliseconds"),
        "text": words.text,
        "buttons": [[{"label": label, "key": key} for label, key in row] for row in words.buttons],
        "files": [_shown_file(message.id, number, file) for number, file in enumerate(words.files)],
    }


def _shown_file(message_id: str, number: int, file: KeptFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "size": file.size,
        "type": type_of(file.name),
        "picture": file.picture and is_picture(file.name),
        "url": f"/api/files/{quote(message_id)}/{number}/{quote(file.name, safe='')}",
    }
