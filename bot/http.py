"""The program's own HTTP: the webhook, which keeps an update before it says so, and how the program is."""

import asyncio
import logging
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hmac import compare_digest

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.arrivals import KeptBack
from bot.channel import Accept
from bot.faults import frames, kind_of
from handlers.texts import common
from handlers.texts import web as texts
from storage.trouble import trouble_of

logger = logging.getLogger(__name__)

LARGEST = 2**20
"""Bytes of an update."""


def webhook(accept: Accept, header: str, secret: str) -> ASGIApp:
    """The endpoint a messenger posts updates to, with the secret in a header of its own.

    Nothing is read before the secret is known to be right. Plain ASGI: to make a Request and a Response of an update
    takes as long as to keep it.
    """
    name, expected = header.encode(), secret.encode()

    async def endpoint(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            status = await _status(scope, receive)
        except asyncio.CancelledError:  # the server cuts off what outlasts the program, and would log each with its way
            status = 503
        await _answer(send, status)

    async def _status(scope: Scope, receive: Receive) -> int:
        headers = dict(scope["headers"])
        if not compare_digest(headers.get(name, b""), expected):
            return 403
        if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != b"application/json":
            return 400
        body = await _body(headers.get(b"content-length", b""), receive)
        if body is None:
            return 413
        try:
            await accept(body)
        except ValueError:
            return 400
        except KeptBack:
            return 503
        except Exception as error:  # whatever the database says: the messenger keeps the update and tries again
            # In an outage, which is told once, each of hundreds would fill the log with the way it took.
            told = kind_of(error) if trouble_of(error) is not None else f"\n{frames(error)}"
            logger.error("an update could not be kept: %s", told)
            return 500
        return 200

    return endpoint


async def _answer(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), *([(b"allow", b"POST")] if status == 405 else ())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _body(declared: bytes, receive: Receive) -> bytes | None:
    """The whole body, or None as soon as it is too long; empty when the messenger went away before its end."""
    if declared.isdigit() and int(declared) > LARGEST:
        return None
    body: bytes = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        body += message.get("body", b"")
        if len(body) > LARGEST:
            return None
        if not message.get("more_body", False):
            return body


def http_app(webhooks: dict[str, ASGIApp], why_not: Callable[[], str], more: Sequence[BaseRoute] = ()) -> ASGIApp:
    """`webhooks` by path, and `more` routes, which are asked last.

    `/healthz` says that the program runs, `/readyz` that it answers people, or else `why_not`.
    """

    async def healthz(request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(request: Request) -> Response:
        why = why_not()
        return PlainTextResponse(why, status_code=503) if why else PlainTextResponse("ready")

    everything = Starlette(
        routes=[Route("/healthz", healthz), Route("/readyz", readyz), *more],
        exception_handlers={HTTPException: _turned_away, Exception: _failed},
    )
    # It would repeat whatever address it was given, and as http:// behind a web server that speaks https.
    everything.router.redirect_slashes = False
    others = guarded(everything)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        # An update goes straight to its endpoint: routes and middleware took longer than keeping it.
        endpoint = webhooks.get(scope.get("path", ""))
        if endpoint is None:
            await others(scope, receive, send)
        elif scope["method"] == "POST":
            await endpoint(scope, receive, send)
        else:
            await _answer(send, 405)

    return app


def guarded(app: ASGIApp) -> ASGIApp:
    """A program of Starlette, which answers a fault and raises it too: of that only place and kind are logged."""

    async def outermost(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except asyncio.CancelledError:
            return  # the server cuts off what outlasts the program, and would log each with its way
        except Exception as error:  # the outermost door of a request
            logger.error("a request failed\n%s", frames(error))

    return outermost


async def _turned_away(request: Request, error: Exception) -> Response:
    """Who followed an address that leads nowhere is told so; a wrong method is a program's, which reads the status."""
    if not isinstance(error, HTTPException):
        raise error
    words = texts.NOT_FOUND if error.status_code == 404 else ""
    return PlainTextResponse(words, error.status_code, error.headers)


async def _failed(request: Request, error: Exception) -> Response:
    return PlainTextResponse(common.WENT_WRONG, 500)


class _Uvicorn(uvicorn.Server):
    """Ends when it is told to: uvicorn looks ten times a second, and then waits a tenth even where nobody is there."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.told_to_stop = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # signals belong to the whole program

    async def main_loop(self) -> None:
        ticking = asyncio.create_task(super().main_loop())
        told = asyncio.create_task(self.told_to_stop.wait())
        await asyncio.wait([ticking, told], return_when=asyncio.FIRST_COMPLETED)
        for task in (ticking, told):
            task.cancel()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
            return
        for server in self.servers:
            server.close()
            await server.wait_closed()


class HttpServer:
    """Serves an app in this process and loop."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        """Binds at once, so that a busy port is known before anything else starts. Raises OSError."""
        from bot.http_head import BoundedHead  # here, since only who serves needs a parser

        self._socket = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        # Each connection takes this over. asyncio by itself overlooks it here, and every answer would take 40 ms more.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(
            app, http=BoundedHead, ws="none", lifespan="off", access_log=False, log_config=None,
            server_header=False, proxy_headers=False, timeout_keep_alive=75,
            timeout_graceful_shutdown=3,
        )  # fmt: skip
        self._server = _Uvicorn(config)
        self._task: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port in use, also when 0 was asked for."""
        return int(self._socket.getsockname()[1])

    def start(self) -> None:
        """Begin to answer."""
        self._task = asyncio.create_task(self._server.serve(sockets=[self._socket]))

    async def stop(self) -> None:
        """Take no more requests, and end those that came in."""
        self._server.should_exit = True
        self._server.told_to_stop.set()
        if self._task is not None:
            await self._task
        self._socket.close()
