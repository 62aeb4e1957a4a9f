"""HTTP/1.1 on a socket: requests in, answers out, connections cut on demand."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import cast

import httptools

_REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}
_REASONS |= {409: "Conflict", 413: "Request Entity Too Large", 429: "Too Many Requests"}
_REASONS |= {500: "Internal Server Error", 502: "Bad Gateway"}
# A body this large is refused by its declared length, before it is read into memory.
_LARGEST_BODY = 52 * 2**20


@dataclass(slots=True)
class Request:
    verb: str
    path: str
    query: str
    content_type: str
    body: bytes


@dataclass(slots=True)
class Response:
    status: int
    body: bytes
    content_type: str = "application/json"


# None means: cut the connection without an answer.
Answerer = Callable[[Request], Awaitable[Response | None]]


class Wire(asyncio.Protocol):
    """One connection; answers its requests one after the other."""

    def __init__(self, answer: Answerer, connections: "set[Wire]") -> None:
        self._answer = answer
        self._connections = connections
        self._parser = httptools.HttpRequestParser(self)
        self._requests: deque[tuple[Request, bool]] = deque()
        self._task: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport | None = None
        self._reset()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio.Transport.
        self._transport = cast(asyncio.Transport, transport)
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.discard(self)
        if self._task is not None:
            self._task.cancel()

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self.cut()

    def cut(self) -> None:
        """Drops the connection at once, with a reset."""
        if self._transport is not None:
            self._transport.abort()

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        lower = name.lower()
        if lower == b"content-type":
            self._content_type = value.decode("latin-1")
        elif lower == b"content-length" and int(value) > _LARGEST_BODY:
            self._send(Response(413, b'{"ok":false,"error_code":413,"description":"Request Entity Too Large"}'), False)
            assert self._transport is not None
            self._transport.close()
        elif lower == b"expect" and self._transport is not None:
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, part: bytes) -> None:
        self._parts.append(part)

    def on_message_complete(self) -> None:
        path, _, query = self._url.decode("latin-1").partition("?")
        verb = self._parser.get_method().decode()
        request = Request(verb, path, query, self._content_type, b"".join(self._parts))
        self._requests.append((request, self._parser.should_keep_alive()))
        self._reset()
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._work())

    def _reset(self) -> None:
        self._url = b""
        self._content_type = ""
        self._parts: list[bytes] = []

    async def _work(self) -> None:
        while self._requests:
            request, keep = self._requests.popleft()
            response = await self._answer(request)
            if response is None:
                self.cut()
                return
            self._send(response, keep)
        self._task = None

    def _send(self, response: Response, keep: bool) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        head = (
            f"HTTP/1.1 {response.status} {_REASONS.get(response.status, 'Status')}\r\n"
            f"Content-Type: {response.content_type}\r\nContent-Length: {len(response.body)}\r\n"
            f"Connection: {'keep-alive' if keep else 'close'}\r\n\r\n"
        )
        self._transport.write(head.encode() + response.body)
        if not keep:
            self._transport.close()


async def listen(answer: Answerer, connections: set[Wire], port: int) -> asyncio.Server:
    """Listens on 127.0.0.1; port 0 takes a free one."""
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: Wire(answer, connections), "127.0.0.1", port)
