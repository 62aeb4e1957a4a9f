"""A request as bytes on a socket, right or wrong, and what comes back."""

import socket
from contextlib import suppress
from dataclasses import dataclass, replace
from http.client import HTTPException, HTTPResponse
from select import select

Headers = tuple[tuple[bytes, bytes], ...]
PATIENCE = 0.3
"""Seconds after which a request that may have no end is ended by us."""
_LENGTHS = {b"content-length", b"transfer-encoding"}


@dataclass(frozen=True)
class Request:
    """What is sent. The header that tells the body's length is written where none stands there."""

    method: bytes
    target: bytes
    headers: Headers = ()
    body: bytes = b""

    def with_header(self, name: bytes, value: bytes) -> "Request":
        """The same with this header in place of those of its name."""
        return replace(self, headers=(*(h for h in self.headers if h[0].lower() != name.lower()), (name, value)))

    @property
    def patience(self) -> float:
        """Seconds to wait for an answer before the request is ended by us: only what tells its length can be cut."""
        return PATIENCE if {name.lower() for name, _ in self.headers} & _LENGTHS else 20

    def written(self) -> bytes:
        """The bytes on the wire."""
        headers = list(self.headers)
        if self.body and not {name.lower() for name, _ in headers} & _LENGTHS:
            headers.append((b"Content-Length", b"%d" % len(self.body)))
        head = b"".join(b"%b: %b\r\n" % header for header in headers)
        return b"%b %b HTTP/1.1\r\n%bConnection: close\r\n\r\n%b" % (self.method, self.target, head, self.body)


@dataclass(frozen=True)
class Answer:
    """What came back; the body of a stream only as far as it came at once."""

    status: int
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        """The first header of a name, or nothing."""
        return next((value.decode("latin-1") for key, value in self.headers if key.decode().lower() == name), "")

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


def ask(port: int, sent: bytes, method: bytes = b"GET", patience: float = PATIENCE) -> Answer | None:
    """Send bytes and read the answer; None where the bytes were no whole request and none came."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        with suppress(BrokenPipeError, ConnectionResetError):  # refused before its end, and answered
            line.sendall(sent)
        is_ended = not select([line], [], [], patience)[0]
        if is_ended:
            line.shutdown(socket.SHUT_WR)
        try:
            return _read(line, method.decode("latin-1"))
        except (HTTPException, ConnectionResetError):
            if is_ended:
                return None
            raise


def _read(line: socket.socket, method: str) -> Answer:
    response = HTTPResponse(line, method=method)
    response.begin()
    is_stream = (response.getheader("content-type") or "").startswith("text/event-stream")
    body = response.read1(1000) if is_stream else response.read()
    headers = tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in response.getheaders())
    return Answer(response.status, headers, body)
