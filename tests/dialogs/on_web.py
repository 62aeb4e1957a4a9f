"""A person of the dialogs who has the centre's web chat open."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx

from bot.sections import Web
from bot.settings import Settings
from bot.web.sessions import COOKIE
from handlers.house import House
from storage import web_sessions
from storage.clock import now_ms
from tests.bot.conftest import free_port, running
from tests.dialogs.talker import Read, Talker

Json = dict[str, Any]


@asynccontextmanager
async def street(house: House) -> AsyncIterator[Callable[[str], Awaitable[Talker]]]:
    """The program with its web chat, on a port of its own."""
    settings = Settings(web=Web(enabled=True, port=free_port()))
    async with running(settings, house) as app, AsyncExitStack() as browsers:

        async def seat(chat: str) -> Talker:
            async with house.db.transaction() as tx:
                token, _ = await web_sessions.open_session(tx, chat, now_ms())
            address = f"http://127.0.0.1:{settings.web.port}"
            http = await browsers.enter_async_context(
                httpx.AsyncClient(base_url=address, cookies={COOKIE: token}, verify=False)
            )
            return OnWeb(http, (await http.get("/api/me")).json()["csrf"], app.idle)

        yield seat


class OnWeb(Talker):
    """Asks for the messages of the chat as the page does when it wakes up."""

    def __init__(self, http: httpx.AsyncClient, csrf: str, idle: Callable[[], Awaitable[None]]) -> None:
        """`http` holds the session's cookie and the address of the program."""
        super().__init__(idle)
        self._http = http
        self._csrf = {"X-CSRF": csrf}
        self._seen = 0
        self._shown: list[Json] = []

    async def _send(self, text: str) -> None:
        await self._post({"kind": "text", "text": text})

    async def _choose(self, label: str) -> None:
        carrying = [m for m in self._shown if any(b["label"] == label for row in m["buttons"] for b in row)][-1]
        [key] = [b["key"] for row in carrying["buttons"] for b in row if b["label"] == label]
        await self._post({"kind": "tap", "key": key, "label": label, "message": carrying["id"]})

    async def _hand_over(self, name: str, content: bytes) -> None:
        await self._ok(
            self._http.put(f"/api/files/{uuid4()}", params={"name": name}, content=content, headers=self._csrf)
        )

    async def _post(self, what: Json) -> None:
        await self._ok(self._http.post("/api/messages", json={"id": str(uuid4()), **what}, headers=self._csrf))

    @staticmethod
    async def _ok(asked: Awaitable[httpx.Response]) -> None:
        response = await asked
        assert response.status_code == 202, response.text

    async def _unread(self, waiting: bool) -> list[Read]:
        while not (found := await self._news()):
            if not waiting:
                return []
            await asyncio.sleep(0.005)
        return [_read(message) for message in found]

    async def _news(self) -> list[Json]:
        messages = (await self._http.get("/api/messages", params={"limit": 50})).json()["messages"]
        self._shown = [message for message in messages if message["from"] == "bot"]
        news = [message for message in self._shown if message["seq"] > self._seen]
        self._seen = max((message["seq"] for message in news), default=self._seen)
        return sorted(news, key=lambda message: int(message["seq"]))


def _read(message: Json) -> Read:
    options = tuple(button["label"] for row in message["buttons"] for button in row)
    return Read(message["text"].replace("**", ""), options, tuple(file["name"] for file in message["files"]))
