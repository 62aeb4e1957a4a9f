"""Posts updates to the bot's webhook: in order within a chat, again and again until a 2xx."""

import asyncio
import re
import ssl
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from urllib.parse import urlsplit

import httptools
import orjson

from tests.bot.telegram_server.answers import JsonObject, broken_rule
from tests.bot.telegram_server.updates import Updates

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_PORTS = frozenset({443, 80, 88, 8443})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Webhook:
    """The webhook, if the bot set one. Pauses and time-outs are in seconds and may be changed by tests."""

    def __init__(self, updates: Updates, answer_inline: Callable[[JsonObject], Awaitable[None]]) -> None:
        self.loopback_allowed = False
        self.timeout = 10.0
        self.first_pause = 0.05
        self.longest_pause = 30.0
        self.attempts = 0
        self.refused = 0
        self.settings: JsonObject = {}
        self._updates = updates
        self._answer_inline = answer_inline
        self._last_error: JsonObject = {}
        self._lanes: dict[int, deque[JsonObject]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle: list[_Connection] = []
        self._places = asyncio.Semaphore(40)

    @property
    def is_set(self) -> bool:
        return bool(self.settings)

    def set(self, given: JsonObject) -> None:
        """Starts delivery to `given["url"]`; an empty one removes the webhook. Raises Refusal."""
        if not given["url"]:
            self.remove()
            return
        self._check(given)
        self.remove()
        self.settings = given
        if "allowed_updates" in given:
            self._updates.allowed = given["allowed_updates"]
        self._places = asyncio.Semaphore(given.get("max_connections", 40))
        self._start(self._deliver_all())

    def remove(self) -> None:
        """Stops delivery; what was not accepted waits for the next webhook or poll."""
        self.settings = {}
        for task in self._tasks:
            task.cancel()
        for lane in self._lanes.values():
            self._updates.waiting.extendleft(reversed(lane))
        self._lanes.clear()
        for connection in self._idle:
            connection.close()
        self._idle.clear()

    def info(self) -> JsonObject:
        """The WebhookInfo of the Bot API."""
        info: JsonObject = {
            "url": self.settings.get("url", ""),
            "has_custom_certificate": "certificate" in self.settings,
            "pending_update_count": len(self._updates.waiting) + sum(map(len, self._lanes.values())),
            **self._last_error,
        }
        if self.is_set:
            info["max_connections"] = self.settings.get("max_connections", 40)
        if self._updates.allowed:
            info["allowed_updates"] = self._updates.allowed
        return info

    def _check(self, given: JsonObject) -> None:
        url = urlsplit(given["url"])
        at_home = self.loopback_allowed and url.hostname in _LOOPBACK
        if url.scheme != "https" and not (at_home and url.scheme == "http"):
            raise broken_rule("bad webhook: An HTTPS URL must be provided for webhook")
        if not at_home and (url.port or 443) not in _PORTS:
            raise broken_rule("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if not 1 <= given.get("max_connections", 40) <= 100:
            raise broken_rule("bad webhook: max_connections must be between 1 and 100")
        if given.get("secret_token") and not _SECRET.fullmatch(given["secret_token"]):
            raise broken_rule("secret token contains unallowed characters")

    def _start(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver_all(self) -> None:
        while True:
            update = self._updates.take()
            if update is None:
                await self._updates.arrival()
                continue
            chat = _chat_of(update)
            if chat in self._lanes:
                self._lanes[chat].append(update)
            else:
                self._lanes[chat] = deque([update])
                self._start(self._drain(chat))

    async def _drain(self, chat: int) -> None:
        lane, pause = self._lanes[chat], self.first_pause
        while lane:
            if await self._deliver(lane[0]):
                lane.popleft()
                pause = self.first_pause
            else:
                self.refused += 1
                await asyncio.sleep(pause)
                pause = min(pause * 2, self.longest_pause)
        del self._lanes[chat]

    async def _deliver(self, update: JsonObject) -> bool:
        async with self._places:
            self.attempts += 1
            try:
                async with asyncio.timeout(self.timeout):
                    status, body = await self._post(orjson.dumps(update))
            except (OSError, TimeoutError, httptools.HttpParserError) as error:
                return self._failed(f"Connection failed: {type(error).__name__}")
        if not 200 <= status < 300:
            return self._failed(f"Wrong response from the webhook: {status}")
        with suppress(orjson.JSONDecodeError):
            reply = orjson.loads(body) if body else None
            if isinstance(reply, dict) and "method" in reply:
                await self._answer_inline(reply)
        return True

    def _failed(self, why: str) -> bool:
        self._last_error = {"last_error_date": self._updates.now(), "last_error_message": why}
        return False

    async def _post(self, body: bytes) -> tuple[int, bytes]:
        url = urlsplit(self.settings["url"])
        secret = self.settings.get("secret_token")
        head = f"POST {url.path or '/'}{'?' + url.query if url.query else ''} HTTP/1.1\r\nHost: {url.netloc}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        head += f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n" if secret else ""
        connection = self._idle.pop() if self._idle else await _Connection.open(self.settings["url"])
        try:
            answer = await connection.exchange(head.encode() + b"\r\n" + body)
        except BaseException:
            connection.close()
            raise
        if connection.keeps_alive:
            self._idle.append(connection)
        else:
            connection.close()
        return answer


class _Connection:
    """One HTTP/1.1 connection; it is also the callback object of its parser."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._body = b""
        self._complete = False
        self.keeps_alive = True

    @classmethod
    async def open(cls, url: str) -> "_Connection":
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        context = ssl.create_default_context() if secure else None
        port = parts.port or (443 if secure else 80)
        return cls(*await asyncio.open_connection(parts.hostname, port, ssl=context))

    async def exchange(self, request: bytes) -> tuple[int, bytes]:
        """Raises OSError if the other side closes before its answer is whole."""
        self._body, self._complete = b"", False
        parser = httptools.HttpResponseParser(self)
        self._writer.write(request)
        while not self._complete:
            data = await self._reader.read(65536)
            if not data:
                raise ConnectionResetError("closed before the answer")
            parser.feed_data(data)
        self.keeps_alive = parser.should_keep_alive()
        return parser.get_status_code(), self._body

    def close(self) -> None:
        self._writer.close()

    def on_body(self, part: bytes) -> None:
        self._body += part

    def on_message_complete(self) -> None:
        self._complete = True


def _chat_of(update: JsonObject) -> int:
    """The lane of an update; whatever has no chat shares one lane."""
    for content in update.values():
        if isinstance(content, dict):
            holder = content.get("message", content)
            chat = holder.get("chat") if isinstance(holder, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return 0
