"""What the routes of the web chat share: the house, the sessions, the limits, and how an event gets in."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.faults import frames
from bot.reception import Reception
from bot.sections import Web
from bot.web import guard
from bot.web.guard import Limits, Refusal
from bot.web.listeners import Listeners
from bot.web.sessions import Sessions
from handlers.house import House
from handlers.messages import Kind
from handlers.texts import common
from handlers.texts import web as texts
from storage import web_chat, web_sessions
from storage.clock import to_ms
from storage.ids import new_id
from storage.web_chat import Words
from storage.web_sessions import Session

logger = logging.getLogger(__name__)

Endpoint = Callable[[Request], Awaitable[Response]]
CatchUp = Callable[[datetime, datetime, Callable[[datetime], None]], Awaitable[None]]
"""Does what fell due between two instants, and sets the house's clock to each before what happens then."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """The web chat behind its routes."""

    house: House
    settings: Web
    reception: Reception
    sessions: Sessions
    listeners: Listeners
    limits: Limits
    is_demo: bool = False

    def door(self, endpoint: Endpoint) -> Endpoint:
        """An endpoint as it is served: a refusal is said in a sentence, a fault too, and every response is headed."""
        headers = guard.page_headers(self.settings)

        async def answered(request: Request) -> Response:
            try:
                response = await endpoint(request)
            except Refusal as refusal:
                response = refusal.response()
            except ClientDisconnect:
                response = Response(status_code=400)
            except Exception as error:  # the outermost door of a request
                response = self._fault(error)
            response.headers.setdefault("Cache-Control", "no-store")
            for name, value in headers.items():
                response.headers.setdefault(name, value)
            return response

        return answered

    def _fault(self, error: Exception) -> Response:
        """What the page is told of a fault: nothing of what it is, but whether it is worth another try.

        The operator hears of each fault, and of a time in which nothing can be kept once, from the outage.
        """
        if self.reception.outage.met(error) is not None:
            return JSONResponse({"error": common.NOT_KEPT}, 503)
        logger.error("a request of the web chat failed\n%s", frames(error))
        return JSONResponse({"error": common.WENT_WRONG}, 500)

    async def changing(self, request: Request) -> Session | None:
        """The session of a request that changes something, if it has one. Raises Refusal (403)."""
        guard.check_origin(request, self.settings.public_url)
        session = await self.sessions.of(request)
        guard.check_csrf(request, self.sessions.csrf(session))
        return session

    async def speaking(self, request: Request) -> Session:
        """The session of a request that says something in its chat. Raises Refusal (401, 403)."""
        guard.check_origin(request, self.settings.public_url)
        session = await self.sessions.needed(request)
        guard.check_csrf(request, self.sessions.csrf(session))
        return session

    async def new_chat(self) -> str:
        """A chat of nobody yet."""
        async with self.house.db.transaction() as tx:
            return await web_sessions.new_chat(tx, "", self.at)

    async def say(self, chat: str, message_id: str, words: Words, event: dict[str, Any]) -> int:
        """Write down what a person said, and hand it in, both or neither; on disk when this returns its number.

        The same id again is the same message. Raises Refusal (409) where another chat has a message of this id.
        """
        raw, update = self._event_json(chat, message_id, event), None
        async with self.house.db.transaction() as tx:
            seq = await web_chat.add(tx, message_id, chat, "person", words, self.at)
            if seq is not None:
                update = await self.reception.keep(tx, raw)
        if seq is None:
            known = await web_chat.by_id(self.house.db, chat, message_id)
            if known is None:
                raise Refusal(409, texts.ID_TAKEN)
            seq = known.seq
        self.listeners.tell(chat)
        self.reception.take(update)
        return seq

    async def hand_in(self, chat: str, event_id: str, event: dict[str, Any]) -> None:
        """Hand an event to the conversation without showing it in the chat."""
        await self.reception.accept(self._event_json(chat, event_id, event))

    def _event_json(self, chat: str, event_id: str, event: dict[str, Any]) -> bytes:
        return orjson.dumps({"chat": chat, "id": event_id, "at": self.at, **event})

    async def start(self, chat: str, code: str = "") -> None:
        """The first word in a chat, with the linking code if there is one."""
        await self.hand_in(chat, f"start.{new_id()}", {"kind": Kind.START, "text": code})

    @property
    def at(self) -> int:
        """The present instant of the conversation, as stored."""
        return to_ms(self.house.clock())
