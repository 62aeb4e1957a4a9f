"""Updates that Telegram does not send today, or sends only to those who are not ready for them."""

from tests.bot.telegram_server.answers import JsonObject

_PERSON = {"id": 7, "is_bot": False, "first_name": "Lan"}
_CHAT = {"id": 7, "type": "private", "first_name": "Lan"}
_MESSAGE: JsonObject = {"message_id": 1, "date": 1760000000, "chat": _CHAT, "from": _PERSON}

# Each must be put aside without holding up the updates behind it.
POISON: dict[str, JsonObject] = {
    "nothing but an id": {},
    "unknown kind": {"brand_new_kind": {"chat": _CHAT, "value": [1, {"deep": None}]}},
    "kind without content": {"message": {}},
    "message is no object": {"message": "xin chào"},
    "message without chat": {"message": {"message_id": 1, "date": 1760000000, "text": "a"}},
    "message without sender": {"message": {k: v for k, v in _MESSAGE.items() if k != "from"} | {"text": "a"}},
    "message without content": {"message": _MESSAGE},
    "message of unknown content": {"message": _MESSAGE | {"hologram": {"size": 3}}},
    "text is a number": {"message": _MESSAGE | {"text": 5}},
    "date is text": {"message": _MESSAGE | {"date": "hôm nay", "text": "a"}},
    "document without id": {"message": _MESSAGE | {"document": {"file_name": "a.xlsx"}}},
    "contact without phone": {"message": _MESSAGE | {"contact": {"first_name": "Lan"}}},
    "text with null bytes and lone marks": {"message": _MESSAGE | {"text": "a\x00b\u202e\u0301"}},
    "tap without message and data": {
        "callback_query": {"id": "1", "from": _PERSON, "chat_instance": "1"},
    },
    "tap without sender": {"callback_query": {"id": "1", "chat_instance": "1", "data": "a"}},
    "membership without states": {"my_chat_member": {"chat": _CHAT, "from": _PERSON, "date": 1760000000}},
}
