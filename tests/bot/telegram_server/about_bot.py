"""Methods about the bot itself, its menu, its chats and its files."""

import re
from typing import Any

import orjson

from tests.bot.telegram_server import limits
from tests.bot.telegram_server.answers import JsonObject, bad_request, broken_rule
from tests.bot.telegram_server.world import Chat, World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_TEXTS = {"Name": ("name", 64), "Description": ("description", 512), "ShortDescription": ("short_description", 120)}


def get_me(world: World, given: JsonObject) -> JsonObject:
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


def set_commands(world: World, given: JsonObject) -> bool:
    commands = given["commands"]
    if len(commands) > 100:
        raise broken_rule("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise broken_rule("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise broken_rule("BOT_COMMAND_DESCRIPTION_INVALID")
    world.settings[_scope(world, given)] = {"commands": commands}
    return True


def get_commands(world: World, given: JsonObject) -> list[JsonObject]:
    commands: list[JsonObject] = world.settings.get(_scope(world, given), {}).get("commands", [])
    return commands


def delete_commands(world: World, given: JsonObject) -> bool:
    world.settings.pop(_scope(world, given), None)
    return True


def text_methods() -> dict[str, Any]:
    """setMyName, getMyName and so on: one pair for each text on the bot's page."""
    methods: dict[str, Any] = {}
    for title, (name, limit) in _TEXTS.items():
        methods[f"setMy{title}"] = _text_setter(name, limit)
        methods[f"getMy{title}"] = _text_getter(name)
    return methods


def set_menu_button(world: World, given: JsonObject) -> bool:
    world.settings[f"menu {given.get('chat_id', '')}"] = given.get("menu_button", {"type": "default"})
    return True


def get_menu_button(world: World, given: JsonObject) -> JsonObject:
    return world.settings.get(f"menu {given.get('chat_id', '')}", {"type": "default"})


def get_chat(world: World, given: JsonObject) -> JsonObject:
    gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"), False)
    return world.chat(given["chat_id"]).raw | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts | {"gifts_from_channels": False},
    }


def get_chat_member(world: World, given: JsonObject) -> JsonObject:
    chat = world.chat(given["chat_id"])
    if given["user_id"] == world.bot["id"]:
        return {"status": "left" if chat.blocked else "member", "user": world.bot}
    person = world.chats.get(given["user_id"])
    if person is None:
        raise bad_request("member not found")
    return {"status": "member", "user": user_of(person)}


def leave_chat(world: World, given: JsonObject) -> bool:
    world.chat(given["chat_id"]).open = False
    return True


def get_file(world: World, given: JsonObject) -> JsonObject:
    """The small size of a photo has the id of the large one with an "s"; both lead to the same bytes."""
    stored = world.files.get(given["file_id"]) or world.known_file(given["file_id"].removesuffix("s"))
    if stored.size > limits.DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    ending = stored.name.rpartition(".")[2] if "." in stored.name else "bin"
    path = f"{stored.kind}s/file_{stored.unique_id}.{ending}"
    world.paths[path] = stored
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": path,
    }


def user_of(chat: Chat) -> JsonObject:
    """The User of the Bot API behind a private chat."""
    return {"id": chat.id, "is_bot": False, "language_code": "vi", **chat.about}


def _scope(world: World, given: JsonObject) -> str:
    scope = given.get("scope", {"type": "default"})
    if "chat_id" in scope:
        world.chat(scope["chat_id"])
    return f"commands {given.get('language_code', '')} {orjson.dumps(scope, option=orjson.OPT_SORT_KEYS).decode()}"


def _text_setter(name: str, limit: int) -> Any:
    def set_text(world: World, given: JsonObject) -> bool:
        text = given.get(name, "")
        if len(text) > limit:
            raise broken_rule(f"{name} is longer than {limit} characters")
        world.settings[f"{name} {given.get('language_code', '')}"] = {name: text}
        return True

    return set_text


def _text_getter(name: str) -> Any:
    def get_text(world: World, given: JsonObject) -> JsonObject:
        return world.settings.get(f"{name} {given.get('language_code', '')}", {name: ""})

    return get_text
