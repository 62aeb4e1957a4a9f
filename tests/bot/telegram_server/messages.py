"""A message as a person in the chat sees it."""

from dataclasses import dataclass, field
from typing import Any

from tests.bot.telegram_server.answers import JsonObject


@dataclass(frozen=True, slots=True)
class Button:
    """`data` goes back to the bot at a tap; a button with a `url` opens a page instead."""

    label: str
    data: str | None = None
    url: str | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file the server knows; `size` may be declared and larger than the content that is kept."""

    kind: str
    file_id: str
    unique_id: str
    name: str
    mime: str
    size: int
    content: bytes


@dataclass(slots=True)
class ChatMessage:
    """`raw` is the Message of the Bot API as it stands now; `history` the texts it had before its edits.

    `markup` is the keyboard sent with it, inline or below the input line.
    """

    raw: JsonObject
    markup: JsonObject | None = None
    options: JsonObject = field(default_factory=dict)
    file: StoredFile | None = None
    history: list[str] = field(default_factory=list)
    deleted: bool = False

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def chat_id(self) -> int:
        return int(self.raw["chat"]["id"])

    @property
    def sent_at(self) -> int:
        """Unix seconds."""
        return int(self.raw["date"])

    @property
    def text(self) -> str:
        """The text or, of a file, the caption, as read on the screen: without markup."""
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def entities(self) -> list[JsonObject]:
        return [*self.raw.get("entities", ()), *self.raw.get("caption_entities", ())]

    @property
    def buttons(self) -> list[list[Button]]:
        """The rows of buttons under the message."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [[_button(button) for button in row] for row in rows]

    @property
    def keyboard(self) -> list[list[str]]:
        """The labels of the keyboard below the input line that came with the message."""
        rows = (self.markup or {}).get("keyboard", [])
        return [[key if isinstance(key, str) else key["text"] for key in row] for row in rows]

    @property
    def asks_contact(self) -> bool:
        rows = (self.markup or {}).get("keyboard", [])
        return any(isinstance(key, dict) and key.get("request_contact") for row in rows for key in row)

    @property
    def is_silent(self) -> bool:
        return bool(self.options.get("disable_notification"))

    @property
    def is_protected(self) -> bool:
        return bool(self.options.get("protect_content"))

    @property
    def edited(self) -> bool:
        return "edit_date" in self.raw

    def button(self, label_or_data: str) -> Button | None:
        """The button with exactly this label or this data, else the only one whose label contains it."""
        every = [button for row in self.buttons for button in row]
        exact = [button for button in every if label_or_data in (button.label, button.data)]
        close = [button for button in every if label_or_data in button.label]
        if exact:
            return exact[0]
        return close[0] if len(close) == 1 else None

    def as_json(self) -> JsonObject:
        """The message for a reader in another process."""
        return {
            "id": self.id,
            "chat_id": self.chat_id,
            "sent_at": self.sent_at,
            "text": self.text,
            "buttons": [[_button_json(button) for button in row] for row in self.buttons],
            "keyboard": self.keyboard,
            "file": self.file and {"kind": self.file.kind, "name": self.file.name, "size": self.file.size},
            "history": self.history,
            "silent": self.is_silent,
            "protected": self.is_protected,
        }


def _button(raw: JsonObject) -> Button:
    return Button(raw["text"], raw.get("callback_data"), raw.get("url"), raw.get("style"))


def _button_json(button: Button) -> dict[str, Any]:
    return {"label": button.label, "data": button.data, "url": button.url, "style": button.style}
