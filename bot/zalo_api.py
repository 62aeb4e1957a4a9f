"""Calls to the Zalo Bot Platform, and what each of its refusals means for a message."""

import asyncio
from typing import Any
from urllib.parse import quote

import orjson

from bot.channel import NotSent, Refused, SendFailure, TooMany, Unsure
from bot.web_client import WebClient

TIMEOUT = 30.0
"""Seconds for a call that is answered at once."""
FIRST_PAUSE = 30.0
"""Seconds of the first pause after "too many": Zalo says that it has had enough, and not until when."""
LONGEST_PAUSE = 900.0

_BAD_TOKEN, _FAILED, _TIMEOUT, _TOO_MANY = 401, 403, 408, 429


class TokenRefused(TooMany):
    """The token is not, or no longer, this bot's. What waits to be sent waits on until somebody mends it."""


class TimedOut(Unsure):
    """Zalo says "timeout": nothing came while polling; of a message nobody knows."""


class _Pauses:
    """How long to leave Zalo alone: twice as long each time, from the first pause on after a success."""

    def __init__(self) -> None:
        self._next = FIRST_PAUSE
        self._until = 0.0

    def another(self) -> float:
        """Seconds to wait. Calls that fail while a pause is on share it."""
        now = asyncio.get_running_loop().time()
        if now >= self._until:
            self._until = now + self._next
            self._next = min(LONGEST_PAUSE, self._next * 2)
        return self._until - now

    def over(self) -> None:
        """A call succeeded."""
        self._next, self._until = FIRST_PAUSE, 0.0


class ZaloApi:
    """One bot's calls. The token stands in every address, so that no address is ever logged."""

    def __init__(self, base_url: str, token: str) -> None:
        self._root = f"{base_url}{quote(token, safe=':')}"
        self._client = WebClient("cadrebot")
        self._pauses: dict[str, _Pauses] = {}

    async def call(self, method: str, seconds: float = TIMEOUT, **fields: Any) -> Any:
        """The `result` of a call that gets `seconds` in all. Raises SendFailure: TokenRefused and TimedOut among them.

        The body is read before the HTTP status: Zalo tells of a wrong token with status 200.
        """
        pauses = self._pauses.setdefault(method, _Pauses())
        status, body = await self._client.exchange(f"{self._root}/{method}", orjson.dumps(fields), seconds)
        answer = _json(body)
        if answer.get("ok") is True:
            pauses.over()
            return answer.get("result")
        raise _failure(status, answer, pauses)

    async def close(self) -> None:
        await self._client.close()


def name_of(sent: object) -> str:
    """What Zalo calls a message that it took; empty if it does not tell."""
    return str(sent.get("message_id", "")) if isinstance(sent, dict) else ""


def _json(body: bytes) -> dict[str, Any]:
    """The answer, or nothing where it is none of Zalo's."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return answer if isinstance(answer, dict) and isinstance(answer.get("ok"), bool) else {}


def _failure(status: int, answer: dict[str, Any], pauses: _Pauses) -> SendFailure:
    """What a refusal means. Its words stay unread: Zalo documents the numbers, and the words may quote a message."""
    code = answer.get("error_code", status)
    kind = f"error {code}" if answer else f"HTTP {status} without an answer"
    if code == _BAD_TOKEN:
        return TokenRefused(pauses.another())
    if code == _TOO_MANY:
        return TooMany(pauses.another())
    if code == _TIMEOUT:
        return TimedOut(kind)
    if code == _FAILED:  # in Zalo's table, "internal server error"
        return NotSent(kind)
    if isinstance(code, int) and 400 <= code < 500:
        return Refused(kind)
    # Zalo's own word that it failed is believed; a proxy's page says nothing of what Zalo did behind it.
    return NotSent(kind) if answer and isinstance(code, int) and code >= 500 else Unsure(kind)
