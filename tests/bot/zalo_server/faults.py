"""Planned misfortunes: what goes wrong, for which calls, how often."""

from dataclasses import dataclass
from enum import StrEnum

from tests.bot.zalo_server.facts import Refusal


class Trouble(StrEnum):
    """AFTER means that the call had its effect, and only its answer went astray; with LATENCY it is late."""

    TOO_MANY = "too_many"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    TIMEOUT = "timeout"
    SERVER_ERROR = "server_error"
    BAD_REQUEST = "bad_request"
    BAD_GATEWAY = "bad_gateway"
    HANG = "hang"
    CUT_BEFORE = "cut_before"
    CUT_AFTER = "cut_after"
    BAD_JSON_AFTER = "bad_json_after"
    LATENCY = "latency"

    @property
    def is_after(self) -> bool:
        return self in (Trouble.CUT_AFTER, Trouble.BAD_JSON_AFTER, Trouble.LATENCY)


_CODES = {
    Trouble.TOO_MANY: 429,
    Trouble.UNAUTHORIZED: 401,
    Trouble.FORBIDDEN: 403,
    Trouble.TIMEOUT: 408,
    Trouble.SERVER_ERROR: 500,
    Trouble.BAD_REQUEST: 400,
}


@dataclass
class Fault:
    """Strikes calls of `method` to `chat` (None: any), `times` times (None: always). `seconds` belong to LATENCY."""

    trouble: Trouble
    method: str | None = None
    chat: str | None = None
    times: int | None = 1
    seconds: float = 1.0
    hits: int = 0

    def meets(self, method: str, chat: object) -> bool:
        return (
            self.method in (None, method)
            and self.chat in (None, chat)
            and (self.times is None or self.hits < self.times)
        )

    def refusal(self) -> Refusal | None:
        """What is answered in place of the call's result; None for faults that are no answer of Zalo's."""
        code = _CODES.get(self.trouble)
        return Refusal(code) if code else None


class Faults:
    """The faults in force; the first that meets a call strikes."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def add(
        self,
        trouble: str,
        *,
        method: str | None = None,
        chat: str | None = None,
        times: int | None = 1,
        seconds: float = 1.0,
    ) -> Fault:
        """Plans a fault; it strikes once unless `times` says otherwise. Raises ValueError: unknown trouble."""
        fault = Fault(Trouble(trouble), method, chat, times, seconds)
        self.planned.append(fault)
        return fault

    def clear(self) -> None:
        self.planned.clear()

    def strike(self, method: str, chat: object) -> Fault | None:
        for fault in self.planned:
            if fault.meets(method, chat):
                fault.hits += 1
                return fault
        return None
