"""Methods that change or remove messages, and that answer taps."""

from tests.bot.telegram_server import limits
from tests.bot.telegram_server.answers import JsonObject, bad_request, broken_rule
from tests.bot.telegram_server.entities import units
from tests.bot.telegram_server.messages import ChatMessage
from tests.bot.telegram_server.sending import file_content
from tests.bot.telegram_server.world import Chat, Sight, World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


def edit_text(world: World, given: JsonObject) -> JsonObject:
    chat, message = _editable(world, given)
    if "text" not in message.raw:
        raise bad_request("there is no text in the message to edit")
    text, entities = limits.formatted(given, "text", limits.TEXT)
    if not text:
        raise broken_rule("message text is empty")
    return _edit(world, chat, message, given, _present({"text": text, "entities": entities}))


def edit_caption(world: World, given: JsonObject) -> JsonObject:
    chat, message = _editable(world, given)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    caption, entities = limits.formatted(given, "caption", limits.CAPTION)
    return _edit(world, chat, message, given, _present({"caption": caption, "caption_entities": entities}))


def edit_markup(world: World, given: JsonObject) -> JsonObject:
    chat, message = _editable(world, given)
    names = ("text", "entities", "caption", "caption_entities")
    return _edit(world, chat, message, given, {k: v for k, v in message.raw.items() if k in names})


def edit_media(world: World, given: JsonObject) -> JsonObject:
    chat, message = _editable(world, given)
    media = given["media"]
    source = given.get(media["media"], media["media"])
    content, stored = file_content(world, media, media["type"], source)
    for name in ("document", "photo", "video", "audio", "animation"):
        message.raw.pop(name, None)
    message.file = stored
    return _edit(world, chat, message, given, content)


def delete_message(world: World, given: JsonObject) -> bool:
    chat = world.chat(given["chat_id"])
    _delete(world, chat, given["message_id"])
    return True


def delete_messages(world: World, given: JsonObject) -> bool:
    """Those that can't be found or deleted are skipped, as Telegram does."""
    chat = world.chat(given["chat_id"])
    if not 1 <= len(given["message_ids"]) <= 100:
        raise broken_rule("message_ids must have from 1 to 100 items")
    for id in given["message_ids"]:
        message = chat.messages.get(id)
        if message is not None and not message.deleted and _is_young(world, message):
            _delete(world, chat, id)
    return True


def answer_tap(world: World, given: JsonObject) -> bool:
    text = given.get("text", "")
    if units(text) > limits.TOAST:
        raise broken_rule("MESSAGE_TOO_LONG")
    tap = world.taps.get(given["callback_query_id"])
    if tap is None or world.clock.now() - tap.at > world.query_lifetime:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.chats[tap.chat_id].show(Sight("toast", text=text, alert=given.get("show_alert", False)))
    return True


def _editable(world: World, given: JsonObject) -> tuple[Chat, ChatMessage]:
    if "chat_id" not in given or "message_id" not in given:
        raise broken_rule("message identifier is not specified")
    chat = world.writable_chat(given["chat_id"])
    message = chat.messages.get(given["message_id"])
    if message is None or message.deleted:
        raise bad_request("message to edit not found")
    if message.raw["from"]["id"] != world.bot["id"] or "forward_origin" in message.raw:
        raise bad_request("message can't be edited")
    return chat, message


def _edit(world: World, chat: Chat, message: ChatMessage, given: JsonObject, content: JsonObject) -> JsonObject:
    """Replaces content and inline keyboard; an edit without a keyboard takes the old one away."""
    markup = given.get("reply_markup")
    limits.check_markup(markup, chat.kind)
    replaced = {"text", "entities", "caption", "caption_entities", "reply_markup"}
    kept = {name: value for name, value in message.raw.items() if name not in replaced}
    changed = kept | content
    if markup and markup["inline_keyboard"]:
        changed["reply_markup"] = markup
    if changed == message.raw:
        raise bad_request(_NOT_MODIFIED)
    message.history.append(message.text)
    message.raw = changed | {"edit_date": world.clock.now()}
    message.markup = changed.get("reply_markup")
    chat.show(Sight("edit", message))
    return message.raw


def _present(content: JsonObject) -> JsonObject:
    return {name: value for name, value in content.items() if value}


def _delete(world: World, chat: Chat, id: int) -> None:
    message = chat.messages.get(id)
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    if not _is_young(world, message):
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    chat.show(Sight("deletion", message))


def _is_young(world: World, message: ChatMessage) -> bool:
    return world.clock.now() - message.sent_at <= limits.DELETABLE_SECONDS
