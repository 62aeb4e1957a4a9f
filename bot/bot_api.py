"""Single JSON calls to a bot interface, alike for both messengers: what setting up and looking after need of them."""

from dataclasses import dataclass
from typing import Any

import orjson

from bot.channel import NotSent, SendFailure
from bot.web_client import WebClient


class Unreachable(Exception):
    """No answer came, or none that can be read."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a messenger answered to one call."""

    ok: bool
    result: Any = None
    code: int = 0
    """The messenger's number of the error; 0 when there is none."""
    description: str = ""


class BotApi:
    """One bot at one messenger. Its token is part of the address, which is therefore never shown or logged."""

    def __init__(self, base_url: str, token: str, proxy: str = "") -> None:
        self._address = f"{base_url}{token}/"
        self._client = WebClient("cadrebot", proxy, connections=4)

    async def call(self, method: str, seconds: float = 8, **fields: Any) -> Said:
        """Ask once, within some seconds. Raises Unreachable."""
        try:
            status, body = await self._client.post(self._address + method, orjson.dumps(fields), seconds)
            answer = orjson.loads(body)
        except (SendFailure, orjson.JSONDecodeError) as error:
            raise Unreachable(type(error).__name__) from None
        if not isinstance(answer, dict):
            raise Unreachable(f"HTTP {status}")
        if answer.get("ok") is True:
            return Said(True, answer.get("result"))
        # Zalo may answer 200 and put the error into the body; where the body is silent, the status counts.
        return Said(False, None, int(answer.get("error_code") or status), str(answer.get("description") or ""))

    async def date(self, seconds: float) -> str:
        """What time the messenger says it is, as HTTP writes it; empty when it does not. Raises Unreachable."""
        try:
            return await self._client.date(self._address + "getMe", seconds)
        except NotSent as error:
            raise Unreachable(str(error)) from None

    async def close(self) -> None:
        await self._client.close()
