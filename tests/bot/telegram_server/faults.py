"""Planned misfortunes: what goes wrong, for which calls, how often."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from tests.bot.telegram_server.answers import (
    Refusal,
    bad_request,
    blocked,
    deactivated,
    migrated,
    too_many,
)


class Trouble(StrEnum):
    """AFTER means that the call had its effect, and only its answer went astray; with LATENCY it is late."""

    TOO_MANY = "too_many"
    SERVER_ERROR = "server_error"
    BAD_GATEWAY = "bad_gateway"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    CHAT_NOT_FOUND = "chat_not_found"
    MIGRATED = "migrated"
    HANG = "hang"
    HANG_AFTER = "hang_after"
    CUT_BEFORE = "cut_before"
    CUT_AFTER = "cut_after"
    BAD_JSON_AFTER = "bad_json_after"
    LATENCY = "latency"

    @property
    def is_after(self) -> bool:
        return self in (Trouble.HANG_AFTER, Trouble.CUT_AFTER, Trouble.BAD_JSON_AFTER, Trouble.LATENCY)


@dataclass
class Fault:
    """Strikes calls of `method` to `chat` (None: any), `times` times (None: always), by `probability`.

    Any method means getUpdates too; the method of a download is called "file".

    `seconds` is retry_after for TOO_MANY and the delay for LATENCY; `new_chat` belongs to MIGRATED.
    `hits` counts the strikes.
    """

    trouble: Trouble
    method: str | None = None
    chat: int | None = None
    times: int | None = None
    probability: float = 1.0
    seconds: float = 1.0
    new_chat: int = -1001234567890
    hits: int = 0

    def meets(self, method: str, chat: int | None) -> bool:
        return (
            self.method in (None, method)
            and self.chat in (None, chat)
            and (self.times is None or self.hits < self.times)
        )

    def refusal(self) -> Refusal | None:
        """What is answered in place of the call's result; None for faults that are no answer."""
        match self.trouble:
            case Trouble.TOO_MANY:
                return too_many(int(self.seconds))
            case Trouble.SERVER_ERROR:
                return Refusal(500, "Internal Server Error")
            case Trouble.BAD_GATEWAY:
                return Refusal(502, "Bad Gateway")
            case Trouble.BLOCKED:
                return blocked()
            case Trouble.DEACTIVATED:
                return deactivated()
            case Trouble.CHAT_NOT_FOUND:
                return bad_request("chat not found")
            case Trouble.MIGRATED:
                return migrated(self.new_chat)
            case _:
                return None


class Faults:
    """The faults in force; the first that meets a call strikes. The same seed strikes the same calls."""

    def __init__(self, seed: int = 0) -> None:
        self._random = Random(seed)
        self.planned: list[Fault] = []

    def add(
        self,
        trouble: Trouble | str,
        *,
        method: str | None = None,
        chat: int | None = None,
        times: int | None = 1,
        probability: float = 1.0,
        seconds: float = 1.0,
        new_chat: int = -1001234567890,
    ) -> Fault:
        """Plans a fault; it strikes once unless `times` says otherwise. Raises ValueError: unknown trouble."""
        fault = Fault(Trouble(trouble), method, chat, times, probability, seconds, new_chat)
        self.planned.append(fault)
        return fault

    def clear(self) -> None:
        self.planned.clear()

    def strike(self, method: str, chat: int | None) -> Fault | None:
        for fault in self.planned:
            if fault.meets(method, chat) and self._random.random() < fault.probability:
                fault.hits += 1
                return fault
        return None
