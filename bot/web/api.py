"""The web chat's interface for its page: who one is, what was said, saying something, coming in and leaving."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.menus import WEB_ONLY, commands
from bot.web.guard import Refusal, client_of, fields_of
from bot.web.rooms import Rooms
from bot.web.sessions import COOKIE
from bot.web.shown import shown
from handlers.centres import facts_of, house_of
from handlers.messages import Kind
from handlers.texts import web as texts
from rules.access import STRANGER
from storage import web_chat
from storage.web_chat import CHANNEL, Words
from storage.web_sessions import Session

_ID = re.compile(r"[0-9A-Za-z_-]{8,64}")
_KEY_LARGEST = 64
"""Bytes of a button's key."""
_LABEL_LONGEST = 200
_CODE_LONGEST = 64
_PAGE = 50


class Api:
    """The routes that speak JSON."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def routes(self) -> list[BaseRoute]:
        """All of them."""
        door = self._rooms.door
        return [
            Route("/api/me", door(self.me), methods=["GET"]),
            Route("/api/enter", door(self.enter), methods=["POST"]),
            Route("/api/login", door(self.login), methods=["POST"]),
            Route("/api/logout", door(self.logout), methods=["POST"]),
            Route("/api/messages", door(self.messages), methods=["GET"]),
            Route("/api/messages", door(self.post), methods=["POST"]),
        ]

    async def me(self, request: Request) -> Response:
        """Who looks at the page, and what the page must know to speak for them."""
        session = await self._rooms.sessions.of(request)
        response = JSONResponse(await self._me(session))
        if session is not None:  # the cookie lives on by being used, as the session does
            self._rooms.sessions.give(response, request.cookies[COOKIE])
        return response

    async def _me(self, session: Session | None) -> dict[str, Any]:
        rooms, asker, seq = self._rooms, STRANGER, 0
        centre = rooms.house.centre
        if session is not None:
            facts = await facts_of(rooms.house, CHANNEL, session.chat)
            asker, centre = facts.asker, house_of(rooms.house, facts).centre
            seq = await web_chat.last_seq(rooms.house.db, session.chat)
        return {
            "open": session is not None,
            "csrf": rooms.sessions.csrf(session),
            "name": asker.name,
            "linked": asker is not STRANGER,
            "centre": {"name": centre.name, "phone": centre.phone},
            "commands": [{"name": each.name, "summary": each.summary} for each in commands(asker.roles, WEB_ONLY)],
            "demo": rooms.is_demo,
            "seq": seq,
        }

    async def enter(self, request: Request) -> Response:
        """Come in as a stranger. Who is in already stays as they are."""
        session = await self._rooms.changing(request)
        await fields_of(request)
        if session is not None:
            return JSONResponse(await self._me(session))
        return await self._opened(request)

    async def login(self, request: Request) -> Response:
        """Come in with a linking code: what becomes of it is said in the chat."""
        session = await self._rooms.changing(request)
        code = (await fields_of(request)).get("code", "").strip()
        if not code or len(code) > _CODE_LONGEST:
            raise Refusal(400, texts.UNREADABLE)
        self._rooms.limits.count("codes", client_of(request, self._rooms.settings))
        if session is None:
            return await self._opened(request, code)
        await self._rooms.start(session.chat, code)
        return JSONResponse(await self._me(session))

    async def _opened(self, request: Request, code: str = "") -> Response:
        rooms = self._rooms
        rooms.limits.count("sessions", client_of(request, rooms.settings))
        chat = await rooms.new_chat()
        token, session = await rooms.sessions.open(chat)
        await rooms.start(chat, code)
        response = JSONResponse(await self._me(session))
        rooms.sessions.give(response, token)
        return response

    async def logout(self, request: Request) -> Response:
        """Leave: the cookie is worth nothing from now on."""
        session = await self._rooms.changing(request)
        if session is not None:
            await self._rooms.sessions.end(session)
            self._rooms.listeners.end(session)
        response = JSONResponse({})
        self._rooms.sessions.give(response, "")
        return response

    async def messages(self, request: Request) -> Response:
        """A page of what was said before a number, or at the end."""
        session = await self._rooms.sessions.needed(request)
        limit = min(max(number_in(request, "limit", _PAGE), 1), 4 * _PAGE)
        before = number_in(request, "before", 2**53)
        found = await web_chat.before(self._rooms.house.db, session.chat, before, limit + 1)
        zone = self._rooms.house.clock().tzinfo
        page = [shown(message, zone) for message in found[-limit:]]
        return JSONResponse({"messages": page, "more": len(found) > limit})

    async def post(self, request: Request) -> Response:
        """Say something, or tap a button."""
        session = await self._rooms.speaking(request)
        fields = await fields_of(request)
        message_id = known_id(fields.get("id", ""))
        words, event = _said(fields) if fields.get("kind") == Kind.TEXT else _tapped(fields)
        self._rooms.limits.count("messages", session.digest)
        seq = await self._rooms.say(session.chat, message_id, words, event)
        return JSONResponse({"id": message_id, "seq": seq}, 202)


def known_id(given: str) -> str:
    """An id made by the page. Raises Refusal (400) for what cannot be one."""
    if not _ID.fullmatch(given):
        raise Refusal(400, texts.UNREADABLE)
    return given


def number_in(request: Request, name: str, default: int) -> int:
    """A whole number of the query, or the default where there is none that could be one."""
    given = request.query_params.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 17 else default


def _said(fields: dict[str, str]) -> tuple[Words, dict[str, str]]:
    text = fields.get("text", "").strip()
    if not text:
        raise Refusal(400, texts.EMPTY)
    command, _, payload = text.partition(" ")
    if command == "/start":
        return Words(text), {"kind": Kind.START, "text": payload.strip()}
    return Words(text), {"kind": Kind.TEXT, "text": text}


def _tapped(fields: dict[str, str]) -> tuple[Words, dict[str, str]]:
    key, label = fields.get("key", ""), fields.get("label", "").strip()[:_LABEL_LONGEST]
    if fields.get("kind") != Kind.TAP or not label or not 0 < len(key.encode()) <= _KEY_LARGEST:
        raise Refusal(400, texts.UNREADABLE)
    return Words(label), {"kind": Kind.TAP, "key": key, "message": fields.get("message", "")}
