"""What the server says: a result, or a refusal in Telegram's own words."""

from typing import Any

import orjson

JsonObject = dict[str, Any]


class Refusal(Exception):
    """An answer with `ok: false`. `violation` marks what a careful bot never asks for."""

    def __init__(
        self, code: int, description: str, *, parameters: JsonObject | None = None, violation: bool = False
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters
        self.violation = violation

    def body(self) -> bytes:
        envelope: JsonObject = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            envelope["parameters"] = self.parameters
        return orjson.dumps(envelope)


def bad_request(text: str) -> Refusal:
    """A refusal that depends on what happened before: the chat is gone, the message was not modified."""
    return Refusal(400, f"Bad Request: {text}")


def broken_rule(text: str) -> Refusal:
    """A refusal that the bot could have foreseen from the documentation: it is kept as a violation."""
    return Refusal(400, f"Bad Request: {text}", violation=True)


def too_many(retry_after: int) -> Refusal:
    """429; `retry_after` in whole seconds."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", parameters={"retry_after": retry_after})


def migrated(new_id: int) -> Refusal:
    return Refusal(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        parameters={"migrate_to_chat_id": new_id},
    )


def blocked() -> Refusal:
    return Refusal(403, "Forbidden: bot was blocked by the user")


def deactivated() -> Refusal:
    return Refusal(403, "Forbidden: user is deactivated")


def success(result: Any) -> bytes:
    return orjson.dumps({"ok": True, "result": result})
