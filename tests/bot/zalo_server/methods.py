"""What the bot asks for: checked as the documents say, then done."""

import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from tests.bot.zalo_server.facts import FACTS, LIMITS, METHODS, JsonObject, Refusal, units
from tests.bot.zalo_server.people import Chat, ChatMessage

if TYPE_CHECKING:
    from tests.bot.zalo_server.server import ZaloServer

Method = Callable[["ZaloServer", JsonObject], Awaitable[Any]]
_PICTURES = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8"}


def check_fields(method: str, given: JsonObject) -> None:
    """Raises Refusal for a field that is missing or that the documents do not name."""
    takes = METHODS[method]["takes"]
    missing = [name for name, is_required in takes.items() if is_required and name not in given]
    unknown = [name for name in given if name not in takes]
    if missing or unknown:
        raise Refusal(400, f"missing: {missing}, unknown: {unknown}")


async def get_me(server: "ZaloServer", given: JsonObject) -> JsonObject:
    return dict(server.bot)


async def get_updates(server: "ZaloServer", given: JsonObject) -> JsonObject:
    if server.webhook.is_set:
        raise Refusal(400, "a webhook is set")
    try:
        seconds = float(given["timeout"] if "timeout" in given else LIMITS["poll_seconds"])
    except (TypeError, ValueError):
        raise Refusal(400, "timeout is no number") from None
    return await server.events.poll(min(seconds, server.longest_poll))


async def set_webhook(server: "ZaloServer", given: JsonObject) -> JsonObject:
    return server.webhook.set(given["url"], given["secret_token"])


async def delete_webhook(server: "ZaloServer", given: JsonObject) -> JsonObject:
    return server.webhook.remove()


async def get_webhook_info(server: "ZaloServer", given: JsonObject) -> JsonObject:
    if not server.webhook.is_set:
        raise Refusal(404)
    return server.webhook.info()


async def send_message(server: "ZaloServer", given: JsonObject) -> JsonObject:
    chat = _chat(server, given)
    text = _text(given["text"], "text")
    if given.get("parse_mode", "html") not in FACTS["parse_modes"]:
        raise Refusal(400, "unknown parse_mode")
    styles = given.get("text_styles", [])
    _check_styles(text, styles)
    return _deliver(server, chat, ChatMessage(server.next_id(), text, styles))


async def send_photo(server: "ZaloServer", given: JsonObject) -> JsonObject:
    chat, photo = _chat(server, given), given["photo"]
    caption = _text(given["caption"], "caption") if "caption" in given else ""
    if not isinstance(photo, str) or urlsplit(photo).scheme not in ("http", "https"):
        raise Refusal(400, "photo must be an address")
    fetches = [await _fetch(photo), await _fetch(photo)]
    return _deliver(server, chat, ChatMessage(server.next_id(), caption, photo=photo, fetches=fetches))


async def send_sticker(server: "ZaloServer", given: JsonObject) -> JsonObject:
    chat = _chat(server, given)
    return _deliver(server, chat, ChatMessage(server.next_id()))


async def send_voice(server: "ZaloServer", given: JsonObject) -> JsonObject:
    chat = _chat(server, given)
    if chat.raw["chat_type"] == "GROUP" or not str(given["voice_url"]).endswith(".aac"):
        raise Refusal(400, "voice_url must end in .aac, in a private chat")
    return _deliver(server, chat, ChatMessage(server.next_id()))


async def send_chat_action(server: "ZaloServer", given: JsonObject) -> None:
    chat = _chat(server, given)
    if given["action"] not in FACTS["actions"]:
        raise Refusal(400, "unknown action")
    chat.actions.append(given["action"])


DO: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendSticker": send_sticker,
    "sendVoice": send_voice,
    "sendChatAction": send_chat_action,
}


def _chat(server: "ZaloServer", given: JsonObject) -> Chat:
    """The chat, which exists only once a person wrote in it."""
    chat_id = given["chat_id"]
    chat = server.chats.get(chat_id) if isinstance(chat_id, str) else None
    if chat is None:
        raise Refusal(400, "chat_id is unknown")
    return chat


def _text(given: object, name: str) -> str:
    low, high = LIMITS[name]
    if not isinstance(given, str) or not given.strip() or not low <= units(given) <= high:
        raise Refusal(400, f"{name} must be {low} to {high} characters")
    return given


def _check_styles(text: str, styles: object) -> None:
    if not isinstance(styles, list):
        raise Refusal(400, "text_styles must be a list")
    names, prefix = FACTS["styles"]["names"], FACTS["styles"]["prefix"]
    for each in styles:
        start, length = each["start"], each["len"]
        if start < 0 or length < 1 or start + length > units(text):
            raise Refusal(400, "text_styles reach beyond the text")
        if not each["st"] or any(name not in names and not name.startswith(prefix) for name in each["st"]):
            raise Refusal(400, "unknown style")


async def _fetch(photo: str) -> bytes:
    """The picture, as the platform fetches it for a phone. Raises Refusal."""
    try:
        async with httpx.AsyncClient(verify=False, trust_env=False) as http:
            head, got = await http.head(photo), await http.get(photo)
    except httpx.HTTPError:
        raise Refusal(400, "photo cannot be fetched") from None
    beginning = _PICTURES.get(got.headers.get("content-type", ""))
    if head.status_code != 200 or got.status_code != 200 or not beginning or not got.content.startswith(beginning):
        raise Refusal(400, "photo is no picture")
    if int(head.headers["content-length"]) != len(got.content):
        raise Refusal(400, "photo has another length than it says")
    return got.content


def _deliver(server: "ZaloServer", chat: Chat, message: ChatMessage) -> JsonObject:
    chat.receive(message)
    return {"message_id": message.message_id, "date": int(time.time() * 1000)}
