"""Methods that put new messages into a chat."""

from collections.abc import Callable
from mimetypes import guess_type
from typing import Any

from tests.bot.telegram_server import limits
from tests.bot.telegram_server.answers import JsonObject, Refusal, bad_request, broken_rule
from tests.bot.telegram_server.description import Upload
from tests.bot.telegram_server.forms import ATTACHED
from tests.bot.telegram_server.messages import ChatMessage, StoredFile
from tests.bot.telegram_server.world import Chat, Sight, World

_OPTIONS = ("disable_notification", "protect_content", "message_effect_id", "link_preview_options", "parse_mode")
_WITHOUT_CAPTION = frozenset({"sticker", "video_note"})
_ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"}
    | {"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"}
)
_FILE_LIKE = ("document", "audio", "video", "animation")


def send_message(world: World, given: JsonObject) -> JsonObject:
    chat = world.writable_chat(given["chat_id"])
    text, entities = limits.formatted(given, "text", limits.TEXT)
    if not text:
        raise broken_rule("message text is empty")
    content: JsonObject = {"text": text}
    if entities:
        content["entities"] = entities
    return post(world, chat, given, content).raw


def send_rich_message(world: World, given: JsonObject) -> JsonObject:
    """The text a person reads is the source of the rich message: its layout is not imitated."""
    chat = world.writable_chat(given["chat_id"])
    rich = given["rich_message"]
    text = str(rich.get("html") or rich.get("markdown") or rich.get("blocks") or "")
    if not text:
        raise broken_rule("rich message is empty")
    return post(world, chat, given, {"text": text}).raw


def file_sender(kind: str) -> Callable[[World, JsonObject], JsonObject]:
    """The method that sends one file of a kind: document, photo, voice, ..."""

    def send(world: World, given: JsonObject) -> JsonObject:
        chat = world.writable_chat(given["chat_id"])
        return _post_file(world, chat, given, kind, given[kind]).raw

    return send


def send_media_group(world: World, given: JsonObject) -> list[JsonObject]:
    chat = world.writable_chat(given["chat_id"])
    media: list[JsonObject] = given["media"]
    if not 2 <= len(media) <= 10:
        raise broken_rule("media group must have from 2 to 10 items")
    group = f"{world.clock.now()}{chat.id}"
    posted = []
    for item in media:
        source = _resolved(item["media"], given)
        message = _post_file(world, chat, {**given, **item}, item["type"], source)
        message.raw["media_group_id"] = group
        posted.append(message.raw)
    return posted


def send_contact(world: World, given: JsonObject) -> JsonObject:
    chat = world.writable_chat(given["chat_id"])
    fields = ("phone_number", "first_name", "last_name", "vcard")
    return post(world, chat, given, {"contact": {key: given[key] for key in fields if key in given}}).raw


def send_location(world: World, given: JsonObject) -> JsonObject:
    chat = world.writable_chat(given["chat_id"])
    place = {"latitude": given["latitude"], "longitude": given["longitude"]}
    return post(world, chat, given, {"location": place}).raw


def send_chat_action(world: World, given: JsonObject) -> bool:
    chat = world.writable_chat(given["chat_id"])
    if given["action"] not in _ACTIONS:
        raise broken_rule("wrong parameter action in request")
    chat.show(Sight("typing", text=given["action"]))
    return True


def send_draft(world: World, given: JsonObject) -> bool:
    chat = world.writable_chat(given["chat_id"])
    if chat.kind != "private":
        raise bad_request("drafts can be sent to private chats only")
    if given["draft_id"] == 0:
        raise broken_rule("draft_id must be non-zero")
    chat.show(Sight("draft", text=limits.formatted(given, "text", limits.TEXT)[0]))
    return True


def forward_message(world: World, given: JsonObject) -> JsonObject:
    chat = world.writable_chat(given["chat_id"])
    source = _source_of_copy(world, given, "forward")
    content = _content_of(source)
    content["forward_origin"] = {
        "type": "user",
        "sender_user": source.raw["from"],
        "date": source.raw["date"],
    }
    return post(world, chat, given, content, source.file).raw


def copy_message(world: World, given: JsonObject) -> JsonObject:
    chat = world.writable_chat(given["chat_id"])
    source = _source_of_copy(world, given, "copy")
    content = _content_of(source)
    if "caption" in given:
        content["caption"], content["caption_entities"] = limits.formatted(given, "caption", limits.CAPTION)
    return {"message_id": post(world, chat, given, content, source.file).id}


