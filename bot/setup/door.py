"""The door of the setup pages: one link that works once, a cookie after it, nobody from another site."""

import logging
import secrets
from collections.abc import Callable
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.faults import frames
from bot.settings import SettingsError
from bot.setup.desk import Wrong
from handlers.texts import setup as words
from handlers.texts.web import NOT_FOUND
from storage.database import DatabaseUnavailable

logger = logging.getLogger(__name__)

COOKIE = "cadrebot_setup"
ENTRY = "/vao"
MARK = "x-setup"
"""A header that only our own page sends: a form of another site cannot."""

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Door:
    """Lets in whoever came by the link of the command line, and turns faults into sentences."""

    def __init__(self, inside: ASGIApp) -> None:
        self.token = secrets.token_urlsafe(24)
        self._session = secrets.token_urlsafe(24)
        self._spent = False
        self._inside = inside
        self.hosts: Callable[[], tuple[str, ...]] = tuple
        """The addresses this program answers as: others are a stranger's name for this machine."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        turned_away = self._turned_away(scope, headers)
        if turned_away is not None:
            await turned_away(scope, receive, _with_headers(send))
            return
        try:
            # Within an "app" a router raises what it finds no way for, in place of answering it in English.
            await self._inside({**scope, "app": self}, receive, _with_headers(send))
        except HTTPException as error:
            sentence = NOT_FOUND if error.status_code == 404 else words.UNREADABLE
            await _error(sentence, error.status_code)(scope, receive, _with_headers(send))
        except ClientDisconnect:  # the page was closed before it had said everything
            await Response(status_code=400)(scope, receive, _with_headers(send))
        except Wrong as wrong:
            await _error(str(wrong), 400)(scope, receive, _with_headers(send))
        except (SettingsError, DatabaseUnavailable) as error:
            await _error(words.not_taken(str(error)), 409)(scope, receive, _with_headers(send))
        except Exception as error:  # the outermost door: the page must hear of it, and the next click works
            logger.error("setting up failed\n%s", frames(error))
            await _error(words.WENT_WRONG, 500)(scope, receive, _with_headers(send))

    def _turned_away(self, scope: Scope, headers: Headers) -> Response | None:
        """What answers instead of the pages, or None for who may come in."""
        if headers.get("host", "") not in self.hosts():
            return PlainTextResponse(words.LOCKED, 403)
        known = compare_digest(_cookie(headers), self._session)
        if scope["path"] == ENTRY:
            return self._enter(QueryParams(scope["query_string"]).get("ma", ""), known)
        if not known:
            return PlainTextResponse(words.LOCKED, 403)
        if scope["method"] not in ("GET", "HEAD") and not self._is_ours(headers):
            return _error(words.LOCKED, 403)
        return None

    def _enter(self, token: str, known: bool) -> Response:
        if not known and (self._spent or not compare_digest(token.encode(), self.token.encode())):
            return PlainTextResponse(words.LOCKED, 403)
        self._spent = True
        response = RedirectResponse("/", 303)
        response.set_cookie(COOKIE, self._session, httponly=True, samesite="lax")
        return response

    def _is_ours(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        return headers.get(MARK) == "1" and (origin is None or origin.removeprefix("http://") in self.hosts())


def _cookie(headers: Headers) -> str:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel is not None and morsel.value.isascii() else ""


def _error(sentence: str, status: int) -> Response:
    return JSONResponse({"error": sentence}, status)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return sending
