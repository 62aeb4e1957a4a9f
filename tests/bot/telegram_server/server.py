"""The stand-in for api.telegram.org: checks each call, lets faults strike, answers, keeps a log."""

import asyncio
import time
from types import TracebackType
from typing import Any, Self

import orjson

from tests.bot.telegram_server.answers import JsonObject, Refusal, success
from tests.bot.telegram_server.calls import Call, Violation
from tests.bot.telegram_server.control import Control
from tests.bot.telegram_server.description import problem_with, returns
from tests.bot.telegram_server.faults import Fault, Faults, Trouble
from tests.bot.telegram_server.forms import is_method, read_form, read_parameters
from tests.bot.telegram_server.messages import ChatMessage
from tests.bot.telegram_server.methods import METHODS
from tests.bot.telegram_server.people import Group, Person
from tests.bot.telegram_server.poison import POISON
from tests.bot.telegram_server.rates import Rates
from tests.bot.telegram_server.updates import Updates
from tests.bot.telegram_server.webhook import Webhook
from tests.bot.telegram_server.wire import Request, Response, Wire, listen
from tests.bot.telegram_server.world import Clock, World

TOKEN = "7000000001:AAStandInTokenForTestsOnly0123456789abc"  # no one's token
_BOT = {"id": 7000000001, "is_bot": True, "first_name": "Trợ lý", "username": "tro_ly_test_bot"}


