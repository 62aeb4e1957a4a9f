"""The program's own HTTP: the webhook, which keeps an update before it says so, and how the program is."""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from hmac import compare_digest

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channel import Accept
from bot.faults import frames

logger = logging.getLogger(__name__)

LARGEST = 2**20
"""Bytes of an update."""

Endpoint = Callable[[Request], Awaitable[Response]]


def webhook(accept: Accept, header: str, secret: str) -> Endpoint:
    """The endpoint a messenger posts updates to, with the secret in a header of its own.

    Nothing is read before the secret is known to be right.
    """
    expected = secret.encode()

    async def endpoint(request: Request) -> Response:
        given = request.headers.get(header, "")
        if not compare_digest(given.encode("utf-8", "replace"), expected):
            return Response(status_code=403)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return Response(status_code=400)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            await accept(body)
        except ValueError:
            return Response(status_code=400)
        except Exception as error:  # whatever the database says: the messenger keeps the update and tries again
            logger.error("an update could not be kept\n%s", frames(error))
            return Response(status_code=500)
        return Response()

    return endpoint


async def _body(request: Request) -> bytes | None:
    """The whole body, or None as soon as it is too long."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > LARGEST:
        return None
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            return None
        parts.append(part)
    return b"".join(parts)


def http_app(webhooks: dict[str, Endpoint], is_ready: Callable[[], bool], more: Sequence[BaseRoute] = ()) -> ASGIApp:
    """`webhooks` by path, and `more` routes, which are asked last.

    `/healthz` says that the program runs, `/readyz` that it answers people.
    """

    async def healthz(request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(request: Request) -> Response:
        return PlainTextResponse("ready") if is_ready() else PlainTextResponse("starting", status_code=503)

    routes = [Route(path, endpoint, methods=["POST"]) for path, endpoint in webhooks.items()]
    everything = Starlette(routes=[*routes, Route("/healthz", healthz), Route("/readyz", readyz), *more])

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        # An update goes straight to its endpoint: routes and middleware took longer than keeping it.
        endpoint = webhooks.get(scope.get("path", "")) if scope.get("method") == "POST" else None
        if endpoint is None:
            await everything(scope, receive, send)
        else:
            response = await endpoint(Request(scope, receive))
            await response(scope, receive, send)

    return app


class _Uvicorn(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # signals belong to the whole program


class HttpServer:
    """Serves an app in this process and loop."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        """Binds at once, so that a busy port is known before anything else starts. Raises OSError."""
        self._socket = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        # Each connection takes this over. asyncio by itself overlooks it here, and every answer would take 40 ms more.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(
            app, http="httptools", ws="none", lifespan="off", access_log=False, log_config=None,
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
        if self._task is not None:
            await self._task
        self._socket.close()
