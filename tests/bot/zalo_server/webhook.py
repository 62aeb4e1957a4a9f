"""Posts events to the bot's webhook, again where it was not taken, a bounded number of times."""

import asyncio
import time
from collections.abc import Coroutine
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson

from tests.bot.zalo_server.events import Events
from tests.bot.zalo_server.facts import FACTS, LIMITS, JsonObject, Refusal


class Webhook:
    """The webhook, if the bot set one."""

    def __init__(self, events: Events) -> None:
        self.loopback_allowed = False
        self.tries = 5
        self.first_pause = 0.02
        self.timeout = float(LIMITS["webhook_seconds"])
        self.url = ""
        self.secret = ""
        self.updated_at = 0
        self.refused: list[int] = []
        self.given_up: list[JsonObject] = []
        self._events = events
        self._http = httpx.AsyncClient(verify=False, trust_env=False)
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def is_set(self) -> bool:
        return bool(self.url)

    def set(self, url: object, secret: object) -> JsonObject:
        """Begin to deliver. Raises Refusal for an address that the platform does not call."""
        low, high = LIMITS["secret_token"]
        if not isinstance(secret, str) or not low <= len(secret) <= high:
            raise Refusal(400, "secret_token must be 8 to 256 characters")
        if not isinstance(url, str) or not self._is_callable(url):
            raise Refusal(400, "url must be a public https address")
        self.remove()
        self.url, self.secret, self.updated_at = url, secret, int(time.time() * 1000)
        self._start(self._deliver_all())
        return self.info()

    def remove(self) -> JsonObject:
        """Stop; what waits stays for polls or another webhook."""
        self.url, self.updated_at = "", int(time.time() * 1000)
        for task in self._tasks:
            task.cancel()
        return self.info()

    def info(self) -> JsonObject:
        return {"url": self.url, "updated_at": self.updated_at}

    async def close(self) -> None:
        self.remove()
        await self._http.aclose()

    def _is_callable(self, url: str) -> bool:
        parts = urlsplit(url)
        if self.loopback_allowed and parts.hostname == "127.0.0.1":
            return True
        try:
            is_public = ip_address(parts.hostname or "").is_global
        except ValueError:
            is_public = parts.hostname not in (None, "localhost")
        return parts.scheme == "https" and is_public

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver_all(self) -> None:
        while True:
            await self._events.arrival()
            self._start(self._deliver(self._events.waiting.popleft()))

    async def _deliver(self, event: JsonObject) -> None:
        body = orjson.dumps({"ok": True, "result": event} if self._events.looks.wrapped else event)
        for attempt in range(self.tries):
            if await self._post(body):
                return
            await asyncio.sleep(self.first_pause * 2**attempt)
        self.given_up.append(event)

    async def _post(self, body: bytes) -> bool:
        headers = {FACTS["header"]: self.secret, "Content-Type": "application/json"}
        try:
            answer = await self._http.post(self.url, content=body, headers=headers, timeout=self.timeout)
        except httpx.HTTPError:
            self.refused.append(0)
            return False
        if not answer.is_success:
            self.refused.append(answer.status_code)
        return answer.is_success
