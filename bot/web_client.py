"""HTTP to a messenger, by pyreqwest; tells what certainly did not go out from what may have."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

from pyreqwest import exceptions as http
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.multipart import FormBuilder, PartBuilder
from pyreqwest.proxy import ProxyBuilder
from pyreqwest.request import RequestBuilder

from bot.channel import NotSent, Unsure

Upload = tuple[str, bytes, str]
"""File name, content, media type."""

_CONNECT = timedelta(seconds=10)


class WebClient:
    """Kept-alive connections to one messenger."""

    def __init__(self, user_agent: str, proxy: str = "", connections: int = 256) -> None:
        """`proxy` is a URL, or empty for that of the environment."""
        builder = ClientBuilder().connect_timeout(_CONNECT).pool_timeout(_CONNECT).max_connections(connections)
        builder = builder.follow_redirects(False).user_agent(user_agent)
        self._client: Client = (builder.proxy(ProxyBuilder.all(proxy)) if proxy else builder).build()

    async def get(self, url: str, seconds: float) -> tuple[int, bytes]:
        """Status and body, within some seconds in all. Raises NotSent, Unsure."""
        return _certain(await self._send(self._client.get(url).timeout(timedelta(seconds=seconds))))

    async def post(self, url: str, body: bytes, seconds: float) -> tuple[int, bytes]:
        """The same with JSON on the way out."""
        return _certain(await self.exchange(url, body, seconds))

    async def exchange(self, url: str, body: bytes, seconds: float) -> tuple[int, bytes]:
        """The same, a failure of the server's own included: for a messenger that tells in the body what happened."""
        request = self._client.post(url).timeout(timedelta(seconds=seconds))
        return await self._send(request.header("Content-Type", "application/json").body_bytes(body))

    async def upload(
        self, url: str, fields: Mapping[str, str], files: Mapping[str, Upload], seconds: float
    ) -> tuple[int, bytes]:
        """The same with a form that carries files."""
        form = FormBuilder()
        for name, value in fields.items():
            form = form.text(name, value)
        for name, (filename, content, mime) in files.items():
            form = form.part(name, PartBuilder.from_bytes(content).file_name(filename).mime(mime))
        return _certain(await self._send(self._client.post(url).timeout(timedelta(seconds=seconds)).multipart(form)))

    async def date(self, url: str, seconds: float) -> str:
        """What time the server says it is: the Date header of its answer, or empty. Raises NotSent."""
        try:
            response = await self._client.get(url).timeout(timedelta(seconds=seconds)).build().send()
        except http.PyreqwestError as error:
            raise NotSent(type(error).__name__) from None
        return str(response.headers.get("date", ""))

    async def close(self) -> None:
        await self._client.close()

    @staticmethod
    async def _send(request: RequestBuilder) -> tuple[int, bytes]:
        try:
            response = await request.build().send()
            body = bytes(await response.bytes())
        except http.PyreqwestError as error:
            raise (NotSent if _never_left(error) else Unsure)(type(error).__name__) from None
        _let_cancel()
        return response.status, body


def _certain(answer: tuple[int, bytes]) -> tuple[int, bytes]:
    """The answer, unless the server failed before it did anything. Raises NotSent."""
    if answer[0] >= 500:
        raise NotSent(f"HTTP {answer[0]}")
    return answer


def _never_left(error: http.PyreqwestError) -> bool:
    """Whether the request failed before its connection stood.

    The kind of the error does not tell: a connection cut after the request went out is a ConnectError too. Its cause
    does; should its words ever change, a message counts as perhaps read and is not sent twice.
    """
    if isinstance(error, http.PoolTimeoutError):
        return True
    details = getattr(error, "details", None) or {}
    return any(cause["message"] == "client error (Connect)" for cause in details.get("causes") or ())


def _let_cancel() -> None:
    """Raise what the client swallows: a cancellation that comes together with the response."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
