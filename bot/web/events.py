"""The stream of a chat (Server-Sent Events): first what the page missed, then what happens, until either side ends."""

import logging
from collections.abc import AsyncIterator

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.faults import frames
from bot.web.api import number_in
from bot.web.guard import Refusal
from bot.web.listeners import Listener
from bot.web.rooms import Rooms
from bot.web.shown import shown
from handlers.texts import web as texts
from storage import web_chat
from storage.web_sessions import Session

logger = logging.getLogger(__name__)

HEARTBEAT = 20.0
"""Seconds of silence after which a comment shows both sides that the line holds."""
MOST_STREAMS = 5
"""Streams a session may have open."""
_RETRY = 1000
"""Milliseconds after which a page that lost the line tries again."""
_SLICE = 200


class Events:
    """The route of the stream."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def routes(self) -> list[BaseRoute]:
        """The one route."""
        return [Route("/api/events", self._rooms.door(self.events), methods=["GET"])]

    async def events(self, request: Request) -> Response:
        """Everything after a number, and what comes next. A page that lost the line says which it saw last."""
        session = await self._rooms.sessions.needed(request)
        if self._rooms.listeners.count(session) >= MOST_STREAMS:
            raise Refusal(429, texts.TOO_MANY_STREAMS, {"Retry-After": "60"})
        last = request.headers.get("last-event-id", "")
        seen = int(last) if last.isascii() and last.isdecimal() and len(last) < 17 else number_in(request, "after", 0)
        headers = {"X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(session, seen), media_type="text/event-stream", headers=headers)

    async def _stream(self, session: Session, seen: int) -> AsyncIterator[str]:
        """Ends where the tables cannot be read: the page comes again in a second, and says what it saw last."""
        try:
            async for part in self._news(session, seen):
                yield part
        except Exception as error:  # the outermost door of a stream
            if self._rooms.reception.outage.met(error) is None:
                logger.error("a stream of the web chat failed\n%s", frames(error))

    async def _news(self, session: Session, seen: int) -> AsyncIterator[str]:
        with self._rooms.listeners.listening(session) as listener:
            yield f"retry: {_RETRY}\n\n"
            while listener.is_open and await self._rooms.sessions.hold(session):
                if listener.sees_typing():
                    yield "event: typing\ndata: {}\n\n"
                news = await web_chat.after(self._rooms.house.db, session.chat, seen, _SLICE)
                if news:
                    seen = news[-1].seq
                    yield self._written(news, listener)
                elif not await listener.wait(HEARTBEAT):
                    yield ": \n\n"

    def _written(self, news: list[web_chat.WebMessage], listener: Listener) -> str:
        if news[-1].author == "assistant":
            listener.sees_typing()  # what was begun is done: it must not be shown after its own answer
        zone = self._rooms.house.clock().tzinfo
        return "".join(
            f"event: message\nid: {message.seq}\ndata: {orjson.dumps(shown(message, zone)).decode()}\n\n"
            for message in news
        )
