"""Steers the server from another process, by JSON over HTTP under /__zalo/."""

import base64
from collections.abc import Callable
from dataclasses import asdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson

from tests.bot.telegram_server.wire import Request, Response
from tests.bot.zalo_server.facts import JsonObject
from tests.bot.zalo_server.people import Person

if TYPE_CHECKING:
    from tests.bot.zalo_server.server import ZaloServer

_VERBS: dict[str, Callable[[Person, JsonObject], Any]] = {
    "text": lambda person, given: person.says(given["text"], given.get("group", "")),
    "image": lambda person, given: person.sends_photo(
        base64.b64decode(given["base64"]), given.get("caption", ""), group=given.get("group", "")
    ),
    "sticker": lambda person, given: person.sends_sticker(given.get("group", "")),
    "voice": lambda person, given: person.sends_voice(given.get("group", "")),
    "unsupported": lambda person, given: person.sends_unsupported(given.get("group", "")),
}


class Control:
    """inject, calls, sent, fault, clear_faults, spacing, reset; 404 for others, 400 for what is impossible."""

    def __init__(self, server: "ZaloServer") -> None:
        self._server = server
        self._actions: dict[str, Callable[[JsonObject], Any]] = {
            "inject": self._inject,
            "calls": lambda given: [asdict(call) for call in server.calls],
            "sent": lambda given: [message.text for message in server.chat(given["chat"]).messages],
            "fault": lambda given: asdict(server.faults.add(**given)),
            "clear_faults": lambda given: server.faults.clear(),
            "spacing": self._spacing,
            "reset": lambda given: server.reset(),
        }

    async def answer(self, request: Request) -> Response:
        action = request.path.removeprefix("/__zalo/")
        if action not in self._actions:
            return Response(404, orjson.dumps({"actions": sorted(self._actions)}))
        try:
            given = orjson.loads(request.body) if request.body else dict(parse_qsl(request.query))
            return Response(200, orjson.dumps(self._actions[action](given)))
        except (LookupError, TypeError, ValueError) as error:
            return Response(400, orjson.dumps({"error": f"{type(error).__name__}: {error}"}))

    def _inject(self, given: JsonObject) -> JsonObject:
        """`{"kind": "text", "person": "a1", "name": "...", "text": "..."}`: what a person sends."""
        event: JsonObject = _VERBS[given["kind"]](self._server.person(given["person"], given.get("name", "")), given)
        return event

    def _spacing(self, given: JsonObject) -> list[float]:
        """Seconds between the sends to a chat."""
        times = [call.at for call in self._server.calls if call.given.get("chat_id") == given["chat"]]
        return [later - earlier for earlier, later in pairwise(times)]
