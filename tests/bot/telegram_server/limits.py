"""The documented limits on what a message and its keyboard may hold."""

import re
from typing import Any

from tests.bot.telegram_server.answers import JsonObject, bad_request, broken_rule
from tests.bot.telegram_server.entities import parse_html, trimmed, units

TEXT = 4096
CAPTION = 1024
ENTITIES = 100
CALLBACK_BYTES = 64
TOAST = 200
BUTTONS = 100
PLACEHOLDER = 64
COPY_TEXT = 256
UPLOAD_BYTES = 50 * 2**20
PHOTO_BYTES = 10 * 2**20
DOWNLOAD_BYTES = 20 * 2**20
DELETABLE_SECONDS = 48 * 3600

_STYLES = frozenset({"danger", "success", "primary"})
_ACTIONS = frozenset(
    {"url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat"}
    | {"switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled"}
)
_URL = re.compile(r"(?i)(tg://\S+|https?://[^\s/?#:]+\.[^\s/?#:]+(:\d+)?([/?#]\S*)?)")


def formatted(given: JsonObject, name: str, limit: int) -> tuple[str, list[JsonObject]]:
    """The text under `name` as it reads after parsing, and its entities. Raises Refusal."""
    entities_name = "entities" if name == "text" else f"{name}_entities"
    source, mode = given.get(name, ""), given.get("parse_mode")
    entities: list[JsonObject] = given.get(entities_name, [])
    if mode == "HTML":
        source, entities = parse_html(source)
    elif mode is not None:
        raise broken_rule(f"unsupported parse_mode {mode!r}: this server reads HTML alone")
    text, entities = trimmed(source, entities)
    length = units(text)
    if length > limit:
        raise broken_rule("message is too long" if name == "text" else "message caption is too long")
    if len(entities) > ENTITIES:
        raise broken_rule("ENTITIES_TOO_LONG")
    if any(entity["offset"] < 0 or entity["offset"] + entity["length"] > length for entity in entities):
        raise broken_rule("ENTITY_BOUNDS_INVALID")
    return text, entities


def check_markup(markup: JsonObject | None, chat_kind: str) -> None:
    """Raises Refusal if Telegram would not show this keyboard in a chat of this kind."""
    if not markup:
        return
    if "inline_keyboard" in markup:
        _check_inline(markup["inline_keyboard"])
    elif "keyboard" in markup:
        _check_keyboard(markup["keyboard"], chat_kind)
    if units(markup.get("input_field_placeholder", "")) > PLACEHOLDER:
        raise broken_rule("input field placeholder is too long")


def _check_inline(rows: list[list[JsonObject]]) -> None:
    buttons = [button for row in rows for button in row]
    if len(buttons) > BUTTONS:
        raise broken_rule("reply markup is too long")
    for button in buttons:
        _check_button(button)


def _check_button(button: JsonObject) -> None:
    text = button["text"]
    if not text.strip():
        raise broken_rule("can't parse inline keyboard button: Text must be non-empty")
    actions = _ACTIONS & button.keys()
    if len(actions) != 1:
        told = ", ".join(sorted(actions)) or "none"
        raise broken_rule(f"inline keyboard button {text!r} needs exactly one action, has {told}")
    if not 1 <= len(button.get("callback_data", "?").encode()) <= CALLBACK_BYTES:
        raise broken_rule("BUTTON_DATA_INVALID")
    if "url" in button and not _URL.fullmatch(button["url"]):
        raise broken_rule(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if not 1 <= units(button.get("copy_text", {"text": "?"})["text"]) <= COPY_TEXT:
        raise broken_rule("BUTTON_COPY_TEXT_INVALID")
    if button.get("style", "primary") not in _STYLES:
        raise broken_rule("invalid button style specified")


def _check_keyboard(rows: list[list[Any]], chat_kind: str) -> None:
    keys = [key for row in rows for key in row]
    if not keys:
        raise broken_rule("the keyboard has no keys")
    for key in keys:
        if not (key if isinstance(key, str) else key["text"]).strip():
            raise broken_rule("keyboard button text must be non-empty")
        if isinstance(key, dict) and key.get("request_contact") and chat_kind != "private":
            raise bad_request("phone number can be requested in private chats only")
