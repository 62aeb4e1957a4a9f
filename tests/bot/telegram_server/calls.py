"""The log of every call, and of what a careful bot would not have asked."""

from dataclasses import asdict, dataclass, field
from typing import Any

from tests.bot.telegram_server.answers import JsonObject
from tests.bot.telegram_server.description import Upload


@dataclass(slots=True)
class Call:
    """One call; `at` is in seconds of a monotonic clock, `time` in Unix seconds.

    `outcome` is "ok", "<code> <description>", or the trouble that struck; "open" while it runs.
    """

    method: str
    at: float
    time: float
    chat: int | str | None = None
    parameters: JsonObject = field(default_factory=dict)
    outcome: str = "open"

    @property
    def ok(self) -> bool:
        return self.outcome == "ok"

    def as_json(self) -> JsonObject:
        return asdict(self) | {"parameters": {name: _readable(value) for name, value in self.parameters.items()}}


@dataclass(frozen=True, slots=True)
class Violation:
    """A call that the documentation forbids, or one that this server cannot answer."""

    method: str
    why: str


def _readable(value: Any) -> Any:
    if isinstance(value, Upload):
        return {"file": value.name, "mime": value.mime, "size": len(value.content)}
    return value