def post(
    world: World, chat: Chat, given: JsonObject, content: JsonObject, file: StoredFile | None = None
) -> ChatMessage:
    """Puts a message of the bot into a chat, and shows it to the people there. Raises Refusal."""
    markup = given.get("reply_markup")
    limits.check_markup(markup, chat.kind)
    raw = {**world.envelope(chat, world.bot), **content}
    if "message_thread_id" in given:
        raw["message_thread_id"] = given["message_thread_id"]
    if markup and markup.get("inline_keyboard"):
        raw["reply_markup"] = markup
    replied = _replied(chat, given.get("reply_parameters"))
    if replied is not None:
        raw["reply_to_message"] = {k: v for k, v in replied.raw.items() if k != "reply_to_message"}
    options = {name: given[name] for name in _OPTIONS if name in given}
    message = world.add_message(chat, ChatMessage(raw, markup, options, file))
    chat.show(Sight("message", message))
    return message


def file_content(world: World, given: JsonObject, kind: str, source: Any) -> tuple[JsonObject, StoredFile]:
    """The message fields of a file and its caption; the file is new or known by its id. Raises Refusal."""
    stored = _stored(world, kind, source)
    content: JsonObject = {kind: described(stored)}
    if kind not in _WITHOUT_CAPTION:
        caption, entities = limits.formatted(given, "caption", limits.CAPTION)
        content |= {"caption": caption} if caption else {}
        content |= {"caption_entities": entities} if entities else {}
    return content, stored


def described(stored: StoredFile) -> Any:
    """The object (for photos: the list of sizes) by which a message tells of a file."""
    base: JsonObject = {"file_id": stored.file_id, "file_unique_id": stored.unique_id, "file_size": stored.size}
    if stored.kind == "photo":
        small = base | {"file_id": stored.file_id + "s", "file_unique_id": stored.unique_id + "s"}
        return [small | {"width": 90, "height": 67}, base | {"width": 800, "height": 600}]
    if stored.kind in _FILE_LIKE:
        base |= {"file_name": stored.name, "mime_type": stored.mime}
    if stored.kind in ("video", "animation"):
        base |= {"width": 640, "height": 480}
    if stored.kind == "sticker":
        base |= {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    if stored.kind in ("voice", "audio", "video", "animation", "video_note"):
        base |= {"duration": 3}
    if stored.kind == "video_note":
        base |= {"length": 240}
    return base


def _post_file(world: World, chat: Chat, given: JsonObject, kind: str, source: Any) -> ChatMessage:
    content, stored = file_content(world, given, kind, _resolved(source, given))
    return post(world, chat, given, content, stored)


def _resolved(source: Any, given: JsonObject) -> Any:
    """The upload an `attach://` name refers to; anything else as it is."""
    if isinstance(source, str) and source.startswith(ATTACHED):
        if source not in given:
            raise broken_rule(f"no part of the form is called {source.removeprefix(ATTACHED)!r}")
        return given[source]
    return source


def _stored(world: World, kind: str, source: Any) -> StoredFile:
    if isinstance(source, Upload):
        _check_upload(kind, source)
        mime = source.mime if source.mime != "application/octet-stream" else guess_type(source.name)[0]
        return world.store_file(kind, Upload(source.name, mime or source.mime, source.content))
    if source.startswith(("http://", "https://")):
        return world.store_file(kind, Upload(source.rsplit("/", 1)[-1], "application/octet-stream", b""))
    return world.known_file(source, kind)


def _check_upload(kind: str, upload: Upload) -> None:
    size = len(upload.content)
    if size == 0:
        raise broken_rule("file must be non-empty")
    if size > limits.UPLOAD_BYTES:
        raise Refusal(413, "Request Entity Too Large", violation=True)
    if kind == "photo" and size > limits.PHOTO_BYTES:
        raise broken_rule(
            f"file of size {size} bytes is too big for a photo; the maximum size is {limits.PHOTO_BYTES} bytes"
        )


def _replied(chat: Chat, parameters: JsonObject | None) -> ChatMessage | None:
    if not parameters:
        return None
    message = chat.messages.get(parameters.get("message_id", 0))
    if message is not None and not message.deleted:
        return message
    if parameters.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _source_of_copy(world: World, given: JsonObject, verb: str) -> ChatMessage:
    source = world.chat(given["from_chat_id"]).messages.get(given["message_id"])
    if source is None or source.deleted:
        raise bad_request(f"message to {verb} not found")
    return source


def _content_of(message: ChatMessage) -> JsonObject:
    frame = {"message_id", "from", "chat", "date", "edit_date", "reply_markup", "reply_to_message"}
    return {name: value for name, value in message.raw.items() if name not in frame}