class TelegramServer:
    """One bot's Bot API on 127.0.0.1. Use as `async with TelegramServer() as server`, or start and stop it.

    `calls` is the log, `violations` what a careful bot never does, `drift` answers and updates of this
    server that the description does not allow: tests hold the last two empty. `latency` (seconds) delays
    answers, not effects: a bot that dies or gives up meanwhile cannot know that its message went out.
    """

    def __init__(self, *, token: str = TOKEN, latency: float = 0.0, seed: int = 0, any_chat: bool = False) -> None:
        self.token = token
        self.latency = latency
        self.check_answers = True
        self.keep_calls = True
        self.port = 0
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.drift: list[str] = []
        self.rates = Rates()
        self.faults = Faults(seed)
        self.world = World(dict(_BOT), any_chat=any_chat)
        self.updates = Updates(self.world.clock.now)
        self.webhook = Webhook(self.updates, self._answer_inline)
        self._control = Control(self)
        self._people: dict[int, Person] = {}
        self._groups: dict[int, Group] = {}
        self._connections: set[Wire] = set()
        self._listener: asyncio.Server | None = None
        self._own_methods = {
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
        }

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls base_url: the token is appended to it."""
        return f"{self.root}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.root}/file/bot"

    @property
    def clock(self) -> Clock:
        return self.world.clock

    @property
    def supported(self) -> list[str]:
        """The methods this server can answer."""
        return sorted(METHODS.keys() | self._own_methods.keys())

    async def start(self, port: int = 0) -> None:
        self._listener = await listen(self._answer, self._connections, port)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self.webhook.remove()
        self.updates.close()
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

    def person(self, id: int, name: str = "", *, username: str = "", started: bool = False) -> Person:
        """The person with this id, made at first mention. `started`: they wrote to the bot before."""
        if id not in self._people:
            self._people[id] = Person(self, id, name, username)
        if started:
            self._people[id].chat.open = True
        return self._people[id]

    def group(self, id: int, title: str = "Nhóm", *, supergroup: bool = True) -> Group:
        """The group with this id, made at first mention; it has taken the bot in. Its id is negative."""
        if id not in self._groups:
            self._groups[id] = Group(self, id, title, supergroup)
        return self._groups[id]

    def sent(self, chat: int) -> list[ChatMessage]:
        """The bot's messages in a chat as they read now: edited in place, deleted ones gone."""
        return list(self.world.sent(chat))

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def push(self, update: JsonObject) -> int:
        """Sends the bot any update, right or wrong; returns its update_id."""
        return self.updates.push(update)

    def push_poison(self, name: str) -> int:
        """Sends the bot one of the malformed updates of `POISON`; returns its update_id."""
        return self.updates.push(dict(POISON[name]))

    def tell(self, kind: str, content: JsonObject) -> int | None:
        """Sends the bot a well-formed update of a kind, if it wants that kind."""
        update = {"update_id": 1, kind: content}
        if self.check_answers and (problem := problem_with(update, ("Update",))):
            self.drift.append(f"update {kind}: {problem}")
        return self.updates.send(kind, content)

    def reset(self) -> None:
        """Forgets log, violations, faults, limits and waiting updates; chats and webhook stay."""
        for kept in (self.calls, self.violations, self.drift, self.updates.log):
            kept.clear()
        self.faults.clear()
        self.rates.clear()
        self.updates.drop_waiting()

    async def _answer(self, request: Request) -> Response | None:
        if request.path.startswith("/__control/"):
            return await self._control.answer(request)
        if request.path.startswith("/file/bot"):
            return await self._download(request.path.removeprefix("/file/bot"))
        token, _, method = request.path.removeprefix("/bot").partition("/")
        if not request.path.startswith("/bot") or request.verb not in ("GET", "POST"):
            return _refused(Refusal(404, "Not Found"))
        if token.replace("%3A", ":") != self.token:
            return _refused(Refusal(401, "Unauthorized"))
        if not is_method(method):
            self.violations.append(Violation(method, "no such method"))
            return _refused(Refusal(404, "Not Found"))
        response = await self._call(method, request)
        if self.latency and method != "getUpdates":
            await asyncio.sleep(self.latency)
        return response

    async def _call(self, method: str, request: Request) -> Response | None:
        call = Call(method, time.monotonic(), time.time())
        if self.keep_calls:
            self.calls.append(call)
        try:
            raw = read_form(request.content_type, request.body, request.query)
            call.parameters = read_parameters(method, raw)
            return await self._perform(call)
        except Refusal as refusal:
            call.outcome = f"{refusal.code} {refusal.description}"
            if refusal.violation:
                self.violations.append(Violation(method, refusal.description))
            return _refused(refusal)
        except Exception as error:  # the outermost door: a hole in this server must show, not hang the bot
            self.drift.append(f"{method} failed: {error!r}")
            return _refused(Refusal(500, "Internal Server Error: the stand-in itself failed"))

    async def _perform(self, call: Call) -> Response | None:
        chat = call.chat = call.parameters.get("chat_id")
        number = chat if isinstance(chat, int) else None
        self.rates.admit(call.method, number, call.parameters.get("allow_paid_broadcast", False), time.monotonic())
        fault = self.faults.strike(call.method, number)
        if fault is not None:
            call.outcome = fault.trouble.value
            if not fault.trouble.is_after:
                return await self._suffer(fault)
        result = await self._result(call.method, call.parameters)
        if fault is not None and fault.trouble is Trouble.LATENCY:
            await asyncio.sleep(fault.seconds)
        elif fault is not None:
            return await self._suffer(fault)
        call.outcome = "ok"
        return Response(200, success(result))

    async def _suffer(self, fault: Fault) -> Response | None:
        """What the bot gets in place of an answer."""
        refusal = fault.refusal()
        if refusal is not None:
            raise refusal
        if fault.trouble in (Trouble.HANG, Trouble.HANG_AFTER):
            await asyncio.Event().wait()
        if fault.trouble is Trouble.BAD_JSON_AFTER:
            return Response(200, b'{"ok":true,"result":{"message_id":')
        return None

    async def _result(self, method: str, given: JsonObject) -> Any:
        if method in self._own_methods:
            result = await self._own_methods[method](given)
        elif method in METHODS:
            result = METHODS[method](self.world, given)
        else:
            raise Refusal(400, f"Bad Request: the stand-in cannot answer {method} yet", violation=True)
        # Updates were checked when people made them; those that a test pushes may be wrong on purpose.
        checked = self.check_answers and method != "getUpdates"
        if checked and (problem := problem_with(result, returns(method))):
            self.drift.append(f"{method} {problem}")
        return result

    async def _get_updates(self, given: JsonObject) -> list[JsonObject]:
        if self.webhook.is_set:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        return await self.updates.poll(given)

    async def _set_webhook(self, given: JsonObject) -> bool:
        if given.get("drop_pending_updates"):
            self.updates.drop_waiting()
        self.webhook.set(given)
        return True

    async def _delete_webhook(self, given: JsonObject) -> bool:
        self.webhook.remove()
        if given.get("drop_pending_updates"):
            self.updates.drop_waiting()
        return True

    async def _webhook_info(self, given: JsonObject) -> JsonObject:
        return self.webhook.info()

    async def _answer_inline(self, reply: JsonObject) -> None:
        """A call made in the body of the answer to a webhook; the bot never learns its result."""
        method = str(reply.pop("method"))
        await self._call(method, Request("POST", "", "", "application/json", orjson.dumps(reply)))

    async def _download(self, tail: str) -> Response | None:
        token, _, path = tail.replace("%3A", ":").partition("/")
        stored = self.world.paths.get(path)
        if token != self.token or stored is None:
            return _refused(Refusal(404 if token == self.token else 401, "Not Found"))
        fault = self.faults.strike("file", None)
        if fault is not None:
            try:
                return await self._suffer(fault)
            except Refusal as refusal:
                return _refused(refusal)
        return Response(200, stored.content, stored.mime)


def _refused(refusal: Refusal) -> Response:
    return Response(refusal.code, refusal.body())
