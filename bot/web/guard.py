"""What stands before the web chat: where a request comes from, how often it may come, how large it may be."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from hashlib import sha256
from hmac import compare_digest
from hmac import new as hmac
from ipaddress import ip_address
from math import ceil
from urllib.parse import urlsplit

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sections import Web
from handlers.texts import web as texts

JSON_LARGEST = 64 * 2**10
FILE_LARGEST = 20 * 2**20
"""Bytes of a body."""

LIMITS: Mapping[str, tuple[tuple[int, float], ...]] = {
    "messages": ((30, 10.0), (600, 3600.0)),
    "sessions": ((120, 3600.0),),
    "codes": ((60, 3600.0),),
    "files": ((20, 3600.0),),
    "files of strangers": ((10, 3600.0),),
    "people": ((60, 10.0),),
}
"""How often a thing may be done: so many times in so many seconds.

By session, or by address before there is one. A class with its slips in hand sits behind one address, as do many
phones of one operator; a code is one of 2^50, and a chat has five tries of its own.
"""
_REMEMBERED = 20_000
_ADDRESS_LONGEST = 45
"""Characters of an IPv6 address that holds an IPv4 one."""


class Refusal(Exception):
    """A request that is not granted: the status, and a sentence for the person."""

    def __init__(self, status: int, sentence: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status, self.sentence, self.headers = status, sentence, dict(headers or {})

    def response(self) -> Response:
        """The answer that says so."""
        return JSONResponse({"error": self.sentence}, self.status, self.headers)


class Limits:
    """Counts what was done in a sliding window, by whom. `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._done: dict[tuple[str, str], deque[float]] = {}

    def count(self, what: str, who: str) -> None:
        """Count one more. Raises Refusal (429) when that is too many; what was refused does not count."""
        now, limits = self.clock(), LIMITS[what]
        done = self._done.setdefault((what, who), deque())
        while done and done[0] <= now - limits[-1][1]:
            done.popleft()
        for most, seconds in limits:
            if len(done) >= most and (free := done[-most] + seconds) > now:
                wait = max(1, ceil(free - now))
                raise Refusal(429, texts.too_often(wait), {"Retry-After": str(wait)})
        done.append(now)
        if len(self._done) > _REMEMBERED:
            self._forget(now)

    def _forget(self, now: float) -> None:
        self._done = {
            (what, who): done
            for (what, who), done in self._done.items()
            if done and done[-1] > now - LIMITS[what][-1][1]
        }


def client_of(request: Request, web: Web) -> str:
    """The client's address. A reverse proxy of the settings names it; anybody else could name what they like."""
    peer = request.client.host if request.client else ""
    named = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()[:_ADDRESS_LONGEST]
    return named if named and _is_proxy(peer, web) else peer


def _is_proxy(peer: str, web: Web) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return any(address in network for network in web.proxies)


def csrf_of(key: str, digest: str) -> str:
    """The token that a page of a session repeats with every change; `digest` is empty without a session."""
    return hmac(key.encode(), f"csrf {digest}".encode(), sha256).hexdigest()


def check_origin(request: Request, public_url: str) -> None:
    """Raises Refusal (403) for a request that another site made."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    asked = request.headers.get("host", "")
    ours = {("http", asked.lower()), ("https", asked.lower())} | ({_place(public_url)} if public_url else set())
    # A browser that says itself that the request is our own may call the origin "null", to hide where it was.
    hidden = origin == "null" and request.headers.get("sec-fetch-site") == "same-origin"
    if site not in ("same-origin", "none") or (origin is not None and not hidden and _place(origin) not in ours):
        raise Refusal(403, texts.NOT_FROM_HERE)


def _place(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc.lower()


def check_csrf(request: Request, expected: str) -> None:
    """Raises Refusal (403) where the page does not know its session's token."""
    given = request.headers.get("x-csrf", "")
    if not compare_digest(given.encode("utf-8", "replace"), expected.encode()):
        raise Refusal(403, texts.PAGE_IS_OLD)


async def body_of(request: Request, largest: int, sentence: str) -> bytes:
    """The whole body. Raises Refusal (413) as soon as it is too long."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > largest:
        raise Refusal(413, sentence, {"Connection": "close"})
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > largest:
            raise Refusal(413, sentence, {"Connection": "close"})
        parts.append(part)
    return b"".join(parts)


async def fields_of(request: Request) -> dict[str, str]:
    """The text fields of a JSON body. Raises Refusal (413, 415, 400)."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refusal(415, texts.UNREADABLE)
    try:
        fields = orjson.loads(await body_of(request, JSON_LARGEST, texts.TOO_LARGE))
    except orjson.JSONDecodeError:
        raise Refusal(400, texts.UNREADABLE) from None
    if not isinstance(fields, dict) or not all(isinstance(value, str) for value in fields.values()):
        raise Refusal(400, texts.UNREADABLE)
    return {name: without_nul(value) for name, value in fields.items()}


def without_nul(text: str) -> str:
    """The text without the one character that PostgreSQL does not keep."""
    return text.replace("\0", "")


def page_headers(web: Web) -> dict[str, str]:
    """What every response tells the browser: nothing from elsewhere, no frame but those of the settings."""
    frames = " ".join(web.frame_ancestors) or "'none'"
    return {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self';"
            f" manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors {frames}"
        ),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
