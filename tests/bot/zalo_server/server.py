"""The stand-in for bot-api.zaloplatforms.com: checks each call, lets faults strike, answers, keeps a log."""

import asyncio
import time
from dataclasses import dataclass, field
from itertools import count
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote

import orjson

from tests.bot.telegram_server.wire import Request, Response, Wire, listen
from tests.bot.zalo_server.control import Control
from tests.bot.zalo_server.events import Events
from tests.bot.zalo_server.facts import JsonObject, Refusal, shape_problem
from tests.bot.zalo_server.faults import Fault, Faults, Trouble
from tests.bot.zalo_server.methods import DO, check_fields
from tests.bot.zalo_server.people import Chat, Person
from tests.bot.zalo_server.webhook import Webhook

TOKEN = "4103512872091:StandInSecretForTestsOnlyAbCdEfGh"  # no one's token
_PHOTOS = "/__zalo/photos/"


@dataclass(slots=True)
class Call:
    """One call; `at` is in seconds of a monotonic clock. `outcome`: "ok", "<code> <why>", or the trouble."""

    method: str
    at: float
    given: JsonObject = field(default_factory=dict)
    outcome: str = "open"


class ZaloServer:
    """One bot's platform on 127.0.0.1. Use as `async with ZaloServer() as server`.

    `drift` holds answers of this server that are not as documented: tests hold it empty.
    """

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.port = 0
        self.longest_poll = 30.0
        self.bot = {"id": "4103512872091", "account_name": "bot.TroLyTest", "account_type": "BASIC"}
        self.bot |= {"can_join_groups": False}  # type: ignore[dict-item]  # as the documents mix them
        self.calls: list[Call] = []
        self.drift: list[str] = []
        self.chats: dict[str, Chat] = {}
        self.faults = Faults()
        self.events = Events()
        self.webhook = Webhook(self.events)
        self._people: dict[str, Person] = {}
        self._photos: list[bytes] = []
        self._control = Control(self)
        self._ids = count(1)
        self._connections: set[Wire] = set()
        self._listener: asyncio.Server | None = None

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """The token is appended to it."""
        return f"{self.root}/bot"

    async def start(self, port: int = 0) -> None:
        self._listener = await listen(self._answer, self._connections, port)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        await self.webhook.close()
        if self._listener is not None:
            self._listener.close()
        for connection in list(self._connections):
            connection.cut()
        for _ in range(3):  # the loop needs its turns to close sockets and end their tasks
            await asyncio.sleep(0)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def person(self, id: str = "6ede9afa66b88fe6d6a9", name: str = "") -> Person:
        """The person with this id, made at first mention."""
        return self._people.setdefault(id, Person(self, id, name))

    def chat(self, id: str, chat_type: str = "PRIVATE") -> Chat:
        return self.chats.setdefault(id, Chat(id, chat_type))

    def host(self, content: bytes) -> str:
        """Where a picture that a person sent can be fetched."""
        self._photos.append(content)
        return f"{self.root}{_PHOTOS}{len(self._photos) - 1}.jpg"

    def next_id(self) -> str:
        return f"out{next(self._ids):08x}"

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def reset(self) -> None:
        """Forgets log, faults and waiting events; chats and webhook stay."""
        self.calls.clear()
        self.drift.clear()
        self.faults.clear()
        self.events.waiting.clear()

    async def _answer(self, request: Request) -> Response | None:
        if request.path.startswith(_PHOTOS):
            number = request.path.removeprefix(_PHOTOS).removesuffix(".jpg")
            return Response(200, self._photos[int(number)], "image/jpeg")
        if request.path.startswith("/__zalo/"):
            return await self._control.answer(request)
        token, _, method = request.path.removeprefix("/bot").partition("/")
        try:
            return await self._call(unquote(token), method, request)
        except Refusal as refusal:
            return Response(refusal.status, refusal.body())

    async def _call(self, token: str, method: str, request: Request) -> Response | None:
        if token != self.token:
            raise Refusal(401)
        if method not in DO or request.verb not in ("GET", "POST"):
            raise Refusal(400, "unknown method")
        call = Call(method, time.monotonic())
        self.calls.append(call)
        try:
            call.given = _fields(request)
            return await self._perform(call)
        except Refusal as refusal:
            call.outcome = f"{refusal.code} {refusal.description}"
            raise

    async def _perform(self, call: Call) -> Response | None:
        fault = self.faults.strike(call.method, call.given.get("chat_id"))
        if fault is not None and not fault.trouble.is_after:
            return await self._suffer(call, fault)
        check_fields(call.method, call.given)
        result = await DO[call.method](self, call.given)
        if problem := shape_problem(call.method, result):
            self.drift.append(f"{call.method} {problem}")
        call.outcome = "ok"
        if fault is not None and fault.trouble is not Trouble.LATENCY:
            return await self._suffer(call, fault)
        if fault is not None:
            await asyncio.sleep(fault.seconds)
        return Response(200, _success(result))

    async def _suffer(self, call: Call, fault: Fault) -> Response | None:
        """What the bot gets in place of an answer."""
        refusal = fault.refusal()
        if refusal is not None:
            raise refusal
        call.outcome = fault.trouble.value
        if fault.trouble is Trouble.HANG:
            await asyncio.Event().wait()
        if fault.trouble is Trouble.BAD_GATEWAY:
            return Response(502, b"<html>Bad Gateway</html>", "text/html")
        if fault.trouble is Trouble.BAD_JSON_AFTER:
            return Response(200, b'{"ok":true,"result":{"message_id":')
        return None


def _success(result: Any) -> bytes:
    return orjson.dumps({"ok": True} if result is None else {"ok": True, "result": result})


def _fields(request: Request) -> JsonObject:
    """The fields of a call by query, form or JSON. Raises Refusal."""
    given: JsonObject = dict(parse_qsl(request.query))
    if not request.body:
        return given
    if request.content_type.startswith("application/x-www-form-urlencoded"):
        return given | dict(parse_qsl(request.body.decode()))
    try:
        body = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        raise Refusal(400, "the body is no JSON") from None
    if not isinstance(body, dict):
        raise Refusal(400, "the body is no object")
    return given | body
