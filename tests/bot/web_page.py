"""A browser's page of the web chat, for tests: comes in, says, taps, reads, by the program's real HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any, Self
from uuid import uuid4

import httpx
import orjson

from bot.app import App
from bot.sections import Web
from bot.settings import Settings
from handlers.house import House
from storage import accounts, web_sessions
from storage.clock import to_ms
from tests.bot.waiting import until

Json = dict[str, Any]
Event = tuple[str, str, Json]
"""The name of an event, its id and its data."""

_addresses = count(1)


def web_settings(**web: object) -> Settings:
    """A program that has no channel but the web chat, on a port of its own."""
    return Settings(web=Web.model_validate({"enabled": True, "port": 0, **web}))


class Page:
    """One browser. Every page has a client's address of its own, as a reverse proxy would tell it."""

    def __init__(self, program: App | int) -> None:
        """`program` may be one of its own, known by its port."""
        base = f"http://127.0.0.1:{program if isinstance(program, int) else program.http.port}"
        address = f"10.0.{next(_addresses) // 250}.{next(_addresses) % 250}"
        self.http = httpx.AsyncClient(base_url=base, headers={"X-Forwarded-For": address}, timeout=10, verify=False)
        self.csrf = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def me(self) -> Json:
        me: Json = (await self.http.get("/api/me")).json()
        self.csrf = me["csrf"]
        return me

    async def post(self, path: str, fields: object, **headers: str) -> httpx.Response:
        return await self.http.post(path, json=fields, headers={"X-CSRF": self.csrf, **headers})

    async def enters(self) -> Json:
        """Come in as a stranger; the first message."""
        await self.me()
        answer = await self.post("/api/enter", {})
        assert answer.status_code == 200, answer.text
        self.csrf = answer.json()["csrf"]
        return await self.reads(1)

    async def logs_in(self, code: str) -> Json:
        """Come in with a linking code; the first message."""
        await self.me()
        answer = await self.post("/api/login", {"code": code})
        assert answer.status_code == 200, answer.text
        self.csrf = answer.json()["csrf"]
        return await self.reads(1)

    async def follows(self, token: str) -> httpx.Response:
        """Press the button behind a login link."""
        answer = await self.http.post(f"/vao/{token}")
        await self.me()
        return answer

    async def sends(self, text: str, message_id: str = "") -> httpx.Response:
        return await self.post("/api/messages", {"id": message_id or str(uuid4()), "kind": "text", "text": text})

    async def says(self, text: str) -> Json:
        """Say something, and read the answer."""
        return await self._answer_to(await self.sends(text))

    async def taps(self, label: str) -> Json:
        """Tap a button of the last message, and read the answer."""
        last = (await self.messages())[-1]
        [key] = [b["key"] for row in last["buttons"] for b in row if b["label"] == label]
        tap = {"id": str(uuid4()), "kind": "tap", "key": key, "message": last["id"], "label": label}
        return await self._answer_to(await self.post("/api/messages", tap))

    async def puts(self, name: str, content: bytes, text: str = "") -> httpx.Response:
        params = {"name": name, "text": text}
        return await self.http.put(
            f"/api/files/{uuid4()}", content=content, params=params, headers={"X-CSRF": self.csrf}
        )

    async def messages(self, **params: int) -> list[Json]:
        answer = await self.http.get("/api/messages", params=params)
        assert answer.status_code == 200, answer.text
        found: list[Json] = answer.json()["messages"]
        return found

    async def reads(self, number: int) -> Json:
        """The message with this number from the first on, once it is there."""

        async def there() -> bool:
            return len(await self.messages()) >= number

        await until(there)
        return (await self.messages())[number - 1]

    async def _answer_to(self, taken: httpx.Response) -> Json:
        assert taken.status_code == 202, taken.text
        wanted = f"{taken.json()['id']}.answer"

        async def there() -> bool:
            return any(message["id"] == wanted for message in await self.messages())

        await until(there)
        return next(message for message in await self.messages() if message["id"] == wanted)

    @asynccontextmanager
    async def watching(self, after: int = 0, last_event_id: str = "") -> AsyncIterator[AsyncIterator[Event]]:
        """The events of the chat as they come."""
        headers = {"Last-Event-ID": last_event_id} if last_event_id else {}
        async with self.http.stream("GET", "/api/events", params={"after": after}, headers=headers) as stream:
            assert stream.status_code == 200
            yield _events(stream)


async def _events(stream: httpx.Response) -> AsyncIterator[Event]:
    name = event_id = ""
    data: Json = {}
    async for line in stream.aiter_lines():
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "id":
            event_id = value
        elif field == "data":
            data = orjson.loads(value)
        elif not line and name:
            yield name, event_id, data
            name = event_id = ""


async def login_token(house: House, chat: str) -> str:
    """A login link asked for in a chat of Telegram."""
    async with house.db.transaction() as tx:
        account = (await accounts.facts(tx, "telegram", chat)).account
        assert account is not None
        assert account.holder_id is not None
        return await web_sessions.add_login(tx, account.holder_id, account.id, to_ms(house.clock()))
