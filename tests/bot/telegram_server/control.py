"""Steers the server from another process, by JSON over HTTP under /__control/."""

import base64
import os
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson

from tests.bot.telegram_server.answers import JsonObject
from tests.bot.telegram_server.people import Person
from tests.bot.telegram_server.wire import Request, Response

if TYPE_CHECKING:
    from tests.bot.telegram_server.server import TelegramServer

_VERBS: dict[str, Callable[[Person, JsonObject], Any]] = {
    "says": lambda person, given: person.says(given["text"]),
    "starts": lambda person, given: person.starts(given.get("payload", "")),
    "taps": lambda person, given: person.taps(given["button"]),
    "presses": lambda person, given: person.presses(given["label"]),
    "shares_contact": lambda person, given: person.shares_contact(
        given["phone"], own=given.get("own", True), forwarded=given.get("forwarded", False)
    ),
    "sends_file": lambda person, given: person.sends_file(
        given["name"], base64.b64decode(given["base64"]), caption=given.get("caption", "")
    ),
    "blocks": lambda person, given: person.blocks(),
    "unblocks": lambda person, given: person.unblocks(),
    "leaves_telegram": lambda person, given: person.leaves_telegram(),
}


class Control:
    """GET: calls, sent, violations, stats, reads. POST: push, act, fault, set, reset, clear_faults."""

    def __init__(self, server: "TelegramServer") -> None:
        self._server = server
        self._actions: dict[str, Callable[[JsonObject], Any]] = {
            "calls": self._calls,
            "sent": lambda given: [message.as_json() for message in server.sent(int(given["chat"]))],
            "violations": lambda given: [asdict(violation) for violation in server.violations],
            "stats": self._stats,
            "push": lambda given: server.push(given),
            "act": self._act,
            "fault": lambda given: asdict(server.faults.add(**given)),
            "clear_faults": lambda given: server.faults.clear(),
            "set": self._set,
            "reset": lambda given: server.reset(),
        }

    async def answer(self, request: Request) -> Response:
        """200 with JSON; 404 for an unknown action; 400 with the reason for an impossible one."""
        action = request.path.removeprefix("/__control/")
        try:
            given = orjson.loads(request.body) if request.body else dict(parse_qsl(request.query))
            if action == "reads":
                return _json(200, await self._reads(given))
            if action not in self._actions:
                return _json(404, {"error": f"no action {action!r}", "actions": sorted(self._actions)})
            return _json(200, self._actions[action](given))
        except (LookupError, TypeError, ValueError, TimeoutError) as error:
            return _json(400, {"error": f"{type(error).__name__}: {error}"})

    def _calls(self, given: JsonObject) -> list[JsonObject]:
        """The log from index `since` on; of one `method` only, if given."""
        calls = self._server.calls[int(given.get("since", 0)) :]
        return [call.as_json() for call in calls if given.get("method", call.method) == call.method]

    def _stats(self, given: JsonObject) -> JsonObject:
        server = self._server
        outcomes: dict[str, int] = {}
        for call in server.calls:
            outcomes[call.outcome] = outcomes.get(call.outcome, 0) + 1
        return {
            "pid": os.getpid(),
            "calls": len(server.calls),
            "messages": sum(1 for chat in server.world.chats for _ in server.world.sent(chat)),
            "outcomes": outcomes,
            "refused_by_rate": server.rates.refused,
            "violations": len(server.violations),
            "drift": server.drift,
            "waiting_updates": server.webhook.info()["pending_update_count"],
            "webhook_attempts": server.webhook.attempts,
        }

    def _act(self, given: JsonObject) -> Any:
        """`{"person": 7, "name": "...", "verb": "says", "text": "..."}`: what a person does."""
        return _VERBS[given["verb"]](self._person(given), given)

    def _set(self, given: JsonObject) -> JsonObject:
        """Changes latency (seconds) and limits while the server runs."""
        server = self._server
        server.latency = given.pop("latency", server.latency)
        for name, value in given.items():
            if name not in ("per_second", "variant", "block_seconds", "per_chat_second", "per_group_minute"):
                raise ValueError(f"no setting {name!r}")
            setattr(server.rates, name, value)
        return {"latency": server.latency, "per_second": server.rates.per_second}

    async def _reads(self, given: JsonObject) -> JsonObject:
        """Waits for the next message to a person: `?person=7&timeout=5`."""
        person = self._person(given)
        return (await person.reads(timeout=float(given.get("timeout", 5)))).as_json()

    def _person(self, given: JsonObject) -> Person:
        started = bool(given.get("started", False))
        return self._server.person(int(given["person"]), given.get("name", ""), started=started)


def _json(status: int, value: Any) -> Response:
    return Response(status, orjson.dumps(value))
